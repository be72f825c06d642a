"""Whether anything of an article has changed, asked so cheaply that it can be asked every few seconds.

Revisions only grow, so that their sum tells of any write, whatever the clocks of two machines say.
Every function takes the connection of an open transaction.
"""

from __future__ import annotations

from attrs import frozen
from sqlalchemy import Connection, FromClause, Table, func, select

from pressloc.model import Lang
from pressloc.store import schema

_S, _T, _D = schema.segment, schema.target, schema.draft


@frozen
class Stamp:
    """Differs from an earlier stamp of the article if something of it was written since.

    `shape` is of the segments themselves (source, splits, joins), `writes` of targets, `remarks` of what others are
    typing, of comments and of waivers.
    """

    shape: tuple[str, int, int]
    writes: tuple[int, int]
    remarks: tuple[int, str, int, int]


def stamp(connection: Connection, article_id: int, who: str) -> Stamp:
    """The stamp of an article as reviewer `who` sees it: one's own drafts do not count. Four counts, no rows."""
    article, of_article = schema.article, _S.c.article_id == article_id

    def within(table: Table) -> FromClause:
        return table.join(_S, _S.c.id == table.c.segment_id)

    source = select(article.c.sha256).where(article.c.id == article_id).scalar_subquery()
    shape = select(source, func.count(), func.coalesce(func.max(_S.c.id), 0)).where(of_article)
    writes = select(func.count(), func.coalesce(func.sum(_T.c.revision), 0)).select_from(within(_T)).where(of_article)
    typing = select(func.count(), func.coalesce(func.max(_D.c.at), "")).select_from(within(_D)).where(of_article, _D.c.who != who)
    comments, waivers = (
        select(func.count()).select_from(within(table)).where(of_article).scalar_subquery()
        for table in (schema.comment, schema.waiver)
    )
    sha, count, newest = connection.execute(shape).one()
    written, grown = connection.execute(writes).one()
    drafts, at = connection.execute(typing).one()
    commented, waived = connection.execute(select(comments, waivers)).one()
    return Stamp((str(sha), count, newest), (written, int(grown)), (drafts, at, commented, waived))


def revisions(connection: Connection, article_id: int) -> dict[tuple[int, Lang], int]:
    """(segment id, language) → revision of every target of the article."""
    query = select(_T.c.segment_id, _T.c.lang, _T.c.revision).join(_S, _S.c.id == _T.c.segment_id)
    return {(row[0], row[1]): row[2] for row in connection.execute(query.where(_S.c.article_id == article_id))}

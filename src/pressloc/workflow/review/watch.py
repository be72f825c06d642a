"""What colleagues did to the opened article meanwhile, taken over without touching what one is typing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import attrs
from attrs import frozen

from pressloc.model import Lang
from pressloc.store import articles, watch
from pressloc.store import review as rows_of
from pressloc.store.database import Store
from pressloc.store.review import TargetLine
from pressloc.store.watch import Stamp
from pressloc.workflow.review.sheet import Row, Sheet, drafts_by_segment, read_sheet

_FEW = 500  # changed targets that are asked for one by one


@frozen
class News:
    """What was written since the last look: targets, who types where, comments, waivers; `sheet` is the whole article
    read anew where segments were split or joined or the source was changed."""

    stamp: Stamp
    lines: tuple[TargetLine, ...] = ()
    typing: Mapping[int, Mapping[Lang, str]] = attrs.field(factory=dict, hash=False)
    commented: frozenset[int] = frozenset()
    waived: Mapping[tuple[int, Lang], Sequence[tuple[str, str]]] = attrs.field(factory=dict, hash=False)
    sheet: Sheet | None = None

    def by(self, who: str) -> tuple[tuple[str, int], ...]:
        """(colleague, how many targets they wrote), the busiest first; `who` is oneself."""
        return tuple(Counter(line.updated_by for line in self.lines if line.updated_by != who).most_common())


def look(store: Store, sheet: Sheet, known: Stamp | None) -> News | None:
    """What happened to the article since `known`, None if nothing did. Raises StoreError."""
    with store.begin() as connection:
        stamp = watch.stamp(connection, sheet.article.id, sheet.who)
        if stamp == known:
            return None
        if known is not None and stamp.shape != known.shape:
            article = articles.find_article(connection, sheet.article.name)
            return News(stamp, sheet=read_sheet(connection, article, sheet.who) if article else None)
        now = watch.revisions(connection, sheet.article.id)
        lines: list[TargetLine] = []
        for lang in sheet.langs:
            newer = [row.segment.id for row in sheet.rows if now.get((row.segment.id, lang), 0) > row.target(lang).revision]
            only = newer if len(newer) <= _FEW else None
            found = rows_of.target_lines(connection, sheet.article.id, lang, only) if newer else {}
            lines += [found[segment_id] for segment_id in newer]
        _mine, typing = drafts_by_segment(rows_of.drafts(connection, sheet.article.id), sheet.who)
        commented = rows_of.commented(connection, sheet.article.id)
        return News(stamp, tuple(lines), typing, commented, rows_of.article_waivers(connection, sheet.article.id))


def taken_over(sheet: Sheet, news: News) -> Sheet:
    """The sheet with the news in it. One's own drafts stay, with the text and revision they were begun from."""
    if news.sheet is not None:
        return news.sheet
    changed: dict[int, Row] = {}
    for line in news.lines:
        row = changed.get(line.segment_id) or sheet.rows[sheet.index[line.segment_id]]
        if line.revision > row.target(line.lang).revision:  # one may have written oneself since the look
            changed[line.segment_id] = attrs.evolve(row, targets={**row.targets, line.lang: line})
    waived: dict[int, dict[Lang, tuple[tuple[str, str], ...]]] = {}
    for (segment_id, lang), pairs in news.waived.items():
        waived.setdefault(segment_id, {})[lang] = tuple(pairs)
    for row in sheet.rows:
        known = changed.get(row.segment.id, row)
        own = row.segment.id
        seen = (known.typing, known.commented, known.waived)
        told = (dict(news.typing.get(own, {})), own in news.commented, waived.get(own, {}))
        if seen != told:
            changed[own] = attrs.evolve(known, typing=told[0], commented=told[1], waived=told[2])
    return sheet.with_rows(changed.values()) if changed else sheet

"""The queue: every article in every target language, with what is left to do."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

import attrs
from attrs import frozen
from sqlalchemy import Connection, and_, select

from pressloc.model import LANGS, Lang, State
from pressloc.store import articles, schema
from pressloc.store import review as rows_of
from pressloc.store.database import Store
from pressloc.store.records import Article
from pressloc.store.review import QueueRow


@frozen
class QueueItem:
    """An article in one target language."""

    article: Article
    lang: Lang
    segments: int
    counts: QueueRow

    @property
    def approved(self) -> int:
        """Segments that a human approved."""
        return self.counts.states.get(State.REVIEWED, 0) + self.counts.states.get(State.FINAL, 0)

    @property
    def done(self) -> bool:
        return self.approved == self.segments


ORDERS = ("deadline", "name", "left", "findings")


def load_queue(store: Store) -> tuple[QueueItem, ...]:
    """All articles by name, a line per target language; findings set aside do not count. Raises StoreError."""
    with store.begin() as connection:
        found, totals = rows_of.queue_rows(connection)
        settled = _settled(connection)
        items: list[QueueItem] = []
        for article in articles.all_articles(connection):
            segments, words = totals.get(article.id, (0, 0))
            for lang in article.targets:
                none = QueueRow(article.id, lang, {}, segments, 0, 0, words)
                counts = found.get((article.id, lang), none)
                counts = attrs.evolve(counts, findings=counts.findings - settled[article.id, lang])
                items.append(QueueItem(article, lang, segments, counts))
    return tuple(items)


def _settled(connection: Connection) -> Counter[tuple[int, Lang]]:
    """(article, language) → targets all of whose findings are set aside for the text as it stands.

    Only targets with a waiver are read: they are few.
    """
    segment, target, waiver = schema.segment, schema.target, schema.waiver
    same = and_(target.c.segment_id == waiver.c.segment_id, target.c.lang == waiver.c.lang, target.c.text == waiver.c.text)
    query = (
        select(segment.c.article_id, target.c.lang, target.c.segment_id, target.c.findings, waiver.c.check_id)
        .join(target, same)
        .join(segment, segment.c.id == target.c.segment_id)
        .where(and_(target.c.findings != "[]", target.c.text != ""))
    )
    open_: dict[tuple[int, Lang, int], set[str]] = {}
    for article_id, lang, segment_id, findings, check in connection.execute(query):
        place = (article_id, lang, segment_id)
        if place not in open_:
            open_[place] = {finding["check"] for finding in json.loads(findings)}
        open_[place].discard(check)
    return Counter((article_id, lang) for (article_id, lang, _segment), left in open_.items() if not left)


def arrange(items: Sequence[QueueItem], order: str, query: str = "") -> tuple[QueueItem, ...]:
    """The items that `query` names, in one of ORDERS: words of the article's or reviewer's name, a target language.

    By deadline those without one come last, finished ones after open ones.
    """
    words = query.casefold().split()
    wanted = [item for item in items if all(_named(item, word) for word in words)]
    keys = {
        "deadline": lambda i: (i.done, not i.article.deadline, i.article.deadline, i.article.name),
        "name": lambda i: (i.article.name, i.lang),
        "left": lambda i: (-i.counts.words_left, i.article.name),
        "findings": lambda i: (-i.counts.findings, i.article.name),
    }
    return tuple(sorted(wanted, key=keys[order]))


def _named(item: QueueItem, word: str) -> bool:
    if word in LANGS:
        return item.lang == word
    return word in f"{item.article.name} {item.article.reviewer} {item.article.deadline}".casefold()

"""The queue: every article in every target language, with what is left to do."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from pressloc.model import LANGS, Lang, State
from pressloc.store import articles
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
    """All articles by name, a line per target language. Raises StoreError."""
    with store.begin() as connection:
        found, totals = rows_of.queue_rows(connection)
        items: list[QueueItem] = []
        for article in articles.all_articles(connection):
            segments, words = totals.get(article.id, (0, 0))
            for lang in article.targets:
                none = QueueRow(article.id, lang, {}, segments, 0, 0, words)
                items.append(QueueItem(article, lang, segments, found.get((article.id, lang), none)))
    return tuple(items)


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

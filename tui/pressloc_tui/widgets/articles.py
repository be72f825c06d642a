"""The queue: a line for each article and target language, with a bar of what is approved."""

from __future__ import annotations

from rich.text import Text

from pressloc.i18n import _
from pressloc.model import State
from pressloc.workflow.review.queue import QueueItem
from pressloc_tui.paint import bar, fit
from pressloc_tui.widgets.lines import LineList

_ORDER = (State.FINAL, State.REVIEWED, State.TRANSLATED, State.INITIAL)


class ArticleList(LineList):
    """Articles as the queue orders them. When narrow, dates and reviewer stand in a second line, if there are any."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.items: tuple[QueueItem, ...] = ()
        self.dated = False

    def count(self) -> int:
        return len(self.items)

    def item_height(self) -> int:
        return 2 if self.app.size.width < 120 and self.dated else 1

    def show(self, items: tuple[QueueItem, ...]) -> None:
        """Show these items; the cursor stays on its article if that is still there."""
        known = self.items[self.cursor] if self.cursor < len(self.items) else None
        self.items = items
        self.dated = any(item.article.deadline or item.article.embargo or item.article.reviewer for item in items)
        keys = [(item.article.id, item.lang) for item in items]
        self.set_reactive(LineList.cursor, keys.index((known.article.id, known.lang)) if known and (known.article.id, known.lang) in keys else 0)
        self.resized()

    def paint(self, place: int, part: int, width: int) -> Text:
        item = self.items[place]
        text = Text(end="", no_wrap=True)
        if part == 1:
            text.append("   ")
            self._dates(text, item, width - 3)
            return text
        wide = self.app.size.width >= 120
        name = max(16, width - (86 if wide else 62))
        text.append(fit(item.article.name, name), self.look("head"))
        text.append(f" {item.article.lang}→{item.lang} ", self.look("dim"))
        for style, run in bar([(str(s), item.counts.states.get(s, 0)) for s in _ORDER], item.segments, 16):
            text.append(run, self.look(style))
        text.append(f" {item.approved:>4}/{item.segments:<4}")
        findings = item.counts.findings
        text.append(f" {findings:>4}! " if findings else " " * 7, self.look("major"))
        left = _("{n} words left", n=item.counts.words_left)
        text.append(fit(left if item.counts.words_left else _("done"), 24 if wide else 20))
        if wide:
            self._dates(text, item, width - text.cell_len)
        return text

    def _dates(self, text: Text, item: QueueItem, width: int) -> None:
        article = item.article
        parts = [
            _("due {date}", date=_date(article.deadline)) if article.deadline else "",
            _("embargo {date}", date=_date(article.embargo)) if article.embargo else "",
            article.reviewer,
        ]
        text.append(fit("  ".join(part for part in parts if part), width), self.look("dim"))


def _date(value: str) -> str:
    return value.replace("T", " ")[:16]

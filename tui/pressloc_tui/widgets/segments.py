"""The list of segments: number, state, flags, source and target side by side or, when narrow, one above the other."""

from __future__ import annotations

from rich.text import Text

from pressloc.model import Lang, Severity
from pressloc.workflow.review.desk import Desk
from pressloc.workflow.review.sheet import Row, Sheet
from pressloc_tui.paint import fit, state_letter, worst
from pressloc_tui.widgets.lines import LineList

NARROW = 100
_SIGNS = {Severity.CRITICAL: "‼", Severity.MAJOR: "!", Severity.MINOR: "·", Severity.NEUTRAL: "·"}


class SegmentList(LineList):
    """All shown segments of the desk's article. `third` adds the other target language as a live column."""

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.desk = desk
        self.third: Lang | None = None
        self._seen: tuple[Sheet, tuple[int, ...]] | None = None

    def count(self) -> int:
        return len(self.desk.shown)

    @property
    def stacked(self) -> bool:
        """Whether source and targets stand one above the other."""
        return self.app.size.width < NARROW or self.size.width < NARROW // 2

    def item_height(self) -> int:
        return 2 if self.stacked else 1

    def follow(self) -> None:
        """Take over what the desk shows now: another segment of the same sheet, or other rows altogether."""
        seen = (self.desk.sheet, self.desk.shown)
        if self._seen == seen:
            self.move_cursor(self.desk.position)
            return
        self._seen = seen
        self.set_reactive(LineList.cursor, self.desk.position)
        self.resized()

    def paint(self, place: int, part: int, width: int) -> Text:
        index = self.desk.shown[place]
        row = self.desk.sheet.rows[index]
        digits = len(str(len(self.desk.sheet.rows)))
        text = Text(end="", no_wrap=True)
        (self._stacked if self.stacked else self._columns)(text, row, f"{index + 1:>{digits}} ", part, width)
        return text

    def _stacked(self, text: Text, row: Row, number: str, part: int, width: int) -> None:
        """Two lines: the source, below it the target or both targets side by side."""
        if part == 0:
            text.append(number, self.look("number"))
            self._flags(text, row, self.desk.lang)
            text.append(" ")
            self._cell(text, row, None, width - text.cell_len)
            return
        text.append(f"{self.desk.lang:>{len(number) - 1}}     ", self.look("dim"))
        rest = width - text.cell_len
        self._cell(text, row, self.desk.lang, rest // 2 if self.third else rest)
        if self.third:
            text.append(f" {self.third} ", self.look("dim"))
            self._flags(text, row, self.third)
            text.append(" ")
            self._cell(text, row, self.third, width - text.cell_len)

    def _columns(self, text: Text, row: Row, number: str, _part: int, width: int) -> None:
        """One line: source, target, the third language with flags of its own."""
        text.append(number, self.look("number"))
        self._flags(text, row, self.desk.lang)
        text.append(" ")
        columns = 3 if self.third else 2
        each = max(8, (width - text.cell_len - 3 * (columns - 1)) // columns)
        self._cell(text, row, None, each)
        text.append(" │ ", self.look("dim"))
        self._cell(text, row, self.desk.lang, each if self.third else width - text.cell_len)
        if self.third:
            text.append(" │ ", self.look("dim"))
            self._flags(text, row, self.third)
            text.append(" ")
            self._cell(text, row, self.third, width - text.cell_len)

    def _flags(self, text: Text, row: Row, lang: Lang) -> None:
        """Three cells: the state's letter; the worst finding or a changed source; a draft or a comment."""
        name, letter = state_letter(row.target(lang))
        text.append(fit(letter, 1), self.look(name))
        weight = worst(row.findings(lang))
        if row.target(lang).stale:
            text.append("~", self.look("major"))
        else:
            text.append(_SIGNS[weight] if weight else " ", self.look(str(weight)) if weight else None)
        if lang in row.drafts:
            text.append("*", self.look("flag"))
        elif lang in row.typing:
            text.append("@", self.look("flag"))
        else:
            text.append("c" if row.commented else " ", self.look("flag"))

    def _cell(self, text: Text, row: Row, lang: Lang | None, width: int) -> None:
        content = row.segment.text if lang is None else row.shown(lang)
        text.append(fit(content, max(0, width)))

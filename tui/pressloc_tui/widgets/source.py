"""The source of the current segment: terms underlined, inline codes as chips with what they mean, a changed source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from pressloc.i18n import _
from pressloc.model import CODE_BASE, is_code_char
from pressloc.store.records import SegmentRow
from pressloc.workflow.review.diff import word_diff
from pressloc.workflow.review.judge import TermLine
from pressloc_tui.paint import CLASSES, chips, diff_spans, text_of
from pressloc_tui.safe import LONGEST, chip, visible
from pressloc_tui.themes import needs_signs

_SPAN_CODES = 12  # codes explained below the text


class Source(VerticalScroll, can_focus=True):
    """Shows one segment's source; when it is too long for its place it takes the focus, and arrow keys scroll it."""

    @property
    def overflows(self) -> bool:
        """Whether there is more than is seen."""
        return self.max_scroll_y > 0

    def __init__(self) -> None:
        super().__init__(id="source")
        self.segment: SegmentRow | None = None

    def compose(self) -> ComposeResult:
        yield SourceText()

    def show(self, segment: SegmentRow, stale: bool, terms: Sequence[TermLine] = ()) -> None:
        """Show a segment; `terms` once they are known."""
        if self.segment is not segment:
            self.scroll_home(animate=False)
        self.segment = segment
        self.query_one(SourceText).show(segment, stale, terms)


class SourceText(Static):
    COMPONENT_CLASSES: ClassVar[set[str]] = set(CLASSES)

    def look(self, name: str) -> Style:
        return self.get_component_rich_style(f"paint--{name}", partial=True)

    def show(self, segment: SegmentRow, stale: bool, terms: Sequence[TermLine]) -> None:
        text = chips(segment.text, self.look)
        for term in terms:
            for start, end in _places(segment.text, term.hit.text):
                text.stylize(self.look("term"), start, end)
        if len(segment.text) > LONGEST:
            text.append(" " + _("(the first {n} of {total} characters)", n=LONGEST, total=len(segment.text)), self.look("dim"))
        if stale and segment.previous_text is not None:
            text.append("\n~ ", self.look("major"))
            pieces = word_diff(segment.previous_text, segment.text)
            text.append_text(text_of(diff_spans(pieces), self.look, signs=needs_signs(self.app.theme)))
        used = [ord(char) - CODE_BASE for char in segment.text[:LONGEST] if is_code_char(char)]
        if used:
            text.append("\n")
            for index in list(dict.fromkeys(used))[:_SPAN_CODES]:
                code = segment.codes[index]
                text.append(chip(index), self.look("code"))
                text.append(f" {visible(code.display or code.data, longest=24)}  ", self.look("dim"))
        lines = len(text.wrap(self.app.console, max(1, self.size.width))) if self.size.width else 0
        self.update(text, layout=lines != self.size.height)  # moving about mostly keeps the height


def _places(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where `wanted` stands in a text with inline codes (they are passed over)."""
    letters = [n for n, char in enumerate(text[:LONGEST]) if not is_code_char(char)]
    plain = "".join(text[n] for n in letters)
    found: list[tuple[int, int]] = []
    start = plain.find(wanted)
    while wanted and start >= 0:
        found.append((letters[start], letters[start + len(wanted) - 1] + 1))
        start = plain.find(wanted, start + len(wanted))
    return found

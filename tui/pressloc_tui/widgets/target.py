"""The editor of one target: a real text area in which inline codes cannot break and control characters cannot act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.document._document import EditResult
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Location, Selection

from pressloc.model import InlineCode, Lang, Severity, is_code_char
from pressloc.workflow.review import typing
from pressloc.workflow.review.suggest import first_words
from pressloc_tui.layouts import twin
from pressloc_tui.paint import CLASSES
from pressloc_tui.safe import clean_paste, free, guard, visible

_CLOSING = tuple(",;:.!?)»”%")  # what a word does not stand right behind
_UNDERLINE = Style(underline=True)
Mark = tuple[int, int, Severity]


def _cyrillic() -> list[BindingType]:
    """TextArea's own shortcuts (undo, copy, …) under the same keys of a Cyrillic layout."""
    found: list[BindingType] = []
    for binding in TextArea.BINDINGS:
        assert isinstance(binding, Binding)
        keys = [other for key in binding.key.split(",") if (other := twin(key))]
        if keys:
            found.append(Binding(",".join(keys), binding.action, binding.description, show=False))
    return found


class TargetEditor(TextArea):
    """Edits the target of the current segment in `lang`. Posts Typed when a human changed the text."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(CLASSES)
    BINDINGS: ClassVar[list[BindingType]] = _cyrillic()

    class Typed(Message):
        """The text was changed by the user."""

        def __init__(self, editor: TargetEditor) -> None:
            super().__init__()
            self.editor = editor

    def __init__(self, lang: Lang, *, id: str | None = None) -> None:
        super().__init__(id=id, soft_wrap=True, show_line_numbers=False, compact=True, highlight_cursor_line=False)
        self.lang = lang
        self.codes: tuple[InlineCode, ...] = ()
        self.marks: tuple[Mark, ...] = ()
        self.match_cursor_bracket = False
        self._last = ""

    @property
    def value(self) -> str:
        """The text as it will be stored."""
        return free(self.text)

    @property
    def selected(self) -> str:
        """The selected text as it will be stored."""
        return free(self.selected_text)

    def show(self, text: str, lang: Lang, codes: Sequence[InlineCode]) -> None:
        """Load another text; the cursor goes to its beginning, undo starts afresh."""
        self.lang, self.codes, self.marks = lang, tuple(codes), ()
        self._last = guard(text)
        self.load_text(self._last)
        if self.border_title != lang:
            self.border_title = lang
        self.suggestion = ""

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Underline the places of findings: (start, end, severity) in the text."""
        self.marks = tuple(marks)
        self._line_cache.clear()
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        raw = self.document.get_line(line_index)
        line = Text(visible(raw, longest=len(raw) + 1), end="", no_wrap=True)
        code = self.get_component_rich_style("paint--code", partial=True)
        dim = self.get_component_rich_style("paint--dim", partial=True)
        for place, char in enumerate(raw):
            if is_code_char(char):
                line.stylize(code, place, place + 1)
            elif char in "\u00a0\u202f":
                line.plain = line.plain[:place] + "·" + line.plain[place + 1 :]
                line.stylize(dim, place, place + 1)
        start = sum(len(self.document.get_line(n)) + 1 for n in range(line_index)) if self.marks else 0
        for low, high, severity in self.marks:
            style = self.get_component_rich_style(f"paint--{severity}", partial=True)
            line.stylize(style + _UNDERLINE, max(0, low - start), max(0, high - start))
        return line

    # --- what is typed ---

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        if insert == '"':
            insert = typing.quote_for(self.before(min(start, end)), self.lang)
        elif len(insert) > 1:
            insert = clean_paste(insert, len(self.codes))
        return super()._replace_via_keyboard(guard(insert), start, end)

    def before(self, location: Location | None = None) -> str:
        """The text before the cursor (or `location`)."""
        return free(self.get_text_range((0, 0), location or self.selection.start))

    def put(self, text: str) -> None:
        """Insert text at the cursor, in place of the selection."""
        start, end = self.selection
        super()._replace_via_keyboard(guard(text), start, end)

    def put_word(self, text: str) -> None:
        """Insert a word or name at the cursor, in place of the selection, with blanks where letters would meet."""
        start, end = sorted(self.selection)
        left, right = self.before(start)[-1:], self.document.get_line(end[0])[end[1] : end[1] + 1]
        self.put((" " if left.isalnum() or left in _CLOSING else "") + text + (" " if right.isalnum() else ""))

    def replace_span(self, text: str, start: int, end: int) -> None:
        """Replace the characters `start` to `end` of the whole text."""
        self.replace(guard(text), self._location(start), self._location(end), maintain_selection_offset=False)

    def select_span(self, start: int, end: int) -> None:
        """Select the characters `start` to `end` of the whole text."""
        self.selection = Selection(self._location(start), self._location(end))

    @property
    def cursor_offset(self) -> int:
        """Where the cursor stands, in characters of the whole text; -1 at its very beginning with nothing selected."""
        start, end = self.selection
        return -1 if start == end == (0, 0) else len(self.before(end))

    def _location(self, place: int) -> Location:
        before = self.text[:place]
        return before.count("\n"), place - (before.rfind("\n") + 1)

    def wrap_selection(self, left: str, right: str) -> None:
        """Put marks around the selection; without one the cursor stands between them."""
        start, end = sorted(self.selection)
        inside = self.get_text_range(start, end)
        result = self.replace(left + inside + right, start, end, maintain_selection_offset=False)
        if not inside:
            row, column = result.end_location
            self.move_cursor((row, column - len(right)))

    def set_value(self, text: str) -> None:
        """Replace the whole text, as one step of undo."""
        end = self.document.end
        self.replace(guard(text), (0, 0), end, maintain_selection_offset=False)

    def change_case(self) -> None:
        """Change the case of the selection, or of the word at the cursor."""
        start, end = sorted(self.selection)
        if start == end:
            start, end = self._word_at(end)
        text = self.get_text_range(start, end)
        if text:
            self.replace(typing.next_case(text), start, end, maintain_selection_offset=False)
            self.selection = Selection(start, (end[0], start[1] + len(text)))

    def _word_at(self, location: Location) -> tuple[Location, Location]:
        row, column = location
        line = self.document.get_line(row)
        first = last = min(column, len(line))
        while first > 0 and (line[first - 1].isalnum() or line[first - 1] in "-’'"):
            first -= 1
        while last < len(line) and (line[last].isalnum() or line[last] in "-’'"):
            last += 1
        return (row, first), (row, last)

    # --- completion ---

    @property
    def at_end(self) -> bool:
        """Whether the cursor stands behind the last character: where a completion can go on."""
        return self.selection.is_empty and self.cursor_location == self.document.end

    def accept(self, words: int = 0) -> bool:
        """Take over the completion, or its first `words`; whether there was one."""
        if not self.suggestion or not self.at_end:
            return False
        taken = first_words(self.suggestion, words) if words else self.suggestion
        self.insert(taken)
        return True

    def action_cursor_right(self, select: bool = False) -> None:
        if self.suggestion and not self.at_end:
            self.suggestion = ""
        super().action_cursor_right(select)

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        if self.text == self._last:
            return  # the echo of loading is no typing
        self._last = self.text
        self.marks = ()
        self.post_message(self.Typed(self))

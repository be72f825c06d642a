"""The side panel: numbered items, one of them marked; what they are is made in pressloc_tui.panels."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widgets import Static

from pressloc_tui.paint import CLASSES, text_of
from pressloc_tui.panels import Item
from pressloc_tui.themes import needs_signs

_NUMBERED = 9  # items that a digit can use


class Panel(VerticalScroll, can_focus=True):
    """Shows one kind of panel at a time; `kind` is its action's id, "" when closed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.kind = ""
        self.items: tuple[Item, ...] = ()
        self.marked = 0

    def compose(self) -> ComposeResult:
        yield PanelText()

    def open(self, kind: str, title: str) -> None:
        """Open the panel for `kind`, empty until `fill` is called."""
        if kind != self.kind:
            self.items, self.marked = (), 0
        self.kind = kind
        self.border_title = title
        self.display = True

    def close(self) -> None:
        self.kind, self.items = "", ()
        self.display = False

    def fill(self, items: tuple[Item, ...], *, keep: bool = False) -> None:
        """Show these items; the mark goes to the first that can be used unless `keep`."""
        self.items = items
        usable = self._usable()
        if not keep or self.marked not in usable:
            self.marked = usable[0] if usable else 0
        self._show()

    def move(self, by: int) -> None:
        """Mark the next item that can be used."""
        usable = self._usable()
        if usable:
            place = usable.index(self.marked) if self.marked in usable else 0
            self.marked = usable[max(0, min(len(usable) - 1, place + by))]
            self._show()

    def mark_nth(self, number: int) -> bool:
        """Mark the usable item of that number, from 1; whether there is one."""
        usable = self._usable()
        if not 1 <= number <= len(usable):
            return False
        self.marked = usable[number - 1]
        self._show()
        return True

    @property
    def current(self) -> Item | None:
        """The marked item."""
        return self.items[self.marked] if self.marked < len(self.items) else None

    def _usable(self) -> list[int]:
        return [n for n, item in enumerate(self.items) if item.usable]

    def _show(self) -> None:
        """Paint the items, and keep all of the marked one in view."""
        first, lines = self.query_one(PanelText).show(self.items, self.marked)
        self.call_after_refresh(self.scroll_to_region, Region(0, first, 1, lines), animate=False)


class PanelText(Static):
    """The items as one text, made anew when the width changes nothing but the wrapping."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(CLASSES)

    def show(self, items: tuple[Item, ...], marked: int) -> tuple[int, int]:
        """Paint the items; gives the first line of the marked one and how many it has, as they are wrapped now."""
        text, place = Text(end=""), (0, 1)
        signs, width = needs_signs(self.app.theme), max(1, self.size.width)
        lines = count = 0
        for number, item in enumerate(items):
            count += item.usable
            label = f"{count}" if item.usable and count <= _NUMBERED else " "
            here = number == marked and item.usable
            part = text_of([("mark", f"{label}▶ ") if here else ("dim", f"{label}  "), *item.head], self.look, signs=signs).append("\n")
            if item.body:
                part.append_text(text_of(item.body, self.look, signs=signs)).append("\n")
            height = len(part.wrap(self.app.console, width)) - 1
            if number == marked:
                place = (lines, height)
            lines += height
            text.append_text(part)
        text.right_crop(1)  # the last item ends the text
        self.update(text)
        return place

    def look(self, name: str) -> Style:
        return self.get_component_rich_style(f"paint--{name}", partial=True)

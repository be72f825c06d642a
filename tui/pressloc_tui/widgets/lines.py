"""A list of any length with a cursor: only the lines on the screen are ever painted (Textual's Line API)."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pressloc_tui.paint import CLASSES


class LineList(ScrollView, can_focus=True):
    """Subclasses say how many items there are, how many lines each has, and paint them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(CLASSES)
    cursor: reactive[int] = reactive(0)

    class Moved(Message):
        """The cursor was put on another item by mouse."""

        def __init__(self, sender: LineList, place: int) -> None:
            super().__init__()
            self.sender, self.place = sender, place

    class Chosen(Message):
        """The item under the cursor was clicked again."""

        def __init__(self, sender: LineList, place: int) -> None:
            super().__init__()
            self.sender, self.place = sender, place

    def count(self) -> int:
        """How many items there are."""
        raise NotImplementedError

    def item_height(self) -> int:
        """Lines of each item."""
        return 1

    def paint(self, place: int, part: int, width: int) -> Text:
        """Line `part` of item `place`."""
        raise NotImplementedError

    def look(self, name: str) -> Style:
        """The style called `name` (see paint.NAMES)."""
        return self.get_component_rich_style(f"paint--{name}", partial=True)

    def resized(self) -> None:
        """To be called when the number or height of items changed."""
        self.virtual_size = Size(0, self.count() * self.item_height())
        self.refresh()
        self.show_cursor_line()

    def on_resize(self, _event: events.Resize) -> None:
        self.resized()

    def watch_cursor(self, before: int, now: int) -> None:
        self.refresh_item(before)
        self.refresh_item(now)
        self.show_cursor_line()

    def refresh_item(self, place: int) -> None:
        """Paint one item anew."""
        height = self.item_height()
        self.refresh(Region(0, place * height - self.scroll_offset.y, self.size.width, height))

    def move_cursor(self, place: int) -> None:
        """Put the cursor on another item; only the two items concerned are painted anew."""
        before = self.cursor
        self.set_reactive(LineList.cursor, place)
        self.refresh_item(before)
        self.refresh_item(place)
        self.show_cursor_line()

    def show_cursor_line(self) -> None:
        """Scroll so that the item under the cursor is seen with one item around it."""
        height = self.item_height()
        region = Region(0, self.cursor * height, 1, height)
        around = height if self.size.height >= 5 * height else 0
        self.scroll_to_region(region.grow((around, 0, around, 0)), animate=False, force=True, immediate=True)

    def places_on_screen(self) -> list[tuple[int, int]]:
        """(item, line in the widget) of the items that are seen."""
        height, top = self.item_height(), self.scroll_offset.y
        first = -(-top // height)
        last = min(self.count(), (top + self.size.height) // height)
        return [(place, place * height - top) for place in range(first, last)]

    def page(self) -> int:
        """How many items fit on the screen."""
        return max(1, self.size.height // self.item_height() - 1)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        place, part = divmod(y + self.scroll_offset.y, self.item_height())
        if not 0 <= place < self.count():
            return Strip.blank(width, self.rich_style)
        here = place == self.cursor
        text = Text(end="", no_wrap=True).append("▌" if here else " ", self.look("mark") if here else None)
        text.append_text(self.paint(place, part, width - 1))
        strip = Strip(text.render(self.app.console)).adjust_cell_length(width)
        return strip.apply_style(self._cursor_look() if here else self.rich_style)

    def _cursor_look(self) -> Style:
        """The line under the cursor: its background everywhere, bold where the list has the focus."""
        return self.look("cursor") + (Style(bold=True) if self.has_focus else Style())

    def on_click(self, event: events.Click) -> None:
        place = (event.y + self.scroll_offset.y) // self.item_height()
        if not 0 <= place < self.count():
            return
        again = place == self.cursor
        self.cursor = place
        self.post_message(self.Chosen(self, place) if again else self.Moved(self, place))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()


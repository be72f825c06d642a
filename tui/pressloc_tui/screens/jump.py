"""Jump mode: a letter on every place one can go to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from attrs import frozen
from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.widgets import Label

from pressloc_tui.layouts import twin
from pressloc_tui.widgets.lines import LineList

if TYPE_CHECKING:
    from pressloc_tui.screens.base import ActionScreen

LETTERS = "asdfghjklqwertyuiopzxcvbnm"


@frozen
class Place:
    """Somewhere to go to: where its letter stands and what happens."""

    at: Offset
    go: Callable[[], object]


def targets(screen: ActionScreen) -> list[Place]:
    """The widgets of a screen that take the focus, then the items of its list that are seen."""
    places: list[Place] = []
    for widget in screen.focus_chain:
        region = widget.region
        places.append(Place(Offset(region.x, region.y), widget.focus))
    for found in screen.query(LineList):
        region = found.content_region
        for item, line in found.places_on_screen():
            places.append(Place(Offset(region.x, region.y + line), _to(found, item)))
    return places


def _to(found: LineList, item: int) -> Callable[[], object]:
    def go() -> None:
        found.cursor = item
        found.post_message(LineList.Moved(found, item))

    return go


class JumpScreen(ModalScreen[None]):
    """Shows the letters; the next key goes there, any other leaves."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self.places = dict(zip(LETTERS, places, strict=False))

    def compose(self) -> ComposeResult:
        for letter, place in self.places.items():
            label = Label(f" {letter} ", classes="jump", markup=False)
            label.styles.offset = (place.at.x, place.at.y)
            yield label

    def on_key(self, event: events.Key) -> None:
        event.stop()
        place = next((p for letter, p in self.places.items() if event.key in (letter, twin(letter))), None)
        self.dismiss(None)
        if place is not None:
            self.app.call_later(place.go)

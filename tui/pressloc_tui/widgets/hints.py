"""The bottom line: the keys that matter here, as many as fit; for a moment, what has just happened."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.timer import Timer
from textual.widgets import Static

from pressloc.i18n import _
from pressloc_tui.actions import Action
from pressloc_tui.layouts import shown
from pressloc_tui.paint import CLASSES
from pressloc_tui.safe import visible

STAYS = 6.0  # seconds that a message stands
_TOGETHER = 0.3  # seconds within which messages stand together
_LONGEST = 400
_SIGNS = {"information": ("", ""), "warning": ("! ", "minor"), "error": ("‼ ", "critical")}


class Hints(Static):
    """Made from the action table; a click on a hint does it. A message takes the place of the keys, so that it covers
    neither text nor panels."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(CLASSES)

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__(id="hints")
        self.hinted = [action for action in actions if action.hint]
        self.told: tuple[str, ...] = ()
        self._at = 0.0
        self._clearing: Timer | None = None

    def on_mount(self) -> None:
        self.update(self._line())

    def on_resize(self) -> None:
        if not self.told:
            self.update(self._line(), layout=False)

    def tell(self, message: str, severity: str = "information") -> None:
        """Show a message (plain text, never markup) for a moment, beside one of the same moment."""
        sign, style = _SIGNS[severity]
        together = time.monotonic() - self._at < _TOGETHER
        if together and message in self.told:
            return
        self.told = (*(self.told if together else ()), message)
        self._at = time.monotonic()
        text = Text(end="")
        if together and isinstance(self.content, Text):
            text = self.content.append("\n")
        text.append(f" {sign}{visible(message, longest=_LONGEST)}", self._look(style) + Style(bold=True))
        self.update(text)
        if self._clearing is not None:
            self._clearing.stop()
        self._clearing = self.set_timer(STAYS, self.clear)

    def clear(self) -> None:
        """Show the keys again."""
        self.told = ()
        self.update(self._line())

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"paint--{name}", partial=True) if name else Style()

    def _line(self) -> Text:
        text = Text(end="", no_wrap=True)
        for action in self.hinted:
            key, label = shown(action.first_key), _(action.label)
            if text.cell_len + len(key) + len(label) + 3 > max(20, self.size.width):
                continue
            text.append(f" {key} ", "reverse")
            text.append(f"{label} ").apply_meta({"@click": f"screen.act('{action.id}')"}, len(text) - len(label) - 1)
        return text

"""The bottom line: the keys that matter here, as many as fit."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import Static

from pressloc.i18n import _
from pressloc_tui.actions import Action
from pressloc_tui.layouts import shown


class Hints(Static):
    """Made from the action table; a click on a hint does it."""

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__(id="hints")
        self.hinted = [action for action in actions if action.hint]

    def on_mount(self) -> None:
        self.update(self._line())

    def on_resize(self) -> None:
        self.update(self._line())

    def _line(self) -> Text:
        text = Text(end="", no_wrap=True)
        for action in self.hinted:
            key, label = shown(action.first_key), _(action.label)
            if text.cell_len + len(key) + len(label) + 3 > max(20, self.size.width):
                break
            text.append(f" {key} ", "reverse")
            text.append(f"{label} ").apply_meta({"@click": f"screen.act('{action.id}')"}, len(text) - len(label) - 1)
        return text

"""Two reviewers changed one target: both versions against what they began from, and three ways out."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.markup import escape
from textual.screen import ModalScreen
from textual.widgets import Static

from pressloc.i18n import _
from pressloc.workflow.review.diff import word_diff
from pressloc.workflow.review.edit import Conflict
from pressloc_tui.layouts import both
from pressloc_tui.paint import CLASSES, diff_spans, text_of
from pressloc_tui.safe import visible
from pressloc_tui.themes import needs_signs


class ConflictScreen(ModalScreen[str]):
    """Gives `mine`, `theirs` or `edit` (put mine into the editor, to be confirmed over theirs)."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__()
        self.conflict = conflict
        for keys, answer in (("m", "mine"), ("t", "theirs"), ("e,escape", "edit")):
            self._bindings.bind(both(keys), f"answer('{answer}')", show=False)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="dialog", classes="wide"):
            yield ConflictText(self.conflict)

    def on_mount(self) -> None:
        theirs = self.conflict.theirs
        self.query_one("#dialog").border_title = escape(_("{who} changed this segment meanwhile", who=visible(theirs.updated_by)))

    def action_answer(self, answer: str) -> None:
        self.dismiss(answer)


class ConflictText(Static):
    COMPONENT_CLASSES: ClassVar[set[str]] = set(CLASSES)

    def __init__(self, conflict: Conflict) -> None:
        super().__init__()
        self.conflict = conflict

    def on_mount(self) -> None:
        conflict = self.conflict
        text = Text(end="")
        text.append(f"{visible(conflict.segment.text)}\n\n", self.look("dim"))
        for label, version in ((_("yours"), conflict.mine), (visible(conflict.theirs.updated_by), conflict.theirs.text)):
            text.append(f"{label}\n", self.look("head"))
            text.append_text(text_of(diff_spans(word_diff(conflict.base, version)), self.look, signs=needs_signs(self.app.theme)))
            text.append("\n\n")
        text.append(_("M keep yours · T take theirs · E go on editing yours"), self.look("mark"))
        self.update(text)

    def look(self, name: str) -> Style:
        return self.get_component_rich_style(f"paint--{name}", partial=True)

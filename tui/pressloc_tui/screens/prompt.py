"""A question with one line of answer, and a question with yes or no."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.markup import escape
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from pressloc_tui.safe import clean_paste, visible


class Prompt(ModalScreen[str | None]):
    """Asks for a line; Esc gives None. `note` explains, `value` stands there first."""

    BINDINGS = [("escape", "cancel", "")]  # noqa: RUF012

    def __init__(self, title: str, *, note: str = "", value: str = "") -> None:
        super().__init__()
        self.question, self.note, self.value = title, note, value

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Input(value=visible(clean_paste(self.value, 0)), select_on_focus=False)
            if self.note:
                yield Static(self.note, markup=False, classes="note")

    def on_mount(self) -> None:
        self.query_one("#dialog").border_title = escape(self.question)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)

    def action_cancel(self) -> None:
        self.dismiss(None)


class Question(ModalScreen[bool]):
    """Asks yes or no: Enter means yes, Esc no."""

    BINDINGS = [("enter", "answer(True)", ""), ("escape", "answer(False)", "")]  # noqa: RUF012

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.question, self.text = title, text

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(self.text, markup=False)

    def on_mount(self) -> None:
        self.query_one("#dialog").border_title = escape(self.question)

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)

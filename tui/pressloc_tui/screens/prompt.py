"""A question with one line of answer, and a question with yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.markup import escape
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from pressloc.i18n import _
from pressloc_tui.safe import clean_paste, visible


class Prompt(ModalScreen[str | None]):
    """Asks for a line; Esc gives None. `note` explains, `value` stands there first.

    `choices` are answers that are often given, as (what is shown, answer): ↓ goes to them, Enter takes one.
    """

    BINDINGS = [("escape", "cancel", ""), ("down", "choose", "")]  # noqa: RUF012

    def __init__(self, title: str, *, note: str = "", value: str = "", choices: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.question, self.note, self.value, self.choices = title, note, value, tuple(choices)

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Input(value=visible(clean_paste(self.value, 0)), select_on_focus=bool(self.choices))
            if self.note:
                yield Static(self.note, markup=False, classes="note")
            if self.choices:
                yield OptionList(*(label for label, _answer in self.choices), markup=False, compact=True)

    def on_mount(self) -> None:
        dialog = self.query_one("#dialog")
        dialog.border_title = escape(self.question)
        if self.choices:
            dialog.border_subtitle = escape(_("↓ choose · Esc cancel"))

    def action_choose(self) -> None:
        """From the line into the choices (Tab leads back)."""
        if self.choices:
            choices = self.query_one(OptionList)
            choices.focus()
            choices.highlighted = 0

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self.choices[event.option_index][1])

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

"""Help for where one is: every action with its keys, what it does, and why it cannot be done now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from pressloc.i18n import N_, _
from pressloc_tui.actions import ANYWHERE, EDITOR, LIST, QUEUE, Action
from pressloc_tui.layouts import shown

if TYPE_CHECKING:
    from pressloc_tui.screens.base import ActionScreen

_TITLES = {QUEUE: N_("Queue"), EDITOR: N_("Editor"), LIST: N_("List of segments"), ANYWHERE: N_("Anywhere")}
_OWN = {
    "target": N_("You are in the editor of a target. Ctrl+Z and Ctrl+Y undo and redo typing, Ctrl+C copies, → takes over a completion."),
    "segments": N_("You are on the list of segments. Letters show states: I initial, T translated, R reviewed, F final, – nothing yet; ! finding, ~ source changed, * your draft, @ someone else's, c comment."),
    "articles": N_("You are in the queue: a line for each article and language."),
    "panel": N_("You are in the side panel. Arrow keys scroll."),
}  # fmt: skip


class HelpScreen(ModalScreen[None]):
    """Lists the screen's actions, those of the focused place first."""

    BINDINGS = [("escape,f1,q,й", "dismiss_help", "")]  # noqa: RUF012

    def __init__(self, screen: ActionScreen) -> None:
        super().__init__()
        self.of = screen

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="dialog", classes="large"):
            yield Static(self._table())

    def on_mount(self) -> None:
        dialog = self.query_one("#dialog")
        dialog.border_title = _("Help")
        dialog.border_subtitle = _("Esc closes")

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 1), expand=True)
        table.add_column(width=16, no_wrap=True)
        table.add_column(ratio=1)
        focused = self.of.focused
        own = next((_OWN[name] for name in _OWN if focused is not None and (focused.id or "").startswith(name)), "")
        if own:
            table.add_row("", Text(_(own) + "\n", "italic"))
        for scope in (*self.of.scopes, ANYWHERE):
            table.add_row("", Text(_(_TITLES[scope]), "bold underline"))
            for action in self.of.table:
                if action.scope == scope:
                    table.add_row(Text(", ".join(shown(key) for key in action.keys.split(",")[:2]), "bold"), self._line(action))
            table.add_row("", "")
        return table

    def _line(self, action: Action) -> Text:
        reason = self.of.why_not(action.id)
        text = Text.assemble((_(action.label), "dim" if reason else "bold"), ". ", (_(action.tip), "dim" if reason else ""))
        if reason:
            text.append("\n" + _("not now: {reason}", reason=_(reason)), "italic")
        return text

    def action_dismiss_help(self) -> None:
        self.dismiss(None)

"""What screens share: keys from the action table, one way to do an action, and the reason when it cannot be done."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.screen import ModalScreen, Screen

from pressloc.errors import PresslocError
from pressloc.i18n import _
from pressloc_tui.actions import ANYWHERE, Action
from pressloc_tui.widgets.hints import Hints

if TYPE_CHECKING:
    from pressloc_tui.app import ReviewApp


Answer = TypeVar("Answer")


class ActionScreen(Screen[None]):
    """A screen whose keys, hints, help and palette come from the action table; action `x` is the method `do_x`."""

    scopes: tuple[str, ...] = (ANYWHERE,)
    pressed = ""  # the key of the action that is being done

    def __init__(self, table: Sequence[Action]) -> None:
        super().__init__()
        self.table = tuple(action for action in table if action.scope in (ANYWHERE, *self.scopes))
        for action in self.table:
            for key in action.bound.split(","):
                self._bindings.bind(key, f"screen.act('{action.id}', '{key}')", _(action.label), show=False, priority=self.first(action))

    def first(self, action: Action) -> bool:
        """Whether the action's keys come before those of the focused widget."""
        return True

    @property
    def review(self) -> ReviewApp:
        return cast("ReviewApp", self.app)

    def why_not(self, action: str) -> str:
        """Why an action cannot be done now, an English msgid; "" if it can."""
        return ""

    async def action_act(self, action: str, key: str = "") -> None:
        """Do an action of the table, or say why not; `key` is the one that was pressed, if it was one. Expected failures
        become one line on the screen."""
        self.pressed = key
        reason = self.why_not(action)
        if reason:
            self.say(_(reason), "warning")
            return
        method = cast("Callable[[], Any]", getattr(self, f"do_{action}"))
        try:
            result = method()
            if inspect.isawaitable(result):
                await result
        except PresslocError as error:
            self.say(error.line(), "error")

    def ask(self, question: ModalScreen[Answer], answered: Callable[[Answer | None], None]) -> None:
        """Ask a question over the screen; expected failures of what its answer starts become one line too."""

        def guarded(answer: Answer | None) -> None:
            try:
                answered(answer)
            except PresslocError as error:
                self.say(error.line(), "error")

        self.app.push_screen(question, guarded)

    def say(self, message: str, severity: str = "information") -> None:
        """A message at the bottom that goes away by itself."""
        self.query_one(Hints).tell(message, severity)

    def in_thread(self, group: str, ask: Callable[[], Answer], tell: Callable[[Answer], None]) -> None:
        """Run `ask` in a thread and `tell` its answer on the screen; a newer question of the group replaces it."""

        def work() -> None:
            try:
                answer = ask()
            except PresslocError as error:
                self.app.call_from_thread(self.say, error.line(), "error")
                return
            if self.is_attached:
                self.app.call_from_thread(tell, answer)

        own = copy_context()  # threads begin with none: the interface's language would be lost
        self.run_worker(lambda: own.run(work), thread=True, exclusive=True, group=group, exit_on_error=False)

    # --- anywhere ---

    def do_help(self) -> None:
        from pressloc_tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self))

    def do_palette(self) -> None:
        from pressloc_tui.screens.palette import palette

        self.app.push_screen(palette(self))

    def do_jump(self) -> None:
        from pressloc_tui.screens.jump import JumpScreen, targets

        self.app.push_screen(JumpScreen(targets(self)))

    def do_theme(self) -> None:
        self.review.next_theme()

    async def do_quit(self) -> None:
        await self.app.action_quit()

    def leave(self) -> None:
        """Called before the screen goes: keep what is unsaved."""



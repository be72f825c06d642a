"""The review app: a queue and an editor over one project."""

from __future__ import annotations

import os
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver

from pressloc.model import Lang
from pressloc.workflow.project import Project
from pressloc.workflow.review.desk import Desk, Tools
from pressloc.workflow.review.watch import look
from pressloc_tui.actions import actions
from pressloc_tui.keyboard import with_own_parser
from pressloc_tui.screens.base import ActionScreen
from pressloc_tui.screens.editor import EditorScreen
from pressloc_tui.screens.queue import QueueScreen
from pressloc_tui.themes import THEMES


class ReviewApp(App[None]):
    """Opens `article` (in `lang`) at once, else the queue; `welcome` is said first.

    Raises UsageError for wrong [keys] or an unknown article.
    """

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False  # the screens have their own, made from the action table
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "copy_nothing", show=False)]

    def __init__(self, project: Project, article: str | None = None, lang: Lang | None = None, *, welcome: str = "") -> None:
        super().__init__()
        self.welcome = welcome
        self.table = actions(project.settings.keys)
        self.tools = Tools.of(project)
        self.title = "pressloc"
        self._desk = Desk.open(self.tools, article, lang) if article else None
        self._desks = {(self._desk.sheet.article.name, self._desk.lang): self._desk} if self._desk else {}
        for theme in THEMES:
            self.register_theme(theme)
        wanted = project.settings.theme or ("mono" if os.environ.get("NO_COLOR") else "dark")
        self.theme = wanted if wanted in self.available_themes else "dark"

    def get_driver_class(self) -> type[Driver]:
        """The driver of this platform, reading Alt keys as they come."""
        return with_own_parser(super().get_driver_class())

    def on_mount(self) -> None:
        self.push_screen(QueueScreen(self.table))
        if self._desk is not None:
            self.push_screen(EditorScreen(self.table, self._desk, self.welcome))

    def on_unmount(self) -> None:
        self.tools.store.close()

    def open_article(self, name: str, lang: Lang) -> None:
        """Open an article over the queue, where one left it: place, filter and what can be taken back are kept.

        Raises UsageError (nothing to review), StoreError.
        """
        desk = self._desks.get((name, lang))
        if desk is None or desk.stamp is None:
            desk = Desk.open(self.tools, name, lang)
        elif (news := look(self.tools.store, desk.sheet, desk.stamp)) is not None:
            desk.take_over(news)
        self._desks[name, lang] = desk
        self.push_screen(EditorScreen(self.table, desk))

    def show_queue(self) -> None:
        """Close the editor."""
        self.pop_screen()

    async def action_quit(self) -> None:
        """Leave, with everything typed kept (Textual's own Ctrl+Q comes here too)."""
        for screen in self.screen_stack:
            if isinstance(screen, ActionScreen):
                screen.leave()
        self.exit()

    def next_theme(self) -> None:
        """Go on to the next of the app's themes."""
        names = [theme.name for theme in THEMES]
        here = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(here + 1) % len(names)]

    def action_copy_nothing(self) -> None:
        """Ctrl+C copies in the editor; elsewhere it must not end the app by mistake."""

"""The queue: what is to be reviewed, what is urgent, what is done."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from pressloc.i18n import N_, _, ngettext
from pressloc.workflow.export import export_article
from pressloc.workflow.review.queue import ORDERS, QueueItem, arrange, load_queue
from pressloc_tui.actions import QUEUE, Action
from pressloc_tui.screens.base import ActionScreen
from pressloc_tui.screens.export import tell_export
from pressloc_tui.screens.prompt import Prompt
from pressloc_tui.widgets.articles import ArticleList
from pressloc_tui.widgets.hints import Hints
from pressloc_tui.widgets.lines import LineList

_ORDER_NAMES = {"deadline": N_("by deadline"), "name": N_("by name"), "left": N_("by words left"), "findings": N_("by findings")}


RELOAD_EVERY = 10.0  # seconds


class QueueScreen(ActionScreen):
    """All articles in all target languages."""

    scopes = (QUEUE,)

    def __init__(self, table: Sequence[Action]) -> None:
        super().__init__(table)
        self.order, self.query_text = ORDERS[0], ""
        self.all: tuple[QueueItem, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(id="title", markup=False)
        yield ArticleList(id="articles")
        yield Static(id="empty", markup=False)
        yield Hints(self.table)

    @property
    def articles(self) -> ArticleList:
        return self.query_one(ArticleList)

    def on_mount(self) -> None:
        self.articles.focus()
        self.do_reload()
        self.set_interval(RELOAD_EVERY, self._look_about)

    def on_screen_resume(self) -> None:
        self.do_reload()

    def first(self, action: Action) -> bool:
        return action.scope != QUEUE

    def why_not(self, action: str) -> str:
        if action in ("open", "queue_export") and not self.articles.items:
            return N_("there is no article here")
        return ""

    def _show(self) -> None:
        items = arrange(self.all, self.order, self.query_text)
        self.articles.show(items)
        self.query_one("#empty", Static).update(
            "" if items else _("No article fits the filter.") if self.all else _("No articles yet. Add one with: pressloc add FILE")
        )
        left = sum(item.counts.words_left for item in items)
        parts = [
            _("Queue"), ngettext("{n} translation", "{n} translations", len(items)), ngettext("{n} word left", "{n} words left", left),
            _(_ORDER_NAMES[self.order]), self.query_text and _("filter: {query}", query=self.query_text),
        ]  # fmt: skip
        self.query_one("#title", Static).update(" · ".join(part for part in parts if part))

    def _look_about(self) -> None:
        """Read the queue anew in a thread: colleagues go on meanwhile."""
        if self.app.screen is not self:
            return

        def tell(items: tuple[QueueItem, ...]) -> None:
            if items != self.all:
                self.all = items
                self._show()

        store = self.review.tools.store
        self.in_thread("watch", lambda: load_queue(store), tell)

    # --- actions ---

    def do_reload(self) -> None:
        self.all = load_queue(self.review.tools.store)
        self._show()

    def do_open(self) -> None:
        item = self.articles.items[self.articles.cursor]
        self.review.open_article(item.article.name, item.lang)

    def do_sort(self) -> None:
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self._show()

    def do_queue_filter(self) -> None:
        def answered(query: str | None) -> None:
            if query is not None:
                self.query_text = query.strip()
                self._show()

        note = _("Words of the name, a language, a reviewer; empty shows all")
        self.ask(Prompt(_("Show articles with"), note=note, value=self.query_text), answered)

    def do_queue_export(self) -> None:
        item = self.articles.items[self.articles.cursor]
        tools = self.review.tools
        tell_export(self, export_article(tools.store, item.article.name, item.lang, None, tools.root))

    # --- keys and mouse of the list ---

    def on_key(self, event: events.Key) -> None:
        moves = {"down": 1, "j": 1, "о": 1, "up": -1, "k": -1, "л": -1, "pagedown": self.articles.page(), "pageup": -self.articles.page()}
        if event.key in moves and self.articles.items:
            event.stop()
            self.articles.cursor = max(0, min(len(self.articles.items) - 1, self.articles.cursor + moves[event.key]))

    async def on_line_list_chosen(self, _event: LineList.Chosen) -> None:
        await self.action_act("open")

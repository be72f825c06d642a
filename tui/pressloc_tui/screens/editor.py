"""The editor: the list of segments, the source, one or two targets, a side panel.

What the keys do stands in the mixins: moving.py, deciding.py, writing.py, asking.py, showing.py; watching.py tells
what colleagues do.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Static

from pressloc.errors import PresslocError
from pressloc.i18n import _
from pressloc.model import Lang, State
from pressloc.workflow.review.desk import Desk
from pressloc.workflow.review.sheet import count
from pressloc_tui.actions import EDITOR, LIST, Action
from pressloc_tui.paint import bar
from pressloc_tui.safe import visible
from pressloc_tui.screens.deciding import Deciding
from pressloc_tui.screens.moving import Moving
from pressloc_tui.screens.watching import WATCH_EVERY, Watching
from pressloc_tui.screens.writing import Writing
from pressloc_tui.widgets.hints import Hints
from pressloc_tui.widgets.lines import LineList
from pressloc_tui.widgets.panel import Panel
from pressloc_tui.widgets.segments import SegmentList
from pressloc_tui.widgets.source import Source
from pressloc_tui.widgets.target import TargetEditor

KEEP_AFTER = 0.6  # seconds after the first unsaved key: what is typed survives a crash


class EditorScreen(Moving, Deciding, Writing, Watching):
    """Reviews one article."""

    scopes = (EDITOR, LIST)

    def __init__(self, table: Sequence[Action], desk: Desk, welcome: str = "") -> None:
        super().__init__(table)
        self.desk, self.welcome = desk, welcome
        self._keeping: Timer | None = None
        self._heard = desk.lang  # the language of the target that was edited last

    def compose(self) -> ComposeResult:
        yield Static(id="title", markup=False)
        with Horizontal(id="upper"):
            yield SegmentList(self.desk, id="segments")
            yield Panel(id="panel")
        with Vertical(id="work"):
            yield Source()
            with Horizontal(id="targets"):
                yield TargetEditor(self.desk.lang, id="target-main")
                yield TargetEditor(self.desk.others[0] if self.desk.others else self.desk.lang, id="target-third")
        yield Static(id="status", markup=False)
        yield Hints(self.table)

    def on_mount(self) -> None:
        self.panel.close()
        self.third_editor.display = False
        self.show_segment()
        self.main_editor.focus()
        self.prepare_tools()
        self.set_interval(WATCH_EVERY, self.look_about)
        self.set_timer(1.0, self.look_about)  # the first one has more to do; opening comes before it
        if self.welcome:
            self.say(self.welcome)

    def first(self, action: Action) -> bool:
        return action.scope != LIST

    def why_not(self, action: str) -> str:
        self.keep()
        return self.desk.why_not(action)

    # --- the parts ---

    @property
    def segments(self) -> SegmentList:
        return self.query_one(SegmentList)

    @property
    def panel(self) -> Panel:
        return self.query_one(Panel)

    @property
    def main_editor(self) -> TargetEditor:
        return self.query_one("#target-main", TargetEditor)

    @property
    def third_editor(self) -> TargetEditor:
        return self.query_one("#target-third", TargetEditor)

    @property
    def editor(self) -> TargetEditor:
        """The target that is being edited: the focused one, else the one that had the focus last."""
        third = self.third_editor
        if third.has_focus:
            return third
        last = third.display and self._heard == third.lang and not self.main_editor.has_focus
        return third if last else self.main_editor

    @property
    def lang(self) -> Lang:
        return self.editor.lang

    # --- showing ---

    def show_segment(self) -> None:
        """Show the desk's segment in all parts of the screen."""
        desk = self.desk
        row = desk.row
        self.query_one(Source).show(row.segment, row.target(desk.lang).stale)
        work = self.query_one("#work")
        if work.border_title != row.segment.lang:
            work.border_title = row.segment.lang
        self.main_editor.show(row.shown(desk.lang), desk.lang, row.segment.codes)
        if self.third_editor.display:
            lang = self.third_editor.lang
            self.third_editor.show(row.shown(lang), lang, row.segment.codes)
        self.segments.follow()
        self.show_title()
        self.show_status("")
        self.ask_again()

    def show_title(self) -> None:
        """The article, where one is, how far it is done."""
        desk, article = self.desk, self.desk.sheet.article
        counts = count(desk.sheet, desk.lang)
        text = Text(no_wrap=True, end="")
        text.append(visible(article.name, longest=40), "bold")
        text.append(f"  {article.lang}→{desk.lang}  {desk.index + 1}/{counts.segments}  ")
        parts = [(str(state), counts.states[state]) for state in reversed(State)]
        for name, run in bar(parts, counts.segments, 12):
            text.append(run, self.segments.look(name))
        if not (desk.criteria.query and self.has_class("narrow")):  # a filter is the more important to know
            text.append("  " + _("{done} approved, {words} words left", done=counts.approved, words=counts.words_left))
        if desk.criteria.query:
            text.append("  ").append(_("filter: {query}", query=visible(desk.criteria.query, longest=30)), "reverse")
        self.query_one("#title", Static).update(text, layout=False)

    def show_status(self, message: str, style: str = "") -> None:
        """The line under the editor: what the checks say of the text as it stands, who else is typing."""
        typing = self.desk.row.typing.get(self.lang)
        text = Text(no_wrap=True, end="", overflow="ellipsis")
        if typing:
            text.append(" @ " + _("{who} is typing here too", who=visible(typing, longest=30)) + " ", self.segments.look("flag"))
        text.append(" " + visible(message, longest=400), self.segments.look(style) if style else "")
        self.query_one("#status", Static).update(text, layout=False)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < 120, "narrow")
        self.set_class(event.size.height < 32, "low")
        self.segments.resized()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Checks and panel speak of the language one is in."""
        if isinstance(event.widget, TargetEditor) and event.widget.lang != self._heard:
            self._heard = event.widget.lang
            self.ask_again()

    # --- keeping what is typed ---

    @on(TargetEditor.Typed)
    def typed(self, event: TargetEditor.Typed) -> None:
        event.stop()
        if self._keeping is None:
            self._keeping = self.set_timer(KEEP_AFTER, lambda: self.keep())
        self.ask_completion(event.editor)
        self.ask_checks_soon()

    def keep(self, but: TargetEditor | None = None) -> None:
        """Save what is typed in both targets as drafts, but not in the editor `but`."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        before = self.desk.sheet
        for editor in (self.main_editor, self.third_editor):
            if editor.display and editor is not but:
                try:
                    self.desk.type(editor.lang, editor.value)
                except PresslocError as error:  # a full disk: say so, and try again with the next key
                    self.say(error.line(), "error")
        if self.desk.sheet is not before:
            self.segments.refresh_item(self.desk.position)

    def leave(self) -> None:
        self.keep()

    # --- mouse ---

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        self.keep()
        self.desk.go(self.desk.shown[event.place])
        self.show_segment()

    def on_line_list_chosen(self, _event: LineList.Chosen) -> None:
        self.editor.focus()

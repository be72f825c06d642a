"""Going from segment to segment."""

from __future__ import annotations

from textual import events
from textual.widget import Widget

from pressloc.errors import UsageError
from pressloc.i18n import N_, _, ngettext
from pressloc.workflow.review.criteria import following, parse
from pressloc_tui.screens.editing import Editing
from pressloc_tui.screens.prompt import Prompt
from pressloc_tui.widgets.source import Source

FILTERS = (  # those in daily use, to choose from without typing; criteria.py has them all
    (N_("all segments"), ""), (N_("not approved yet"), "is:open"), (N_("with findings"), "has:finding"),
    (N_("the source was changed"), "is:stale"), (N_("without a translation"), "is:empty"), (N_("with comments"), "has:comment"),
    (N_("with drafts"), "has:draft"), (N_("repetitions"), "is:repeated"), (N_("the same as the source"), "is:same"),
)  # fmt: skip


class Moving(Editing):
    """Actions that change which segment is on the desk, or which are shown."""

    last_search = ""

    def move(self, by: int) -> None:
        """Go `by` shown segments on."""
        self.keep()
        if self.desk.move(by):
            self.show_segment()

    def do_next(self) -> None:
        self.move(1)

    def do_previous(self) -> None:
        self.move(-1)

    def do_down(self) -> None:
        self.move(1)

    def do_up(self) -> None:
        self.move(-1)

    def do_page_down(self) -> None:
        self.move(self.segments.page())

    def do_page_up(self) -> None:
        self.move(-self.segments.page())

    def do_first(self) -> None:
        self.move(-len(self.desk.shown))

    def do_last(self) -> None:
        self.move(len(self.desk.shown))

    def do_next_open(self) -> None:
        self.keep()
        if self.desk.next_open():
            self.show_segment()

    def do_previous_open(self) -> None:
        self.keep()
        if self.desk.next_open(-1):
            self.show_segment()
        else:
            self.say(_("all segments shown are approved"))

    def do_next_finding(self) -> None:
        """The next finding of this text, else of another; its place is selected, so that typing replaces it."""
        self.keep()
        if self.select_finding(self.editor.cursor_offset):
            return
        if self.desk.next_finding():
            self.show_segment()
            self.aiming = True  # its place is known when the checks have answered
        else:
            self.say(_("no other segment has a finding"))

    def do_goto(self) -> None:
        def answered(value: str | None) -> None:
            if value is None or not value.strip():
                return
            if not value.strip().isdecimal():
                self.say(_("not a number: {value}", value=value), "warning")
                return
            self.keep()
            self.desk.go(int(value) - 1)
            self.show_segment()

        self.ask(Prompt(_("Go to segment (1 to {n})", n=len(self.desk.sheet.rows))), answered)

    def do_find(self) -> None:
        def answered(value: str | None) -> None:
            if not value:
                return
            self.last_search = value
            self.keep()
            wanted = parse('"' + value.replace('"', "") + '"')
            found = following(self.desk.sheet, wanted, self.desk.lang, self.desk.index)
            if found is None:
                self.say(_("“{words}” stands nowhere else", words=value))
                return
            self.desk.go(found)
            self.show_segment()

        self.ask(Prompt(_("Find in source or target"), value=self.last_search), answered)

    def do_filter(self) -> None:
        def answered(query: str | None) -> None:
            if query is None:
                return
            self.keep()
            try:
                shown = self.desk.filter(query.strip())
            except UsageError as error:
                self.say(error.line(), "error")
                return
            if not shown:
                self.say(_("no segment fits; the list stays as it was"), "warning")
                return
            self.show_segment()
            if query.strip():
                self.say(ngettext("{n} segment shown", "{n} segments shown", shown))

        note = _("Words, conditions such as is:open -has:finding check:numbers #12-30, or both; empty shows all")
        choices = [(_(label), query) for label, query in FILTERS]
        self.ask(Prompt(_("Show segments with"), note=note, value=self.desk.criteria.query, choices=choices), answered)

    def do_back(self) -> None:
        self.keep()
        self.review.show_queue()

    def do_to_list(self) -> None:
        if self.segments.has_focus:
            self.editor.focus()
        else:
            self.main_editor.suggestion = self.third_editor.suggestion = ""
            self.segments.focus()

    def do_switch(self) -> None:
        if self.editor.has_focus and self.editor.accept():
            return
        order: list[Widget] = [self.main_editor, *([self.third_editor] if self.third_editor.display else []), self.segments]
        order += [self.panel] if self.panel.display else []
        source = self.query_one(Source)
        order += [source] if source.overflows else []
        here = next((n for n, widget in enumerate(order) if widget.has_focus), -1)
        order[(here + 1) % len(order)].focus()

    def on_key(self, event: events.Key) -> None:
        """Arrow keys on the list."""
        if self.segments.has_focus and event.key in ("up", "down"):
            event.stop()
            self.move(1 if event.key == "down" else -1)

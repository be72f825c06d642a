"""Questions to memory, termbase, checks and engines: asked in threads, answered when the segment is still the same."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from textual.timer import Timer

from pressloc.errors import PresslocError
from pressloc.i18n import N_, _
from pressloc.model import Lang, TermVerdict
from pressloc.workflow.review import context, newterm
from pressloc.workflow.review.edit import Verdict
from pressloc.workflow.review.judge import TermLine
from pressloc.workflow.review.sheet import Row, count
from pressloc_tui import panels
from pressloc_tui.panels import Item
from pressloc_tui.safe import guard
from pressloc_tui.screens.editing import Editing
from pressloc_tui.screens.prompt import Prompt
from pressloc_tui.widgets.source import Source
from pressloc_tui.widgets.target import TargetEditor

T = TypeVar("T")
CHECK_AFTER, COMPLETE_AFTER = 0.4, 0.15  # seconds without a key
TITLES = {
    "matches": N_("Memory"), "terms": N_("Terms"), "findings": N_("Findings"), "machines": N_("Machine"),
    "history": N_("History"), "concordance": N_("Concordance"), "preview": N_("Preview"), "changes": N_("Changes"),
    "session": N_("Session"),
}  # fmt: skip


class Asking(Editing):
    """Panels, live checks, completion."""

    verdict = Verdict()
    term_lines: tuple[TermLine, ...] = ()
    words = ""
    completing = True
    _checking: Timer | None = None
    _completing: Timer | None = None
    _busy = False

    def prepare_tools(self) -> None:
        """Load termbase and engine while the user is still reading."""
        tools, segment = self.desk.tools, self.desk.segment

        def load() -> None:
            tools.judge.terms(segment, self.desk.lang)
            if self.completing:
                tools.machines.engine(tools.machines.settings.engine)

        self._in_thread("prepare", load, lambda _none: None)

    def _in_thread(self, group: str, ask: Callable[[], T], tell: Callable[[T], None]) -> None:
        """Run `ask` in a thread and `tell` its answer on the screen; a newer question of the group replaces it."""

        def work() -> None:
            try:
                answer = ask()
            except PresslocError as error:
                self.app.call_from_thread(self.say, error.line(), "error")
                return
            if self.is_attached:
                self.app.call_from_thread(tell, answer)

        self.run_worker(work, thread=True, exclusive=True, group=group, exit_on_error=False)

    def _same(self, row: Row, lang: Lang) -> bool:
        return self.desk.segment.id == row.segment.id and self.lang == lang

    # --- checks ---

    def ask_checks_soon(self) -> None:
        """Check what is typed after a pause."""
        if self._checking is not None:
            self._checking.stop()
        self._checking = self.set_timer(CHECK_AFTER, self.ask_checks)

    def ask_checks(self) -> None:
        """Check the text as it stands now."""
        tools, sheet, index = self.desk.tools, self.desk.sheet, self.desk.index
        row, lang, editor = self.desk.row, self.lang, self.editor
        text = editor.value

        def ask() -> tuple[Verdict, tuple[TermLine, ...]]:
            known = tools.judge.persons(tools.store, sheet, index)
            verdict = tools.judge.judge(row.segment, lang, text, known) if text.strip() else Verdict()
            return verdict, tools.judge.terms(row.segment, lang, known)

        def tell(answer: tuple[Verdict, tuple[TermLine, ...]]) -> None:
            if self._same(row, lang):
                self.verdict, self.term_lines = answer
                self._show_checks(editor, text)

        self._in_thread("checks", ask, tell)

    def waived(self, lang: Lang, text: str) -> frozenset[str]:
        """Checks set aside for this very text."""
        return frozenset(check for check, of in self.desk.row.waived.get(lang, ()) if of == text)

    def _show_checks(self, editor: TargetEditor, text: str) -> None:
        waived = self.waived(editor.lang, text)
        open_ = [finding for finding in self.verdict.findings if finding.check not in waived]
        if editor.value == text:
            editor.set_marks([(f.start, f.end, f.severity) for f in open_ if f.end > f.start])
        row = self.desk.row
        self.query_one(Source).show(row.segment, row.target(self.desk.lang).stale, self.term_lines)
        if open_:
            more = f" (+{len(open_) - 1})" if len(open_) > 1 else ""
            self.show_status(_(open_[0].message, **open_[0].args) + more, str(open_[0].severity))
        else:
            self.show_status("")
        if self.panel.kind in ("terms", "findings"):
            self.fill_panel()

    def do_fix(self) -> None:
        fix = next((finding.fix for finding in self._judged().findings if finding.fix is not None), None)
        if fix is None:
            self.say(_("no finding here has a certain correction"))
        else:
            self.editor.set_value(fix)

    def do_waive(self) -> None:
        editor, text = self.editor, self.editor.value
        waived = self.waived(editor.lang, text)
        finding = next((f for f in self._judged().findings if f.check not in waived), None)
        if finding is None:
            self.say(_("there is no finding to set aside"))
            return
        check = finding.check

        def answered(reason: str | None) -> None:
            if reason and reason.strip():
                self.desk.waive(editor.lang, check, text, reason.strip())
                self.segments.refresh()
                self.ask_checks()
            elif reason is not None:
                self.say(_("setting a finding aside needs a reason"), "warning")

        self.app.push_screen(Prompt(_("Why is this right?"), note=_(finding.message, **finding.args)), answered)

    def do_insert_term(self) -> None:
        missing = [result for result in self._judged().terms if result.status == TermVerdict.MISSING and result.expected]
        if missing:
            self.editor.put(missing[0].expected[0])
        else:
            self.say(_("the target has all terms"))

    def _judged(self) -> Verdict:
        """The verdict on the text as it stands now, not as it stood a moment ago."""
        tools = self.desk.tools
        known = tools.judge.persons(tools.store, self.desk.sheet, self.desk.index)
        return tools.judge.judge(self.desk.segment, self.lang, self.editor.value, known)

    # --- panels ---

    def _panel(self, kind: str) -> None:
        """Open a panel; the key of the open one closes it."""
        if self.panel.kind == kind:
            self.panel.close()
            return
        self.panel.open(kind, _(TITLES[kind]))
        self.fill_panel()

    def do_matches(self) -> None:
        self._panel("matches")

    def do_terms(self) -> None:
        self._panel("terms")

    def do_findings(self) -> None:
        self._panel("findings")

    def do_machines(self) -> None:
        self._panel("machines")

    def do_history(self) -> None:
        self._panel("history")

    def do_preview(self) -> None:
        self._panel("preview")

    def do_changes(self) -> None:
        self._panel("changes")

    def do_session(self) -> None:
        self._panel("session")

    def do_close_panel(self) -> None:
        if self.panel.has_focus:
            self.main_editor.focus()
        self.panel.close()

    def do_concordance(self) -> None:
        selected = self.editor.selected.strip()
        if not selected and self.panel.kind != "concordance":

            def answered(words: str | None) -> None:
                if words and words.strip():
                    self.words = words.strip()
                    self._panel("concordance")

            self.app.push_screen(Prompt(_("Look up in memory and termbase"), value=self.words), answered)
            return
        if selected and selected != self.words:
            self.words = selected
            self.panel.close()
        self._panel("concordance")

    def fill_panel(self) -> None:
        """Work out what the open panel says of the segment; slow answers come later."""
        kind = self.panel.kind
        if not kind:
            return
        ask: Callable[[], tuple[Item, ...]] = getattr(self, f"_ask_{kind}")()
        row, lang = self.desk.row, self.lang

        def tell(items: tuple[Item, ...]) -> None:
            if self.panel.kind == kind and self._same(row, lang):
                self.panel.fill(items, keep=True)

        self._in_thread("panel", ask, tell)

    def _ask_matches(self) -> Callable[[], tuple[Item, ...]]:
        tools, segment, lang = self.desk.tools, self.desk.segment, self.lang
        return lambda: panels.matches(tools.memories.matches(segment, lang), segment.text)

    def _ask_terms(self) -> Callable[[], tuple[Item, ...]]:
        lines, results = self.term_lines, self.verdict.terms
        return lambda: panels.terms(lines, results)

    def _ask_findings(self) -> Callable[[], tuple[Item, ...]]:
        found, waived = self.verdict.findings, self.waived(self.lang, self.editor.value)
        return lambda: panels.findings(found, waived)

    def _ask_machines(self) -> Callable[[], tuple[Item, ...]]:
        tools, segment, lang, current = self.desk.tools, self.desk.segment, self.lang, self.editor.value
        self.panel.fill(panels.nothing(_("The engines are at work …")))
        return lambda: panels.machines(*tools.machines.alternatives(segment, lang), current)

    def _ask_history(self) -> Callable[[], tuple[Item, ...]]:
        store, segment, lang = self.desk.tools.store, self.desk.segment, self.lang
        return lambda: panels.history(context.versions(store, segment.id, lang), context.remarks(store, segment.id))

    def _ask_concordance(self) -> Callable[[], tuple[Item, ...]]:
        tools, segment, lang, words = self.desk.tools, self.desk.segment, self.lang, self.words
        return lambda: panels.concordance(
            words, tools.memories.concordance(words, segment.lang, lang), tools.judge.lookup(words, segment.lang, lang)
        )

    def _ask_preview(self) -> Callable[[], tuple[Item, ...]]:
        self.keep()
        sheet, index, lang = self.desk.sheet, self.desk.index, self.lang
        return lambda: panels.preview(context.preview(sheet, index, lang), index)

    def _ask_changes(self) -> Callable[[], tuple[Item, ...]]:
        proposed, current = self.desk.row.target(self.lang).machine_text, self.editor.value
        return lambda: panels.changes(proposed, current)

    def _ask_session(self) -> Callable[[], tuple[Item, ...]]:
        session, sheet, lang = self.desk.tools.session, self.desk.sheet, self.desk.lang
        return lambda: panels.session(session, time.monotonic(), count(sheet, lang).words_left, lang)

    def do_mark_down(self) -> None:
        self.panel.move(1)

    def do_mark_up(self) -> None:
        self.panel.move(-1)

    def do_use_item(self) -> None:
        item = self.panel.current if self.panel.display else None
        if item is not None and item.version is not None:
            self.keep()
            self.desk.revert(self.lang, item.version)
            self.show_segment()
        elif item is not None and item.insert is not None:
            if item.whole:
                self.editor.set_value(item.insert)
            else:
                self.editor.put(item.insert)
            self.editor.focus()
        else:
            self.say(_("no panel with something to use is open"))

    def ask_again(self) -> None:
        """The segment changed: checks, panel and completion follow."""
        self.verdict, self.term_lines = Verdict(), ()
        if self.panel.kind:
            self.fill_panel()
        self.ask_checks()
        if not self.editor.value:
            self.ask_completion(self.editor)

    # --- termbase ---

    def do_add_term(self) -> None:
        selected, segment, lang = self.editor.selected.strip(), self.desk.segment, self.lang

        def target_given(source: str, target: str | None) -> None:
            if target and target.strip():
                path = newterm.add_term(self.desk.tools, {segment.lang: source, lang: target.strip()})
                self.say(_("“{source}” = “{target}” now stands in {path}", source=source, target=target.strip(), path=path.name))
                self.ask_checks()

        def source_given(source: str | None) -> None:
            if source and source.strip():
                title = _("The same term in {lang}", lang=lang)
                self.app.push_screen(Prompt(title, value=selected), lambda target: target_given(source.strip(), target))

        self.app.push_screen(Prompt(_("Term in {lang}, in its basic form", lang=segment.lang)), source_given)

    # --- completion ---

    def ask_completion(self, editor: TargetEditor) -> None:
        """Suggest how to go on, after a short pause; the next key drops what was asked."""
        if self._completing is not None:
            self._completing.stop()
        if self.completing and not editor.suggestion:
            self._completing = self.set_timer(COMPLETE_AFTER, lambda: self._complete(editor))

    def _complete(self, editor: TargetEditor) -> None:
        if self._busy or not self.completing or not editor.at_end:
            return
        tools, segment, lang, typed = self.desk.tools, self.desk.segment, editor.lang, editor.value
        self._busy = True

        def ask() -> str:
            try:
                return tools.machines.completion(segment, lang, typed)
            except PresslocError:
                self.completing = False  # an engine that cannot is asked once
                raise
            finally:
                self._busy = False

        def tell(text: str) -> None:
            if self.desk.segment.id != segment.id or editor.lang != lang:
                return
            if editor.value != typed:
                self.ask_completion(editor)
            elif editor.at_end and self.completing:
                editor.suggestion = guard(text)

        self._in_thread("completion", ask, tell)

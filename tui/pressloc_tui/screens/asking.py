"""Questions to the checks and the engine: asked in threads, answered when the segment is still the same."""

from __future__ import annotations

from textual.timer import Timer

from pressloc.errors import PresslocError
from pressloc.i18n import N_, _
from pressloc.model import Finding, Lang, TermVerdict
from pressloc.workflow.review.context import with_gate
from pressloc.workflow.review.edit import Verdict
from pressloc.workflow.review.judge import TermLine
from pressloc.workflow.review.names import Person
from pressloc.workflow.review.sheet import Row
from pressloc_tui.safe import guard
from pressloc_tui.screens.editing import Editing
from pressloc_tui.screens.prompt import Prompt
from pressloc_tui.widgets.source import Source
from pressloc_tui.widgets.target import TargetEditor

WAIVED = (N_("right as it stands"), N_("a name is written so"), N_("the source is like this"), N_("agreed with the author"))
CHECK_AFTER, COMPLETE_AFTER, SETTLE_AFTER = 0.4, 0.15, 0.08  # seconds without a key


class Asking(Editing):
    """Live checks and completion."""

    verdict = Verdict()
    term_lines: tuple[TermLine, ...] = ()
    persons: tuple[Person, ...] = ()
    judged = False  # whether the three speak of the segment that is shown
    completing = True
    _checking: Timer | None = None
    _completing: Timer | None = None
    _asking: Timer | None = None
    _busy = False

    def prepare_tools(self) -> None:
        """Load termbase and engine while the user is still reading."""
        tools, segment = self.desk.tools, self.desk.segment

        def load() -> None:
            tools.judge.terms(segment, self.desk.lang)
            if self.completing:
                tools.machines.engine(tools.machines.settings.engine)

        self.in_thread("prepare", load, lambda _none: None)

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

        def ask() -> tuple[Verdict, tuple[TermLine, ...], tuple[Person, ...]]:
            known = tools.judge.persons(tools.store, sheet, index)
            verdict = tools.judge.judge(row.segment, lang, text, known, (sheet, index)) if text.strip() else Verdict()
            verdict = with_gate(tools.store, row, lang, text, verdict)
            return verdict, tools.judge.terms(row.segment, lang, known), tools.judge.names(sheet, index, lang, text, known)

        def tell(answer: tuple[Verdict, tuple[TermLine, ...], tuple[Person, ...]]) -> None:
            if self._same(row, lang):
                self.verdict, self.term_lines, self.persons = answer
                self.judged = True
                self._show_checks(editor, text)

        self.in_thread("checks", ask, tell)

    def waived(self, lang: Lang, text: str) -> frozenset[str]:
        """Checks set aside for this very text."""
        return frozenset(check for check, of in self.desk.row.waived.get(lang, ()) if of == text)

    def _show_checks(self, editor: TargetEditor, text: str) -> None:
        waived = self.waived(editor.lang, text)
        open_ = [finding for finding in self.verdict.findings if finding.check not in waived]
        if editor.value == text:
            editor.set_marks([(f.start, f.end, f.severity) for f in open_ if f.end > f.start])
            if self.aiming:
                self.select_finding()
        self.aiming = False
        row = self.desk.row
        self.query_one(Source).show(row.segment, row.target(self.desk.lang).stale, self.term_lines)
        if open_:
            more = f" (+{len(open_) - 1})" if len(open_) > 1 else ""
            self.show_status(_(open_[0].message, **open_[0].args) + more, str(open_[0].severity))
        else:
            self.show_status("")
        if self.panel.kind in ("terms", "findings"):
            self.fill_panel()

    def select_finding(self, after: int = -1) -> bool:
        place = min((mark[:2] for mark in self.editor.marks if mark[1] > after), default=None)
        if place is not None:
            self.editor.select_span(*place)
        return place is not None

    def do_fix(self) -> None:
        marked = self._marked_finding()
        fixes = [finding.fix for finding in ([marked] if marked else self._judged().findings) if finding.fix is not None]
        if fixes:
            self.editor.set_value(fixes[0])
        else:
            self.say(_("no finding here has a certain correction"))

    def do_waive(self) -> None:
        editor, text = self.editor, self.editor.value
        waived = self.waived(editor.lang, text)
        marked = self._marked_finding()
        if marked is not None and marked.check in waived:
            self.desk.unwaive(editor.lang, marked.check, text)
            self.segments.refresh()
            self.ask_checks()
            self.say(_("the finding counts again"))
            return
        finding = next((f for f in ([marked] if marked else self._judged().findings) if f.check not in waived), None)
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

        choices = [(_(reason), _(reason)) for reason in WAIVED]
        self.ask(Prompt(_("Why is this right?"), note=_(finding.message, **finding.args), choices=choices), answered)

    def _marked_finding(self) -> Finding | None:
        """The finding that is marked in the open panel, if it is one of the text as it stands now."""
        item = self.panel.current if self.panel.kind == "findings" else None
        found = item.finding if item is not None else None
        return found if found in self._judged().findings else None

    def do_insert_term(self) -> None:
        missing = [result for result in self._judged().terms if result.status == TermVerdict.MISSING and result.expected]
        if missing:
            self.editor.put_word(missing[0].expected[0])
        else:
            self.say(_("the target has all terms"))

    def do_insert_name(self) -> None:
        desk, text = self.desk, self.editor.value
        known = desk.tools.judge.persons(desk.tools.store, desk.sheet, desk.index)
        found = desk.tools.judge.names(desk.sheet, desk.index, self.lang, text, known)
        places = [(person, person.place_in(text)) for person in found]
        missing = [person for person, place in places if place is None]
        wrong = [(p, place) for p, place in places if place and p.certain and text[slice(*place)] not in p.forms]
        if missing:
            self.editor.put_word(missing[0].forms[0])
        elif wrong:  # it stands there in a form that the name does not have
            self.editor.replace_span(wrong[0][0].forms[0], *wrong[0][1])
        else:
            self.say(_("the target has all names") if found else _("the source names no person that the termbase does not know"))

    def _judged(self) -> Verdict:
        """The verdict on the text as it stands now, not as it stood a moment ago."""
        tools = self.desk.tools
        known = tools.judge.persons(tools.store, self.desk.sheet, self.desk.index)
        text = self.editor.value
        verdict = tools.judge.judge(self.desk.segment, self.lang, text, known, (self.desk.sheet, self.desk.index))
        return with_gate(tools.store, self.desk.row, self.lang, text, verdict)

    def fill_panel(self) -> None:
        """Work out what the open panel says of the segment."""
        raise NotImplementedError

    def ask_again(self) -> None:
        """The segment changed: checks, panel and completion follow."""
        self.verdict, self.term_lines, self.persons = Verdict(), (), ()
        self.judged = False
        if self._asking is not None:
            self._asking.stop()
        self._asking = self.set_timer(SETTLE_AFTER, self._ask_all)

    def _ask_all(self) -> None:
        """One has stayed on a segment: a key held down runs over the others without asking about each."""
        self._asking = None
        if self.panel.kind:
            self.fill_panel()
        self.ask_checks()
        if not self.editor.value:
            self.ask_completion(self.editor)

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
                return tools.machines.completion(segment, lang, typed, tools.judge.hits(segment))
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
                if len(text) > editor.size.width - editor.cursor_screen_offset.x + editor.region.x:
                    self.show_status("→ " + text, "dim")  # the editor's line cuts a long one off

        self.in_thread("completion", ask, tell)

"""Approving, rejecting, taking back; what changes the state of targets."""

from __future__ import annotations

from pressloc.i18n import N_, _, ngettext
from pressloc.model import State
from pressloc.workflow.export import export_article
from pressloc.workflow.review import structure
from pressloc.workflow.review.edit import Conflict, Saved
from pressloc.workflow.review.sheet import count
from pressloc_tui.screens.conflict import ConflictScreen
from pressloc_tui.screens.editing import Editing
from pressloc_tui.screens.export import tell_export
from pressloc_tui.screens.prompt import Prompt, Question

REJECTED = (N_("wrong meaning"), N_("wrong term or name"), N_("something is missing"), N_("not the style of the office"), N_("language mistakes"))


class Deciding(Editing):
    """Actions that decide on targets."""

    def do_confirm(self) -> None:
        if self.segments.has_focus:  # Enter on the list goes to the text first
            self.editor.focus()
            return
        self._confirm(State.REVIEWED)

    def do_approve(self) -> None:
        self._confirm(State.REVIEWED)

    def do_final(self) -> None:
        self._confirm(State.FINAL)

    def _confirm(self, state: State, revision: int | None = None) -> None:
        text = self.editor.value
        if not text.strip():
            self.say(_("there is no translation yet"), "warning")
            return
        self.keep(but=self.editor)  # the text itself is durable a moment later, as approved
        done = self.desk.confirm(self.lang, text, state, revision)
        if isinstance(done, Conflict):
            self.keep()
            self._settle(done, state)
            return
        if done.propagated:
            self.say(ngettext("{n} repetition took over the text", "{n} repetitions took over the text", done.propagated))
        self.go_on()

    def go_on(self) -> None:
        """After an approval: the next open segment, or the news that there is none."""
        counts = count(self.desk.sheet, self.lang)
        if not self.desk.next_open(lang=self.lang):
            self.desk.move(1)
        if counts.approved == counts.segments:
            self.say(_("All segments are approved. F12 writes the file."))
        self.show_segment()

    def _settle(self, conflict: Conflict, state: State) -> None:
        def answered(answer: str | None) -> None:
            if answer == "theirs":
                self.desk.take_theirs(conflict)
                self.show_segment()
            elif answer == "mine":
                self._confirm(state, conflict.theirs.revision)

        self.ask(ConflictScreen(conflict), answered)

    def do_reject(self) -> None:
        def answered(reason: str | None) -> None:
            if reason is None:
                return
            self.keep()
            done = self.desk.reject(self.lang, reason.strip())
            if isinstance(done, Conflict):
                self._settle(done, State.INITIAL)
                return
            self.show_segment()

        self.ask(Prompt(_("Why is it rejected?"), choices=[(_(reason), _(reason)) for reason in REJECTED]), answered)

    def do_approve_all(self) -> None:
        def answered(yes: bool | None) -> None:
            if not yes:
                return
            self.keep()
            done = self.desk.approve_shown()
            message = ngettext("{n} segment approved", "{n} segments approved", len(done.lines))
            if done.passed:
                message += ", " + ngettext("{n} left as it was", "{n} left as they were", done.passed)
            self.say(message)
            self.show_segment()

        text = ngettext(
            "{n} segment is shown. Approve it as it stands? Empty ones and those with a draft are left. One key takes it back.",
            "{n} segments are shown. Approve them as they stand? Empty ones and those with a draft are left. One key takes it back.",
            len(self.desk.shown),
        )
        self.ask(Question(_("Approve all shown"), text + "\n\n" + _("Enter yes · Esc no")), answered)

    def do_undo_change(self) -> None:
        self.keep()
        done = self.desk.take_back()
        if done is not None:
            self._tell_undone(done)
        self.show_segment()

    def _tell_undone(self, done: Saved) -> None:
        message = ngettext("{n} segment taken back", "{n} segments taken back", len(done.lines))
        if done.passed:
            message += ", " + ngettext("{n} changed since and stays", "{n} changed since and stay", done.passed)
        self.say(message)

    def do_discard(self) -> None:
        self.keep()
        if self.desk.drop_draft(self.lang):
            self.show_segment()

    def do_comment(self) -> None:
        def answered(text: str | None) -> None:
            if text and text.strip():
                self.desk.comment(self.lang, text.strip())
                self.segments.refresh()
                self.ask_again()

        self.ask(Prompt(_("Comment on this segment")), answered)

    def do_split(self) -> None:
        segment = self.desk.segment
        places = structure.cut_places(segment.text)
        words = [segment.text[place:].split()[0] for place in places]

        def answered(value: str | None) -> None:
            if not value:
                return
            place = next((p for p, word in zip(places, words, strict=True) if word.casefold().startswith(value.strip().casefold())), None)
            if place is None:
                self.say(_("no word of the source begins with “{value}”", value=value), "warning")
                return
            editors = [editor for editor in (self.main_editor, self.third_editor) if editor.display]
            cuts = {editor.lang: cut for editor in editors if (cut := len(editor.before()))}  # at its beginning it cuts nothing
            self.keep()
            self.desk.split(place, cuts)
            self.show_segment()

        note = _("The second part begins with this word; the target is cut at the cursor")
        self.ask(Prompt(_("Split before the word"), note=note), answered)

    def do_join(self) -> None:
        self.keep()
        self.desk.join()
        self.show_segment()

    def do_export(self) -> None:
        self.keep()
        tools = self.desk.tools
        tell_export(self, export_article(tools.store, self.desk.sheet.article.name, self.lang, None, tools.root))
        drafts = sum(self.lang in row.drafts for row in self.desk.sheet.rows)
        if drafts:
            self.say(ngettext("{n} draft is not in the file; approve it first", "{n} drafts are not in the file; approve them first", drafts), "warning")

"""The side panels: what each asks, and what using one of its items does."""

from __future__ import annotations

import time
from collections.abc import Callable

from pressloc.i18n import N_, _
from pressloc.workflow.review import context, newterm
from pressloc.workflow.review.sheet import count
from pressloc_tui import panels
from pressloc_tui.panels import Item
from pressloc_tui.screens.asking import Asking
from pressloc_tui.screens.prompt import Prompt

TITLES = {
    "matches": N_("Memory"), "terms": N_("Terms"), "findings": N_("Findings"), "machines": N_("Machine"),
    "history": N_("History"), "concordance": N_("Concordance"), "preview": N_("Preview"), "changes": N_("Changes"),
    "session": N_("Session"),
}  # fmt: skip


def _at_work() -> tuple[Item, ...]:
    return panels.nothing(_("The checks are at work …"))


class Showing(Asking):
    """Actions that open panels and use what they show."""

    words = ""

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
            self.editor.focus()
        self.panel.close()

    def do_concordance(self) -> None:
        selected = self.editor.selected.strip()
        if not selected and self.panel.kind != "concordance":

            def answered(words: str | None) -> None:
                if words and words.strip():
                    self.words = words.strip()
                    self._panel("concordance")

            self.ask(Prompt(_("Look up in memory and termbase"), value=self.words), answered)
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

        self.in_thread("panel", ask, tell)

    def _ask_matches(self) -> Callable[[], tuple[Item, ...]]:
        tools, segment, lang = self.desk.tools, self.desk.segment, self.lang
        return lambda: panels.matches(tools.memories.matches(segment, lang), segment.text)

    def _ask_terms(self) -> Callable[[], tuple[Item, ...]]:
        if not self.judged:
            return _at_work
        lines, results, persons, text = self.term_lines, self.verdict.terms, self.persons, self.editor.value
        return lambda: panels.terms(lines, results, persons, text)

    def _ask_findings(self) -> Callable[[], tuple[Item, ...]]:
        if not self.judged:
            return _at_work
        found, text = self.verdict.findings, self.editor.value
        waived = self.waived(self.lang, text)
        return lambda: panels.findings(found, waived, text)

    def _ask_machines(self) -> Callable[[], tuple[Item, ...]]:
        tools, segment, lang, current = self.desk.tools, self.desk.segment, self.lang, self.editor.value
        self.panel.fill(panels.nothing(_("The engines are at work …")))
        return lambda: panels.machines(*tools.machines.alternatives(segment, lang, tools.judge.hits(segment)), current)

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
            elif item.place is not None:
                self.editor.replace_span(item.insert, *item.place)
            else:
                self.editor.put_word(item.insert)
            self.editor.focus()
        else:
            self.say(_("no panel with something to use is open"))

    def do_use_nth(self) -> None:
        wanted = self.pressed.removeprefix("alt+")
        if self.panel.mark_nth(int(wanted) if wanted.isdecimal() else 1):
            self.do_use_item()
        else:
            self.say(_("the panel has no item of this number"))

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
                self.ask(Prompt(title, value=selected), lambda target: target_given(source.strip(), target))

        self.ask(Prompt(_("Term in {lang}, in its basic form", lang=segment.lang)), source_given)

"""What helps to write the target: codes, numbers, terms, quotes, dashes, case, completion."""

from __future__ import annotations

from pressloc.i18n import _
from pressloc.workflow.review import typing
from pressloc.workflow.review.suggest import without_codes
from pressloc_tui.screens.editing import Editing

NO_BREAK = "\u00a0"


class Writing(Editing):
    """Actions that change the text being edited."""

    completing = True

    def do_select_all(self) -> None:
        self.editor.focus()
        self.editor.select_all()

    def do_copy_source(self) -> None:
        self.editor.set_value(self.desk.segment.text)

    def do_insert_code(self) -> None:
        segment = self.desk.segment
        missing = typing.missing_codes(segment.text, self.editor.value, segment.codes)
        if not missing:
            self.say(_("the target has all inline codes"))
        elif len(missing[0]) == 2:
            self.editor.wrap_selection(missing[0][0], missing[0][1])
        else:
            self.editor.put(missing[0])

    def do_insert_number(self) -> None:
        segment = self.desk.segment
        missing = typing.missing_numbers(
            without_codes(segment.text), segment.lang, without_codes(self.editor.value), self.lang
        )
        if missing:
            self.editor.put_word(missing[0])
        else:
            self.say(_("the target has all numbers"))

    def do_quotes(self) -> None:
        selected, before = self.editor.selected, self.editor.before(min(self.editor.selection))
        wrapped = typing.quoted(selected, before, self.lang)
        self.editor.wrap_selection(wrapped[0], wrapped[-1])

    def do_dash(self) -> None:
        dash = typing.DASHES[self.lang]
        self.editor.put(dash[1:] if self.editor.before().endswith((" ", NO_BREAK)) else dash)

    def do_no_break(self) -> None:
        self.editor.put(NO_BREAK)

    def do_line_break(self) -> None:
        self.editor.put("\n")

    def do_case(self) -> None:
        self.editor.change_case()

    def do_completion(self) -> None:
        self.completing = not self.completing
        self.main_editor.suggestion = self.third_editor.suggestion = ""
        self.say(_("completion is on") if self.completing else _("completion is off"))

    def do_accept_word(self) -> None:
        self.editor.accept(1)

    def do_third(self) -> None:
        self.keep()
        editor = self.third_editor
        editor.display = not editor.display
        self.set_class(editor.display, "third")
        self.segments.third = editor.lang if editor.display else None
        if editor.display:
            row = self.desk.row
            editor.show(row.shown(editor.lang), editor.lang, row.segment.codes)
        else:
            self.main_editor.focus()
        self.segments.resized()

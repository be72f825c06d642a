"""Colleagues at the same article: what they approve, type and remark appears here within seconds."""

from __future__ import annotations

from pressloc.errors import PresslocError
from pressloc.i18n import _, ngettext
from pressloc.workflow.review.watch import News, look
from pressloc_tui.screens.showing import Showing

WATCH_EVERY = 3.0  # seconds


class Watching(Showing):
    """Looks at the store now and then, in a thread, and shows what is new."""

    _looking = False

    def look_about(self) -> None:
        """Ask whether something was written; a look that is not back yet is not doubled."""
        if self._looking:
            return
        self._looking = True
        store, sheet, stamp = self.desk.tools.store, self.desk.sheet, self.desk.stamp

        def ask() -> News | None:
            try:
                return look(store, sheet, stamp)
            except PresslocError:  # a server that is away for a moment: saving would say so
                return None
            finally:
                self._looking = False

        self.in_thread("watch", ask, self._told)

    def _told(self, news: News | None) -> None:
        if news is None:
            return
        if news.sheet is not None and self.desk.segment.id not in news.sheet.index:
            self.app.copy_to_clipboard(self.editor.value)  # the segment is gone, what was typed in it is not
        self.keep()  # what is typed here stays a draft against what it was begun from
        mine = self.desk.row
        here = self.desk.take_over(news)
        self.segments.follow()
        self.show_title()
        if not here:
            self._say_who(news)
            return
        row = self.desk.row
        if row.segment != mine.segment:
            self.show_segment()
            self.say(_("the article was changed by somebody else: segments were split, joined or have a new source"), "warning")
            return
        for editor in (self.main_editor, self.third_editor):
            if editor.display and editor.value != row.shown(editor.lang):
                editor.show(row.shown(editor.lang), editor.lang, row.segment.codes)
        self.ask_again()
        self.show_status("")
        self._say_who(news)

    def _say_who(self, news: News) -> None:
        own = self.desk.tools.who
        for who, written in news.by(own):
            self.say(ngettext("{who} has changed {n} segment", "{who} has changed {n} segments", written, who=who))
        clashes = [line for line in news.lines if line.segment_id == self.desk.segment.id and line.lang in self.desk.row.drafts and line.updated_by != own]
        if clashes:
            self.say(_("{who} has changed this segment; your typing is kept, and approving shows both", who=clashes[0].updated_by), "warning")

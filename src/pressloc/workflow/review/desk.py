"""A reviewer's desk: the opened article, where one is in it, what can be taken back, how the session goes.

The only thing of the review that changes in place; every step of it is one of the pure functions beside it.
"""

from __future__ import annotations

import time
from pathlib import Path

from attrs import define, field

from pressloc.errors import UsageError
from pressloc.i18n import N_, _
from pressloc.model import Lang, State
from pressloc.store import review as rows_of
from pressloc.store.database import Store
from pressloc.store.records import SegmentRow
from pressloc.store.watch import Stamp
from pressloc.workflow.project import Project
from pressloc.workflow.review import context, criteria, edit, structure
from pressloc.workflow.review.criteria import Criteria
from pressloc.workflow.review.judge import Judge, waive
from pressloc.workflow.review.session import Session
from pressloc.workflow.review.sheet import Row, Sheet, open_sheet
from pressloc.workflow.review.suggest import Machines, Memories
from pressloc.workflow.review.watch import News, taken_over

_OPEN = criteria.parse("is:open")
_FOUND = criteria.parse("has:finding")


@define
class Tools:
    """What all articles of a session share: the store, the checks, memories and engines, the counts."""

    root: Path
    who: str
    store: Store
    judge: Judge
    memories: Memories
    machines: Machines
    session: Session

    @classmethod
    def of(cls, project: Project) -> Tools:
        """The tools of a project; nothing heavy is loaded yet. Raises StoreError."""
        store = project.open_store()
        settings = project.settings
        return cls(
            project.root, project.user, store, Judge(settings, project.root), Memories(store),
            Machines(settings.mt, project.root), Session(time.monotonic()),
        )  # fmt: skip


@define
class Desk:
    """An article on the desk. `lang` is the language being reviewed, `index` the segment, `shown` those of the filter."""

    tools: Tools
    sheet: Sheet
    lang: Lang
    index: int = 0
    criteria: Criteria = Criteria()
    shown: tuple[int, ...] = ()
    undos: list[edit.Undo] = field(factory=list)
    stamp: Stamp | None = None

    @classmethod
    def open(cls, tools: Tools, name: str, lang: Lang | None = None) -> Desk:
        """Open article `name` at its first open segment. Raises UsageError (nothing to review), StoreError."""
        sheet = open_sheet(tools.store, name, tools.who)
        if not sheet.rows:
            raise UsageError(_("the article has no text to translate"), where=name)
        if not sheet.langs:
            raise UsageError(_("the article has no target language"), where=name, do=_("Add it again with --to LANG"))
        chosen = lang if lang in sheet.langs else sheet.langs[0]
        desk = cls(tools, sheet, chosen)
        desk.refilter()
        if not _OPEN.meets(sheet, 0, chosen):
            desk.step(_OPEN)
        return desk

    @property
    def row(self) -> Row:
        return self.sheet.rows[self.index]

    @property
    def segment(self) -> SegmentRow:
        return self.row.segment

    @property
    def others(self) -> tuple[Lang, ...]:
        """The article's other target languages."""
        return tuple(lang for lang in self.sheet.langs if lang != self.lang)

    # --- moving ---

    def refilter(self) -> None:
        """Work out anew which segments the filter shows; the current one stays in view if it is among them."""
        self.shown = criteria.select(self.sheet, self.criteria, self.lang)
        if self.shown and self.index not in self.shown:
            self.index = next((n for n in self.shown if n >= self.index), self.shown[-1])

    def filter(self, query: str) -> int:
        """Show what `query` asks for; gives how many segments that is (with none, the old filter stays)."""
        wanted = criteria.parse(query)
        shown = criteria.select(self.sheet, wanted, self.lang)
        if shown:
            self.criteria, self.shown = wanted, shown
            if self.index not in shown:
                self.index = shown[0]
        return len(shown)

    @property
    def position(self) -> int:
        """Where the current segment stands among those shown (the nearest one if the filter no longer shows it)."""
        from bisect import bisect_left

        place = bisect_left(self.shown, self.index)
        return min(place, max(0, len(self.shown) - 1))

    def move(self, by: int) -> bool:
        """Go `by` shown segments on (or back), as far as there are any; whether that led elsewhere."""
        if not self.shown:
            return False
        before = self.index
        self.index = self.shown[max(0, min(len(self.shown) - 1, self.position + by))]
        return self.index != before

    def go(self, index: int) -> None:
        """Go to a segment by its index; a filter that hides it is dropped."""
        self.index = max(0, min(len(self.sheet.rows) - 1, index))
        if self.index not in self.shown:
            self.criteria = Criteria()
            self.refilter()

    def step(self, wanted: Criteria, direction: int = 1, lang: Lang | None = None) -> bool:
        """Go to the next shown segment that meets `wanted` (in `lang`), round the end; whether there is one."""
        allowed = self.shown
        total = len(allowed)
        for distance in range(1, total + 1):
            index = allowed[(self.position + direction * distance) % total]
            if wanted.meets(self.sheet, index, lang or self.lang) and index != self.index:
                self.index = index
                return True
        return False

    def next_open(self, direction: int = 1, lang: Lang | None = None) -> bool:
        """Go to the next segment that nobody has approved (in `lang`); whether there is one."""
        return self.step(_OPEN, direction, lang)

    def next_finding(self) -> bool:
        return self.step(_FOUND)

    # --- changing ---

    def type(self, lang: Lang, text: str) -> None:
        """Keep what is being typed in the current segment. Raises StoreError."""
        if text != self.row.shown(lang):
            self.sheet = self.sheet.with_row(edit.keep_draft(self.tools.store, self.row, lang, text, self.tools.who))

    def confirm(self, lang: Lang, text: str, state: State = State.REVIEWED, revision: int | None = None) -> edit.Saved | edit.Conflict:
        """Approve `text` for the current segment; the checks run on it first. Raises StoreError."""
        known = self.tools.judge.persons(self.tools.store, self.sheet, self.index)
        verdict = self.tools.judge.judge(self.segment, lang, text, known, (self.sheet, self.index))
        machine = self.row.target(lang).machine_text
        done = edit.confirm(self.tools.store, self.sheet, self.index, lang, text, verdict, state=state, revision=revision)
        if isinstance(done, edit.Saved):
            self.tools.session = self.tools.session.confirmed(self.segment.text, machine, text)
            self._take(done)
        return done

    def reject(self, lang: Lang, reason: str) -> edit.Saved | edit.Conflict:
        """Send the current target back. Raises StoreError."""
        done = edit.reject(self.tools.store, self.sheet, self.index, lang, reason)
        return self._take(done)

    def revert(self, lang: Lang, version: context.Version) -> edit.Saved | edit.Conflict:
        """Bring an earlier version of the current target back. Raises StoreError."""
        done = edit.revert(self.tools.store, self.sheet, self.index, lang, version.event.text, version.event.at)
        return self._take(done)

    def approve_shown(self) -> edit.Saved:
        """Approve every shown segment as it stands. Raises StoreError."""
        done = edit.approve(self.tools.store, self.sheet, self.shown, self.lang)
        self._take(done)
        return done

    def take_back(self) -> edit.Saved | None:
        """Undo the last change of this session, None if there is none. Raises StoreError."""
        if not self.undos:
            return None
        done = edit.undo(self.tools.store, self.sheet, self.undos.pop())
        self.sheet = self.sheet.with_targets(done.lines)
        if done.lines:
            self.index = self.sheet.index[done.lines[0].segment_id]
        return done

    def take_theirs(self, conflict: edit.Conflict) -> None:
        """Settle a conflict by keeping what the other one wrote; one's own draft goes. Raises StoreError."""
        self.drop_draft(conflict.lang)
        self.sheet = context.refresh(self.tools.store, self.sheet, self.index)

    def drop_draft(self, lang: Lang) -> bool:
        """Drop one's typing in the current segment; whether there was any. Raises StoreError."""
        if lang not in self.row.drafts:
            return False
        with self.tools.store.begin() as connection:
            rows_of.drop_draft(connection, self.segment.id, lang, self.tools.who)
        self.sheet = context.forget_draft(self.sheet, self.index, lang)
        return True

    def waive(self, lang: Lang, check: str, text: str, reason: str) -> None:
        """Set a finding on `text` aside. Raises StoreError."""
        waive(self.tools.store, self.segment, lang, check, text, self.tools.who, reason)
        self.sheet = context.with_waiver(self.sheet, self.index, lang, check, text)

    def unwaive(self, lang: Lang, check: str, text: str) -> None:
        """Take back that a finding on `text` was set aside. Raises StoreError."""
        with self.tools.store.begin() as connection:
            rows_of.drop_waivers(connection, self.segment.id, lang, check, text)
        self.sheet = context.without_waiver(self.sheet, self.index, lang, check, text)

    def comment(self, lang: Lang, text: str) -> None:
        """Leave a remark on the current segment. Raises StoreError."""
        context.remark(self.tools.store, self.segment, lang, self.tools.who, text)
        self.sheet = context.with_comment(self.sheet, self.index)

    def split(self, cut: int, target_cuts: dict[Lang, int]) -> None:
        """Split the current segment. Raises UsageError, StoreError."""
        self._restructured(structure.split(self.tools.store, self.sheet, self.index, cut, target_cuts))

    def join(self) -> None:
        """Join the current segment with the next. Raises UsageError, StoreError."""
        self._restructured(structure.join(self.tools.store, self.sheet, self.index))

    def _restructured(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.undos.clear()  # they speak of segments that are no longer the same
        self.refilter()

    def _take(self, done: edit.Saved | edit.Conflict) -> edit.Saved | edit.Conflict:
        if isinstance(done, edit.Saved):
            self.sheet = self.sheet.with_targets(done.lines)
            if done.lines:
                self.undos.append(done.undo)
        return done

    # --- colleagues ---

    def take_over(self, news: News) -> bool:
        """Put what colleagues wrote into the sheet; whether the current segment is another one now or says other
        things. What oneself has typed must have been kept before."""
        before, self.stamp = self.row, news.stamp
        self.sheet = taken_over(self.sheet, news)
        if news.sheet is not None:
            self.undos.clear()
            near = min(self.index, len(self.sheet.rows) - 1)
            self.index = self.sheet.index.get(before.segment.id, near)
            self.refilter()
        return self.row != before

    # --- why not ---

    def why_not(self, action: str) -> str:
        """An English msgid that says why an action cannot be done now; "" if it can."""
        rule = _REASONS.get(action)
        return rule[1] if rule and rule[0](self) else ""


_REASONS = {
    "undo_change": (lambda desk: not desk.undos, N_("there is nothing to take back in this session")),
    "third": (lambda desk: not desk.others, N_("the article has one target language only")),
    "join": (
        lambda desk: not structure.can_join(desk.sheet, desk.index),
        N_("the next segment belongs to another paragraph"),
    ),
    "split": (lambda desk: not structure.cut_places(desk.segment.text), N_("the segment is a single word")),
    "discard": (lambda desk: desk.lang not in desk.row.drafts, N_("nothing was typed here")),
    "approve_all": (
        lambda desk: not any(_OPEN.meets(desk.sheet, n, desk.lang) for n in desk.shown),
        N_("all segments shown are approved"),
    ),
    "next_open": (
        lambda desk: not any(_OPEN.meets(desk.sheet, n, desk.lang) for n in desk.shown),
        N_("all segments shown are approved"),
    ),
    "reject": (lambda desk: not desk.row.target(desk.lang).text, N_("there is no translation yet")),
    "insert_code": (lambda desk: not desk.segment.codes, N_("the segment has no inline codes")),
}

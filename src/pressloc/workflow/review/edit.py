"""Changing targets: drafts, confirm, reject, revert, bulk approval, and one undo for each of them.

Each call is one transaction, durable when it returns. A target is only written if it still has the revision that
the reviewer saw; otherwise a Conflict comes back and nothing was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
from attrs import frozen
from sqlalchemy import Connection

from pressloc.memory.keys import memory_key, recalled_target, stored_pair
from pressloc.model import Finding, Lang, Origin, State, TermResult
from pressloc.store import memory, targets
from pressloc.store import review as rows_of
from pressloc.store.database import Store, now
from pressloc.store.memory import MemoryEntry
from pressloc.store.records import SegmentRow, TargetRow
from pressloc.store.review import Draft, TargetLine
from pressloc.workflow.review.sheet import APPROVED, Row, Sheet


@frozen
class Verdict:
    """What the checks say of a text (see judge.Judge)."""

    terms: tuple[TermResult, ...] = ()
    findings: tuple[Finding, ...] = ()


@frozen
class Undo:
    """How to take a change back: targets as they were, each with the revision that the change gave it.

    `learned` leaves the memory again, `replaced` comes back to it.
    """

    before: tuple[tuple[TargetRow, int], ...]
    learned: tuple[MemoryEntry, ...] = ()
    replaced: tuple[MemoryEntry, ...] = ()


@frozen
class Saved:
    """A change that was written: the new targets (the segment's own first) and the way back.

    `propagated` counts repetitions that took over the text; `passed` counts targets that were left alone.
    """

    lines: tuple[TargetLine, ...]
    undo: Undo
    propagated: int = 0
    passed: int = 0


@frozen
class Conflict:
    """Someone else wrote meanwhile: what one typed, what stands there now, and what both began from."""

    segment: SegmentRow
    lang: Lang
    mine: str
    theirs: TargetRow
    base: str


def keep_draft(store: Store, row: Row, lang: Lang, text: str, who: str) -> Row:
    """Keep what is being typed; the row with the draft. A text equal to the target's drops the draft."""
    target, known = row.target(lang), row.drafts.get(lang)
    drafts = dict(row.drafts)
    with store.begin() as connection:
        if text == target.text and (known is None or known.base_revision == target.revision):
            if known is not None:
                rows_of.drop_draft(connection, row.segment.id, lang, who)
            drafts.pop(lang, None)
            return attrs.evolve(row, drafts=drafts)
        base = (known.base_text, known.base_revision) if known else (target.text, target.revision)
        draft = Draft(row.segment.id, lang, who, text, *base)
        rows_of.keep_draft(connection, draft)
    drafts[lang] = draft
    return attrs.evolve(row, drafts=drafts)


def base_of(row: Row, lang: Lang) -> tuple[str, int]:
    """The text and revision that what is being typed was begun from."""
    draft = row.drafts.get(lang)
    target = row.target(lang)
    return (draft.base_text, draft.base_revision) if draft else (target.text, target.revision)


def confirm(
    store: Store, sheet: Sheet, index: int, lang: Lang, text: str, verdict: Verdict, *,
    state: State = State.REVIEWED, propagate: bool = True, revision: int | None = None,
) -> Saved | Conflict:  # fmt: skip
    """Write `text` as approved (`reviewed` or `final`); the memory learns it, untouched repetitions take it over.

    `revision` overrides the one to confirm against (after a conflict was settled).
    """
    row = sheet.rows[index]
    base_text, base = base_of(row, lang)
    base = base if revision is None else revision
    with store.begin() as connection:
        current = targets.target(connection, row.segment.id, lang)
        if current.revision != base and not (current.text == text and current.state == state):
            return Conflict(row.segment, lang, text, current, base_text)
        new = attrs.evolve(
            current, text=text, state=state, origin=_origin(current, text), terms=verdict.terms,
            findings=verdict.findings, stale=False,
        )  # fmt: skip
        stored = targets.write(connection, new, action=_ACTIONS[state], who=sheet.who)
        rows_of.drop_draft(connection, row.segment.id, lang, sheet.who)
        learned, replaced = _learn(connection, sheet, [(row.segment, text)], lang)
        changed = [(current, stored)]
        if propagate and text:
            changed += _propagate(connection, sheet, index, lang, stored)
    undo = Undo(_before(changed), learned, replaced)
    return Saved(tuple(rows_of.line_of(after) for _, after in changed), undo, len(changed) - 1)


_ACTIONS = {State.REVIEWED: "confirm", State.FINAL: "final", State.INITIAL: "reject", State.TRANSLATED: "translate"}


def _origin(current: TargetRow, text: str) -> Origin:
    return current.origin if text == current.text else Origin.HUMAN


def _before(changed: Iterable[tuple[TargetRow, TargetRow]]) -> tuple[tuple[TargetRow, int], ...]:
    return tuple((before, after.revision) for before, after in changed)


def _learn(
    connection: Connection, sheet: Sheet, pairs: Sequence[tuple[SegmentRow, str]], lang: Lang
) -> tuple[tuple[MemoryEntry, ...], tuple[MemoryEntry, ...]]:
    """Put approved pairs into the memory; gives what was learned and what it replaced."""
    entries: list[MemoryEntry] = []
    for segment, text in pairs:
        if not text or segment.lang == lang:
            continue
        key = memory_key(segment.text, segment.before, segment.after)
        source, target = stored_pair(segment.text, text)
        entries.append(
            MemoryEntry(segment.lang, lang, key.text, key.context, source, target, sheet.article.name, now(), sheet.who)
        )
    replaced: list[MemoryEntry] = []
    for source_lang in {entry.source_lang for entry in entries}:
        known = memory.recall(connection, source_lang, lang, [e.key for e in entries if e.source_lang == source_lang])
        contexts = {(e.key, e.context) for e in entries}
        replaced += [e for found in known.values() for e in found if (e.key, e.context) in contexts]
    memory.remember(connection, entries)
    return tuple(entries), tuple(replaced)


def _propagate(
    connection: Connection, sheet: Sheet, index: int, lang: Lang, stored: TargetRow
) -> list[tuple[TargetRow, TargetRow]]:
    """Give the text to repetitions nobody has approved or begun to edit; they become `translated`."""
    source, kept = stored_pair(sheet.rows[index].segment.text, stored.text)
    changed: list[tuple[TargetRow, TargetRow]] = []
    for other in sheet.repeats.of(index):
        row = sheet.rows[other]
        if row.target(lang).state in APPROVED or lang in row.drafts or lang in row.typing:
            continue
        if stored_pair(row.segment.text, "")[0] != source:
            continue  # alike but for case, quotes or spaces: the translator decides
        current = targets.target(connection, row.segment.id, lang)
        text = recalled_target(row.segment.text, kept)
        if current.state in APPROVED or current.text == text:
            continue
        new = attrs.evolve(
            current, text=text, state=State.TRANSLATED, origin=Origin.TM, match=100, terms=stored.terms,
            findings=stored.findings, signature=f"repetition:{sheet.rows[index].segment.key}", stale=False,
        )  # fmt: skip
        changed.append((current, targets.write(connection, new, action="propagate", who=sheet.who)))
    return changed


def reject(store: Store, sheet: Sheet, index: int, lang: Lang, reason: str) -> Saved | Conflict:
    """Send a target back to `initial` with a reason, which its history keeps."""
    return _set(store, sheet, index, lang, "reject", note=reason, state=State.INITIAL)


def revert(store: Store, sheet: Sheet, index: int, lang: Lang, text: str, at: str) -> Saved | Conflict:
    """Bring back the text of an earlier version (of time `at`) as `translated`, to be confirmed again."""
    return _set(
        store, sheet, index, lang, "revert", note=at, text=text, state=State.TRANSLATED, origin=Origin.HUMAN
    )


def _set(
    store: Store, sheet: Sheet, index: int, lang: Lang, action: str, note: str, **values: object
) -> Saved | Conflict:
    row = sheet.rows[index]
    base_text, base = base_of(row, lang)
    with store.begin() as connection:
        current = targets.target(connection, row.segment.id, lang)
        if current.revision != base:
            return Conflict(row.segment, lang, row.shown(lang), current, base_text)
        new = attrs.evolve(current, **values)  # type: ignore[arg-type]
        stored = targets.write(connection, new, action=action, who=sheet.who, note=note)
        rows_of.drop_draft(connection, row.segment.id, lang, sheet.who)
    return Saved((rows_of.line_of(stored),), Undo(_before([(current, stored)])))


def approve(store: Store, sheet: Sheet, indices: Sequence[int], lang: Lang, state: State = State.REVIEWED) -> Saved:
    """Approve many targets as they stand, in one transaction with one undo.

    Left alone: empty ones, those approved already, those with a draft, and those that changed since they were read.
    """
    changed: list[tuple[TargetRow, TargetRow]] = []
    pairs: list[tuple[SegmentRow, str]] = []
    with store.begin() as connection:
        found = targets.targets(connection, sheet.article.id, lang)
        for index in indices:
            row = sheet.rows[index]
            seen, current = row.target(lang), found.get(row.segment.id)
            open_ = current is not None and current.text and (current.state not in APPROVED or state == State.FINAL)
            if current is None or not open_ or current.state == state or lang in row.drafts or current.revision != seen.revision:
                continue
            new = attrs.evolve(current, state=state, stale=False)
            changed.append((current, targets.write(connection, new, action=_ACTIONS[state], who=sheet.who)))
            pairs.append((row.segment, current.text))
        learned, replaced = _learn(connection, sheet, pairs, lang)
    undo = Undo(_before(changed), learned, replaced)
    return Saved(tuple(rows_of.line_of(after) for _, after in changed), undo, passed=len(indices) - len(changed))


def undo(store: Store, sheet: Sheet, change: Undo) -> Saved:
    """Take a change back where nobody wrote or typed since; `passed` counts the targets that had to stay."""
    changed: list[tuple[TargetRow, TargetRow]] = []
    with store.begin() as connection:
        for before, revision in change.before:
            current = targets.target(connection, before.segment_id, before.lang)
            if current.revision != revision or before.lang in sheet.rows[sheet.index[before.segment_id]].drafts:
                continue
            new = attrs.evolve(before, revision=revision)
            changed.append((current, targets.write(connection, new, action="undo", who=sheet.who)))
        if changed:
            rows_of.forget(connection, change.learned)
            memory.remember(connection, change.replaced)
    lines = tuple(rows_of.line_of(after) for _, after in changed)
    return Saved(lines, Undo(_before(changed)), passed=len(change.before) - len(changed))

"""What the review needs of the store: whole articles in light rows, drafts per reviewer, the queue, the memory.

Every function takes the connection of an open transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen
from sqlalchemy import ColumnElement, Connection, and_, case, delete, func, insert, literal, select, update

from pressloc.model import Lang, Origin, Severity, State
from pressloc.store import schema
from pressloc.store.database import now
from pressloc.store.memory import MemoryEntry
from pressloc.store.records import TargetRow

_D, _M, _S, _T = schema.draft, schema.memory, schema.segment, schema.target


@frozen
class TargetLine:
    """A target as a list shows it: everything but the details of terms and findings.

    `findings` are (check id, severity) pairs, waived ones included; revision 0 = never written.
    """

    segment_id: int
    lang: Lang
    text: str = ""
    state: State = State.INITIAL
    origin: Origin = Origin.NONE
    match: int = 0
    signature: str = ""
    machine_text: str | None = None
    findings: tuple[tuple[str, Severity], ...] = ()
    stale: bool = False
    revision: int = 0
    updated_at: str = ""
    updated_by: str = ""


@frozen
class Draft:
    """What a reviewer has typed and not confirmed, and the text and revision that it was begun from."""

    segment_id: int
    lang: Lang
    who: str
    text: str
    base_text: str = ""
    base_revision: int = 0
    at: str = ""


@frozen
class QueueRow:
    """Counts of one article in one target language, made by the database."""

    article_id: int
    lang: Lang
    states: Mapping[State, int] = field(factory=dict, hash=False)
    untranslated: int = 0
    findings: int = 0
    stale: int = 0
    words_left: int = 0


def target_lines(
    connection: Connection, article_id: int, lang: Lang, only: Sequence[int] | None = None
) -> dict[int, TargetLine]:
    """The article's targets in `lang` by segment id (with `only`: of these segments); never written ones are absent."""
    columns = [_T.c[name] for name in (
        "segment_id", "lang", "text", "state", "origin", "match", "signature", "machine_text", "findings", "stale",
        "revision", "updated_at", "updated_by",
    )]  # fmt: skip
    query = select(*columns).join(_S, _S.c.id == _T.c.segment_id)
    where = and_(_S.c.article_id == article_id, _T.c.lang == lang)
    if only is not None:
        where = and_(where, _T.c.segment_id.in_(only))
    states, origins = {str(s): s for s in State}, {str(o): o for o in Origin}
    return {
        row[0]: TargetLine(row[0], row[1], row[2], states[row[3]], origins[row[4]], row[5], row[6], row[7],
                           _findings(row[8]), bool(row[9]), row[10], row[11], row[12])
        for row in connection.execute(query.where(where))
    }  # fmt: skip


def _findings(text: str) -> tuple[tuple[str, Severity], ...]:
    if text == "[]":
        return ()
    return tuple((found["check"], Severity(found["severity"])) for found in json.loads(text))


def line_of(target: TargetRow) -> TargetLine:
    """A full target as a list shows it."""
    return TargetLine(
        target.segment_id, target.lang, target.text, target.state, target.origin, target.match, target.signature,
        target.machine_text, tuple((f.check, f.severity) for f in target.findings), target.stale, target.revision,
        target.updated_at, target.updated_by,
    )  # fmt: skip


def article_waivers(connection: Connection, article_id: int) -> dict[tuple[int, Lang], list[tuple[str, str]]]:
    """(segment id, language) → (check id, target text) of all waivers in an article."""
    table = schema.waiver
    query = select(table.c.segment_id, table.c.lang, table.c.check_id, table.c.text).join(_S, _S.c.id == table.c.segment_id)
    found: dict[tuple[int, Lang], list[tuple[str, str]]] = {}
    for segment_id, lang, check_id, text in connection.execute(query.where(_S.c.article_id == article_id)):
        found.setdefault((segment_id, lang), []).append((check_id, text))
    return found


def drop_waivers(connection: Connection, segment_id: int, lang: Lang, check: str, text: str) -> None:
    """Take back that the findings of a check on this target `text` were set aside."""
    table = schema.waiver
    own = and_(table.c.segment_id == segment_id, table.c.lang == lang, table.c.check_id == check, table.c.text == text)
    connection.execute(delete(table).where(own))


def set_aside(waived: Iterable[tuple[str, str]], text: str) -> frozenset[str]:
    """Ids of the checks whose findings are waived for exactly this target `text`; `waived` as in `article_waivers`."""
    return frozenset(check for check, waived_text in waived if waived_text == text)


def commented(connection: Connection, article_id: int) -> frozenset[int]:
    """Ids of the article's segments that have comments."""
    query = select(schema.comment.c.segment_id).join(_S, _S.c.id == schema.comment.c.segment_id)
    return frozenset(connection.execute(query.where(_S.c.article_id == article_id).distinct()).scalars())


# --- drafts ------------------------------------------------------------------------------------------------------


def keep_draft(connection: Connection, draft: Draft) -> None:
    """Keep a reviewer's draft, in place of what they had typed here before. The night job leaves such segments alone."""
    values = {"text": draft.text, "base_text": draft.base_text, "base_revision": draft.base_revision, "at": now()}
    if connection.execute(update(_D).where(_own(draft.segment_id, draft.lang, draft.who)).values(**values)).rowcount == 0:
        connection.execute(insert(_D).values(segment_id=draft.segment_id, lang=draft.lang, who=draft.who, **values))


def drop_draft(connection: Connection, segment_id: int, lang: Lang, who: str) -> None:
    """Forget a reviewer's draft; another reviewer's stays."""
    connection.execute(delete(_D).where(_own(segment_id, lang, who)))


def _own(segment_id: int, lang: Lang, who: str) -> ColumnElement[bool]:
    return and_(_D.c.segment_id == segment_id, _D.c.lang == lang, _D.c.who == who)


def drafts(connection: Connection, article_id: int) -> tuple[Draft, ...]:
    """All reviewers' drafts in an article."""
    query = select(_D).join(_S, _S.c.id == _D.c.segment_id).where(_S.c.article_id == article_id)
    return tuple(
        Draft(r.segment_id, r.lang, r.who, r.text, r.base_text, r.base_revision, r.at) for r in connection.execute(query)
    )


# --- queue -------------------------------------------------------------------------------------------------------


def queue_rows(connection: Connection) -> tuple[dict[tuple[int, Lang], QueueRow], dict[int, tuple[int, int]]]:
    """Counts per article and language for all that has targets, and (segments, source words) of every article.

    Words are counted as blanks (no-break ones too) plus one, in the database.
    """
    words = func.length(_S.c.text) - func.length(func.replace(func.replace(_S.c.text, " ", ""), "\u00a0", "")) + 1
    open_ = _T.c.state.in_((str(State.INITIAL), str(State.TRANSLATED)))
    have = _T.c.text != ""
    columns = [_S.c.article_id, _T.c.lang, func.count()]
    columns += [_sum(and_(have, _T.c.state == str(state)), 1) for state in State]
    columns += [
        _sum(~have, 1), _sum(and_(have, _T.c.findings != "[]"), 1), _sum(_T.c.stale, 1), _sum(~open_, words),
    ]  # fmt: skip
    query = select(*columns).join(_T, _T.c.segment_id == _S.c.id).group_by(_S.c.article_id, _T.c.lang)
    totals = {
        row[0]: (row[1], int(row[2] or 0))
        for row in connection.execute(select(_S.c.article_id, func.count(), func.sum(words)).group_by(_S.c.article_id))
    }
    found: dict[tuple[int, Lang], QueueRow] = {}
    for row in connection.execute(query):
        segments, all_words = totals[row[0]]
        states = {state: int(n or 0) for state, n in zip(State, row[3:7], strict=True)}
        missing = segments - row[2] + int(row[7] or 0)
        found[row[0], row[1]] = QueueRow(
            row[0], row[1], states, missing, int(row[8] or 0), int(row[9] or 0), all_words - int(row[10] or 0)
        )
    return found, totals


def _sum(condition: Any, value: Any) -> Any:
    return func.sum(case((condition, value), else_=literal(0)))


# --- memory ------------------------------------------------------------------------------------------------------


def memory_of(connection: Connection, source: Lang, target: Lang) -> tuple[MemoryEntry, ...]:
    """All approved pairs of one direction, newest first."""
    where = and_(_M.c.source_lang == source, _M.c.target_lang == target)
    names = ("source_lang", "target_lang", "key", "context", "source", "target", "origin", "at", "who")
    query = select(*(_M.c[name] for name in names)).where(where).order_by(_M.c.at.desc(), _M.c.id.desc())
    return tuple(MemoryEntry(*row) for row in connection.execute(query))


def memory_stamp(connection: Connection, source: Lang, target: Lang) -> tuple[int, str]:
    """Changes whenever the memory of a direction changes: its size and its newest time."""
    where = and_(_M.c.source_lang == source, _M.c.target_lang == target)
    row = connection.execute(select(func.count(), func.max(_M.c.at)).where(where)).one()
    return int(row[0]), str(row[1] or "")


def forget(connection: Connection, entries: Sequence[MemoryEntry]) -> None:
    """Remove pairs from the memory, if they still have these targets."""
    for entry in entries:
        connection.execute(delete(_M).where(and_(
            _M.c.source_lang == entry.source_lang, _M.c.target_lang == entry.target_lang, _M.c.key == entry.key,
            _M.c.context == entry.context, _M.c.target == entry.target,
        )))  # fmt: skip

"""Targets, their history, comments and waivers. Every function takes the connection of an open transaction.

`write` is the only way a target changes: it checks the revision (optimistic lock), raises it, and records history.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import cattrs
from sqlalchemy import Connection, Row, and_, exists, func, insert, or_, select, update

from pressloc.model import Finding, Lang, Origin, State, TermResult
from pressloc.store import schema
from pressloc.store.database import insert_if_absent, now
from pressloc.store.records import CommentRow, HistoryRow, SegmentRow, TargetRow, WaiverRow

_D, _T = schema.draft, schema.target


class RevisionConflict(Exception):
    """Somebody else changed the target since it was read; `current` is what stands there now."""

    def __init__(self, current: TargetRow) -> None:
        super().__init__(f"segment {current.segment_id} ({current.lang}) is now at revision {current.revision}")
        self.current = current


def _target(row: Row[Any]) -> TargetRow:
    values = dict(row._mapping)
    values.pop("id")
    values["state"], values["origin"] = State(values["state"]), Origin(values["origin"])
    values["terms"] = cattrs.structure(json.loads(values["terms"]), tuple[TermResult, ...])
    values["findings"] = cattrs.structure(json.loads(values["findings"]), tuple[Finding, ...])
    return TargetRow(**values)


def _columns(target: TargetRow) -> dict[str, object]:
    values = attrs.asdict(target, recurse=False)
    values["state"], values["origin"] = str(target.state), str(target.origin)
    values["terms"] = json.dumps(cattrs.unstructure(target.terms), ensure_ascii=False)
    values["findings"] = json.dumps(cattrs.unstructure(target.findings), ensure_ascii=False)
    return values


def targets(connection: Connection, article_id: int, lang: Lang) -> dict[int, TargetRow]:
    """The targets of an article in `lang`, by segment id; segments never translated are absent."""
    query = select(_T).join(schema.segment, schema.segment.c.id == _T.c.segment_id)
    rows = connection.execute(query.where(and_(schema.segment.c.article_id == article_id, _T.c.lang == lang)))
    return {row.segment_id: _target(row) for row in rows}


def target(connection: Connection, segment_id: int, lang: Lang) -> TargetRow:
    """One target; revision 0 and empty if it was never written."""
    row = connection.execute(select(_T).where(and_(_T.c.segment_id == segment_id, _T.c.lang == lang))).first()
    return _target(row) if row else TargetRow(segment_id=segment_id, lang=lang)


def untranslated(connection: Connection, article_id: int, lang: Lang) -> tuple[int, ...]:
    """Ids of the article's segments that have no target text in `lang`, or a stale one that no human wrote; those that
    somebody has a draft in are left out."""
    joined = schema.segment.outerjoin(_T, and_(_T.c.segment_id == schema.segment.c.id, _T.c.lang == lang))
    machine_stale = and_(_T.c.stale, _T.c.origin != "human", _T.c.state.in_(("initial", "translated")))
    query = (
        select(schema.segment.c.id)
        .select_from(joined)
        .where(schema.segment.c.article_id == article_id)
        .where(or_(_T.c.id.is_(None), and_(_T.c.origin == "none", _T.c.text == ""), machine_stale))
        .where(~exists().where(and_(_D.c.segment_id == schema.segment.c.id, _D.c.lang == lang)))
        .order_by(schema.segment.c.ordinal)
    )
    return tuple(connection.execute(query).scalars())


def write(connection: Connection, new: TargetRow, *, action: str, who: str, note: str = "") -> TargetRow:
    """Store `new` if the target still has `new.revision`; gives it back with the new revision and time.

    Raises RevisionConflict (and writes nothing) if somebody was faster.
    """
    at = now()
    stored = attrs.evolve(new, revision=new.revision + 1, updated_at=at, updated_by=who)
    where = and_(_T.c.segment_id == new.segment_id, _T.c.lang == new.lang)
    if new.revision == 0:
        if not insert_if_absent(connection, _T, _columns(stored), ("segment_id", "lang")):
            raise RevisionConflict(target(connection, new.segment_id, new.lang))
    else:
        result = connection.execute(
            update(_T).where(and_(where, _T.c.revision == new.revision)).values(**_columns(stored))
        )
        if result.rowcount != 1:
            raise RevisionConflict(target(connection, new.segment_id, new.lang))
    connection.execute(
        insert(schema.history).values(
            segment_id=new.segment_id, lang=new.lang, at=at, who=who, action=action, text=stored.text,
            state=str(stored.state), origin=str(stored.origin), signature=stored.signature, note=note,
        )
    )  # fmt: skip
    return stored


def has_draft(connection: Connection, segment_id: int, lang: Lang) -> bool:
    """Whether a reviewer is typing here: then no machine may write."""
    return connection.execute(select(_D.c.id).where(and_(_D.c.segment_id == segment_id, _D.c.lang == lang))).first() is not None


def mark_stale(connection: Connection, segment_ids: Sequence[int], stale: bool = True) -> None:
    """Mark the targets of changed segments in all languages."""
    if segment_ids:
        connection.execute(update(_T).where(_T.c.segment_id.in_(segment_ids)).values(stale=stale))


def history(connection: Connection, segment_id: int, lang: Lang) -> tuple[HistoryRow, ...]:
    """What happened to a target, oldest first."""
    table = schema.history
    query = select(table).where(and_(table.c.segment_id == segment_id, table.c.lang == lang)).order_by(table.c.id)
    rows = [dict(row._mapping) for row in connection.execute(query)]
    for row in rows:
        row.pop("id")
        row["state"], row["origin"] = State(row["state"]), Origin(row["origin"])
    return tuple(HistoryRow(**row) for row in rows)


def add_comment(connection: Connection, segment_id: int, lang: Lang, who: str, text: str) -> None:
    """Add a remark to a segment."""
    connection.execute(
        insert(schema.comment).values(segment_id=segment_id, lang=lang, at=now(), who=who, text=text)
    )


def comments(connection: Connection, segment_id: int) -> tuple[CommentRow, ...]:
    """The remarks on a segment, oldest first."""
    table = schema.comment
    rows = connection.execute(select(table).where(table.c.segment_id == segment_id).order_by(table.c.id))
    return tuple(CommentRow(r.segment_id, r.lang, r.at, r.who, r.text) for r in rows)


def add_waiver(connection: Connection, waiver: WaiverRow) -> None:
    """Set a finding aside; it comes back when the target's text changes."""
    connection.execute(insert(schema.waiver).values(**attrs.asdict(waiver)))


def waivers(connection: Connection, segment_id: int, lang: Lang) -> tuple[WaiverRow, ...]:
    """The waivers of a target."""
    table = schema.waiver
    rows = connection.execute(select(table).where(and_(table.c.segment_id == segment_id, table.c.lang == lang)))
    return tuple(WaiverRow(r.segment_id, r.lang, r.check_id, r.text, r.at, r.who, r.reason) for r in rows)


def state_counts(connection: Connection, article_id: int, lang: Lang) -> Mapping[State, int]:
    """How many of an article's targets are in each state."""
    query = (
        select(_T.c.state, func.count())
        .join(schema.segment, schema.segment.c.id == _T.c.segment_id)
        .where(and_(schema.segment.c.article_id == article_id, _T.c.lang == lang))
        .group_by(_T.c.state)
    )
    found = {State(state): n for state, n in connection.execute(query)}
    return {state: found.get(state, 0) for state in State}


def join_segments(rows: Sequence[SegmentRow], found: Mapping[int, TargetRow], lang: Lang) -> tuple[tuple[SegmentRow, TargetRow], ...]:
    """Segments with their targets in order; a segment without one gets an empty target of revision 0."""
    return tuple((row, found.get(row.id, TargetRow(segment_id=row.id, lang=lang))) for row in rows)

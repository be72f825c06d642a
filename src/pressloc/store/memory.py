"""The translation memory's table: approved pairs, found by key; the newest translation of a source wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from attrs import asdict, frozen
from sqlalchemy import Connection, Row, and_, func, select
from sqlalchemy.dialects import postgresql, sqlite

from pressloc.model import Lang
from pressloc.store import schema

_M = schema.memory
_CHUNK = 400  # SQLite allows 999 variables in old builds


@frozen
class MemoryEntry:
    """One approved pair; `key` and `context` are digests made by `memory.keys`, `origin` names the article."""

    source_lang: Lang
    target_lang: Lang
    key: str
    context: str
    source: str
    target: str
    origin: str
    at: str
    who: str = ""


def _entry(row: Row[Any]) -> MemoryEntry:
    values = dict(row._mapping)
    values.pop("id")
    return MemoryEntry(**values)


def remember(connection: Connection, entries: Iterable[MemoryEntry]) -> int:
    """Insert pairs, replacing the target of those known in the same context; gives how many were written."""
    rows = [asdict(entry) for entry in entries]
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    for row in rows:
        statement = cast("Any", build)(_M).values(**row)
        newer = {name: statement.excluded[name] for name in ("source", "target", "origin", "at", "who")}
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["source_lang", "target_lang", "key", "context"], set_=newer
            )
        )
    return len(rows)


def recall(connection: Connection, source: Lang, target: Lang, keys: Sequence[str]) -> dict[str, tuple[MemoryEntry, ...]]:
    """All pairs of one direction for each of `keys`, newest first; keys without a pair are absent."""
    found: dict[str, list[MemoryEntry]] = {}
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        where = and_(_M.c.source_lang == source, _M.c.target_lang == target, _M.c.key.in_(chunk))
        for row in connection.execute(select(_M).where(where).order_by(_M.c.at.desc(), _M.c.id.desc())):
            entry = _entry(row)
            found.setdefault(entry.key, []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def size(connection: Connection) -> int:
    """How many pairs the memory holds."""
    return int(connection.execute(select(func.count()).select_from(_M)).scalar_one())

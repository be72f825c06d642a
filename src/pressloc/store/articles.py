"""Articles and their segments in the store. Every function takes the connection of an open transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

import cattrs
from sqlalchemy import Connection, Row, delete, insert, select, update

from pressloc.model import InlineCode, Lang, Segment, UnitKind
from pressloc.store import schema
from pressloc.store.records import Article, SegmentRow

_ARTICLE_COLUMNS = [c for c in schema.article.c if c.name != "content"]


def _article(row: Row[Any]) -> Article:
    values = dict(row._mapping)
    values["targets"] = tuple(t for t in values["targets"].split(",") if t)
    return Article(**values)


def all_articles(connection: Connection) -> tuple[Article, ...]:
    """All articles by name."""
    rows = connection.execute(select(*_ARTICLE_COLUMNS).order_by(schema.article.c.name))
    return tuple(_article(row) for row in rows)


def find_article(connection: Connection, name: str) -> Article | None:
    """The article called `name`, or None."""
    row = connection.execute(select(*_ARTICLE_COLUMNS).where(schema.article.c.name == name)).first()
    return _article(row) if row else None


def content(connection: Connection, article_id: int) -> bytes:
    """The bytes of the article's file as added."""
    value = connection.execute(select(schema.article.c.content).where(schema.article.c.id == article_id)).scalar_one()
    return bytes(value)


def save_article(connection: Connection, article: Article, data: bytes) -> int:
    """Insert (id 0) or update an article with its content; gives its id."""
    values = {
        "name": article.name, "path": article.path, "format": article.format, "lang": article.lang,
        "targets": ",".join(article.targets), "sha256": article.sha256, "content": data,
        "added_at": article.added_at, "added_by": article.added_by, "reviewer": article.reviewer,
        "deadline": article.deadline, "embargo": article.embargo,
    }  # fmt: skip
    if article.id:
        connection.execute(update(schema.article).where(schema.article.c.id == article.id).values(**values))
        return article.id
    result = connection.execute(insert(schema.article).values(**values))
    return int(cast("tuple[int]", result.inserted_primary_key)[0])


def update_article(connection: Connection, article_id: int, values: Mapping[str, str]) -> None:
    """Set plain columns of an article: `reviewer`, `deadline`, `embargo`, `targets`."""
    connection.execute(update(schema.article).where(schema.article.c.id == article_id).values(**values))


def segments(connection: Connection, article_id: int) -> tuple[SegmentRow, ...]:
    """The article's segments in document order."""
    table = schema.segment
    rows = connection.execute(select(table).where(table.c.article_id == article_id).order_by(table.c.ordinal))
    return tuple(_segment_row(row) for row in rows)


def _segment_row(row: Row[Any]) -> SegmentRow:
    values = dict(row._mapping)
    values["codes"] = load_codes(values["codes"])
    values["kind"] = UnitKind(values["kind"])
    return SegmentRow(**values)


def segment_values(article_id: int, ordinal: int, segment: Segment) -> dict[str, object]:
    """The columns of a segment of a document."""
    return {
        "article_id": article_id, "ordinal": ordinal, "key": segment.id, "unit": segment.unit,
        "kind": str(segment.kind), "lang": segment.lang, "text": segment.text, "start": segment.start,
        "end": segment.end, "codes": dump_codes(segment.codes), "before": segment.before, "after": segment.after,
    }  # fmt: skip


def insert_segments(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert new segments (see `segment_values`)."""
    if rows:
        connection.execute(insert(schema.segment), [dict(row) for row in rows])


def update_segment(connection: Connection, segment_id: int, values: Mapping[str, object]) -> None:
    """Change a segment's columns (a moved or changed source)."""
    connection.execute(update(schema.segment).where(schema.segment.c.id == segment_id).values(**values))


def delete_segments(connection: Connection, ids: Sequence[int]) -> None:
    """Remove segments that are gone from the source, with their targets and history."""
    if ids:
        connection.execute(delete(schema.segment).where(schema.segment.c.id.in_(ids)))


def as_segment(row: SegmentRow) -> Segment:
    """The stored segment as the model's value."""
    return Segment(
        id=row.key, unit=row.unit, text=row.text, start=row.start, end=row.end, lang=row.lang,
        codes=row.codes, kind=row.kind, before=row.before, after=row.after,
    )  # fmt: skip


def dump_codes(codes: Sequence[InlineCode]) -> str:
    """Inline codes as compact JSON."""
    return json.dumps([cattrs.unstructure(code) for code in codes], ensure_ascii=False) if codes else "[]"


def load_codes(text: str) -> tuple[InlineCode, ...]:
    """Inverse of `dump_codes`."""
    return cattrs.structure(json.loads(text), tuple[InlineCode, ...]) if text != "[]" else ()


def languages(values: Sequence[str]) -> tuple[Lang, ...]:
    """Language codes of a `targets` column."""
    return tuple(cast("Lang", value) for value in values)

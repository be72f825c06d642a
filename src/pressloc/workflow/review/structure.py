"""Splitting a segment and joining it with the next one, within a paragraph.

Export puts paragraphs together from their segments' places, so the file stays whole. History stays with the first
part; targets of a split segment stay with the first part unless the cut in the target is given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import attrs
from sqlalchemy import Connection, and_, select, update

from pressloc.errors import UsageError
from pressloc.filters import filter_for
from pressloc.i18n import _
from pressloc.model import Lang, Origin, State
from pressloc.store import articles, schema, targets
from pressloc.store import review as rows_of
from pressloc.store.database import Store
from pressloc.store.records import Article, SegmentRow, TargetRow
from pressloc.workflow.review.sheet import Row, Sheet, read_sheet

_S = schema.segment


def split(store: Store, sheet: Sheet, index: int, cut: int, target_cuts: Mapping[Lang, int]) -> Sheet:
    """Split segment `index` before character `cut` of its source; blanks at the cut stay between the parts.

    `target_cuts` says where to cut the targets. Both parts become `initial`, to be looked at again.
    One's own drafts count as the targets' texts. Raises UsageError when a part would be empty, or a colleague is
    typing in the segment.
    """
    row = sheet.rows[index].segment
    head, tail = row.text[:cut].rstrip(), row.text[cut:].lstrip()
    if not head or not tail:
        raise UsageError(_("a part would be empty"), do=_("Cut inside the sentence"))
    tail_start = row.start + len(row.text) - len(tail)
    with store.begin() as connection:
        _only_mine(connection, sheet, (row.id,))
        connection.execute(
            update(_S).where(and_(_S.c.article_id == row.article_id, _S.c.ordinal > row.ordinal))
            .values(ordinal=_S.c.ordinal + 1)
        )  # fmt: skip
        first = attrs.evolve(articles.as_segment(row), text=head, end=row.start + len(head), after=tail)
        second = attrs.evolve(
            articles.as_segment(row), id=_free_key(connection, row), text=tail, start=tail_start, before=head
        )
        articles.update_segment(connection, row.id, articles.segment_values(row.article_id, row.ordinal, first))
        articles.insert_segments(connection, [articles.segment_values(row.article_id, row.ordinal + 1, second)])
        _meet(connection, sheet, index - 1, {"after": head})
        _meet(connection, sheet, index + 1, {"before": tail})
        new_id = connection.execute(
            select(_S.c.id).where(and_(_S.c.article_id == row.article_id, _S.c.key == second.id))
        ).scalar_one()
        for lang in sheet.langs:
            current = _with_draft(connection, sheet, row.id, lang)
            if not current.text:
                continue
            at = target_cuts.get(lang, len(current.text))
            parts = (current.text[:at].rstrip(), current.text[at:].lstrip())
            _write(connection, current, parts[0], sheet.who, "split")
            if parts[1]:
                _write(connection, TargetRow(new_id, lang), parts[1], sheet.who, "split")
        return read_sheet(connection, sheet.article, sheet.who)


def join(store: Store, sheet: Sheet, index: int) -> Sheet:
    """Join segment `index` with the next one of the same paragraph; their targets are joined with a blank.

    One's own drafts count as the targets' texts. Raises UsageError when the next segment belongs to another paragraph,
    there is none, or a colleague is typing in one of the two.
    """
    here, there = sheet.rows[index].segment, _next_of(sheet, index).segment
    text = _unit_text(store, sheet.article, here.unit)[here.start : there.end]
    with store.begin() as connection:
        _only_mine(connection, sheet, (here.id, there.id))
        for lang in sheet.langs:
            one, other = (_with_draft(connection, sheet, s.id, lang) for s in (here, there))
            joined = f"{one.text} {other.text}".strip() if one.text and other.text else one.text or other.text
            if joined:
                _write(connection, one, joined, sheet.who, "join")
        articles.delete_segments(connection, [there.id])
        whole = attrs.evolve(articles.as_segment(here), text=text, end=there.end, after=there.after)
        articles.update_segment(connection, here.id, articles.segment_values(here.article_id, here.ordinal, whole))
        _meet(connection, sheet, index - 1, {"after": text})
        _meet(connection, sheet, index + 2, {"before": text})
        return read_sheet(connection, sheet.article, sheet.who)


def _only_mine(connection: Connection, sheet: Sheet, ids: Collection[int]) -> None:
    """Refuse to take a segment from under a colleague's hands."""
    for draft in rows_of.drafts(connection, sheet.article.id):
        if draft.segment_id in ids and draft.who != sheet.who:
            raise UsageError(_("{who} is typing in this segment", who=draft.who), do=_("Wait until it is approved"))


def _with_draft(connection: Connection, sheet: Sheet, segment_id: int, lang: Lang) -> TargetRow:
    """A target with the text of one's own draft, which is no draft any more."""
    current = targets.target(connection, segment_id, lang)
    draft = sheet.rows[sheet.index[segment_id]].drafts.get(lang)
    if draft is None:
        return current
    rows_of.drop_draft(connection, segment_id, lang, sheet.who)
    return attrs.evolve(current, text=draft.text, origin=Origin.HUMAN)


def _next_of(sheet: Sheet, index: int) -> Row:
    following = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else None
    if following is None or following.segment.unit != sheet.rows[index].segment.unit:
        raise UsageError(_("the next segment belongs to another paragraph"), do=_("Join only within a paragraph"))
    return following


def can_join(sheet: Sheet, index: int) -> bool:
    """Whether the next segment is of the same paragraph."""
    return index + 1 < len(sheet.rows) and sheet.rows[index + 1].segment.unit == sheet.rows[index].segment.unit


def cut_places(text: str) -> tuple[int, ...]:
    """Where a source text may be cut: before each word but the first."""
    places = [n for n in range(1, len(text)) if text[n - 1].isspace() and not text[n].isspace()]
    return tuple(n for n in places if text[:n].strip() and text[n:].strip())


def _meet(connection: Connection, sheet: Sheet, index: int, values: Mapping[str, str]) -> None:
    """Tell a neighbour what stands beside it now."""
    if 0 <= index < len(sheet.rows):
        articles.update_segment(connection, sheet.rows[index].segment.id, values)


def _write(connection: Connection, current: TargetRow, text: str, who: str, action: str) -> None:
    new = attrs.evolve(current, text=text, state=State.INITIAL, origin=_origin(current), terms=(), findings=(), machine_text=None)
    targets.write(connection, new, action=action, who=who)


def _origin(current: TargetRow) -> Origin:
    return Origin.HUMAN if current.origin == Origin.NONE else current.origin


def _free_key(connection: Connection, row: SegmentRow) -> str:
    taken = set(connection.execute(select(_S.c.key).where(_S.c.article_id == row.article_id)).scalars())
    number = 2
    while f"{row.key}.{number}" in taken:
        number += 1
    return f"{row.key}.{number}"


def _unit_text(store: Store, article: Article, unit: str) -> str:
    with store.begin() as connection:
        data = articles.content(connection, article.id)
    document = filter_for(article.name, article.format).read(data, article.name)
    return next(u.text for u in document.units if u.id == unit)

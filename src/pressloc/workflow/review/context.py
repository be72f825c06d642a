"""What surrounds a segment: its paragraphs as they will read, its history, its comments."""

from __future__ import annotations

import attrs
from attrs import frozen

from pressloc.model import Lang
from pressloc.store import review as rows_of
from pressloc.store import targets
from pressloc.store.database import Store
from pressloc.store.records import CommentRow, HistoryRow, SegmentRow
from pressloc.workflow.review.diff import Piece, word_diff
from pressloc.workflow.review.edit import Verdict
from pressloc.workflow.review.sheet import Row, Sheet

_GATE = "mt-"  # how the ids of the gate's findings begin


@frozen
class Version:
    """An event of a target's history with what it changed."""

    event: HistoryRow
    pieces: tuple[Piece, ...]


@frozen
class Paragraph:
    """A paragraph of the target document: (segment index, text, whether it is translated) in order."""

    kind: str
    parts: tuple[tuple[int, str, bool], ...]


def refresh(store: Store, sheet: Sheet, index: int) -> Sheet:
    """The sheet with the targets of one segment read anew. Raises StoreError."""
    row = sheet.rows[index]
    with store.begin() as connection:
        lines = {lang: rows_of.line_of(targets.target(connection, row.segment.id, lang)) for lang in sheet.langs}
    return sheet.with_row(Row(row.segment, lines, row.drafts, row.typing, row.waived, row.commented))


def versions(store: Store, segment_id: int, lang: Lang) -> tuple[Version, ...]:
    """What happened to a target, newest first, each with its difference to the version before. Raises StoreError."""
    with store.begin() as connection:
        events = targets.history(connection, segment_id, lang)
    befores = ("", *(event.text for event in events))
    made = [Version(event, word_diff(before, event.text)) for before, event in zip(befores, events, strict=False)]
    return tuple(reversed(made))


def remarks(store: Store, segment_id: int) -> tuple[CommentRow, ...]:
    """The comments on a segment, oldest first. Raises StoreError."""
    with store.begin() as connection:
        return targets.comments(connection, segment_id)


def remark(store: Store, segment: SegmentRow, lang: Lang, who: str, text: str) -> None:
    """Add a comment. Raises StoreError."""
    with store.begin() as connection:
        targets.add_comment(connection, segment.id, lang, who, text)


def with_gate(store: Store, row: Row, lang: Lang, text: str, verdict: Verdict) -> Verdict:
    """`verdict` with what the gate said of the machine's text, as long as it stands there unchanged.

    The checks cannot say it anew (a loop, half a sentence dropped); what they speak of themselves is left to them.
    Raises StoreError.
    """
    target = row.target(lang)
    if text != target.text or not any(check.startswith(_GATE) for check, _severity in target.findings):
        return verdict
    with store.begin() as connection:
        stored = targets.target(connection, row.segment.id, lang).findings
    places = [(finding.start, finding.end) for finding in verdict.findings]
    said = [
        finding for finding in stored
        if finding.check.startswith(_GATE) and not any(start < finding.end and finding.start < end for start, end in places)
    ]  # fmt: skip
    return attrs.evolve(verdict, findings=(*verdict.findings, *said))


def preview(sheet: Sheet, index: int, lang: Lang, around: int = 3) -> tuple[Paragraph, ...]:
    """The paragraphs around segment `index` as the target document will read; drafts count, gaps show the source."""
    units = list(dict.fromkeys(row.segment.unit for row in sheet.rows[max(0, index - 60) : index + 60]))
    middle = units.index(sheet.rows[index].segment.unit)
    wanted = units[max(0, middle - around) : middle + around + 1]
    found: dict[str, list[tuple[int, str, bool]]] = {unit: [] for unit in wanted}
    kinds: dict[str, str] = {}
    for n in range(max(0, index - 60), min(len(sheet.rows), index + 60)):
        row = sheet.rows[n]
        if row.segment.unit in found:
            text = row.shown(lang)
            found[row.segment.unit].append((n, text or row.segment.text, bool(text)))
            kinds[row.segment.unit] = str(row.segment.kind)
    return tuple(Paragraph(kinds[unit], tuple(parts)) for unit, parts in found.items())


def forget_draft(sheet: Sheet, index: int, lang: Lang) -> Sheet:
    """The sheet without one's draft in a segment."""
    row = sheet.rows[index]
    return sheet.with_row(attrs.evolve(row, drafts={own: draft for own, draft in row.drafts.items() if own != lang}))


def with_waiver(sheet: Sheet, index: int, lang: Lang, check: str, text: str) -> Sheet:
    """The sheet with one more finding set aside."""
    row = sheet.rows[index]
    waived = {**row.waived, lang: (*row.waived.get(lang, ()), (check, text))}
    return sheet.with_row(attrs.evolve(row, waived=waived))


def without_waiver(sheet: Sheet, index: int, lang: Lang, check: str, text: str) -> Sheet:
    """The sheet with a finding no longer set aside."""
    row = sheet.rows[index]
    kept = tuple(pair for pair in row.waived.get(lang, ()) if pair != (check, text))
    return sheet.with_row(attrs.evolve(row, waived={**row.waived, lang: kept}))


def with_comment(sheet: Sheet, index: int) -> Sheet:
    """The sheet with a segment marked as commented."""
    return sheet.with_row(attrs.evolve(sheet.rows[index], commented=True))

"""Rows of the store as frozen values."""

from __future__ import annotations

from attrs import frozen

from pressloc.model import Finding, InlineCode, Lang, Origin, State, TermResult, UnitKind


@frozen
class Article:
    """A release of the project. `content` is the file as it was added, so that export needs nothing else."""

    id: int
    name: str
    path: str
    format: str
    lang: Lang
    targets: tuple[Lang, ...]
    sha256: str
    added_at: str
    added_by: str = ""
    reviewer: str = ""
    deadline: str = ""
    embargo: str = ""


@frozen
class SegmentRow:
    """A stored segment; `previous_text` is the source before the last change of the article, if it changed."""

    id: int
    article_id: int
    ordinal: int
    key: str
    unit: str
    kind: UnitKind
    lang: Lang
    text: str
    start: int
    end: int
    codes: tuple[InlineCode, ...]
    before: str
    after: str
    previous_text: str | None = None


@frozen
class TargetRow:
    """The target of a segment in one language. `revision` grows with each write: the optimistic lock.

    `machine_text` is what TM or MT proposed first (for MT-against-final).
    """

    segment_id: int
    lang: Lang
    text: str = ""
    state: State = State.INITIAL
    origin: Origin = Origin.NONE
    match: int = 0
    signature: str = ""
    score: float | None = None
    machine_text: str | None = None
    terms: tuple[TermResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    stale: bool = False
    revision: int = 0
    updated_at: str = ""
    updated_by: str = ""


@frozen
class HistoryRow:
    """One event in the life of a target: who did what when, and the text after it."""

    segment_id: int
    lang: Lang
    at: str
    who: str
    action: str
    text: str
    state: State
    origin: Origin
    signature: str = ""
    note: str = ""


@frozen
class CommentRow:
    """A reviewer's remark on a segment."""

    segment_id: int
    lang: Lang
    at: str
    who: str
    text: str


@frozen
class WaiverRow:
    """A finding set aside with a reason, for exactly this target text."""

    segment_id: int
    lang: Lang
    check_id: str
    text: str
    at: str
    who: str
    reason: str

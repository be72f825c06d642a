"""An opened article: its segments with their targets in all languages, as one frozen value.

Opening reads light rows (see store.review); the details of one segment are read when it is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

import attrs
from attrs import field, frozen
from sqlalchemy import Connection

from pressloc.errors import UsageError
from pressloc.i18n import _
from pressloc.memory.keys import memory_key
from pressloc.model import Lang, Severity, State
from pressloc.store import articles
from pressloc.store import review as rows_of
from pressloc.store.database import Store
from pressloc.store.records import Article, SegmentRow
from pressloc.store.review import Draft, TargetLine

APPROVED = (State.REVIEWED, State.FINAL)


@frozen
class Row:
    """A segment with what stands beside it. `drafts` are one's own, `typing` says who else has a draft.

    `waived` holds (check id, target text) of findings set aside.
    """

    segment: SegmentRow
    targets: Mapping[Lang, TargetLine] = field(factory=dict, hash=False)
    drafts: Mapping[Lang, Draft] = field(factory=dict, hash=False)
    typing: Mapping[Lang, str] = field(factory=dict, hash=False)
    waived: Mapping[Lang, tuple[tuple[str, str], ...]] = field(factory=dict, hash=False)
    commented: bool = False

    def target(self, lang: Lang) -> TargetLine:
        """The target in `lang`; revision 0 and empty if it was never written."""
        return self.targets.get(lang) or TargetLine(self.segment.id, lang)

    def shown(self, lang: Lang) -> str:
        """What stands in the editor: one's own draft, else the target."""
        draft = self.drafts.get(lang)
        return draft.text if draft is not None else self.target(lang).text

    def findings(self, lang: Lang) -> tuple[tuple[str, Severity], ...]:
        """The findings on the stored target that nobody waived."""
        target = self.target(lang)
        waived = rows_of.set_aside(self.waived.get(lang, ()), target.text)
        return tuple(found for found in target.findings if found[0] not in waived) if waived else target.findings


@frozen(eq=False)
class Repeats:
    """Which segments of an article say the same; worked out when first asked."""

    segments: Sequence[SegmentRow] = field(repr=False)

    @cached_property
    def groups(self) -> Mapping[str, tuple[int, ...]]:
        """Memory key → indices of its segments, in order."""
        found: dict[str, list[int]] = {}
        for index, segment in enumerate(self.segments):
            found.setdefault(memory_key(segment.text).text, []).append(index)
        return {key: tuple(indices) for key, indices in found.items()}

    def of(self, index: int) -> tuple[int, ...]:
        """Indices of the other segments that repeat segment `index`."""
        group = self.groups[memory_key(self.segments[index].text).text]
        return tuple(other for other in group if other != index)


@frozen(eq=False)
class Sheet:
    """An opened article. Rows are in document order; `index` finds them by segment id."""

    article: Article
    who: str
    rows: tuple[Row, ...] = field(repr=False)
    index: Mapping[int, int] = field(repr=False)
    repeats: Repeats = field(repr=False)

    @property
    def langs(self) -> tuple[Lang, ...]:
        """The target languages, in the article's order."""
        return self.article.targets

    def with_row(self, row: Row) -> Sheet:
        """The sheet with one row replaced."""
        return self.with_rows((row,))

    def with_rows(self, changed: Iterable[Row]) -> Sheet:
        """The sheet with some rows replaced."""
        rows = list(self.rows)
        for row in changed:
            rows[self.index[row.segment.id]] = row
        return attrs.evolve(self, rows=tuple(rows))

    def with_targets(self, changed: Iterable[TargetLine]) -> Sheet:
        """The sheet with new targets; one's own drafts on them are gone, since they were confirmed or replaced."""
        rows: dict[int, Row] = {}
        for line in changed:
            row = rows.get(line.segment_id) or self.rows[self.index[line.segment_id]]
            drafts = {lang: draft for lang, draft in row.drafts.items() if lang != line.lang}
            rows[line.segment_id] = attrs.evolve(row, targets={**row.targets, line.lang: line}, drafts=drafts)
        return self.with_rows(rows.values())


@frozen
class Count:
    """Segments of a sheet in one language: all, with text, by state, and words of the source still to approve."""

    segments: int
    untranslated: int
    states: Mapping[State, int]
    findings: int
    words_left: int

    @property
    def approved(self) -> int:
        return self.states[State.REVIEWED] + self.states[State.FINAL]


def open_sheet(store: Store, name: str, who: str) -> Sheet:
    """Open the article called `name` for reviewer `who`. Raises UsageError if there is none, StoreError."""
    with store.begin() as connection:
        article = articles.find_article(connection, name)
        if article is None:
            known = ", ".join(a.name for a in articles.all_articles(connection)[:5])
            raise UsageError(
                _("no article “{name}” in this project", name=name),
                do=_("There are: {names}", names=known) if known else _("Add it with: pressloc add FILE"),
            )
        return read_sheet(connection, article, who)


def read_sheet(connection: Connection, article: Article, who: str) -> Sheet:
    """Read all rows of an article."""
    segments = articles.segments(connection, article.id)
    lines = {lang: rows_of.target_lines(connection, article.id, lang) for lang in article.targets}
    waivers = rows_of.article_waivers(connection, article.id)
    remarks = rows_of.commented(connection, article.id)
    mine, typing = drafts_by_segment(rows_of.drafts(connection, article.id), who)
    rows = tuple(
        Row(
            segment,
            {lang: found for lang in article.targets if (found := lines[lang].get(segment.id)) is not None},
            mine.get(segment.id, {}),
            typing.get(segment.id, {}),
            {lang: tuple(waivers[segment.id, lang]) for lang in article.targets if (segment.id, lang) in waivers}
            if waivers
            else {},
            segment.id in remarks,
        )
        for segment in segments
    )
    return Sheet(article, who, rows, {s.id: n for n, s in enumerate(segments)}, Repeats(segments))


def drafts_by_segment(
    drafts: Iterable[Draft], who: str
) -> tuple[dict[int, dict[Lang, Draft]], dict[int, dict[Lang, str]]]:
    """Segment id → language → the draft of `who`; segment id → language → the name of somebody else with a draft."""
    mine: dict[int, dict[Lang, Draft]] = {}
    typing: dict[int, dict[Lang, str]] = {}
    for draft in drafts:
        if draft.who == who:
            mine.setdefault(draft.segment_id, {})[draft.lang] = draft
        else:
            typing.setdefault(draft.segment_id, {})[draft.lang] = draft.who
    return mine, typing


@lru_cache(maxsize=4)  # a sheet never changes; moving about asks again and again
def count(sheet: Sheet, lang: Lang) -> Count:
    """What stands where in `lang`."""
    states = dict.fromkeys(State, 0)
    untranslated = findings = words = 0
    for row in sheet.rows:
        target = row.target(lang)
        if target.text:
            states[target.state] += 1
        else:
            untranslated += 1
        findings += bool(row.findings(lang))
        if target.state not in APPROVED:
            words += row.segment.text.count(" ") + row.segment.text.count("\u00a0") + 1
    return Count(len(sheet.rows), untranslated, states, findings, words)

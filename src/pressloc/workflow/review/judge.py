"""Terms and findings of a text as it is being edited."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from attrs import field, frozen
from sqlalchemy import Connection, and_, select

from pressloc.model import ConceptKind, Finding, Lang, TermHit
from pressloc.mt.codes import strip_codes
from pressloc.ports import CheckContext
from pressloc.store import articles, schema, targets
from pressloc.store.database import Store
from pressloc.store.records import SegmentRow, WaiverRow
from pressloc.terms.recognise import Recogniser, top_level
from pressloc.terms.verify import ArticleState, expected_texts, verify_with_state
from pressloc.workflow.checking import check_segment, mention_findings
from pressloc.workflow.project import Settings
from pressloc.workflow.review.edit import Verdict
from pressloc.workflow.review.names import Person, unknown_persons
from pressloc.workflow.review.sheet import APPROVED, Repeats, Sheet
from pressloc.workflow.termbase import open_termbase

_NEAR = 200  # segments before and behind whose spelling of names counts


@frozen
class TermLine:
    """A term of the source with the forms that fit its slot, best first; `start`, `end` in the text with codes."""

    hit: TermHit
    expected: tuple[str, ...]


@frozen(eq=False)
class Judge:
    """Verifies terms and runs the checks. The termbase is loaded when first needed; safe to share between threads."""

    settings: Settings
    root: Path
    _loaded: list[Recogniser] = field(factory=list, init=False, repr=False)
    _named: dict[Repeats, dict[str, int]] = field(factory=dict, init=False, repr=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False, repr=False)

    @property
    def recogniser(self) -> Recogniser:
        """The recogniser over the project's termbase. Raises InputError."""
        with self._lock:
            if not self._loaded:
                self._loaded.append(Recogniser(open_termbase(self.settings, self.root)))
            return self._loaded[0]

    def judge(
        self, segment: SegmentRow, lang: Lang, text: str, known: frozenset[str] = frozenset(),
        place: tuple[Sheet, int] | None = None,
    ) -> Verdict:  # fmt: skip
        """What stands in `text` of the segment's terms, and all findings. `known`: persons named before. Whether an
        abbreviation comes too early is judged where the `place` in the article is given."""
        if segment.lang == lang and text == segment.text:
            return Verdict()
        plain = strip_codes(segment.text, segment.codes).text
        hits = self.hits(segment, known)
        target = strip_codes(text, segment.codes).text
        terms, _ = verify_with_state(
            hits, target, lang, self.recogniser, source=plain, state=ArticleState(known=known)
        )
        context = CheckContext(articles.as_segment(segment), text, lang, hits, segment.codes)
        early = self._early(context, *place) if place else ()
        return Verdict(terms, (*check_segment(context, terms, self.recogniser.termbase), *early))

    def _early(self, context: CheckContext, sheet: Sheet, index: int) -> tuple[Finding, ...]:
        """Abbreviations before their full forms; the targets before are read only where there is one to doubt."""
        found, _ = mention_findings(context, self.recogniser, frozenset())
        if not found:
            return ()
        introduced: frozenset[str] = frozenset()
        for row in sheet.rows[:index]:
            if text := row.shown(context.target_lang):
                segment = articles.as_segment(row.segment)
                before = CheckContext(segment, text, context.target_lang, (), row.segment.codes)
                _, introduced = mention_findings(before, self.recogniser, introduced)
        return mention_findings(context, self.recogniser, introduced)[0]

    def hits(self, segment: SegmentRow, known: frozenset[str] = frozenset()) -> tuple[TermHit, ...]:
        """The terms in the source, by their places in the text without inline codes."""
        return self.recogniser.find(strip_codes(segment.text, segment.codes).text, segment.lang, known=known)

    def terms(self, segment: SegmentRow, lang: Lang, known: frozenset[str] = frozenset()) -> tuple[TermLine, ...]:
        """The terms recognised in the source with their forms in `lang`, in the order they stand."""
        recogniser = self.recogniser
        plain = strip_codes(segment.text, segment.codes).text
        lines: list[TermLine] = []
        for hit in top_level(self.hits(segment, known)):
            forms = expected_texts(hit, recogniser.termbase[hit.concept], lang, plain)
            if forms:
                lines.append(TermLine(hit, forms))
        return tuple(lines)

    def names(self, sheet: Sheet, index: int, lang: Lang, text: str, known: frozenset[str] = frozenset()) -> tuple[Person, ...]:
        """The persons of the source that the termbase does not know, with what to write; `text` is the target as it
        stands. Names are spelled as the article's targets around spell them."""
        segment = sheet.rows[index].segment
        plain = strip_codes(segment.text, segment.codes).text
        taken = [(hit.start, hit.end) for hit in self.hits(segment, known)]
        around = sheet.rows[max(0, index - _NEAR) : index + _NEAR]
        seen = "\n".join((text, *(row.target(lang).text for row in around if row.target(lang).state in APPROVED)))
        return unknown_persons(plain, segment.lang, lang, taken, seen)

    def lookup(self, words: str, source: Lang, lang: Lang) -> tuple[tuple[str, str], ...]:
        """Termbase entries in `words` (of either language) as (term in `source`, term in `lang`)."""
        found: dict[tuple[str, str], None] = {}
        for own, other in ((source, lang), (lang, source)):
            for hit in self.recogniser.find(words, own):
                term = self.recogniser.termbase[hit.concept].preferred(other)
                if term is not None:
                    pair = (hit.term.text, term.text)
                    found[pair if own == source else pair[::-1]] = None
        return tuple(found)

    def persons(self, store: Store, sheet: Sheet, index: int) -> frozenset[str]:
        """Persons that the article names before segment `index`: their surnames alone count as the person.

        Which terms a source has does not change while the article is open, so that they are read once for it.
        """
        named = self._named.get(sheet.repeats)
        if named is None:
            termbase = self.recogniser.termbase
            with store.begin() as connection:
                first = _first_named(connection, sheet.article.id)
            named = {
                name: ordinal for name, ordinal in first.items()
                if (concept := termbase.get(name)) is not None and concept.kind == ConceptKind.PERSON
            }  # fmt: skip
            self._named.clear()
            self._named[sheet.repeats] = named
        ordinal = sheet.rows[index].segment.ordinal
        return frozenset(name for name, first_ordinal in named.items() if first_ordinal < ordinal)


def _first_named(connection: Connection, article_id: int) -> dict[str, int]:
    """Concept → ordinal of the first segment that names it, as the stored terms of the article say."""
    segment, target = schema.segment, schema.target
    query = (
        select(segment.c.ordinal, target.c.terms)
        .join(segment, segment.c.id == target.c.segment_id)
        .where(and_(segment.c.article_id == article_id, target.c.terms != "[]"))
    )
    first: dict[str, int] = {}
    for ordinal, terms in connection.execute(query):
        for term in json.loads(terms):
            first[term["concept"]] = min(ordinal, first.get(term["concept"], ordinal))
    return first


def waive(store: Store, segment: SegmentRow, lang: Lang, check: str, text: str, who: str, reason: str) -> None:
    """Set a finding on `text` aside with a reason; it comes back when the text changes."""
    from pressloc.store.database import now

    with store.begin() as connection:
        targets.add_waiver(connection, WaiverRow(segment.id, lang, check, text, now(), who, reason))

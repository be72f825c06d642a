"""The policy of first mention: a body is named in full first, its abbreviation in brackets, then abbreviated.

Abbreviations that every reader knows need no introduction: the termbase says so of an entry (property `household`, the
languages in which that holds), so an office can decide otherwise in its own termbase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from attrs import frozen

from pressloc.model import Concept, ConceptKind, Lang, Term, TermHit, TermStatus
from pressloc.terms.introduce import in_full, in_place
from pressloc.terms.recognise import Recogniser, top_level

HOUSEHOLD = "household"
_BRACKET = re.compile(r"[»”\"]?\s?[(\[]\s?[«“\"]?(?:the\s)?")


@frozen
class EarlyAbbreviation:
    """An abbreviation that stands before its full form: in which text (0-based), where, and how to introduce it.

    `suggestion` is the full form (the citation form) with the abbreviation in brackets; `fix` is what may replace
    `found` as it is, inflected as the place wants, or "" where that is not certain.
    """

    text: int
    start: int
    end: int
    found: str
    concept: str
    suggestion: str
    fix: str


def early_abbreviations(
    texts: Iterable[str], lang: Lang, recogniser: Recogniser
) -> tuple[EarlyAbbreviation, ...]:
    """The first abbreviation of each body in an article (its `texts` in reading order) that no full form precedes."""
    introduced: frozenset[str] = frozenset()
    found: list[EarlyAbbreviation] = []
    for number, text in enumerate(texts):
        early, introduced = first_mentions(text, lang, recogniser, introduced, number=number)
        found += early
    return tuple(found)


def first_mentions(
    text: str, lang: Lang, recogniser: Recogniser, introduced: Set[str] = frozenset(), *, heading: bool = False,
    number: int = 0,
) -> tuple[tuple[EarlyAbbreviation, ...], frozenset[str]]:
    """The early abbreviations of one text of an article, and the ids of the bodies named by now.

    `introduced` are those named before. In a heading abbreviations are usual: they are neither early nor an
    introduction, a full form there is one. A full form in brackets right behind the abbreviation introduces it too.
    """
    named = set(introduced)
    early = []
    hits = recogniser.find(text, lang)
    outer = set(top_level(hits))
    for at, hit in enumerate(hits):
        concept = recogniser.termbase[hit.concept]
        if concept.kind != ConceptKind.ORGANISATION or hit.concept in named:
            continue
        if hit.term.abbreviation and (heading or hit not in outer):
            continue  # part of another name (`CSTO PA`): that one decides
        named.add(hit.concept)
        if not hit.term.abbreviation or lang in concept.properties.get(HOUSEHOLD, "").split():
            continue
        full = _full(concept, hit)
        if full is not None and not _explained(text, hit, hits[at + 1:]):
            early.append(EarlyAbbreviation(number, hit.start, hit.end, hit.text, hit.concept,
                                           in_full(full, hit.term), in_place(text, hit, full)))
    return tuple(early), frozenset(named)


def _full(concept: Concept, hit: TermHit) -> Term | None:
    full = concept.preferred(hit.lang)
    if full is None or full.text == hit.term.text or hit.term.status == TermStatus.DEPRECATED:
        return None
    return full


def _explained(text: str, hit: TermHit, following: Sequence[TermHit]) -> bool:
    """Whether the full form stands in brackets behind: `ОДКБ (Организация Договора о коллективной безопасности)`."""
    return any(
        other.concept == hit.concept and not other.term.abbreviation
        and _BRACKET.fullmatch(text, hit.end, other.start) is not None
        for other in following
    )

"""The policy of first mention: a body is named in full first, its abbreviation in brackets, then abbreviated."""

from __future__ import annotations

from collections.abc import Iterable, Set

from attrs import frozen

from pressloc.model import Concept, ConceptKind, Lang, TermHit, TermStatus
from pressloc.terms.recognise import Recogniser

# Abbreviations that every reader knows: no full form is asked for.
HOUSEHOLD = frozenset(
    ["united-nations", "united-states-of-america", "unesco", "unicef", "nato", "european-union", "interpol", "mass-media",
     "united-kingdom", "gross-domestic-product"]
)  # fmt: skip


@frozen
class EarlyAbbreviation:
    """An abbreviation that stands before its full form: in which text (0-based), where, and how to introduce it."""

    text: int
    start: int
    end: int
    found: str
    concept: str
    suggestion: str


def early_abbreviations(
    texts: Iterable[str], lang: Lang, recogniser: Recogniser, *, household: Set[str] = HOUSEHOLD
) -> tuple[EarlyAbbreviation, ...]:
    """The first abbreviation of each body in an article (its `texts` in reading order) that no full form precedes.

    A full form right before the bracketed abbreviation counts as its introduction; bodies in `household` and
    concepts without a full form in `lang` are left alone. The suggestion is the citation form: the translator
    inflects it.
    """
    introduced: set[str] = set(household)
    early = []
    for number, text in enumerate(texts):
        for hit in recogniser.find(text, lang):
            concept = recogniser.termbase[hit.concept]
            if concept.kind != ConceptKind.ORGANISATION or hit.concept in introduced:
                continue
            introduced.add(hit.concept)
            if hit.term.abbreviation and (suggestion := _in_full(concept, hit)):
                early.append(EarlyAbbreviation(number, hit.start, hit.end, hit.text, hit.concept, suggestion))
    return tuple(early)


def _in_full(concept: Concept, hit: TermHit) -> str:
    full = concept.preferred(hit.lang)
    if full is None or full.text == hit.term.text or hit.term.status == TermStatus.DEPRECATED:
        return ""
    return f"{full.text} ({hit.term.text})"

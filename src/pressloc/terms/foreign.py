"""Bodies of other countries: in `МИД Японии` the ministry is not the termbase's, whose full name is Kazakhstan's.

A designation that does not name its country is that of another one when another country's name stands beside it in the
attributive: behind it in the genitive in Russian, before it in Kazakh, behind `of` or before as a possessive in English,
and as an adjective in all three.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set

from pressloc.model import Case, Concept, ConceptKind, Lang
from pressloc.terms.candidates import Candidate
from pressloc.terms.lexicon import FORMS, VARIANT
from pressloc.terms.termbase import Termbase

_BEHIND: dict[Lang, re.Pattern[str]] = {"ru": re.compile(r"\s"), "en": re.compile(r"\sof\s(?:the\s)?")}
_BEFORE = re.compile(r"\s")
_GENITIVE: Set[Case] = frozenset(("GEN",))
_CASES_BEFORE: dict[Lang, Set[Case]] = {"ru": frozenset(), "en": _GENITIVE, "kk": frozenset(("NOM", "GEN"))}
_CASES_BEHIND: dict[Lang, Set[Case]] = {"ru": _GENITIVE, "en": frozenset(("NOM",)), "kk": frozenset()}


def is_country(concept: Concept) -> bool:
    """Whether a concept is a country (not a city, not a body)."""
    return concept.place_kind == "country"


def without_foreign(
    text: str, lang: Lang, candidates: Sequence[Candidate], termbase: Termbase,
    countries_of: Callable[[str, Lang], Set[str]],
) -> list[Candidate]:
    """`candidates` without designations of a body of one country that stand for another's.

    `countries_of` gives the countries that the full name of a concept names.
    """
    countries = [c for c in candidates if is_country(termbase[c.concept])]
    if not countries or len(countries) == len(candidates):
        return list(candidates)
    starts = _by_place(countries, lambda c: c.start)
    ends = _by_place(countries, lambda c: c.end)
    return [
        c for c in candidates
        if termbase[c.concept].kind not in (ConceptKind.ORGANISATION, ConceptKind.TERM)
        or not _foreign(text, lang, c, starts, ends, countries_of)
    ]


def _by_place(candidates: Iterable[Candidate], place: Callable[[Candidate], int]) -> dict[int, list[Candidate]]:
    found: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        found.setdefault(place(candidate), []).append(candidate)
    return found


def _foreign(
    text: str, lang: Lang, body: Candidate, starts: dict[int, list[Candidate]], ends: dict[int, list[Candidate]],
    countries_of: Callable[[str, Lang], Set[str]],
) -> bool:
    """Whether the countries named beside `body` are others than its own."""
    beside: set[str] = set()
    if body.start and _BEFORE.match(text, body.start - 1):
        before = ends.get(body.start - 1, ())
        beside.update(c.concept for c in before if c.term.demonym or _cases(c) & _CASES_BEFORE[lang])
    link = _BEHIND[lang].match(text, body.end) if lang in _BEHIND else None
    if link is not None:
        behind = starts.get(link.end(), ())
        beside.update(c.concept for c in behind if not c.term.demonym and _cases(c) & _CASES_BEHIND[lang])
    if not beside:
        return False
    own = countries_of(body.concept, lang)
    return bool(own) and not beside & own


def _cases(candidate: Candidate) -> Set[Case]:
    return frozenset(FORMS[slot % VARIANT].case for slot in candidate.slots)

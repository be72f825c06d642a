"""Verification: what became of the source's terms in a target text, human or machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from attrs import field, frozen

from pressloc.model import Concept, ConceptKind, Lang, TermHit, TermResult, TermStatus, TermVerdict
from pressloc.terms.expected import beside_plural, is_attribute, slot_cases, target_forms
from pressloc.terms.near import nearest
from pressloc.terms.recognise import Recogniser, top_level
from pressloc.terms.slots import case_before
from pressloc.text.normalise import fold


@frozen
class ArticleState:
    """What an article has used so far in one target language: (concept, folded source designation) → target
    designation, and the persons named in full."""

    used: Mapping[tuple[str, str], str] = field(factory=dict)
    known: frozenset[str] = frozenset()


def verify(
    hits: Sequence[TermHit], target: str, lang: Lang, recogniser: Recogniser, *,
    source: str = "", article_state: ArticleState | None = None,
) -> tuple[TermResult, ...]:
    """One result per top-level source hit, in the order of the hits.

    `hits` are those of `recogniser.find` in the source; `source` (if given) lets prepositions before the hits
    tell the slot. Status: ok (citation form found), inflected (another form of it), forbidden (a deprecated
    designation), inconsistent (another designation than `article_state` has for the same source words), missing.
    A missing term with a near match has that in `found`: most likely a wrong form of it. A term that stands
    twice in the source needs to stand once in the target. A concept without a term in `lang` is skipped, and so
    is a set phrase or verb phrase that is not found: good translators render those in many ways.
    """
    return verify_with_state(hits, target, lang, recogniser, source=source, state=article_state)[0]


def verify_article(
    pairs: Iterable[tuple[str, str]], source_lang: Lang, lang: Lang, recogniser: Recogniser
) -> list[tuple[TermResult, ...]]:
    """Results for each (source, target) pair of an article, in reading order, consistent across the pairs."""
    state = ArticleState()
    results = []
    for source, target in pairs:
        hits = recogniser.find(source, source_lang, known=state.known)
        found, state = verify_with_state(hits, target, lang, recogniser, source=source, state=state)
        results.append(found)
    return results


def verify_with_state(
    hits: Sequence[TermHit], target: str, lang: Lang, recogniser: Recogniser, *, source: str = "",
    state: ArticleState | None = None,
) -> tuple[tuple[TermResult, ...], ArticleState]:
    """Like `verify`, with the article's state after this pair."""
    state = state or ArticleState()
    checked = [hit for hit in top_level(hits) if _has_terms(recogniser.termbase.get(hit.concept), lang)]
    readings = {hit.text: _readings(hit, recogniser) for hit in checked}
    wanted = frozenset(concept for ids in readings.values() for concept in ids)
    occurrences = _longest(recogniser.occurrences(target, lang, wanted)) if wanted else []
    used = dict(state.used)
    results = []
    spent: dict[str, int] = {}
    for hit in checked:
        rivals = [o for o in occurrences if o.concept in readings[hit.text]]
        turn = spent.get(hit.concept, 0)
        spent[hit.concept] = turn + 1
        result = _judge(hit, rivals, turn, target, lang, recogniser, source, used)
        if result.status != TermVerdict.MISSING or not is_soft(hit):
            results.append(result)
    persons = {h.concept for h in checked if recogniser.termbase[h.concept].kind == ConceptKind.PERSON}
    return tuple(results), ArticleState(used, state.known | persons)


def is_soft(hit: TermHit) -> bool:
    """Whether the source term is a phrase that may be rendered freely (`to play a role`)."""
    return hit.term.pos in ("verb-phrase", "phrase")


def _has_terms(concept: Concept | None, lang: Lang) -> bool:
    return concept is not None and any(t.lang == lang and t.status != TermStatus.DEPRECATED for t in concept.terms)


def _readings(hit: TermHit, recogniser: Recogniser) -> Set[str]:
    return frozenset((hit.concept, *recogniser.readings(hit.text, hit.lang)))


def _longest(hits: Sequence[TermHit]) -> list[TermHit]:
    """Without hits inside a longer one of the same concept; of equal spans the usable designation stays."""
    kept: list[TermHit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.term.status == TermStatus.DEPRECATED)):
        if not any(o.concept == hit.concept and o.start <= hit.start and hit.end <= o.end for o in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: (h.start, -h.end))


def _judge(
    hit: TermHit, rivals: Sequence[TermHit], turn: int, target: str, lang: Lang, recogniser: Recogniser,
    source: str, used: dict[tuple[str, str], str],
) -> TermResult:
    concept = recogniser.termbase[hit.concept]
    expected = expected_texts(hit, concept, lang, source)
    whole = [r for r in rivals if not _cut_short(r, recogniser.termbase[r.concept], target)]
    broken, rivals = len(whole) < len(rivals), whole
    forbidden = next((r for r in rivals if r.term.status == TermStatus.DEPRECATED), None)
    if forbidden is not None:
        return _result(hit, expected, forbidden, TermVerdict.FORBIDDEN)
    if not rivals:
        near = nearest(target, lang, concept, hit)
        if near is None:
            return TermResult(hit.concept, hit.text, expected, "", TermVerdict.MISSING)
        verdict = TermVerdict.INFLECTED if near.sound and not broken else TermVerdict.MISSING
        found_text = target[near.start:near.end]
        return TermResult(hit.concept, hit.text, expected, found_text, verdict, start=near.start, end=near.end)
    found = rivals[min(turn, len(rivals) - 1)]
    key = (found.concept, fold(hit.term.text).text)
    before = used.get(key)
    names = not found.term.abbreviation and not found.term.demonym and found.term.pos != "adjective"
    if before is not None and found.term.pos != "adjective" and not _same_designation(before, found.term.text):
        return _result(hit, expected, found, TermVerdict.INCONSISTENT)
    if names:
        used.setdefault(key, found.term.text)
    citation = fold(found.text).text == fold(found.term.text).text
    return _result(hit, expected, found, TermVerdict.OK if citation else TermVerdict.INFLECTED)


def _cut_short(found: TermHit, concept: Concept, target: str) -> bool:
    """Whether a longer designation stands there in a form that it does not have (`Каспий теңізідің`)."""
    behind = target[found.end:].split(maxsplit=1)[:1]
    if not behind or target[found.end:found.end + 1] != " ":
        return False
    begin = f"{found.term.text} "
    heads = [t.text[len(begin):] for t in concept.terms if t.lang == found.lang and t.text.startswith(begin)]
    return found.text == found.term.text and any(
        " " not in head and _same_stem(fold(head).text, fold(behind[0]).text) for head in heads
    )


def _result(hit: TermHit, expected: tuple[str, ...], found: TermHit, status: TermVerdict) -> TermResult:
    return TermResult(hit.concept, hit.text, expected, found.text, status, start=found.start, end=found.end)


def expected_texts(hit: TermHit, concept: Concept, lang: Lang, source: str = "") -> tuple[str, ...]:
    """The admissible target forms for a source hit, most fitting for its slot first."""
    case = case_before(source, hit.start, hit.lang) if source else None
    forms = target_forms(
        concept, hit, lang, slot_cases(hit, case, lang), attribute=is_attribute(hit, concept, source),
        plural=beside_plural(hit, source),
    )  # fmt: skip
    return tuple(form.text for form in forms)


def _same_designation(one: str, other: str) -> bool:
    """Equal, or one a shortening of the other (`Үкімет` for `Қазақстан Үкіметі`), whatever endings the words have."""
    short, long = sorted((fold(one).text.split(), fold(other).text.split()), key=len)
    return all(any(_same_stem(a, b) for b in long) for a in short)


def _same_stem(one: str, other: str) -> bool:
    length = max(4, min(len(one), len(other)) - 2)
    return one[:length] == other[:length]

"""Words that do not go together: Russian preposition, adjective and noun, inside terms and out of them, subject and
predicate, Kazakh suffixes against harmony, and English articles against the sound of the next word. Their own kind of
fault, reported with the corrected text, whatever the source says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from pressloc.model import Concept, ConceptKind, Lang, TermStatus


@frozen
class Disagreement:
    """`text[start:end]` has a wrong ending (`found`) and should be `corrected`, or one of `others`. `concept` is "" where
    the rule speaks of words and not of a term of the termbase. `sure` is False where a good writer might mean it."""

    start: int
    end: int
    found: str
    corrected: str
    concept: str = ""
    others: tuple[str, ...] = ()
    sure: bool = True


def disagreements(text: str, lang: Lang, concepts: Iterable[Concept] = ()) -> tuple[Disagreement, ...]:
    """The wrong endings in `text`, by place: in Russian inside the terms of `concepts` and between words that stand
    side by side, in Kazakh in any word whose suffix breaks harmony, assimilation or the pronominal н, in English `a` and
    `an`. Of two that overlap the one that speaks of a term stays."""
    found = _russian(text, concepts) if lang == "ru" else _certain(text, lang)
    kept: list[Disagreement] = []
    for item in found:
        if all(item.end <= other.start or item.start >= other.end for other in kept):
            kept.append(item)
    return tuple(sorted(kept, key=lambda item: item.start))


def _certain(text: str, lang: Lang) -> Iterator[Disagreement]:
    from pressloc.morphology import en_agreement, kk

    errors = kk.agreement_errors if lang == "kk" else en_agreement.agreement_errors
    for start, end, found, corrected in errors(text):
        yield Disagreement(start, end, found, corrected)


def _russian(text: str, concepts: Iterable[Concept]) -> Iterator[Disagreement]:
    from pressloc.morphology import ru_concord, ru_predicate
    from pressloc.morphology.ru_agreement import agreement_errors

    for concept in concepts:
        person = concept.gender if concept.kind == ConceptKind.PERSON else ""
        for term in concept.terms:
            if term.lang != "ru" or " " not in term.text or term.status == TermStatus.DEPRECATED:
                continue
            for start, end, corrected in agreement_errors(text, term.text, hints=term.hints, person=person):
                yield Disagreement(start, end, text[start:end], corrected, concept.id)
    for item in (*ru_concord.discords(text), *ru_predicate.discords(text)):
        yield Disagreement(item.start, item.end, item.found, item.alternatives[0], "", item.alternatives[1:], item.sure)

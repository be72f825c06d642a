"""Wrong agreement inside terms: Russian adjective against noun, Kazakh suffix against harmony. Its own kind of fault,
reported with the corrected text, whether or not the source has the term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from pressloc.model import Concept, ConceptKind, Lang, TermStatus


@frozen
class Disagreement:
    """`text[start:end]` is a term with a wrong ending (`found`), which should be `corrected`. `concept` is "" where
    the rule speaks of a word and not of a term of the termbase."""

    start: int
    end: int
    found: str
    corrected: str
    concept: str = ""


def disagreements(text: str, lang: Lang, concepts: Iterable[Concept] = ()) -> tuple[Disagreement, ...]:
    """The wrong endings in `text`, by place: in Russian inside the terms of `concepts`, in Kazakh in any word whose
    suffix breaks harmony, assimilation or the pronominal н. Nothing in English."""
    found = _kazakh(text) if lang == "kk" else _russian(text, concepts) if lang == "ru" else iter(())
    by_place = {(item.start, item.end): item for item in found}
    return tuple(by_place[place] for place in sorted(by_place))


def _kazakh(text: str) -> Iterator[Disagreement]:
    from pressloc.morphology import kk

    for start, end, found, corrected in kk.agreement_errors(text):
        yield Disagreement(start, end, found, corrected)


def _russian(text: str, concepts: Iterable[Concept]) -> Iterator[Disagreement]:
    from pressloc.morphology.ru_agreement import agreement_errors

    for concept in concepts:
        person = concept.gender if concept.kind == ConceptKind.PERSON else ""
        for term in concept.terms:
            if term.lang != "ru" or " " not in term.text or term.status == TermStatus.DEPRECATED:
                continue
            for start, end, corrected in agreement_errors(text, term.text, hints=term.hints, person=person):
                yield Disagreement(start, end, text[start:end], corrected, concept.id)

"""All surface forms under which a designation of a concept may stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve, frozen

from pressloc.model import Concept, ConceptKind, Form, InflectedForm, Lang, Term, TermStatus
from pressloc.morphology import inflect

_SPACED_DASH = re.compile(r"(\w) [–-] (\w)")
_TIGHT_DASH = re.compile(r"(?<=[^\W\d])[–-](?=\d)")
PEOPLES = ("an", "i", "k", "kh")  # adjectives that are also names of people: Germans, Kazakhstanis, Uzbeks, Kazakhs
_QUOTES = re.compile(r"[«»„“”\"]")


@frozen
class Designation:
    """A way to name a concept: one of its terms, or the bare `surname` of a person."""

    concept: str
    term: Term
    surname: bool = False


def designations(concept: Concept, lang: Lang) -> tuple[Designation, ...]:
    """The designations of `concept` in `lang`: its terms in order, then the surname of a person (the last word of
    the preferred name unless the property `surname.LANG` says otherwise)."""
    found = [Designation(concept.id, term) for term in concept.terms if term.lang == lang]
    if concept.kind == ConceptKind.PERSON:
        surname = surname_of(concept, lang)
        if surname is not None:
            found.append(Designation(concept.id, surname, surname=True))
    return tuple(found)


def surname_of(concept: Concept, lang: Lang) -> Term | None:
    """The surname of a person as an admitted term, or None where it is never used alone."""
    full = concept.preferred(lang)
    if full is None or " " not in full.text:
        return None
    text = concept.properties.get(f"surname.{lang}") or full.text.rsplit(" ", 1)[1]
    if text == "-":
        return None
    hints = {
        key.removeprefix("surname."): value
        for key, value in full.hints.items()
        if key not in ("gen", "given.indeclinable")
    }
    return evolve(full, text=text, status=TermStatus.ADMITTED, hints=hints)


def surface_forms(designation: Designation, concept: Concept) -> Iterator[InflectedForm]:
    """Every form to look for in a text, the norm first; forms may repeat in several slots.

    Beyond inflection: Kazakh chains with and without the inner genitive, suffixes such as -дағы, names without
    their quotation marks, dashes with and without spaces, English phrases without their `to`.
    """
    term = designation.term
    person = concept.gender if concept.kind == ConceptKind.PERSON else ""
    for text, norm in _spellings(term):
        for form in _inflected(term, text, person, derived=concept.kind == ConceptKind.PLACE):
            yield form if norm else evolve(form, norm=False)


def _spellings(term: Term) -> Iterator[tuple[str, bool]]:
    """(text to inflect, whether it is the term's own spelling)."""
    seen = set()
    for text, norm in _chains(term):
        for spelled in (text, _SPACED_DASH.sub(r"\1-\2", text), _TIGHT_DASH.sub(" – ", text)):
            for plain in (spelled, _QUOTES.sub("", spelled)):
                if plain and plain not in seen:
                    seen.add(plain)
                    yield plain, norm and plain == term.text


def _chains(term: Term) -> Iterator[tuple[str, bool]]:
    yield term.text, True
    if term.lang == "kk" and not term.abbreviation and " " in term.text:
        from pressloc.morphology import kk

        for text in kk.chain_variants(term.text):
            yield text, False


def _inflected(term: Term, text: str, person: str, *, derived: bool) -> Iterator[InflectedForm]:
    if term.lang == "kk":
        yield from _kazakh(term, text, person, derived=derived)
        return
    forms = inflect(text, term.lang, pos=term.pos, hints=term.hints, abbreviation=term.abbreviation, person=person)
    yield from forms
    if term.lang == "en" and term.demonym and derived and text.endswith(PEOPLES):
        for form in inflect(text, "en", pos="noun"):
            if form.form.number == "pl":
                yield evolve(form, norm=False)
    if term.lang == "en" and text.startswith("to "):
        for form in forms:
            if form.text.startswith("to "):
                yield evolve(form, text=form.text[3:], norm=False)


def _kazakh(term: Term, text: str, person: str, *, derived: bool) -> Iterator[InflectedForm]:
    """The paradigm and what goes beyond it (-дағы, -мыз). Derivatives in -лық, -сыз, -дай are words of their own
    (кепіл hostage, кепілдік guarantee; заңсыз unlawful) unless made of a place."""
    from pressloc.morphology import kk

    forms = kk.inflect_extended(
        text, pos=term.pos, hints=term.hints, abbreviation=term.abbreviation, person=person
    )
    verbal = term.pos in ("verb-phrase", "phrase")  # айту: айтты, айтады
    words = () if derived or verbal else tuple(
        form.text for form in forms if not form.norm and form.form == Form() and form.text != text
    )
    yield from (form for form in forms if form.norm or not words or not form.text.startswith(words))

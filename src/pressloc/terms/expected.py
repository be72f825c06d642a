"""The forms of a concept in the target language, those most fitting for the slot of the source term first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from attrs import evolve, frozen

from pressloc.model import Case, Concept, ConceptKind, Form, InflectedForm, Lang, Term, TermHit, TermStatus
from pressloc.morphology import inflect
from pressloc.terms.forms import surname_of
from pressloc.terms.slots import answering

_DEFAULT_LIMIT = 8
_COUNTRY: dict[Lang, re.Pattern[str]] = {
    "ru": re.compile(r" (?:Республики Казахстан|Казахстана|РК)$"),
    "kk": re.compile(r"^(?:Қазақстан Республикасы(?:ның)?|ҚР) "),
    "en": re.compile(r" of (?:the Republic of )?Kazakhstan$"),
}


@frozen
class TargetForm:
    """A form the target may have: the designation it belongs to and its slot."""

    text: str
    term: Term
    form: Form


def inflected(term: Term, concept: Concept) -> tuple[InflectedForm, ...]:
    """The norm and variant forms of a designation, as the morphology gives them."""
    return _inflected(term, concept.gender if concept.kind == ConceptKind.PERSON else "")


@lru_cache(maxsize=4096)
def _inflected(term: Term, person: str) -> tuple[InflectedForm, ...]:
    return inflect(term.text, term.lang, pos=term.pos, hints=term.hints, abbreviation=term.abbreviation,
                   person=person)


def target_terms(concept: Concept, hit: TermHit, lang: Lang) -> tuple[Term, ...]:
    """The designations of `concept` in `lang` that answer to the source designation, most fitting first:
    an abbreviation to an abbreviation, a surname to a surname, a demonym to a demonym (Kazakh: the bare country
    name is the attribute), a shortened name to one shortened as much (Мажилис to Mazhilis, not to Mazhilis of the
    Parliament of the Republic of Kazakhstan)."""
    usable = [t for t in concept.terms if t.lang == lang and t.status != TermStatus.DEPRECATED]
    wanted = _fullness(concept, hit.term)
    full = [t for t in usable if not t.abbreviation and not t.demonym]
    if wanted < 1 and concept.kind == ConceptKind.ORGANISATION:
        spelled = {t.text for t in usable}
        full += [bare for t in full if (bare := without_country(t)) is not None and bare.text not in spelled]
    word = wanted < 1 and " " not in hit.term.text  # a word for a word: сенатор to senator, not to Senate deputy
    full.sort(key=lambda t: (word and " " in t.text, abs(_fullness(concept, t) - wanted)))  # stable: preferred first
    short = [t for t in usable if t.abbreviation]
    demonyms = [t for t in usable if t.demonym]
    if concept.kind == ConceptKind.PERSON and " " not in hit.term.text:
        surname = surname_of(concept, lang)
        full = [surname, *full] if surname is not None else full
    if hit.term.abbreviation:
        order = [short, full, demonyms]
    elif hit.term.demonym and lang != "kk":
        order = [demonyms, full, short]
    else:
        order = [full, demonyms, short] if lang == "kk" or hit.lang == "kk" else [full, short, demonyms]
    return tuple(term for group in order for term in group)


def without_country(term: Term) -> Term | None:
    """The name of a body of Kazakhstan without the country, as it is said at home: `Министерство просвещения` for
    `Министерство просвещения Республики Казахстан`. None where the name has no country or is nothing without it."""
    text = _COUNTRY[term.lang].sub("", term.text)
    if text == term.text or (" " not in text and "-" not in text):
        return None
    return evolve(term, text=text, status=TermStatus.ADMITTED)


def _fullness(concept: Concept, term: Term) -> float:
    """The words of a designation as a share of its language's preferred one."""
    preferred = concept.preferred(term.lang)
    return len(term.text.split()) / len(preferred.text.split()) if preferred is not None else 1.0


def target_forms(
    concept: Concept, hit: TermHit, lang: Lang, cases: Sequence[Case], limit: int = _DEFAULT_LIMIT
) -> tuple[TargetForm, ...]:
    """Up to `limit` distinct norm forms, the designation and slot that fit best first.

    `cases` are the target cases in order of fitness (see `slots.answering`); number follows the source term where
    the designation has both numbers.
    """
    found: dict[str, TargetForm] = {}
    for form in _ordered(concept, hit, lang, cases):
        found.setdefault(form.text, form)
        if len(found) == limit:
            break
    return tuple(found.values())


def _ordered(concept: Concept, hit: TermHit, lang: Lang, cases: Sequence[Case]) -> Iterator[TargetForm]:
    terms = target_terms(concept, hit, lang)
    if not terms:
        return
    first_term, first = terms[0], inflected(terms[0], concept)
    numbers = _numbers(hit, first)
    if hit.term.demonym:  # an attribute: казахстанской (делегации) ~ Қазақстан (делегациясы)
        cases, numbers = (("NOM",) if lang == "kk" else cases), ["sg"]
    for case in cases:
        yield from _in_case(first_term, first, case, numbers[:1])
    for case in cases[:2]:
        for term in terms[1:]:
            yield from _in_case(term, inflected(term, concept), case, numbers[:1])
    for case in cases:
        yield from _in_case(first_term, first, case, numbers[1:])


def _numbers(hit: TermHit, forms: Sequence[InflectedForm]) -> list[str]:
    offered = list(dict.fromkeys(form.form.number for form in forms))
    return sorted(offered, key=lambda number: number != hit.form.number)


def _in_case(
    term: Term, forms: Sequence[InflectedForm], case: Case, numbers: Sequence[str]
) -> Iterator[TargetForm]:
    fitting = [f for f in forms if f.norm and f.form.case == case and f.form.number in numbers]
    proper = term.text[:1].isupper() and not any(f.form == Form(possessive=True) for f in forms[:1])
    for form in sorted(fitting, key=lambda f: f.form.possessive):
        if not (proper and form.form.possessive and " " not in term.text):  # no Қазақстаны beside Қазақстан
            yield TargetForm(form.text, term, form.form)


def slot_cases(hit: TermHit, source_case: Case | None, lang: Lang) -> tuple[Case, ...]:
    """The target cases for a hit whose preceding preposition governs `source_case`."""
    return answering(hit.form, source_case, hit.lang, lang)

"""The forms of a concept in the target language, those most fitting for the slot of the source term first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from attrs import evolve, frozen

from pressloc.model import Case, Concept, ConceptKind, Form, InflectedForm, Lang, Term, TermHit, TermStatus
from pressloc.morphology import inflect
from pressloc.terms.forms import PEOPLES, surname_of
from pressloc.terms.heads import is_language
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


def target_terms(concept: Concept, hit: TermHit, lang: Lang, *, attribute: bool = False) -> tuple[Term, ...]:
    """The designations of `concept` in `lang` that answer to the source designation, most fitting first:
    an abbreviation to an abbreviation, a surname to a surname, a demonym to a demonym (Kazakh: the bare country
    name is the attribute), a shortened name to one shortened as much (Мажилис to Mazhilis, not to Mazhilis of the
    Parliament of the Republic of Kazakhstan). Names of people are answered by nouns (немцев, Germans, немістер), a
    name that says more than the country by one that does (қазақ to казахский, қазақстандық to казахстанский).
    `attribute`: the hit is a Kazakh country name before a noun (Қазақстан делегациясы ~ Kazakh delegation)."""
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
    elif hit.term.demonym and (is_language(concept) or _is_people(hit)):
        order = [_people(concept, hit, demonyms, lang) if _is_people(hit) else demonyms, full, short]
    elif hit.term.demonym:
        akin = _akin(concept, hit.term, demonyms)
        first = [t for t in akin if lang != "kk" or (_says_more(hit.term) and not _of_country(concept, t))]
        order = [first, full, [t for t in akin if t not in first], short]
    elif attribute and lang == "en":
        order = [demonyms, full, short]
    else:
        order = [full, demonyms, short] if lang == "kk" or hit.lang == "kk" else [full, short, demonyms]
    return tuple(term for group in order for term in group)


def _is_people(hit: TermHit) -> bool:
    """Whether a demonym names people: Germans, немцев, қазақтардың; not казахстанские."""
    return hit.term.demonym and (hit.term.pos == "noun" or (hit.lang != "ru" and hit.form.number == "pl"))


def _people(concept: Concept, hit: TermHit, demonyms: Sequence[Term], lang: Lang) -> list[Term]:
    """The demonyms as names of people: Russian nouns, the Kazakh name of the people before that of its citizens."""
    akin = _akin(concept, hit.term, demonyms)
    if lang == "en":
        return [evolve(t, pos="noun") if t.text.endswith(PEOPLES) else t for t in akin]
    if lang == "kk":
        own = [evolve(t, pos="noun") for t in akin]
        return own if _says_more(hit.term) else sorted(own, key=lambda t: _of_country(concept, t))
    return sorted(akin, key=lambda t: lang == "ru" and t.pos != "noun")


def _akin(concept: Concept, term: Term, demonyms: Sequence[Term]) -> list[Term]:
    if not _says_more(term):
        return list(demonyms)
    return sorted(demonyms, key=lambda t: _of_country(concept, t) != _of_country(concept, term))


def _says_more(term: Term) -> bool:
    """Whether a demonym is not the usual one of its country: қазақ, казахский, немец, Kazakhstani."""
    return term.status != TermStatus.PREFERRED


def _of_country(concept: Concept, term: Term) -> bool:
    """Whether a demonym is made of the country's name (казахстанский), not of its people's (казахский)."""
    name = concept.preferred(term.lang)
    if name is None:
        return False
    length = max(4, len(name.text) - 2)
    return term.text[:length].casefold() == name.text[:length].casefold()


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
    concept: Concept, hit: TermHit, lang: Lang, cases: Sequence[Case], limit: int = _DEFAULT_LIMIT, *,
    attribute: bool = False, plural: bool = False,
) -> tuple[TargetForm, ...]:
    """Up to `limit` distinct norm forms, the designation and slot that fit best first.

    `cases` are the target cases in order of fitness (see `slots.answering`); number follows the source term where
    the designation has both numbers, that of an adjective the noun that it stands by (`plural`). `attribute`: see
    `target_terms`.
    """
    found: dict[str, TargetForm] = {}
    for form in _ordered(concept, hit, lang, cases, attribute=attribute, plural=plural):
        found.setdefault(form.text, form)
        if len(found) == limit:
            break
    return tuple(found.values())


def _ordered(
    concept: Concept, hit: TermHit, lang: Lang, cases: Sequence[Case], *, attribute: bool, plural: bool
) -> Iterator[TargetForm]:
    terms = target_terms(concept, hit, lang, attribute=attribute)
    if not terms:
        return
    first_term, first = terms[0], inflected(terms[0], concept)
    numbers = _numbers(hit, first)
    if attribute and lang == "ru":  # Қазақстан (делегациясы) ~ (делегация) Казахстана
        cases = ("GEN", *(case for case in cases if case != "GEN"))
    if hit.term.demonym and not _is_people(hit):  # an attribute: казахстанской (делегации) ~ Қазақстан (делегациясы)
        cases, numbers = (("NOM",) if lang == "kk" else cases), (["pl", "sg"] if plural and lang == "ru" else ["sg"])
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
    people = term.demonym and term.pos == "noun"  # Germans: no norm of German, but that of the people
    fitting = [f for f in forms if (f.norm or people) and f.form.case == case and f.form.number in numbers]
    proper = term.text[:1].isupper() and not any(f.form == Form(possessive=True) for f in forms[:1])
    for form in sorted(fitting, key=lambda f: f.form.possessive):
        if not (proper and form.form.possessive and " " not in term.text):  # no Қазақстаны beside Қазақстан
            yield TargetForm(form.text, term, form.form)


_POSSESSED = re.compile(r"[\s«„“\"]+[\w-]*[^\W\d_]{2}(?:[ыі]|[сc][ыі])(?:н[аеыі]?|ның|нің|нда|нде|нан|нен|мен)?(?![\w-])")
_PLURAL: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\s+(?:[\w-]+\s+)?[\w-]+[^\Ws]s(?!\w)"),
    "kk": re.compile(r"\s+[\w-]+(?:л[ае]р|[дт][ае]р)(?:[ыіғгдтң]\w*)?(?!\w)"),
}  # fmt: skip


def is_attribute(hit: TermHit, concept: Concept, source: str) -> bool:
    """Whether a hit is a Kazakh country name that stands bare before the noun that it belongs to."""
    return (
        hit.lang == "kk" and concept.place_kind == "country" and not hit.term.demonym and hit.form == Form()
        and _POSSESSED.match(source, hit.end) is not None
    )


def beside_plural(hit: TermHit, source: str) -> bool:
    """Whether the noun behind an adjective without number (French companies, неміс компаниялары) is a plural."""
    pattern = _PLURAL.get(hit.lang)
    return hit.term.demonym and pattern is not None and pattern.match(source, hit.end) is not None


def slot_cases(hit: TermHit, source_case: Case | None, lang: Lang) -> tuple[Case, ...]:
    """The target cases for a hit whose preceding preposition governs `source_case`."""
    return answering(hit.form, source_case, hit.lang, lang)

"""Introducing an abbreviation: its full form in the case of the place, the abbreviation in brackets behind.

    саммит ОТГ → саммит Организации тюркских государств (ОТГ)
    ЕҚЫҰ-ның миссиясы → Еуропадағы қауіпсіздік және ынтымақтастық ұйымының (ЕҚЫҰ) миссиясы

Russian abbreviations do not decline, English full forms want an article and Kazakh ones a genitive where the
abbreviation stands bare: where the place does not settle the form, nothing is offered.
"""

from __future__ import annotations

import re

from pressloc.model import Case, Lang, Term, TermHit
from pressloc.morphology import inflect
from pressloc.morphology.ru_government import preposition

_OPENS = re.compile(r"(?:^|[.!?…]\s+|[:–—-]\s+)[«“\"]?$")
_WORD_BEFORE = re.compile(r"([\w-]+) $")
_WORDS_BEHIND = re.compile(r"[^\w.,;:!?…()«»–—]*([\w-]+)(?: ([\w-]+))?")
_THE = re.compile(r"\b[Tt]he $")
_FINITE = frozenset(("VERB", "PRTS", "ADJS", "PRED"))


def in_full(full: Term, short: Term) -> str:
    """The full form with the abbreviation in brackets, both as they are cited."""
    return f"{full.text} ({short.text})"


def in_place(text: str, hit: TermHit, full: Term) -> str:
    """What may stand in `text` instead of the abbreviation `hit`, or "" where its form there is not certain."""
    if text[hit.start - 1:hit.start] in ("«", "“", '"', "(", "-") or text[hit.end:hit.end + 1] in ("-", "/", "’", "'"):
        return ""
    if _neighbours(text, hit) & {word.lower() for word in full.text.split()}:
        return ""  # юридический факультет КазНУ имени аль-Фараби: part of the full form stands there already
    if hit.lang == "en":
        form = _english(text, hit, full)
    else:
        case = _russian_case(text, hit) if hit.lang == "ru" else _kazakh_case(hit)
        form = _in_case(full, case) if case is not None else ""
    if not form:
        return ""
    if _OPENS.search(text[:hit.start]):
        form = form[0].upper() + form[1:]
    return f"{form} ({hit.term.text})"


def _neighbours(text: str, hit: TermHit) -> set[str]:
    """The words right before and behind, longer than a preposition."""
    before, behind = _WORD_BEFORE.search(text[:hit.start]), _WORDS_BEHIND.match(text, hit.end)
    words = [before[1]] if before else []
    return {word.lower() for word in [*words, *(behind.groups()[:1] if behind else ())] if word and len(word) > 3}


def _in_case(full: Term, case: Case) -> str:
    forms = inflect(full.text, full.lang, pos=full.pos, hints=full.hints, abbreviation=full.abbreviation)
    fitting = [f for f in forms if f.norm and f.form.case == case]
    return min(fitting, key=lambda f: (f.form.number == "pl", f.form.possessive)).text if fitting else ""


def _english(text: str, hit: TermHit, full: Term) -> str:
    """After `the` where the full form wants one as well; nothing after `a`, `an` or without an article."""
    from pressloc.morphology.en_articles import article

    wants = article(full.text, full.hints) == "the"
    return full.text if hit.text == hit.term.text and wants and _THE.search(text[:hit.start]) else ""


def _kazakh_case(hit: TermHit) -> Case | None:
    """The case that the abbreviation's suffix shows; none for a bare one, whose full form might want a genitive."""
    cases = {form.case for form in hit.forms}
    if len(cases) != 1 or hit.text == hit.term.text:
        return None
    (case,) = cases
    return case if hit.text in _norms(hit.term, hit.lang, case) else None


def _norms(term: Term, lang: Lang, case: Case) -> frozenset[str]:
    forms = inflect(term.text, lang, pos=term.pos, hints=term.hints, abbreviation=True)
    return frozenset(f.text for f in forms if f.norm and f.form.case == case and f.form.number == "sg")


def _russian_case(text: str, hit: TermHit) -> Case | None:
    """The case of the place: a preposition of one case; the genitive between a noun and no predicate; the nominative
    at the beginning of a sentence with its predicate right behind."""
    from pressloc.morphology.ru_dictionary import parts_of_speech

    before, behind = _WORD_BEFORE.search(text[:hit.start]), _WORDS_BEHIND.match(text, hit.end)
    following = [parts_of_speech(word.lower()) for word in behind.groups() if word] if behind else []
    if before is None:
        opens = _OPENS.search(text[:hit.start]) is not None
        return "NOM" if opens and following and following[0] <= _FINITE else None
    word = before[1].lower()
    governing = preposition(word)
    if governing is not None:
        return governing.usual[0] if len(governing.usual) == 1 else None
    predicate = any(parts & _FINITE for parts in following)
    return "GEN" if parts_of_speech(word) == frozenset(("NOUN",)) and not predicate else None

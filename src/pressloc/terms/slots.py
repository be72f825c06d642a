"""Which grammatical slot a word stands in, and which slot of another language answers to it.

A word form often fits several slots (`Сената`: genitive or, for people, accusative). The preposition before it
decides; without one the order of the forms stands. Across languages cases answer to cases and prepositions:
Kazakh dative ~ Russian dative or `в` + accusative ~ English `to`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pressloc.model import Case, Form, Lang
from pressloc.morphology.ru_government import preposition
from pressloc.terms.neighbours import GAP, word_before

_REACH = 4
# What may stand between a preposition and its noun: articles, Russian words with adjective endings.
_BETWEEN: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"the|a|an|its|their|his|her|our|this|\w+(?:al|ic|an|ish|ese|ive|ary|ous|ed)"),
    "ru": re.compile(r"\w+(?:ого|его|ому|ему|ым|им|ом|ем|ой|ей|ую|юю|ых|их|ыми|ими|ый|ий|ая|яя|ое|ее|ые|ие)"),
    "kk": re.compile(r"(?!)"),
}

_ENGLISH: dict[str, Case] = {
    "of": "GEN", "to": "DAT", "into": "DAT", "for": "DAT", "in": "LOC", "at": "LOC", "on": "LOC", "from": "ABL",
    "with": "INS", "by": "INS",
}  # fmt: skip


def _governed(word: str, lang: Lang) -> Case | None:
    if lang == "en":
        return _ENGLISH.get(word)
    found = preposition(word) if lang == "ru" else None
    return found.usual[0] if found else None


def case_before(text: str, start: int, lang: Lang) -> Case | None:
    """The case that a preposition before `start` governs; articles and adjectives may stand between."""
    before = text[max(0, start - 80):start]
    for _ in range(_REACH):
        word, begin = word_before(before)
        if not word or before[-1] not in GAP:
            return None
        word = word.casefold()
        case = _governed(word, lang)
        if case is not None:
            return case
        if not _BETWEEN[lang].fullmatch(word):
            return None
        before = before[:begin]
    return None


def likeliest(forms: Sequence[Form], text: str, start: int, lang: Lang) -> Form:
    """The slot of `forms` that the context makes likeliest; the first one without evidence."""
    if not forms:
        return Form()
    if len(forms) > 1 and lang != "en":
        case = case_before(text, start, lang)
        wanted: Iterable[Case | None] = (case, "ACC") if case == "LOC" else (case,)
        for wish in wanted:
            for form in forms:
                if form.case == wish:
                    return form
        if lang == "ru" and case is None:  # the prepositional never stands without a preposition
            return next((form for form in forms if form.case != "LOC"), forms[0])
    return forms[0]


# source case -> target cases, best first. English cases are those of its prepositions (see `case_before`).
_ANSWERS: dict[tuple[Lang, Lang], dict[str, str]] = {
    ("kk", "ru"): {"NOM": "NOM GEN ACC", "GEN": "GEN", "DAT": "DAT ACC GEN", "ACC": "ACC GEN", "LOC": "LOC GEN",
                   "ABL": "GEN", "INS": "INS"},
    ("ru", "kk"): {"NOM": "NOM", "GEN": "GEN NOM ABL ACC", "DAT": "DAT GEN", "ACC": "ACC NOM DAT", "INS": "INS NOM",
                   "LOC": "LOC DAT GEN"},
    ("en", "ru"): {"NOM": "NOM GEN ACC DAT INS LOC", "GEN": "GEN", "DAT": "DAT ACC GEN", "LOC": "LOC", "ABL": "GEN",
                   "INS": "INS"},
    ("en", "kk"): {"NOM": "NOM GEN ACC DAT", "GEN": "GEN NOM", "DAT": "DAT", "LOC": "LOC", "ABL": "ABL",
                   "INS": "INS NOM"},
}


def answering(form: Form, source_case: Case | None, source: Lang, target: Lang) -> tuple[Case, ...]:
    """The target cases that answer to a source slot, most fitting first.

    `source_case` is the case that a preposition before the source term governs (None without one), which for
    English is all the evidence there is.
    """
    if target == "en":  # a possessive answers to a genitive alone: отырыстың, of the meeting ~ the meeting's
        return ("NOM", "GEN") if form.case == "GEN" else ("NOM",)
    if source == target:
        return (form.case,)
    first = natural(form, source_case, source, target)
    every: tuple[Case, ...] = ("NOM", "GEN", "DAT", "ACC", "LOC", "ABL", "INS")
    rest = [c for c in every if c not in first]
    return (*first, *rest)


def natural(form: Form, source_case: Case | None, source: Lang, target: Lang) -> tuple[Case, ...]:
    """Of the cases of `answering` those that answer to the source slot by themselves; any other needs a verb or a
    preposition that governs it. English has none."""
    if target == "en":
        return ()
    case = source_case if source == "en" and source_case is not None and form.case == "NOM" else form.case
    return tuple(_ANSWERS[source, target].get(case, "NOM").split())  # type: ignore[arg-type]

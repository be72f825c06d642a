"""A Russian personal name as it stands in a text, in any case: what its nominative is, and whose name it may be.

The words are put back into the nominative by trial: every ending that can stand for a nominative one is replaced, and
what the declension rules (see `ru_names`) turn into the words of the text again is kept. What stands beside the name
decides between readings: a title in the same case, the gender of a verb in the past tense, a preposition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from attrs import frozen

from pressloc.model import Case
from pressloc.morphology import ru_dictionary as dictionary
from pressloc.morphology.ru import inflect
from pressloc.morphology.ru_data import fold, name_words
from pressloc.morphology.ru_names import Sex, is_initials, is_patronymic
from pressloc.morphology.ru_person import is_given, looks_like_surname

# Ending in the text → endings that the nominative may have ("" = none).
_ENDINGS: dict[str, tuple[str, ...]] = {
    "а": ("",), "я": ("ь", "й"), "у": ("", "а"), "ю": ("ь", "й", "я"), "е": ("", "а", "ь", "й", "я"), "ы": ("а",), "и": ("я", "ь"),
    "ом": ("",), "ем": ("ь", "й", ""), "ым": ("", "ый"), "им": ("ий",), "ой": ("а", "ая"), "ей": ("я", "а"), "ую": ("ая",),
    "ого": ("ий", "ый", "ой"), "ому": ("ий", "ый", "ой"), "ии": ("ия",), "ию": ("ия",), "ией": ("ия",), "ью": ("ь",),
}  # fmt: skip
_MASCULINE = re.compile(r"(ов|ев|ёв|ин|ын|ск(ий|ой)|цкий|ич|улы|ұлы|оглы)$")
_FEMININE = re.compile(r"(ова|ева|ёва|ина|ына|ская|цкая|на|кызы|қызы)$")
_WORD_AFTER = re.compile(r"^[\s,»\"]*([\w-]+)")
_NAMED = re.compile(r"[^\W\d_][.»”\")]?\s[—–]\s$")  # руководитель — А. Б. Сапарова
_REACH = 6  # words before the name among which its title is looked for
_MOST = 400  # combinations tried for one name


@frozen
class Reading:
    """A nominative that the words may stand for, the bearer's sex, and the cases in which they read as they do."""

    lemma: str
    sex: Sex
    cases: tuple[Case, ...]


def readings(name: str, before: str, after: str) -> tuple[Reading, ...]:
    """The readings of `name` (words in any case, initials with full stops) between `before` and `after`.

    Those come alone in which most words look like parts of a name. None if it declines in no way.
    """
    words = name.split()
    found: dict[tuple[str, Sex], tuple[Case, ...]] = {}
    usual: dict[tuple[str, Sex], int] = {}
    for picks in list(product(*(_nominatives(word) for word in words)))[:_MOST]:
        lemma = " ".join(picks)
        for sex in _sexes(picks):
            cases = tuple(dict.fromkeys(form.form.case for form in inflect(lemma, person=sex) if form.text == name))
            if cases:
                found[lemma, sex] = cases
                usual[lemma, sex] = sum(map(_usual, picks))
    most = max(usual.values(), default=0)
    return _in_context([Reading(*key, cases) for key, cases in found.items() if usual[key] == most], before, after)


def _nominatives(word: str) -> tuple[str, ...]:
    if is_initials(word):
        return (word,)
    found = [word]
    for ending, others in _ENDINGS.items():
        if word.lower().endswith(ending) and len(word) - len(ending) >= 2:
            found += [word[: len(word) - len(ending)] + other for other in others]
    return tuple(dict.fromkeys(found))


def _usual(word: str) -> bool:
    """Whether a word in the nominative looks like a part of a name."""
    return is_initials(word) or is_given(word) or is_patronymic(word) or looks_like_surname(word)


def _sexes(words: Sequence[str]) -> tuple[Sex, ...]:
    """Whose name the words can be, by the endings of surname and patronymic and by the given name.

    A given name at the end, after another or after initials, is a surname (Мадина Кенжебек) and says nothing.
    """
    sexes: set[Sex] = {"m", "f"}
    for place, word in enumerate(words):
        lower = fold(word)
        if is_initials(word):
            continue
        if is_given(word):
            if place == 0 or not (is_initials(words[place - 1]) or is_given(words[place - 1])):
                sexes &= _sexes_of_given(lower)
        elif _FEMININE.search(lower):
            sexes.discard("m")
        elif _MASCULINE.search(lower):
            sexes.discard("f")
    return tuple(sorted(sexes, reverse=True))


def _sexes_of_given(key: str) -> set[Sex]:
    listed: set[Sex] = {"f"} if key in name_words("given", "women") else {"m"} if key in name_words("given", "men") else set()
    if listed:
        return listed
    if key.endswith(("гуль", "гул")):
        return {"f"}
    return {"f" if noun.gender == "f" else "m" for noun in dictionary.given_names(key)} or {"m", "f"}


def _in_context(found: Sequence[Reading], before: str, after: str) -> tuple[Reading, ...]:
    """The readings that what stands beside the name speaks for; all of them without evidence."""
    sex = _verb_gender(before, after)
    subjects = [Reading(r.lemma, r.sex, ("NOM",)) for r in found if sex in ("", r.sex) and "NOM" in r.cases]
    if sex and subjects:
        return tuple(subjects)
    named = [Reading(r.lemma, r.sex, ("NOM",)) for r in found if "NOM" in r.cases] if _NAMED.search(before) else []
    if named:
        return tuple(named)
    for cases in _titles(before):
        agreeing = [(r, tuple(case for case in r.cases if case in cases)) for r in found]
        fitting = [Reading(r.lemma, r.sex, same) for r, same in agreeing if same]
        if fitting:
            return tuple(fitting)
    return tuple(found)


def _titles(before: str) -> Iterator[frozenset[Case]]:
    """The cases of the persons' nouns before the name (Председателя Мажилиса …), the nearest first."""
    sentence = re.split(r"[.!?:;,()—–]\s", before[-160:])[-1]
    for word in reversed(_words(sentence)[-_REACH:]):
        cases = dictionary.person_cases(word.lower())
        if cases:
            yield cases


def _verb_gender(before: str, after: str) -> str:
    """The sex that a verb in the past tense right beside the name says: отметила М. Кенжебек; "" without one."""
    following = _WORD_AFTER.match(after)
    beside = [following[1]] if following else []
    beside += _words(before)[-1:]
    return next((gender for word in beside if (gender := dictionary.past_gender(word.lower()))), "")


def _words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text)

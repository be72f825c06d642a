"""Readings of one Russian word as a noun in the nominative: gender, animacy, number and all its forms.

Order of authority: the lists of `ru.toml`, hyphen rules, the general dictionary, spelling.
"""

from __future__ import annotations

import re
from functools import cache
from os.path import commonprefix

from attrs import evolve

from pressloc.model import Case, Number
from pressloc.morphology import ru_dictionary as dictionary
from pressloc.morphology.ru_data import fold, irregular_nouns, words
from pressloc.morphology.ru_dictionary import Noun
from pressloc.morphology.ru_endings import decline, is_vowel, plural_only
from pressloc.morphology.ru_paradigm import CASES, NUMBERS, Gender, Paradigm, Slot, frozen, merged, only

_NUMERIC_NOUN = re.compile(r"^(\d+[-‑–])(\w+)$")
_LISTS: tuple[tuple[str, str, Gender, bool], ...] = (
    ("nouns", "masculine_inanimate", "m", False),
    ("nouns", "masculine_animate", "m", True),
    ("nouns", "feminine_inanimate", "f", False),
    ("places", "masculine", "m", False),
    ("places", "feminine", "f", False),
    ("places", "neuter", "n", False),
)  # fmt: skip


def _noun(forms: Paradigm, gender: Gender | None, *, animate: bool = False, number: Number = "sg",
          place: bool = False, fixed: bool = False, known: bool = True) -> Noun:  # fmt: skip
    return Noun(number, gender, animate, False, place, known, fixed, 1.0, forms)


def is_listed(word: str) -> bool:
    """Whether our own lists have `word` as a noun or a place."""
    return bool(_listed(fold(word), word.lower()))


def _listed(key: str, lower: str) -> tuple[Noun, ...]:
    if key in words("places", "indeclinable"):
        return (_noun(only(frozen(lower), "sg"), "m", place=True, fixed=True),)
    if key in words("places", "plural"):
        return (_noun(plural_only(lower), None, number="pl", place=True),)
    for section, name, gender, animate in _LISTS:
        if key in words(section, name):
            forms = decline(lower, gender, animate=animate)
            place = section == "places"
            return (_noun(only(forms, "sg") if place else forms, gender, animate=animate, place=place),)
    if key in words("nouns", "indeclinable_persons"):
        return (_noun(frozen(lower), "m", animate=True, fixed=True),)
    if key in words("nouns", "indeclinable"):
        return (_noun(frozen(lower), "f" if key == "тенге" else "n", fixed=True),)
    if key.startswith("мин") and dictionary.is_genitive(key[3:]):  # Минтруда, Минпросвещения: short for a genitive
        return (_noun(frozen(lower), "n", fixed=True),)
    return ()


def _irregular(word: str) -> tuple[Noun, ...]:
    """Shortened titles (г-н) by table; МИД with its declined forms as variants."""
    key = fold(word)
    if row := irregular_nouns().get(key):
        forms: Paradigm = {
            (case, "sg"): (form,) for case, form in zip(CASES, row["forms"].split(), strict=True)
        }
        return (_noun(forms, "f" if row["gender"] == "f" else "m", animate=True),)
    if word.isupper() and key in words("abbreviations", "both"):
        declined = only(decline(word.lower(), "m", animate=False), "sg")
        return (_noun(merged(only(frozen(word.lower()), "sg"), declined), "m"),)
    return ()


def _hyphenated(word: str) -> tuple[Noun, ...]:
    """Compounds: which parts decline (министра-советника, вице-премьера, Франкфурта-на-Майне)."""
    first, _, rest = word.partition("-")
    middle = rest.split("-")
    if len(middle) > 1 and fold(middle[0]) in words("hyphen", "connectors"):
        return _combine(readings(first), f"-{rest}")
    head, _, last = word.rpartition("-")
    if last[:1].isdigit():
        return _combine(readings(head), f"-{last}")
    last_readings = readings(last)
    lower_compound = word[0].islower() or fold(head) in words("hyphen", "frozen_first")
    if lower_compound and fold(head) not in words("hyphen", "frozen_first") and dictionary.known(head):
        return _both_parts(readings(head), last_readings)
    fixed = bool(last_readings) and all(noun.fixed for noun in last_readings)
    if fixed and dictionary.known(head) and word[0].isupper() and not lower_compound:
        places = tuple(noun for noun in readings(head) if noun.place)
        if places:
            return _combine(places, f"-{last}")
    proper = not lower_compound and last[0].isupper()
    return tuple(
        evolve(_prefixed(noun, f"{head.lower()}-"), place=proper or noun.place) for noun in last_readings
    )


def _combine(heads: tuple[Noun, ...], tail: str) -> tuple[Noun, ...]:
    return tuple(
        _with_forms(
            noun, {slot: tuple(form + tail.lower() for form in forms) for slot, forms in noun.forms.items()}
        )
        for noun in heads
    )


def _prefixed(noun: Noun, prefix: str) -> Noun:
    return _with_forms(
        noun, {slot: tuple(prefix + form for form in forms) for slot, forms in noun.forms.items()}
    )


def _with_forms(noun: Noun, forms: Paradigm) -> Noun:
    return evolve(noun, forms=forms)


def _both_parts(heads: tuple[Noun, ...], lasts: tuple[Noun, ...]) -> tuple[Noun, ...]:
    """министр-советник, государство-член: both parts in the same case and number; the first gives the gender."""
    found = []
    for head in heads:
        for last in lasts:
            if head.number != last.number:
                continue
            forms = {
                slot: tuple(f"{a}-{b}" for a in head.forms[slot] for b in last.forms[slot])
                for slot in head.forms
                if slot in last.forms
            }
            if (
                head.animate != last.animate
            ):  # the first part decides: государство-гарант, accusative the same
                like: Case = "GEN" if head.animate else "NOM"
                forms |= {
                    ("ACC", n): forms[like, n]
                    for n in NUMBERS
                    if ("ACC", n) in forms and _acc_varies(head, n)
                }
            found.append(_with_forms(head, forms))
    return tuple(found)


def _acc_varies(noun: Noun, number: Number) -> bool:
    """Whether the accusative of `noun` follows animacy: in every plural, in the singular of masculines and neuters."""
    return number == "pl" or noun.gender in ("m", "n")


def by_spelling(word: str) -> tuple[Noun, ...]:
    """A word no list or dictionary has. Foreign finals -о -е -и -у -ю -э (and -ы of names) do not decline."""
    lower, last = word.lower(), word[-1].lower()
    proper = word[0].isupper()
    if not last.isalpha() or not re.fullmatch(r"[а-яё’'-]+", lower):
        return (_noun(frozen(lower), "m", fixed=True, known=False),) if proper else ()
    if last in "ая":
        fixed = is_vowel(lower[-2:-1]) and last == "а"
        forms = frozen(lower) if fixed else decline(lower, "f", animate=False)
        return (_noun(only(forms, "sg") if proper else forms, "f", place=proper, fixed=fixed, known=False),)
    if is_vowel(last):
        return (
            _noun(only(frozen(lower), "sg"), "m" if proper else "n", place=proper, fixed=True, known=False),
        )
    forms = decline(lower, "m", animate=False)
    return (_noun(only(forms, "sg") if proper else forms, "m", place=proper, known=False),)


def _is_person(word: str) -> bool:
    """Whether a common noun that no dictionary has ends as words for people do: арборист, спецдокладчик, зергер."""
    return re.sub("[аыи]$", "", fold(word)).endswith(tuple(words("animacy", "person_endings")))


def _inanimate(noun: Noun) -> Noun:
    """The noun without the animacy that the dictionary guesses for a word it lacks: кобыз, чапан."""
    if not noun.animate:
        return noun
    forms = dict(noun.forms)
    for number in NUMBERS:
        if ("ACC", number) in forms and forms["ACC", number] == forms.get(("GEN", number)):
            forms["ACC", number] = forms["NOM", number]
    return evolve(_with_forms(noun, forms), animate=False)


def _as_cited(noun: Noun, lower: str) -> Noun:
    """A noun whose dictionary entry has two nominatives (воскресение, воскресенье) in the spelling of the one cited:
    of each slot's forms those that share most letters with it."""
    if len(noun.forms.get(("NOM", noun.number), ())) < 2:
        return noun
    forms: dict[Slot, tuple[str, ...]] = {}
    for slot, cell in noun.forms.items():
        most = max(_shared(form, lower) for form in cell)
        forms[slot] = tuple(form for form in cell if _shared(form, lower) == most)
    return _with_forms(noun, forms)


def _shared(form: str, lower: str) -> int:
    return len(commonprefix((form, lower)))  # noqa: RUF071 - by letters


@cache
def readings(word: str) -> tuple[Noun, ...]:
    """Readings of `word` as a noun in the nominative, likeliest first; empty when it is certainly none.

    Forms are lower case; `respelled` carries the citation's capitals over.
    """
    lower, key = word.lower(), fold(word)
    if word.isupper() and 1 < len(word) <= 6 and not any(n.known for n in dictionary.nouns(lower)):
        # an initialism the dictionary lacks agrees with whatever adjective it has: МТРК, ГЭС-1
        return tuple(_noun(frozen(lower), gender, fixed=True, known=False) for gender in ("m", "f", "n"))
    if listed := _listed(key, lower) or _irregular(word):
        return listed
    if match := _NUMERIC_NOUN.match(lower):
        return tuple(_prefixed(noun, match[1]) for noun in readings(match[2]))
    if word.endswith("-"):
        return ()
    if "-" in lower.strip("-"):
        return _hyphenated(word)
    if dictionary.part_of_speech(lower) in ("PREP", "CONJ", "PRCL"):
        return ()
    found = tuple(noun for noun in dictionary.nouns(lower) if not noun.name)
    known = tuple(noun for noun in found if noun.known)
    if known:
        return tuple(_as_cited(noun, lower) for noun in known)
    if dictionary.known(lower) and not dictionary.is_name(lower):
        return ()
    if word[0].isupper():
        return by_spelling(word)
    found = tuple(noun if _is_person(lower) else _inanimate(noun) for noun in found)
    return found or (by_spelling(word) if dictionary.part_of_speech(lower) in ("NOUN", "", "UNKN") else ())

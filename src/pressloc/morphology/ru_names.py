"""Declension of Russian personal names by suffix rules, never by a dictionary, which takes them for common words.

Rules: Д. Э. Розенталь, Справочник по правописанию и литературной правке, § 149; Л. П. Калакуцкая, Склонение
фамилий и личных имён в русском литературном языке (1984). A name is a row of parts with a role: given name,
patronymic, surname, or frozen (initials, particles).
"""

from __future__ import annotations

import re
from typing import Literal

from pressloc.morphology.ru_adjective import decline as decline_adjective
from pressloc.morphology.ru_data import fold, name_words, table
from pressloc.morphology.ru_endings import decline, is_vowel, syllables
from pressloc.morphology.ru_paradigm import Paradigm, from_endings, frozen, mapped, merged, only, respelled

Role = Literal["given", "patronymic", "surname", "frozen"]
Sex = Literal["m", "f"]

_FROZEN_PATRONYMIC = re.compile(r"(улы|ұлы|оглы|оглу|кызы|қызы|гызы|кизи|заде)$")
_PATRONYMIC = re.compile(r"(ович|евич|ьич|мич|кич|инич|овна|евна|ична|инична)$")
_SLAVIC_MASCULINE = re.compile(r"(ов|ев|ёв|ин|ын)$")
_SLAVIC_FEMININE = re.compile(r"(ова|ева|ёва|ина|ына)$")
_ADJECTIVAL = re.compile(r"(ый|ой|[гкхжшщчцн]ий)$")
_TURKIC_NOUN = re.compile(r"[сб]ой$")
_GENITIVE_LIKE = re.compile(r"(ых|их)$")
_INITIALS = re.compile(r"^(?:[А-ЯЁӘҒҚҢӨҰҮҺІA-Z][а-яё]?\.[-–]?)+$")


def is_initials(token: str) -> bool:
    """К., К.-Ж., Н.А., Дж."""
    return bool(_INITIALS.match(token))


def is_patronymic(token: str) -> bool:
    """Кемелевич, Ивановна, Кунанбайулы, Аскаркызы."""
    lower = token.lower()
    return bool((_PATRONYMIC.search(lower) or _FROZEN_PATRONYMIC.search(lower)) and syllables(lower) > 2)


def _sg(paradigm: Paradigm) -> Paradigm:
    return only(paradigm, "sg")


def given(name: str, sex: Sex) -> Paradigm:
    """A given name (singular). Of a hyphenated one the last part declines (Касым-Жомарта), of German ones both."""
    head, hyphen, last = name.rpartition("-")
    if hyphen:
        first = given(head, sex) if fold(head) in name_words("given", "both_parts") else frozen(head)
        second = given(last, sex)
        return {slot: tuple(f"{a}-{b}" for a in first[slot] for b in second[slot]) for slot in second}
    key, lower = fold(name), name.lower()
    if key in name_words("given", "indeclinable"):
        return _restore(_sg(frozen(lower)), name)
    if stem := table("given_stems", "ru_names.toml").get(key):
        rows = "- я ю я ем е" if stem.endswith("ь") else "- а у а ом е"
        oblique = from_endings(stem.removesuffix("ь"), rows, "sg")
        capital = str.upper if name.isupper() else str.capitalize
        return {**mapped(oblique, capital), ("NOM", "sg"): (name,)}
    if lower.endswith("ь") and sex == "f":
        # Любовь, Нинель decline; the Kazakh Айгуль is met in both ways
        both = _restore(merged(_sg(decline(lower, "f", animate=True)), _sg(frozen(lower))), name)
        return {**both, ("ACC", "sg"): (name,)}
    if lower.endswith("ия") and key in name_words("given", "stressed_iya"):
        soft = from_endings(lower[:-1], "я и е/и ю ей е/и", "sg")
        return _restore(soft, name)
    if lower[-1] in "ая" and len(lower) > 1 and is_vowel(lower[-2]) and lower[-1] == "а":
        return _restore(_sg(frozen(lower)), name)
    return _restore(_sg(decline(lower, sex, animate=True)), name)


def patronymic(name: str, sex: Sex) -> Paradigm:
    """A patronymic (singular): Кемелевича, Кемелевичем, Ивановны; -улы, -кызы, -оглы are frozen."""
    lower = name.lower()
    if _FROZEN_PATRONYMIC.search(lower):
        return _restore(_sg(frozen(lower)), name)
    instrumental = "ом" if fold(lower) in name_words("patronymic", "stressed_ich") else ""
    return _restore(_sg(decline(lower, sex, animate=True, instrumental=instrumental)), name)


def surname(name: str, sex: Sex, *, foreign: bool = False) -> Paradigm:
    """A surname (singular). `foreign` (Чаплин, Цзиньпин) gives a Slavic-looking -ин, -ов the instrumental -ом.

    Of a hyphenated surname both parts decline where they can (Мамина-Сибиряка), after a particle the last only.
    """
    head, hyphen, last = name.rpartition("-")
    if hyphen:
        keep = fold(head) in name_words("particles", "frozen") or not head[:1].isupper()
        first = _sg(frozen(head)) if keep else surname(head, sex, foreign=foreign)
        second = surname(last, sex, foreign=foreign)
        return {slot: (f"{first[slot][0]}-{second[slot][0]}",) for slot in second}
    lower, key = name.lower(), fold(name)
    return _restore(_surname(lower, key, sex, foreign), name)


def _surname(lower: str, key: str, sex: Sex, foreign: bool) -> Paradigm:
    foreign = foreign or key in name_words("surname", "foreign")
    if key in name_words("surname", "indeclinable") or _FROZEN_PATRONYMIC.search(lower):
        return _sg(frozen(lower))
    if (
        _GENITIVE_LIKE.search(lower)
        and key not in name_words("surname", "declinable_ikh")
        and syllables(lower) > 1
    ):
        return _sg(frozen(lower))
    if sex == "f":
        return _feminine_surname(lower)
    if _is_adjectival(lower, key):
        return _sg(decline_adjective(lower, "m", animate=True))
    if _SLAVIC_MASCULINE.search(lower) and not foreign and syllables(lower) > 1:
        return _sg(decline(lower, "m", animate=True, instrumental="ым"))
    if lower[-1] in "ая":
        return _vowel_surname(lower)
    if re.search(r"[^аеиоуыэюяё]ец$", lower) and syllables(lower) > 1:
        dropped = _sg(decline(lower[:-2] + "ц", "m", animate=True))
        return merged({**dropped, ("NOM", "sg"): (lower,)}, _sg(decline(lower, "m", animate=True)))
    return _sg(decline(lower, "m", animate=True))


def _is_adjectival(lower: str, key: str) -> bool:
    """Зеленский, Толстой; not Цой, Гений, nor Turkic compounds of "lineage" and "stature": Аксой, Сарыбой."""
    if not _ADJECTIVAL.search(lower) or syllables(lower) < 2 or key in name_words("surname", "noun_iy"):
        return False
    return not _TURKIC_NOUN.search(lower) or key in name_words("surname", "adjective_oy")


def _feminine_surname(lower: str) -> Paradigm:
    if _SLAVIC_FEMININE.search(lower):
        return from_endings(lower[:-1], "а ой ой у ой ой", "sg")
    if lower.endswith(("ая", "яя")):
        return _sg(decline_adjective(lower, "f", animate=True))
    return _vowel_surname(lower) if lower[-1] in "ая" else _sg(frozen(lower))


def _vowel_surname(lower: str) -> Paradigm:
    """Окуджавы, Берии; frozen after a vowel (Моравиа, Нуриа)."""
    if len(lower) < 2 or (lower[-1] == "а" and is_vowel(lower[-2])):
        return _sg(frozen(lower))
    return _sg(decline(lower, "f", animate=True))


def _restore(paradigm: Paradigm, model: str) -> Paradigm:
    return {
        slot: tuple(dict.fromkeys(respelled(form, model) for form in forms))
        for slot, forms in paradigm.items()
    }


def decline_part(token: str, role: Role, sex: Sex, *, foreign: bool = False) -> Paradigm:
    """The singular paradigm of one part of a name."""
    if role == "given":
        return given(token, sex)
    if role == "patronymic":
        return patronymic(token, sex)
    if role == "surname":
        return surname(token, sex, foreign=foreign)
    return only(frozen(token), "sg")

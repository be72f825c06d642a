"""Recognising that (a part of) a Russian term is a personal name, and what its parts are.

No list of persons: given names (`ru_names.toml`), patronymics, initials and surname suffixes tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from pressloc.morphology import ru_dictionary as dictionary
from pressloc.morphology.ru_adjective import nominative
from pressloc.morphology.ru_data import fold, name_words, words
from pressloc.morphology.ru_endings import syllables
from pressloc.morphology.ru_names import Role, Sex, decline_part, is_initials, is_patronymic
from pressloc.morphology.ru_noun import is_listed
from pressloc.morphology.ru_paradigm import Paradigm
from pressloc.morphology.ru_tokens import Token

_SURNAME = re.compile(
    r"(ов|ев|ёв|ин|ын|ова|ева|ёва|ина|ына|ск(ий|ая)|цк(ий|ая)|енко|[ая]ян|дзе|швили|улы|ұлы|кызы|қызы|оглы|баев|ых)$"
)
_TURKIC_GIVEN = re.compile(
    r"(жан|бек|хан|бай|гали|кали|мурат|мырза|гуль|тай|дос|болат|нур|султан|кельды|берген)$"
)
# Syllables of Chinese in the Palladius transcription: Цзинь-пин, Сюэ-сян, Лэ-цзи.
_PALLADIUS = re.compile(
    r"(?:(?:цз|чж|[бпмфдтнлгкхцчшжср])?"
    r"(?:уань|уан|уай|юань|юнь|янь|яо|ян|ань|ан|ао|ай|энь|эн|эй|инь|ин|унь|ун|уй|уа|оу|юн|юэ|ю|я|э|е|и|о|у|а|ы))+"
)
_KAZAKH = re.compile("[әғқңөұүһі]")
_FILIAL = frozenset({"улы", "уулу", "кызы", "оглы", "оглу", "гызы"})
_LETTERS = "[А-Яа-яёЁӘәҒғҚқҢңӨөҰұҮүҺһІі]"
_CYRILLIC_NAME = re.compile(
    rf"(?:[а-яё]{{1,3}}[-‑])?[А-ЯЁӘҒҚҢӨҰҮҺІ](?:['’]?{_LETTERS})*(?:[-‑]{_LETTERS}(?:['’]?{_LETTERS})*)*"
)


@frozen
class Name:
    """A personal name: the role of each token and the bearer's sex."""

    roles: tuple[Role, ...]
    sex: Sex
    foreign: bool = False

    def paradigms(self, items: Sequence[Token]) -> dict[int, Paradigm]:
        """The singular paradigm of each declining token, by index."""
        return {
            index: decline_part(token.text, role, self.sex, foreign=self.foreign)
            for index, (token, role) in enumerate(zip(items, self.roles, strict=True))
            if role != "frozen"
        }


def is_given(word: str) -> bool:
    """Whether `word` is a given name, by our list or the dictionary's."""
    key = fold(word)
    listed = key in name_words("given", "men") or key in name_words("given", "women")
    return listed or any(noun.name and noun.known for noun in dictionary.given_names(key))


def sex_of_given(word: str) -> Sex | None:
    """The sex of who is called `word` (a given name in the nominative); None for a name that is not known."""
    key = fold(word)
    if key in name_words("given", "men"):
        return "m"
    if key in name_words("given", "women"):
        return "f"
    found = dictionary.given_names(key)
    if found:
        return "f" if found[0].gender == "f" else "m"
    return None


def sex_of_surname(word: str) -> Sex | None:
    """The sex that the suffix of a surname in the nominative says (Ахметова: f); None where it says none."""
    lower = word.lower()
    if re.search(r"(ова|ева|ёва|ина|ына|ская|цкая)$", lower):
        return "f"
    return "m" if re.search(r"(ов|ев|ёв|ин|ын|ский|цкий)$", lower) else None


def looks_like_surname(word: str) -> bool:
    """Токаев, Зеленский, Матвиенко, Пашинян: by suffix, and not a place or a common noun of the dictionary."""
    lower = fold(word)
    if not _SURNAME.search(lower) or syllables(lower) < 2:
        return False
    if lower in words("places", "masculine") or lower in words("places", "feminine"):
        return False
    return not any(noun.known and not noun.name for noun in dictionary.nouns(lower))


def _frozen_word(token: Token) -> bool:
    return token.is_number or is_initials(token.text) or fold(token.text) in name_words("particles", "frozen")


def _sex(words_: Sequence[str], roles: Sequence[Role], hint: Sex | None) -> Sex:
    if hint:
        return hint
    for word, role in zip(words_, roles, strict=True):
        if role == "patronymic":
            return "f" if re.search(r"(на|кызы|қызы|гызы|кизи)$", word.lower()) else "m"
    for word, role in zip(words_, roles, strict=True):
        if role == "given" and (sex := sex_of_given(word)):
            return sex
    for word, role in zip(words_, roles, strict=True):
        if role == "surname" and (sex := sex_of_surname(word)):
            return sex
    given = next((word for word, role in zip(words_, roles, strict=True) if role == "given"), "")
    return "f" if given[-1:] in ("а", "я") else "m"


def could_be_surname(word: str) -> bool:
    """Whether a capitalised word may be a surname at all: no form of a place or a common noun of the dictionary."""
    return _name_like(word) or looks_like_surname(word)


def is_name_start(word: str) -> bool:
    """Whether a name rather than a title begins with `word`: a given name, a Chinese or Korean surname."""
    return is_given(word) or fold(word) in name_words("surname", "east_asian")


def _east_asian(parts: Sequence[str]) -> bool:
    """Си Цзиньпин, Пан Ги Мун: a known surname syllable first, and no Russian given name after it."""
    if fold(parts[0]) not in name_words("surname", "east_asian") or is_patronymic(parts[-1]):
        return False
    if len(parts) == 3:
        return all(syllables(part) == 1 for part in parts[1:])
    if len(parts) != 2 or is_given(parts[1]):
        return False
    return syllables(parts[1]) == 1 or bool(_PALLADIUS.fullmatch(fold(parts[1])))


def _roles(parts: Sequence[str], *, initials: bool, regnal: bool) -> tuple[Role, ...]:
    """The roles of the declinable words."""
    count = len(parts)
    patronymic = next((i for i in range(1, count) if is_patronymic(parts[i])), None)
    if count == 2 and parts[1].endswith("ич"):  # Михаил Мясникович: a surname all the same
        patronymic = None
    given: Role = "given"
    last: Role = "surname"
    if regnal:
        return (given,) * count
    if patronymic is not None and patronymic + 1 == count and count == 3:
        return ("surname", "given", "patronymic")
    if patronymic is not None:
        return tuple(
            "patronymic" if i == patronymic else "given" if i < patronymic else "surname"
            for i in range(count)
        )
    if initials:
        return (last,) * count
    if count == 1:
        return ("given",) if is_given(parts[0]) and not looks_like_surname(parts[0]) else ("surname",)
    if count == 2 and is_given(parts[1]) and looks_like_surname(parts[0]) and not is_given(parts[0]):
        return ("surname", "given")
    return (given,) * (count - 1) + (last,)


def _same_sex(first: str, last: str) -> bool:
    """Whether a word that is no nominative of the dictionary could be the given name to the surname `last`."""
    common = any(noun.known and not noun.name for noun in dictionary.nouns(fold(first)))
    if common or nominative(first) is not None or is_listed(first):
        return False
    return (first[-1] in "ая") == (last[-1] in "ая")


def _name_like(word: str) -> bool:
    """A word that the dictionary does not have, or has as a name only, and that is no realia word of our lists."""
    key = fold(word)
    if key in words("nouns", "frozen_modifiers") or nominative(word) is not None:
        return False
    if _KAZAKH.search(key):  # Қазақ Елі: a Kazakh title inside Russian text, frozen
        return False
    return not is_listed(word) and not (dictionary.known(word) and dictionary.has_common_reading(key))


def _convincing(parts: Sequence[str], *, initials: bool, regnal: bool, alone: bool) -> bool:
    """Whether words, none declared a name, are certainly one. `alone`: nothing (no title) stands before them."""
    first, last = parts[0], parts[-1]
    if initials:
        return True
    if regnal and len(parts) == 1:
        return is_given(first) or _name_like(first)
    if len(parts) == 1:
        particle = first.partition("-")[0] in name_words("particles", "frozen")  # аль-Фараби
        single_given = fold(first) in name_words("given", "men") or fold(first) in name_words(
            "given", "women"
        )
        place = fold(first) in name_words("given", "rather_places") or is_listed(first)
        surname = dictionary.is_surname(fold(first)) and not is_listed(first)
        return particle or (single_given and not place) or surname or looks_like_surname(first)
    if _east_asian(parts):
        return True
    if any(is_patronymic(part) for part in parts[1:]):
        return True
    if _TURKIC_GIVEN.search(fold(first)) and not dictionary.known(first) and not is_listed(first):
        return True
    if alone and len(parts) == 2 and looks_like_surname(last) and _same_sex(first, last):
        return True  # Ирана Ибрагимова, although «Ирана» is a form of «Иран»
    if not is_given(first):
        return (
            2 <= len(parts) <= 3
            and all(map(_name_like, parts[:-1]))
            and (_name_like(last) or looks_like_surname(last))
        )
    common = any(noun.known and not noun.name and not noun.place for noun in dictionary.nouns(fold(last)))
    return (
        regnal
        or not common
        or looks_like_surname(last)
        or first in name_words("given", "men")
        or is_given(first)
    )


def parse_name(
    items: Sequence[Token], *, person: str = "", sex: Sex | None = None, alone: bool = False
) -> Name | None:
    """The name that `items` are as a whole, or None. With `person` ("m", "f") they are declared to be one;
    `sex` is what a title says of the bearer; `alone` says that no title stands before them."""
    if not items:
        return None
    declared = person in ("m", "f")
    frozen_at = [(_frozen_word(token) and not _CYRILLIC_NAME.fullmatch(token.text)) or _frozen_inside(items, i)
                 for i, token in enumerate(items)]  # fmt: skip
    parts = [token.text for token, is_frozen in zip(items, frozen_at, strict=True) if not is_frozen]
    if not parts or len(parts) > 5 or not all(_CYRILLIC_NAME.fullmatch(part) for part in parts):
        return None
    initials = any(is_initials(token.text) or token.text in _FILIAL for token in items)
    regnal = items[-1].is_number
    if not declared and not _convincing(parts, initials=initials, regnal=regnal, alone=alone):
        return None
    east = _east_asian(parts)
    frozen_part: Role = "frozen"
    roles = _roles(parts, initials=initials, regnal=regnal)
    if east:
        roles = (frozen_part,) * (len(parts) - 1) + ("surname",)
    found_sex: Sex = "m" if person == "m" else "f" if person == "f" else _sex(parts, roles, sex)
    remaining = iter(roles)
    return Name(tuple("frozen" if is_frozen else next(remaining) for is_frozen in frozen_at), found_sex, east)


def _frozen_inside(items: Sequence[Token], index: int) -> bool:
    """Particles (фон дер, Аль), initials and ordinals of rulers; never the first word unless initials."""
    token = items[index]
    if is_initials(token.text) or token.is_number or token.text in _FILIAL:
        return True
    if index + 1 < len(items) and items[index + 1].text in _FILIAL:  # Тургунбек уулу
        return True
    return index > 0 and index + 1 < len(items) and fold(token.text) in name_words("particles", "frozen")

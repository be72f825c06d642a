"""Kazakh sounds as spelling shows them: vowel harmony and the class of the final sound.

Both decide which allomorph of a suffix follows a stem. Sources: the spelling rules in force and "Қазақ грамматикасы"
(Astana, 2002), chapters on sing harmony; loan words follow the usage of official texts.
"""

from __future__ import annotations

from typing import Literal

from pressloc.morphology.kk_tables import endings, words

Final = Literal["V", "R", "L", "N", "Z", "T", "P"]

BACK_VOWELS = frozenset("аоұыя")
FRONT_VOWELS = frozenset("әөүіеэёию")
VOWELS = BACK_VOWELS | FRONT_VOWELS | {"у"}
_CLASS: dict[str, Final] = {
    **dict.fromkeys("аәеоөұүыіэяё", "V"),
    **dict.fromkeys("рйуию", "R"),
    "л": "L",
    **dict.fromkeys("мнң", "N"),
    **dict.fromkeys("зж", "Z"),
    **dict.fromkeys("кқпстфхһцчшщбвгдғ", "T"),
}
# Latin words stand in Kazakh texts as they are (Kazakh Invest); their last letters are read like these
_LATIN = str.maketrans(
    "aäbcdefghiıjklmnoöpqrstuüvwxyzğşçñ",
    "аәбкдефгхиыжклмноөпкрстуүввсызғшшң",
)


def sounds(word: str) -> str:
    """The last component of a hyphenated word, lower case, Latin letters as their Cyrillic counterparts."""
    parts = word.lower().replace("‑", "-").split("-")
    return next((p for p in reversed(parts) if p), "").translate(_LATIN)


def final_class(word: str) -> Final:
    """Class of the last sound: V vowel, R р/й/у/и, L л, N nasal, Z з/ж, T voiceless (with б в г д); ь is skipped.

    Final ю is a consonant in verbal nouns (жою = жойу) and a vowel after a consonant (меню).
    """
    letters = [c for c in sounds(word) if c.isalpha() and c not in "ьъ"]
    if not letters:
        return "T"
    last = letters[-1]
    if last == "ю":
        return "R" if len(letters) > 1 and letters[-2] in VOWELS else "V"
    return _CLASS.get(last, "T")


def _is_glide(stem: str, i: int) -> bool:
    """Whether у or ю at `i` is no vowel of its own: after a vowel (Сеул), but not in loans in -иу- (консорциум)."""
    return stem[i - 1] in VOWELS and stem[i - 1 : i + 1] != "иу"


def _vowel_back(stem: str, *, final: bool) -> bool | None:
    """Whether the last vowel of `stem` is back, or None without one. у (and final ю) take after what precedes."""
    for i in range(len(stem) - 1, -1, -1):
        letter = stem[i]
        if letter in "ую" and i > 0 and (_is_glide(stem, i) or (final and i == len(stem) - 1)):
            # a glide after a vowel (Сеул, тауда), or a word-final у: the vowel before decides
            before = _vowel_back(stem[:i], final=False)
            if before is not None:
                return before
        if letter == "у":
            return True
        if letter in BACK_VOWELS:
            return True
        if letter in FRONT_VOWELS:
            return False
    return None


def is_back(word: str) -> bool:
    """Whether `word` takes back suffixes (Сенатқа) rather than front ones (Үкіметке).

    The last syllable decides; endings of loans that are front whatever the vowel (-рк, -нк, -г, -ль …), surnames
    in -ов/-ев (the stem decides) and lexical exceptions come first.
    """
    w = sounds(word)
    if w in words("harmony", "back"):
        return True
    if w in words("harmony", "front"):
        return False
    if len(w) > 1 and w.endswith("ь") and w[-2] not in VOWELS:
        return False
    if len(w) > 3 and w[-1] == "в" and w[-2] in "оеё":
        stem = w[:-2]
        if stem.endswith("ь"):
            return False
        back = _vowel_back(stem, final=False)
        return True if back is None else back
    if w.endswith(endings("harmony", "front_endings")) and not w.endswith(endings("harmony", "back_endings")):
        return False
    if w.endswith(endings("harmony", "back_names")):
        return True
    back = _vowel_back(w, final=True)
    return True if back is None else back

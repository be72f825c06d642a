"""Suffixes after figures and signs: they follow the word that is spoken (25-ке: жиырма беске; 100-ге: жүзге)."""

from __future__ import annotations

import re

from pressloc.model import Case
from pressloc.morphology.kk_nominal import Stem, attach
from pressloc.morphology.kk_phonology import Final, final_class, is_back

_UNITS = ("нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_TENS = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
_POWERS = ((9, "миллиард"), (6, "миллион"), (3, "мың"), (2, "жүз"))
_SIGNS = {
    "%": "пайыз",
    "$": "доллар",
    "€": "еуро",
    "₽": "рубль",
    "₸": "теңге",
    "°": "градус",
    "‰": "промилле",
}
_ROMAN = re.compile(r"(?=[IVXLCDM])M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_NUMBER = re.compile(r"\d[\d\s\u00a0\u202f.,]*$")


def spoken_last_word(number: str) -> str:
    """The last word spoken of a number in figures: "25" → бес, "40" → қырық, "2 000" → мың. Needs a digit.

    Of a decimal the last digits are spoken (2,5 → бес).
    """
    digits = re.sub(r"[\s\u00a0\u202f]", "", number)
    digits = re.split(r"[.,](?!\d{3}(?:\D|$))", digits)[-1]
    digits = re.sub(r"\D", "", digits).lstrip("0")
    if not digits:
        return _UNITS[0]
    if digits[-1] != "0":
        return _UNITS[int(digits[-1])]
    zeros = len(digits) - len(digits.rstrip("0"))
    for power, word in _POWERS:
        if zeros >= power:
            return word
    return _TENS[int(digits[-2])]


def roman_value(text: str) -> int | None:
    """The value of a Roman numeral, or None if `text` is none."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def spoken(token: str) -> str | None:
    """What is spoken last of a token that ends in figures or a sign, else None.

    A Roman numeral at the end of a name is an ordinal (Елизавета II: екінші).
    """
    if token[-1:] in _SIGNS:
        return _SIGNS[token[-1]]
    found = _NUMBER.search(token)
    if found:
        return spoken_last_word(found.group())
    value = roman_value(token)
    if value is None:
        return None
    return "ыншы" if is_back(spoken_last_word(str(value))) else "інші"


def ordinal(number: str) -> str:
    """The ordinal in figures: 25-ші, 6-шы."""
    return f"{number}-{'шы' if is_back(spoken_last_word(number)) else 'ші'}"


def numeral_stem(text: str, word: str) -> Stem:
    """The stem of `text` (figures, "25 %") whose suffixes are those of the spoken `word`, joined with a hyphen."""
    back: bool = is_back(word)
    final: Final = final_class(word)
    ending = ("сы" if back else "сі") if final == "V" else ("ы" if back else "і")
    return Stem(text, text, f"{text}-{ending}", back, final, joiner="-")


def attach_to_number(case: Case, number: str) -> str:
    """Figures with a case suffix: ("DAT", "25") → 25-ке. Raises ValueError when nothing numeric ends `number`."""
    word = spoken(number)
    if word is None:
        raise ValueError(f"no figures at the end of {number!r}")
    stem = numeral_stem(number, word)
    return attach(case, number, back=stem.back, final=stem.final, joiner="-")

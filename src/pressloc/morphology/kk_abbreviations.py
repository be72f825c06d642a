"""Kazakh abbreviations: suffixes follow the reading, not the full name (АҚШ-қа, БҰҰ-ның, СІМ-нен).

A vowel before the last letter makes a word of it (БАҚ, СІМ, ОПЕК); otherwise the name of the last letter is heard
(ТМД: ты-мы-ды). Names of letters waver in speech, so the other readings are admitted. The hyphen is obligatory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from pressloc.morphology.kk_nominal import Stem
from pressloc.morphology.kk_phonology import VOWELS, Final, final_class, is_back, sounds

_ABBREVIATION = re.compile(r"(?=(?:[^A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]*[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]){2})[^\W\d_]*[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]")
# harmony (back) and class of the names of the consonant letters: ды, гі, ке, эм …
_LETTERS: dict[str, tuple[bool, Final]] = {
    **dict.fromkeys("бвғджзпрстхһцқ", (True, "V")),
    **dict.fromkeys("гкч", (False, "V")),
    "л": (False, "L"),
    "м": (False, "N"),
    "н": (False, "N"),
    "ң": (False, "N"),
    "ф": (False, "T"),
    "й": (True, "R"),
    "ш": (True, "T"),
    "щ": (True, "T"),
}
# a closed syllable with two final consonants is read as a word (БРИКС, ФАТФ; not ЕАДБ, АӨСШК)
_SYLLABLE = re.compile(r"[^аәеоөұүыіэиуяюё][аәеоөұүыіэиуяюё][^аәеоөұүыіэиуяюё]{2}$")


def is_abbreviation(token: str) -> bool:
    """Whether a token looks like an abbreviation: two capitals, the last letter one of them (ҚазҰУ, БҰҰ)."""
    return _ABBREVIATION.fullmatch(token) is not None


def reading(token: str) -> tuple[bool, Final]:
    """(back, final class) of an abbreviation as it is read."""
    w = sounds(token)
    last, before = w[-1:], w[-2:-1]
    if len(w) == 2 and last in _LETTERS:  # too short for a word: АҚ-ның
        return _LETTERS[last]
    if last in "қғ" and before in VOWELS:  # uvulars go with back vowels whatever stands before (ЕурАзЭҚ-қа)
        return True, "T"
    if last in VOWELS or before in VOWELS or last not in _LETTERS or _SYLLABLE.search(w):
        return is_back(w), final_class(w)
    if last in "шщ":  # АҚШ is read as one word
        return is_back(w), "T"
    return _LETTERS[last]


def _stem(token: str, back: bool, final: Final, joiner: str) -> Stem:
    ending = ("сы" if back else "сі") if final == "V" else ("ы" if back else "і")
    return Stem(token, token, token + joiner + ending, back, final, joiner=joiner)


def abbreviation_stems(
    token: str, *, back: bool | None = None, final: Final | None = None, hyphen: bool = True
) -> Iterator[Stem]:
    """The stems of an abbreviation: the norm, then without hyphen (БҰҰға), then the other readings."""
    read_back, read_final = reading(token)
    norm = _stem(token, read_back if back is None else back, final or read_final, "-" if hyphen else "")
    yield norm
    yield evolve(_stem(token, norm.back, norm.final, "" if hyphen else "-"))
    if back is None and final is None and sounds(token)[-1:] not in VOWELS - {"и"}:
        # texts show the letter named with a vowel (ҚР-ның) and its bare sound (ҚР-дің), with either harmony
        finals: tuple[Final, ...] = ("V", final_class(token))
        others = ((side, sound) for sound in finals for side in (True, False))
        yield from (
            _stem(token, *other, "-") for other in dict.fromkeys(others) if other != (norm.back, norm.final)
        )

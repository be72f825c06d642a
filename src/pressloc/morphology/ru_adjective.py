"""Russian adjectives, participles and ordinals: full paradigms from any nominative form, by spelling alone.

Rules: the adjectival declension of the Academy Grammar (Русская грамматика, 1980, §§ 1294-1311): hard (новый),
soft (летний), velar (русский), sibilant (будущий), possessive in -ий (третий), with -ся participles.
"""

from __future__ import annotations

import re

from pressloc.morphology.ru_data import fold, words
from pressloc.morphology.ru_paradigm import Gender, Paradigm, from_endings

_VELAR = "гкх"
_SIBILANT = "жшчщц"
_NOMINATIVE = re.compile(r"(?P<stem>.*?)(?P<ending>ый|ой|ий|ая|яя|ое|ее|ые|ие|ья|ье|ьи|ы)$")
_NUMERIC = re.compile(r"(?P<stem>\d+(?:[-‑–]))(?P<ending>й|я|е|ый|ий|ая|ое|ые)$")

# Numeric ordinals carry the last letter (two where a consonant precedes): 25-я, 25-й, 25-го, 25-му, 25-ю, 25-ми.
_NUMERIC_ENDINGS: dict[str, str] = {
    "m": "й го му {acc} м м",
    "n": "е го му е м м",
    "f": "я й й ю й й",
    "pl": "е х м {acc} ми х",
}
_HARD = {
    "m": "{nom} ого ому {acc} ым ом",
    "n": "ое ого ому ое ым ом",
    "f": "ая ой ой ую ой ой",
    "pl": "ые ых ым {acc} ыми ых",
}
_VELARS = {
    "m": "{nom} ого ому {acc} им ом",
    "n": "ое ого ому ое им ом",
    "f": "ая ой ой ую ой ой",
    "pl": "ие их им {acc} ими их",
}
_SIBILANTS = {
    "m": "{nom} его ему {acc} им ем",
    "n": "ее его ему ее им ем",
    "f": "ая ей ей ую ей ей",
    "pl": "ие их им {acc} ими их",
}
_SOFT = {
    "m": "ий его ему {acc} им ем",
    "n": "ее его ему ее им ем",
    "f": "яя ей ей юю ей ей",
    "pl": "ие их им {acc} ими их",
}
_POSSESSIVE = {
    "m": "ий ьего ьему {acc} ьим ьем",
    "n": "ье ьего ьему ье ьим ьем",
    "f": "ья ьей ьей ью ьей ьей",
    "pl": "ьи ьих ьим {acc} ьими ьих",
}
_NAMED_AFTER = {"pl": "ы ых ым {acc} ыми ых"}  # Маршалловы Острова
_BY_ENDING: dict[str, Gender | None] = {
    "ый": "m", "ой": "m", "ий": "m", "ая": "f", "яя": "f", "ья": "f", "ое": "n", "ее": "n", "ье": "n",
    "ые": None, "ие": None, "ьи": None, "ы": None,
}  # fmt: skip


def nominative(word: str) -> tuple[Gender | None, str] | None:
    """(gender, or None for plural; stem) when `word` is spelled like an adjective in the nominative, else None."""
    bare = fold(word).removesuffix("ся")
    if match := _NUMERIC.match(bare):
        ending = match["ending"]
        gender: Gender = "f" if ending in ("я", "ая") else "n" if ending in ("е", "ое", "ые") else "m"
        return gender, match["stem"]
    if bare[:1].isdigit():
        return None
    match = _NOMINATIVE.match(bare)
    if not match or not match["stem"][-1:].isalpha():
        return None
    return _BY_ENDING[match["ending"]], match["stem"]


def _rows(stem: str, ending: str) -> dict[str, str]:
    if not stem[-1].isalpha():
        return _NUMERIC_ENDINGS
    if ending == "ы":
        return _NAMED_AFTER
    if ending in ("ья", "ье", "ьи") or (ending == "ий" and stem in words("adjectives", "soft_possessive")):
        return _POSSESSIVE
    if stem[-1] in _VELAR or stem in words("adjectives", "stressed_sibilant"):
        return _VELARS
    if stem[-1] in _SIBILANT:
        return _SIBILANTS
    if ending in ("яя", "ее") or ending in ("ий", "ие"):
        return _SOFT
    return _HARD


def decline(word: str, gender: Gender | None, *, animate: bool) -> Paradigm:
    """The singular of `gender` (None: no singular) and the plural of the adjective whose nominative is `word`.

    `animate` makes the accusative of the masculine and of the plural like the genitive. Forms are lower case with
    the citation's own ё in the stem. Raises ValueError when `word` is no adjectival nominative.
    """
    found = nominative(word)
    if found is None:
        raise ValueError(f"{word!r} is not spelled like an adjective in the nominative")
    lower = word.lower()
    suffix = "ся" if lower.endswith("ся") else ""
    stem = lower[: len(found[1])]
    ending = fold(lower).removesuffix("ся")[len(stem) :]
    rows = _rows(fold(stem), ending)
    own_nominative = ending if found[0] == "m" else ("ий" if rows in (_VELARS, _SIBILANTS) else "ый")
    cells: dict[str, str] = {}
    for key in (gender, "pl"):
        if key is None:
            continue
        first, genitive = rows[key].split()[:2]
        accusative = genitive if animate else first
        cells[key] = rows[key].format(nom=own_nominative, acc=accusative.format(nom=own_nominative))
    singular = from_endings(stem, cells[gender], "sg") if gender else {}
    plural = from_endings(stem, cells["pl"], "pl")
    return {
        slot: tuple(form + suffix for form in forms) for slot, forms in (*singular.items(), *plural.items())
    }


def in_gender(word: str, gender: Gender) -> str:
    """The nominative singular of `gender` of the adjective `word` (казахстанский → казахстанская)."""
    found = nominative(word)
    if found is None:
        raise ValueError(f"{word!r} is not spelled like an adjective in the nominative")
    if found[0] == gender:
        return word.lower()
    lower = word.lower()
    suffix = "ся" if lower.endswith("ся") else ""
    stem = lower[: len(found[1])]
    rows = _rows(fold(stem), fold(lower).removesuffix("ся")[len(stem) :])
    masculine = "ий" if rows in (_VELARS, _SIBILANTS) else "ый"
    return stem + rows[gender].split()[0].format(nom=masculine, acc="") + suffix

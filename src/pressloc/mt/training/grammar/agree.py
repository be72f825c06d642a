"""Words of a Russian pattern that agree: past tense, short participles, adjectives and participles.

Rules: Русская грамматика (1980), §§ 1294-1311 (adjectives, through ru_adjective), §§ 1537, 1577 (past tense, short forms).
"""

from __future__ import annotations

from pressloc.morphology import ru_adjective
from pressloc.morphology.ru_paradigm import Gender
from pressloc.mt.training.grammar.want import Traits

_PLACE = {"m": 0, "f": 1, "n": 2}
_GENDERS: dict[str, Gender] = {"m": "m", "f": "f", "n": "n"}
_VOWELS = "аеёиоуыэюя"


def agreeing(words: str, traits: Traits, case: str = "NOM") -> str:
    """`words` (masculine singular nominative) as the noun with these traits asks: принял → приняла, новый → новую."""
    return " ".join(_word(word, traits, case) for word in words.split(" "))


def _word(word: str, traits: Traits, case: str) -> str:
    if ru_adjective.nominative(word) is not None:
        return _adjective(word, traits, case)
    return _short(word, traits)


def _adjective(word: str, traits: Traits, case: str) -> str:
    gender = _GENDERS[traits.gender]
    base = word if traits.number == "pl" else ru_adjective.in_gender(word, gender)
    cells = ru_adjective.decline(base, gender if traits.number != "pl" else "m", animate=traits.animate)
    text = next(text[0] for (c, n), text in cells.items() if c == case and n == traits.number)
    return text[:1].upper() + text[1:] if word[:1].isupper() else text


def _short(word: str, traits: Traits) -> str:
    """Past tense and short forms; a word that cannot agree (в, не) stays."""
    place = 3 if traits.number == "pl" else _PLACE[traits.gender]
    if word.endswith("шёл"):
        return word[:-2] + ("ёл", "ла", "ло", "ли")[place]
    if word.endswith("лся"):
        return word[:-2] + ("ся", "ась", "ось", "ись")[place]
    if word.endswith("л") and len(word) > 2:
        stem = word if place == 0 else word[:-2] + word[-2:].replace("ё", "е")  # провёл: провела
        return stem + ("", "а", "о", "и")[place]
    if word[-1] in "нт" and len(word) > 3:
        return (word if place == 0 else word[:-2] + word[-2:].replace("ё", "е")) + ("", "а", "о", "ы")[place]
    if word[-1] in _VOWELS + "ьъ" or len(word) < 3:
        return word
    return word + ("", "ла", "ло", "ли")[place]  # вырос, смог

"""Invented persons: given names and surnames that are official spellings of one another in the three languages."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from pressloc.model import Lang
from pressloc.mt.training.grammar.entries import Person

_FEMININE = (("ский", "ская"), ("цкий", "цкая"), ("ов", "ова"), ("ев", "ева"), ("ёв", "ёва"), ("ин", "ина"), ("ын", "ына"))
_FEMININE_EN = (("sky", "skaya"), ("tsky", "tskaya"), ("ov", "ova"), ("ev", "eva"), ("in", "ina"), ("yn", "yna"))


@frozen
class Names:
    """Lists by kind: `given.m`, `given.f`, `family`; `given2.m`, `given2.f`, `family2`; `foreign.m`, `foreign.f`
    (given|family)."""

    lists: Mapping[str, tuple[Mapping[Lang, str], ...]] = field(factory=dict)

    @property
    def kinds(self) -> frozenset[str]:
        """The symbols that names make: a Kazakh citizen, a foreigner."""
        return frozenset({"person", "man", "woman", "foreigner"})

    def draw(self, symbol: str, rng: random.Random) -> Person:
        """An invented person for one of `kinds`."""
        gender = {"man": "m", "woman": "f"}.get(symbol) or rng.choice("mmf")
        if symbol == "foreigner":
            whole = rng.choice(self.lists[f"foreign.{gender}"])
            given = {lang: text.partition("|")[0] for lang, text in whole.items()}
            return Person(given, {lang: text.partition("|")[2] for lang, text in whole.items()}, gender)
        kin = "2" if rng.random() < 0.2 else ""  # Kazakh and other names are not mixed
        family = rng.choice(self.lists[f"family{kin}"])
        surname = family if gender == "m" else {lang: feminine(text, lang) for lang, text in family.items()}
        return Person(rng.choice(self.lists[f"given{kin}.{gender}"]), surname, gender)


def feminine(surname: str, lang: Lang) -> str:
    """The surname of a woman: Тастанов → Тастанова, Kovalsky → Kovalskaya; others stay (Қайрат, Шульц)."""
    for masculine, form in _FEMININE_EN if lang == "en" else _FEMININE:
        if surname.endswith(masculine):
            return surname[: len(surname) - len(masculine)] + form
    return surname


def read_names(lines: Iterable[tuple[str, list[str]]]) -> Names:
    """The lists of names.tsv: kind, en, ru, kk."""
    lists: dict[str, list[Mapping[Lang, str]]] = {}
    for _where, cells in lines:
        lists.setdefault(cells[0], []).append({"en": cells[1], "ru": cells[2], "kk": cells[3]})
    return Names({kind: tuple(found) for kind, found in lists.items()})

"""Russian prepositions and the cases that they govern (Русская грамматика, 1980, §§ 1653-1682): one table for all."""

from __future__ import annotations

from functools import cache

from attrs import frozen

from pressloc.model import Case

# cases: the usual ones, the commonest first; behind a slash those of other meanings
_TABLE = {
    "от из без для до у после кроме из-за из-под вместо против ради среди вокруг вне внутри мимо насчёт относительно "
    "путём посредством вследствие ввиду накануне помимо около": "GEN",
    "к ко благодаря согласно вопреки": "DAT",
    "через сквозь про": "ACC",
    "над перед": "INS",
    "с со": "INS/GEN ACC",
    "между": "INS/GEN",
    "под за": "INS ACC",
    "при": "LOC",
    "о об обо": "LOC/ACC",
    "в во на": "LOC ACC",
    "по": "DAT ACC LOC",
}
# Накануне министр заявил: these stand without a noun as well
_ADVERBS = frozenset(("накануне", "после", "около", "вокруг", "внутри", "мимо"))


@frozen
class Preposition:
    """`usual` cases, the commonest first, and the `rare` ones. `adverb`: the word may stand without a noun."""

    usual: tuple[Case, ...]
    rare: tuple[Case, ...] = ()
    adverb: bool = False

    @property
    def cases(self) -> frozenset[Case]:
        return frozenset((*self.usual, *self.rare))


@cache
def _prepositions() -> dict[str, Preposition]:
    found = {}
    for words, cases in _TABLE.items():
        usual, _, rare = cases.partition("/")
        for word in words.split():
            found[word.replace("ё", "е")] = Preposition(tuple(usual.split()), tuple(rare.split()), word in _ADVERBS)  # type: ignore[arg-type]
    return found


def preposition(word: str) -> Preposition | None:
    """What `word` (any capitals, ё or е) governs; None if it is no preposition of the table."""
    return _prepositions().get(word.lower().replace("ё", "е"))

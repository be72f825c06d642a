"""What a place in a sentence asks of the words that fill it, and what words tell the others that agree with them."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from attrs import evolve, frozen

from pressloc.model import Lang
from pressloc.mt.training.grammar.pattern import Features


class Unsayable(Exception):
    """The words have no such form; another derivation is tried."""


@frozen
class Want:
    """The form asked of a phrase. `number` "" is the word's own; `count` is the number that stands before it."""

    case: str = "NOM"
    number: str = ""
    possessive: bool = False
    count: Decimal | None = None
    article: str = ""
    styles: frozenset[str] = frozenset()


@frozen
class Traits:
    """What agreeing words need to know. `proper`: the article is the name's own; `mass`: no plural, no a."""

    gender: str = "m"
    number: str = "sg"
    animate: bool = False
    proper: bool = False
    mass: bool = False


class Value(Protocol):
    """A leaf: something that can be said in the three languages."""

    def key(self) -> str:
        """Its identity: two leaves of one line never have the same."""

    def say(self, lang: Lang, want: Want) -> str:
        """The words in the form wanted. Raises Unsayable."""

    def traits(self, lang: Lang) -> Traits:
        """What agrees with it."""


def merged(outer: Want, features: Features, count: Decimal | None) -> Want:
    """What a slot is asked for: its own features, over those of the phrase where it is the phrase's head."""
    base = outer if features.inherit else Want()
    return evolve(
        base,
        case=features.case or base.case,
        number=features.number or base.number,
        possessive=features.possessive or base.possessive,
        count=count if features.count else base.count,
        article=features.article or ("bare" if features.inherit else ""),
        styles=base.styles | features.styles,
    )


def grammatical(count: Decimal) -> str:
    """The Russian agreement class of a number: "one" (1, 21, 101), "few" (2-4, 22, fractions), "many"."""
    if count != count.to_integral_value():
        return "few"
    tens, units = int(count) % 100, int(count) % 10
    if units == 1 and tens != 11:
        return "one"
    return "few" if 2 <= units <= 4 and not 12 <= tens <= 14 else "many"


def counted(want: Want) -> tuple[str, str]:
    """(case, number) of a Russian noun behind a number: 21 депутат, 2 закона, 5 сенаторов; с 5 сенаторами."""
    if want.count is None:
        return want.case, want.number
    kind = grammatical(want.count)
    if kind == "one":
        return want.case, "sg"
    if want.count != want.count.to_integral_value():
        return "GEN", "sg"
    if want.case not in ("NOM", "ACC"):
        return want.case, "pl"
    return "GEN", "sg" if kind == "few" else "pl"

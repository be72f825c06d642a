"""The Kazakh nominal paradigm: stem + number + possession + case.

A `Stem` holds the three shapes a noun shows before suffixes and the two facts that choose their allomorphs; the
functions here are pure string building and know no words.
"""

from __future__ import annotations

from functools import cache

from attrs import frozen

from pressloc.model import Case, Form, Number
from pressloc.morphology.kk_phonology import Final
from pressloc.morphology.kk_tables import tables

CASES: tuple[Case, ...] = ("NOM", "GEN", "DAT", "ACC", "LOC", "ABL", "INS")
OPEN = ("PL", "DAT", "LOC", "ABL")  # suffixes with an open vowel (а/е)


@frozen
class Stem:
    """A noun ready for suffixes.

    `nominative` is the bare word; `oblique` stands before consonant-initial suffixes (журналис-, актi-, Минскі-);
    `possessed` is the form with third-person possession (журналисі, халқы). `joiner` is "-" after abbreviations
    and figures. `open_back`: suffixes with an open vowel are back though the rest is front (куәға, but куәнің).
    """

    nominative: str
    oblique: str
    possessed: str
    back: bool
    final: Final
    joiner: str = ""
    open_back: bool = False


def allomorph(slot: str, final: Final, back: bool) -> str:
    """The suffix of `slot` ("PL" or a case) after a stem of class `final`; "" for NOM."""
    if slot == "NOM":
        return ""
    pair: list[str] = tables()["suffixes"][final][slot]
    return pair[0 if back else 1]


def attach(case: Case, text: str, *, back: bool, final: Final, joiner: str = "") -> str:
    """`text` in `case`: the one place where a case suffix is joined. NOM returns `text` itself."""
    suffix = allomorph(case, final, back)
    return f"{text}{joiner}{suffix}" if suffix else text


def plural(stem: Stem) -> str:
    """Plural nominative, from the bare stem (министрлік, министрліктер)."""
    return stem.oblique + stem.joiner + allomorph("PL", stem.final, stem.back or stem.open_back)


def build(stem: Stem, form: Form) -> str:
    """The surface of `stem` in `form`."""
    if form.number == "pl":
        back = stem.back or stem.open_back
        text = plural(stem)
        if form.possessive:
            return attach(form.case, text + ("ы" if back else "і"), back=back, final="P")
        return attach(form.case, text, back=back, final="R")
    if form.possessive:
        return attach(form.case, stem.possessed, back=stem.back, final="P")
    if form.case == "NOM":
        return stem.nominative
    back = stem.back or (stem.open_back and form.case in OPEN)
    return attach(form.case, stem.oblique, back=back, final=stem.final, joiner=stem.joiner)


@cache
def slots(
    numbers: tuple[Number, ...] = ("sg", "pl"), possession: tuple[bool, ...] = (False, True)
) -> tuple[Form, ...]:
    """All slots of a paradigm in reading order: bare before possessed, singular before plural."""
    return tuple(Form(case, number, owned) for owned in possession for number in numbers for case in CASES)

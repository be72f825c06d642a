"""Forms that occur in running text but that no generator needs: the recogniser's share of the paradigm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pressloc.model import Form, Number
from pressloc.morphology.kk_nominal import Stem, allomorph, attach, plural, slots
from pressloc.morphology.kk_paradigm import Reading, carries_possession, head_stems
from pressloc.morphology.kk_phonology import Final
from pressloc.morphology.kk_possession import is_plural, possessed_stem
from pressloc.morphology.kk_tables import tables

_INSTRUMENTALS = ("мен", "бен", "пен")
_CITATION, _WITH = Form(), Form("INS")


def _persons(base: str, number: Number, back: bool) -> Iterator[Reading]:
    """Our, your, my: -мыз, -ңыз, -м after a base that ends in a vowel, in all cases."""
    vowel = "ы" if back else "і"
    endings: tuple[tuple[str, Final], ...] = ((f"м{vowel}з", "Z"), (f"ң{vowel}з", "Z"), ("м", "N"))
    for ending, final in endings:
        for form in slots((number,), (True,)):
            text = attach(form.case, base + ending, back=back, final=final)
            if form.case == "DAT" and final == "N":  # еліме
                text = base + ending + ("а" if back else "е")
            yield Reading(form, text, False)


def _possession_base(stem: Stem) -> str:
    """What -мыз, -ңыз follow: комиссия-мыз, тобы-мыз."""
    return stem.oblique if stem.final == "V" else stem.possessed


def _derived(stem: Stem) -> Iterator[Reading]:
    """Attributes and other derivatives of the bare noun: -лық and its plural (people of …), -сыз, -дай, -нікі."""
    pairs: list[list[str]] = tables()["derivation"][stem.final]
    side = 0 if stem.back else 1
    for pair in pairs:
        yield Reading(_CITATION, stem.oblique + stem.joiner + pair[side], False)
    people = stem.oblique + stem.joiner + pairs[0][side] + allomorph("PL", "T", stem.back)
    for form in slots(("pl",), (False,)):
        yield Reading(form, attach(form.case, people, back=stem.back, final="R"), False)


def further_readings(
    usual: Iterable[Reading],
    head: str,
    term: str,
    hints: Mapping[str, str],
    *,
    abbreviation: bool = False,
    person: str = "",
) -> Iterator[Reading]:
    """Forms of `head` beyond the `usual` ones of kk_paradigm.paradigm, none of them the norm."""
    for reading in usual:
        if reading.form.case == "LOC":  # Сенаттағы, Сенатындағы
            yield Reading(reading.form, reading.text + ("ғы" if reading.text[-1] == "а" else "гі"), False)
        if reading.form == _WITH and reading.text.endswith(_INSTRUMENTALS):
            for other in _INSTRUMENTALS:
                yield Reading(_WITH, reading.text[:-3] + other, False)
    if hints.get("indeclinable") == "yes" or is_plural(head):
        return
    if carries_possession(head, term, hints, person=person):
        stem = possessed_stem(head)  # электр энергиясы: электр энергиямыз
    else:
        stem = next(head_stems(head, hints, abbreviation=abbreviation, name=bool(person)))
        yield from _derived(stem)
    if person or stem.joiner:
        return
    yield from _persons(_possession_base(stem), "sg", stem.back)
    yield from _persons(plural(stem) + ("ы" if stem.back else "і"), "pl", stem.back)

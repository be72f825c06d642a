"""Paradigms: the forms of a word by case and number, and how the citation's spelling is carried over to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os.path import commonprefix
from typing import Literal

from pressloc.model import Case, Number

Slot = tuple[Case, Number]
Paradigm = Mapping[Slot, tuple[str, ...]]
Gender = Literal["m", "f", "n"]

CASES: tuple[Case, ...] = ("NOM", "GEN", "DAT", "ACC", "INS", "LOC")
NUMBERS: tuple[Number, ...] = ("sg", "pl")
SLOTS: tuple[Slot, ...] = tuple((case, number) for number in NUMBERS for case in CASES)


def frozen(word: str, numbers: tuple[Number, ...] = NUMBERS) -> Paradigm:
    """The paradigm of an indeclinable word."""
    return {(case, number): (word,) for number in numbers for case in CASES}


def from_endings(stem: str, endings: str, number: Number) -> Paradigm:
    """Paradigm from six space-separated endings in the order of CASES; `-` is the zero ending, `/` separates
    variants (the first is the norm)."""
    cells = endings.split()
    return {
        (case, number): tuple(stem + ("" if ending == "-" else ending) for ending in cell.split("/"))
        for case, cell in zip(CASES, cells, strict=True)
    }


def only(paradigm: Paradigm, number: Number) -> Paradigm:
    """The cells of one number."""
    return {slot: forms for slot, forms in paradigm.items() if slot[1] == number}


def mapped(paradigm: Paradigm, change: Callable[[str], str]) -> Paradigm:
    """The paradigm with each form changed by `change`."""
    return {slot: tuple(change(form) for form in forms) for slot, forms in paradigm.items()}


def merged(first: Paradigm, second: Paradigm) -> Paradigm:
    """Both paradigms: the forms of `first` are the norm, those of `second` its variants."""
    slots = [*first, *(slot for slot in second if slot not in first)]
    return {slot: tuple(dict.fromkeys(first.get(slot, ()) + second.get(slot, ()))) for slot in slots}


def respelled(form: str, model: str, *, keep_yo: bool = False) -> str:
    """`form` (lower case) spelled like the citation `model`: its capitals and its ё or е kept.

    Премьер-Министр + премьер-министра → Премьер-Министра; an all-capital citation capitalises the ending too.
    `keep_yo`: the form knows its own ё (счёт, plural счета; звезда, plural звёзды).
    """
    if "-" in model and form.count("-") == model.count("-"):
        parts = zip(form.split("-"), model.split("-"), strict=True)
        return "-".join(_respelled(part, like, keep_yo) for part, like in parts)
    return _respelled(form, model, keep_yo)


def _respelled(form: str, model: str, keep_yo: bool) -> str:
    shared = len(commonprefix((form.replace("ё", "е"), model.lower().replace("ё", "е"))))  # noqa: RUF071 - by letters
    start, rest = model[:shared], form[shared:]
    if keep_yo:
        letters = zip(form, start, strict=False)
        start = "".join(letter.upper() if like.isupper() else letter for letter, like in letters)
    if (
        len(model) > 3 and model.isupper()
    ):  # a heading in capitals; the endings of initialisms stay small: МИДа
        rest = rest.upper()
    return start + rest

"""Numbers in digits with what belongs to them: magnitudes, smaller parts (2 млн 300 тыс.), decades (1990s)."""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import evolve

from pressloc.locale.quantity import BLANK, ONE, TO_MAGNITUDE, Quantity, Row

_DECADE = re.compile(r"'?s\b|-х\b|-(?:ші |шы )?жылдар")


def read_digits(row: Row, first: int) -> tuple[Quantity, int]:
    """The number that begins with the digits or Roman numeral of token `first`, and the index after it."""
    token = row.tokens[first]
    values, factor, after = _times_magnitude(row, first + 1, token.values)
    is_roman = token.kind == "roman"
    number = Quantity(
        values[0], "ordinal" if is_roman else "number", *row.slice(first, after), values[1:],
        soft=token.glued or (is_roman and len(token.text) == 1), factor=factor,
    )  # fmt: skip
    if len(number.text) == 4 and _DECADE.match(row.text, number.end):
        return evolve(number, alternatives=(number.value % 100,)), after  # the 1990s are the nineties
    return _with_smaller(row, number, after) if factor > 1 else (number, after)


def _times_magnitude(
    row: Row, index: int, values: tuple[Decimal, ...]
) -> tuple[tuple[Decimal, ...], Decimal, int]:
    """The values times the magnitude word at `index`, that magnitude, and the index after it (if there is one)."""
    word = row.word(index)
    if word is None or not TO_MAGNITUDE.fullmatch(row.gap(index)):
        return values, ONE, index
    if word.role == "half_after":
        return _times_magnitude(row, index + 1, tuple(v + word.value for v in values))
    if word.role == "magnitude":
        return tuple(v * word.value for v in values), word.value, index + 1
    if word.role == "maybe_magnitude":
        scaled = tuple(v * word.value for v in values)
        before = row.word(index - 2)
        money = before is not None and before.role == "currency"
        return (scaled + values if money else values + scaled), ONE, index + 1
    return values, ONE, index


def _with_smaller(row: Row, number: Quantity, index: int) -> tuple[Quantity, int]:
    """Add what follows in the same number: 2 млн 300 тыс., 12 мың 460."""
    if index >= len(row) or row.tokens[index].kind != "number":
        return number, index
    gap = row.gap(index)
    if not gap or not BLANK.fullmatch(gap):
        return number, index
    values, factor, after = _times_magnitude(row, index + 1, row.tokens[index].values)
    if factor >= number.factor or values[0] >= number.factor or (factor == 1 and values[0] < 100):
        return number, index
    end = row.tokens[after - 1].end
    return evolve(number, value=number.value + values[0], end=end, text=row.text[number.start : end]), after

"""From tokens to quantities: numbers in digits and words get their signs, units and places in ranges."""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import evolve

from pressloc.locale.digits import read_digits
from pressloc.locale.lexicon import fold, lexicon
from pressloc.locale.quantity import ADDED, BLANK, Kind, Quantity, Row
from pressloc.locale.ranges import share_magnitudes, year_of_life
from pressloc.locale.spelled import read_spelled
from pressloc.locale.tokens import Token, tokenise
from pressloc.model import Lang

_SIGN = re.compile(r"(?:^|(?<=[\s(«\"“]))[-−–]$")
_YEARS_AS_MONTHS = (Decimal("1.5"), Decimal("2.5"))  # a year and a half may be eighteen months


def assemble(text: str, lang: Lang) -> list[Quantity]:
    """All quantities of `text` in order; days and years beside month names are still plain numbers (see dates)."""
    row = Row(text, tokenise(text, lang), lexicon(lang))
    out: list[Quantity] = []
    index = 0
    while index < len(row):
        found, index = _read(row, index)
        out.extend(found)
    return year_of_life(text, share_magnitudes(text, out, row.words), row.words)


def _read(row: Row, index: int) -> tuple[tuple[Quantity, ...], int]:
    """The quantities that begin at token `index` (none, or three for a date), and the index after them."""
    token, word = row.tokens[index], row.word(index)
    if token.kind == "date":
        return _date_parts(token), index + 1
    if token.kind == "clock":
        return (_clock(token),), index + 1
    if word is None:
        number, after = read_digits(row, index)
    elif word.role == "month":
        return (Quantity(word.value, "month", *row.slice(index, index + 1), spelled=True),), index + 1
    elif word.after and not _may_begin(row, index):
        return (), index + 1
    elif word.role in ADDED or word.role in ("magnitude", "half_more"):
        number, after = read_spelled(row, index)
    elif word.role in ("word", "period"):
        where = row.slice(index, index + 1)
        number = Quantity(word.value, "number", *where, word.alternatives, soft=word.soft, spelled=True)
        after = index + 1
    else:
        return (), index + 1
    number, after = _with_unit(row, _with_sign(row, number, index), index, after)
    return (_with_period(row, number, after),), after


def _may_begin(row: Row, index: int) -> bool:
    """Whether a form that only continues a number may begin one here: after the hour word, in төрттен үші."""
    before = row.word(index - 1)
    if before is not None and before.final and before.role in ADDED and BLANK.fullmatch(row.gap(index)):
        return True
    start = row.tokens[index].start
    pattern = row.words.alone_after
    return pattern is not None and pattern.search(row.text[max(0, start - 12) : start]) is not None


def _with_sign(row: Row, number: Quantity, first: int) -> Quantity:
    before = row.word(first - 1)
    if before is not None and before.role == "minus" and BLANK.fullmatch(row.gap(first)):
        return evolve(number, value=-number.value)
    if not number.spelled and _SIGN.search(row.text[max(0, number.start - 2) : number.start]):
        return evolve(number, value=-number.value)
    return number


def _with_unit(row: Row, number: Quantity, first: int, after: int) -> tuple[Quantity, int]:
    """The number with its percent sign or currency before or after it, and the index after that."""
    before = row.word(first - 1)
    code = before is not None and before.role == "currency" and not row.tokens[first - 1].text.islower()
    if before is not None and code and BLANK.fullmatch(row.gap(first)):
        return evolve(number, unit=before.unit), after
    word = row.word(after)
    if word is None or not _is_before_unit(row, row.text[number.end : row.tokens[after].start]):
        return number, after
    if word.role == "percent":
        return evolve(number, unit="%"), after + 1
    following = row.word(after + 1)
    if word.role == "per" and following is not None and following.role == "cent":
        return evolve(number, unit="%"), after + 2
    if word.role == "currency":
        return evolve(number, unit=word.unit), after + 1
    return number, after


def _is_before_unit(row: Row, gap: str) -> bool:
    """Whether only spaces and words such as *US*, *АҚШ* stand between a number and its unit."""
    parts = fold(gap, row.words.lang).strip("-.").split()
    return all(part.strip(".") in row.words.before_unit for part in parts)


def _with_period(row: Row, number: Quantity, after: int) -> Quantity:
    """Two decades are also twenty, полтора года also eighteen months."""
    word = row.word(after)
    if word is not None and word.role == "period" and not number.unit:
        multiples = tuple(number.value * v for v in (word.value, *word.alternatives))
        return evolve(number, alternatives=(*number.alternatives, *multiples))
    if number.value in _YEARS_AS_MONTHS:
        return evolve(number, alternatives=(*number.alternatives, number.value * 12))
    return number


def _clock(token: Token) -> Quantity:
    hours, minutes = token.text.split(":")
    value = Decimal(hours) + Decimal(minutes) / 100
    other = value - 12 if value >= 13 else value + 12
    return Quantity(value, "time", token.start, token.end, token.text, (other,))


def _date_parts(token: Token) -> tuple[Quantity, ...]:
    """Day, month and year of 12.11.2025, 2025-11-12 or 12/11/2025 (whose day and month may be swapped)."""
    matches = list(re.finditer(r"\d+", token.text))
    kinds: tuple[Kind, ...] = ("year", "month", "day") if "-" in token.text else ("day", "month", "year")
    values = [Decimal(m[0]) for m in matches]
    out = []
    for i, (match, kind) in enumerate(zip(matches, kinds, strict=True)):
        value = values[i] + 2000 if kind == "year" and values[i] < 100 else values[i]
        swapped = (values[1 - i],) if "/" in token.text and kind != "year" else ()
        start, end = token.start + match.start(), token.start + match.end()
        out.append(Quantity(value, kind, start, end, match[0], swapped))
    return tuple(out)

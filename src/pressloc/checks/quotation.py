"""Finds quotation marks in a text and tells opening from closing ones; shared by the two checks on quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from pressloc.model import is_code_char

_MARK = re.compile('[«»„“”"]')
_OPENS = frozenset("«„")
_CLOSES = frozenset("»”")
_BEFORE_OPENING = frozenset("([{«„“\"—–-/ \u00a0\u202f\t\n'‘")


@frozen
class QuoteMark:
    """A quotation mark at `at`; `opening` tells its side."""

    at: int
    char: str
    opening: bool


def quote_marks(text: str) -> tuple[QuoteMark, ...]:
    """The double quotation marks of `text`. Straight ones and “ (which closes „ but opens ”) go by context."""
    return tuple(_marks(text))


def _marks(text: str) -> Iterator[QuoteMark]:
    low_open = depth = 0
    for match in _MARK.finditer(text):
        char, at = match[0], match.start()
        if char in _OPENS:
            opening = True
        elif char in _CLOSES or (char == "“" and low_open):
            opening = False
        else:
            opening = _opens_here(text, at)
        low_open += (char == "„") - (char == "“" and low_open > 0)
        if char == "”" and depth < 1 and _opens_here(text, at):
            opening = True  # typed for an opening mark
        depth += 1 if opening else -1
        yield QuoteMark(at, char, opening)


def _opens_here(text: str, at: int) -> bool:
    """Whether a mark at `at` stands where a quotation begins: nothing or a space before it, a word after it."""
    before, after = _skip_codes(text, at, -1), _skip_codes(text, at, 1)
    if before and before not in _BEFORE_OPENING:
        return False
    return bool(after) and not after.isspace()


def _skip_codes(text: str, at: int, step: int) -> str:
    """The next character in direction `step` that is no inline code, or ""."""
    i = at + step
    while 0 <= i < len(text) and is_code_char(text[i]):
        i += step
    return text[i] if 0 <= i < len(text) else ""


def surplus(text: str) -> int:
    """Opening minus closing marks: above 0 where a quotation goes on in the next segment."""
    return sum(1 if mark.opening else -1 for mark in quote_marks(text))

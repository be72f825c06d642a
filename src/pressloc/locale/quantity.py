"""A number found in a text, and the row of tokens that numbers are read from."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from attrs import frozen

from pressloc.locale.lexicon import Lexicon, Word
from pressloc.locale.tokens import SPACES, Token

Kind = Literal["number", "ordinal", "day", "month", "year", "time"]

ONE = Decimal(1)
BLANK = re.compile(rf"[{SPACES}]*")
TO_MAGNITUDE = re.compile(rf"[{SPACES}]*-?[{SPACES}]*")
ADDED = (
    "unit",
    "teen",
    "ten",
    "hundred",
    "times_hundred",
)  # roles that a number below 1000 is summed up from


@frozen
class Quantity:
    """A number in a text, by value: `text == source[start:end]`.

    `alternatives` are other values that it may as well stand for (12-hour times, "half" for 50 %); `unit` is "%",
    an ISO 4217 code, "MCI" or ""; `soft` marks idioms (one, second, both) that may answer a number of the other
    language but need no answer themselves; `spelled` numbers were written in words; `factor` is the magnitude
    that the value includes (1000 for тыс.). A time has the value hours + minutes/100 (18:30 is 18.30), so that it
    compares with a time written with a dot.
    """

    value: Decimal
    kind: Kind
    start: int
    end: int
    text: str
    alternatives: tuple[Decimal, ...] = ()
    unit: str = ""
    soft: bool = False
    spelled: bool = False
    factor: Decimal = ONE

    def may_be(self, value: Decimal) -> bool:
        """Whether the quantity can stand for `value`."""
        return self.value == value or value in self.alternatives


@frozen
class Row:
    """The tokens of a text with the text itself: what stands at an index and between two tokens."""

    text: str
    tokens: list[Token]
    words: Lexicon

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, index: int) -> Word | None:
        """The lexicon entry of token `index`; None for digits and outside the row."""
        return self.tokens[index].word if 0 <= index < len(self.tokens) else None

    def gap(self, index: int) -> str:
        """What stands between token `index` - 1 and token `index`."""
        return self.text[self.tokens[index - 1].end : self.tokens[index].start]

    def slice(self, first: int, after: int) -> tuple[int, int, str]:
        """Start, end and text of tokens `first` to `after` - 1."""
        start, end = self.tokens[first].start, self.tokens[after - 1].end
        return start, end, self.text[start:end]

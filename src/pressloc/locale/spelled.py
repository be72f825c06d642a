"""Spelled-out numbers: *two hundred and fifty*, *двадцати пяти*, *бір жарым миллиард* to values."""

from __future__ import annotations

from decimal import Decimal

from attrs import define, evolve

from pressloc.locale.lexicon import Word, fold
from pressloc.locale.quantity import ADDED, BLANK, ONE, TO_MAGNITUDE, Quantity, Row

_PLACES = {
    "unit": 1,
    "teen": 1,
    "ten": 20,
    "hundred": 100,
    "times_hundred": 100,
}  # teens fill the units' place
_HALF = Decimal("0.5")
_TOP = 1000


@define
class _Sum:
    """A number under way: `total` of finished magnitudes, `current` below 1000, `place` of the last word added."""

    total: Decimal = Decimal(0)
    current: Decimal = Decimal(0)
    place: int = _TOP
    factor: Decimal = ONE
    soft: bool = True
    ordinal: bool = False
    words: int = 0

    def take(self, word: Word) -> bool:
        """Add `word` if the number can go on with it: smaller places after larger ones, magnitudes after a number."""
        taken = self._add(word) if word.role in ADDED else self._scale(word)
        if taken:
            self.words += 1
            self.ordinal = word.ordinal
        return taken

    def _add(self, word: Word) -> bool:
        place = _PLACES[word.role]
        if word.role == "times_hundred" and 0 < self.current < 10:
            self.current *= word.value
        elif place < self.place:
            self.current += word.value
        else:
            return False
        self.place = place
        self.soft = self.soft and word.soft
        return True

    def _scale(self, word: Word) -> bool:
        if word.role == "magnitude" and (self.current or not self.words):
            self.total += (self.current or ONE) * word.value
            self.factor = word.value
            self.soft = not self.words  # "thousands of people": vague; "five thousand" is not
            self.current, self.place = Decimal(0), _TOP
        elif word.role == "half_more" and not self.words:
            self.current, self.soft = word.value, word.value < 1
        elif word.role == "half_after" and self.words:
            self.add_half()
        else:
            return False
        return True

    def add_half(self) -> None:
        """A half more: жарым, с половиной, and a half."""
        self.current += _HALF
        self.soft = False


def read_spelled(row: Row, first: int) -> tuple[Quantity, int]:
    """The number in words that begins at token `first`, and the index of the token after it."""
    number, index = _Sum(), first
    while index < len(row) and (index == first or _joined(row, index)):
        word = row.word(index)
        if word is None or not number.take(word):
            break
        index += 1
        if word.ordinal or word.final:
            break
        index = _and_a_half(row, index, number)
    quantity = Quantity(
        number.total + number.current, "ordinal" if number.ordinal else "number", *row.slice(first, index),
        soft=number.soft, spelled=True, factor=number.factor,
    )  # fmt: skip
    return _alone(row, first, quantity) if index == first + 1 else quantity, index


def _alone(row: Row, first: int, quantity: Quantity) -> Quantity:
    """One word alone may be vague (several hundred, half of it) or another word (тоқсан: ninety, a quarter)."""
    word = row.word(first)
    if word is not None and (word.alternatives or word.role == "times_hundred"):
        return evolve(quantity, alternatives=word.alternatives, soft=True)
    other = row.words.soften_alone.get(fold(quantity.text, row.words.lang))
    return evolve(quantity, soft=True, alternatives=other) if other else quantity


def _and_a_half(row: Row, index: int, number: _Sum) -> int:
    """Read "and a half" after token `index` - 1 into `number`; the index of the token after it."""
    pattern = row.words.a_half
    match = pattern.match(row.text, row.tokens[index - 1].end) if pattern and number.current else None
    if match is None:
        return index
    number.add_half()
    while index < len(row) and row.tokens[index].end <= match.end():
        index += 1
    return index


def _joined(row: Row, index: int) -> bool:
    """Whether token `index` may continue the number of the token before it: only joiners stand between them."""
    gap, word, previous = row.gap(index), row.word(index), row.word(index - 1)
    if word is not None and word.role == "magnitude" and TO_MAGNITUDE.fullmatch(gap):
        return True
    if previous is not None and previous.role == "half_more":
        return row.words.half_gap.fullmatch(gap) is not None
    if previous is not None and previous.role == "half_after":
        return BLANK.fullmatch(gap) is not None
    return row.words.joiner.fullmatch(gap) is not None

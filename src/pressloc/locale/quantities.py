"""From tokens to quantities: puts digits, number words, magnitudes, signs and units together into values."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from attrs import evolve, frozen

from pressloc.locale.lexicon import Lexicon, Word, fold, lexicon
from pressloc.locale.tokens import SPACES, Token, tokenise
from pressloc.model import Lang

Kind = Literal["number", "ordinal", "day", "month", "year", "time"]

_ONE = Decimal(1)
_BLANK = re.compile(rf"[{SPACES}]*")
_TO_MAGNITUDE = re.compile(rf"[{SPACES}]*-?[{SPACES}]*")
_DASH = re.compile(rf"[{SPACES}]*[‐‑–—-][{SPACES}]*")
_SIGN = re.compile(r"(?:^|(?<=[\s(«\"“]))[-−–]$")
_DECADE = re.compile(r"'?s\b|-х\b|-(?:ші |шы )?жылдар")
_YEARS_AS_MONTHS = (Decimal("1.5"), Decimal("2.5"))
_ADDED = ("unit", "teen", "ten", "hundred", "times_hundred")


@frozen
class Quantity:
    """A number in a text, by value: `text == source[start:end]`.

    `alternatives` are other values that it may as well stand for (12-hour times, "half" for 50 %); `unit` is "%",
    an ISO 4217 code, "MCI" or ""; `soft` marks idioms (one, second, both) that may answer a number of the other
    language but need no answer themselves; `spelled` numbers were written in words. A time has the value
    hours + minutes/100 (18:30 is 18.30), so that it compares with a time written with a dot.
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
    factor: Decimal = _ONE

    def may_be(self, value: Decimal) -> bool:
        """Whether the quantity can stand for `value`."""
        return self.value == value or value in self.alternatives


def assemble(text: str, lang: Lang) -> list[Quantity]:
    """All quantities of `text` in order; dates and clock times are still raw tokens' parts (see dates.py)."""
    builder = _Builder(text, tokenise(text, lang), lexicon(lang))
    return _year_of_life(text, _share_magnitudes(text, builder.run(), lexicon(lang)), lexicon(lang))


class _Builder:
    """One pass over the tokens of a text; `at` is the index of the next token."""

    def __init__(self, text: str, tokens: list[Token], words: Lexicon) -> None:
        self.text, self.tokens, self.words, self.at = text, tokens, words, 0

    def run(self) -> list[Quantity]:
        out: list[Quantity] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind in ("date", "clock"):
                out.extend(_date_parts(token) if token.kind == "date" else (_clock(token),))
                self.at += 1
            elif token.word is not None and token.word.role == "month":
                out.append(
                    Quantity(token.word.value, "month", token.start, token.end, token.text, spelled=True)
                )
                self.at += 1
            else:
                found = self._numeral(self.at)
                if found is None:
                    self.at += 1
                else:
                    out.append(found)
        return out

    def _gap(self, index: int) -> str:
        """What stands between token `index` - 1 and token `index`."""
        return self.text[self.tokens[index - 1].end : self.tokens[index].start]

    def _word(self, index: int) -> Word | None:
        return self.tokens[index].word if index < len(self.tokens) else None

    def _numeral(self, first: int) -> Quantity | None:
        token, word = self.tokens[first], self._word(first)
        if word is None:
            number = self._digits(first)
        elif word.after and not self._alone(first):
            return None
        elif word.role in _ADDED or word.role in ("magnitude", "half_more"):
            number = self._spelled(first)
        elif word.role in ("word", "period"):
            self.at = first + 1
            number = Quantity(
                word.value,
                "number",
                token.start,
                token.end,
                token.text,
                word.alternatives,
                soft=word.soft,
                spelled=True,
            )
        else:
            return None
        return self._with_period(self._with_unit(self._with_sign(number, first), first))

    def _alone(self, first: int) -> bool:
        """Whether a form that only continues a number may begin one here: after the hour word, in төрттен үші."""
        token, before = self.tokens[first], self._word(first - 1) if first else None
        if (
            before is not None
            and before.final
            and before.role in _ADDED
            and _BLANK.fullmatch(self._gap(first))
        ):
            return True
        pattern = self.words.alone_after
        return (
            pattern is not None
            and pattern.search(self.text[max(0, token.start - 12) : token.start]) is not None
        )

    def _digits(self, first: int) -> Quantity:
        token = self.tokens[first]
        self.at = first + 1
        values, factor = self._times_magnitude(token.values)
        soft = token.glued or (token.kind == "roman" and len(token.text) == 1)
        number = Quantity(
            values[0], "ordinal" if token.kind == "roman" else "number", token.start, self.tokens[self.at - 1].end,
            self.text[token.start : self.tokens[self.at - 1].end], values[1:], soft=soft, factor=factor,
        )  # fmt: skip
        if len(number.text) == 4 and _DECADE.match(self.text, number.end):
            return evolve(number, alternatives=(number.value % 100,))  # the 1990s are the nineties
        return self._with_smaller(number) if factor > 1 else number

    def _times_magnitude(self, values: tuple[Decimal, ...]) -> tuple[tuple[Decimal, ...], Decimal]:
        """Apply the magnitude word after a digit string, if there is one."""
        word = self._word(self.at)
        if word is None or not _TO_MAGNITUDE.fullmatch(self._gap(self.at)):
            return values, _ONE
        if word.role == "half_after":
            self.at += 1
            values = tuple(v + word.value for v in values)
            return self._times_magnitude(values)
        if word.role == "magnitude":
            self.at += 1
            return tuple(v * word.value for v in values), word.value
        if word.role == "maybe_magnitude":
            self.at += 1
            scaled = tuple(v * word.value for v in values)
            money = self.at >= 3 and self._word(self.at - 3)
            return (scaled + values if money and money.role == "currency" else values + scaled), _ONE
        return values, _ONE

    def _with_smaller(self, number: Quantity) -> Quantity:
        """Add what follows in the same number: 2 млн 300 тыс., 12 мың 460."""
        start = self.at
        if start >= len(self.tokens) or self.tokens[start].kind != "number":
            return number
        if not self._gap(start) or not _BLANK.fullmatch(self._gap(start)):
            return number
        values = self.tokens[start].values
        self.at = start + 1
        values, factor = self._times_magnitude(values)
        if factor >= number.factor or values[0] >= number.factor or (factor == 1 and values[0] < 100):
            self.at = start
            return number
        end = self.tokens[self.at - 1].end
        return evolve(number, value=number.value + values[0], end=end, text=self.text[number.start : end])

    def _spelled(self, first: int) -> Quantity:
        """A number in words from token `first` on: hundreds, tens and units add up, magnitudes multiply."""
        total, current, last_added = Decimal(0), Decimal(0), 1000
        ordinal, soft, index, factor = False, True, first, _ONE
        while index < len(self.tokens):
            word = self._word(index)
            if word is None or (index > first and not self._joined(index)):
                break
            if word.role in _ADDED:
                size = _size(word)
                if word.role == "times_hundred" and index > first and 0 < current < 10:
                    current *= word.value
                elif size < last_added or (index > first and total and not current):
                    current += word.value
                else:
                    break
                last_added = size
                soft = soft and word.soft
            elif word.role == "magnitude":
                if index > first and not current:
                    break
                total += (current or _ONE) * word.value
                factor = word.value
                soft = soft and index == first and total == word.value
                current, last_added = Decimal(0), 1000
            elif word.role == "half_more" and index == first:
                current = word.value
                soft = word.value < 1
            elif word.role == "half_after" and index > first:
                current += word.value
                soft = False
            else:
                break
            index += 1
            ordinal = word.ordinal
            if word.ordinal or word.final:
                break
            index, current = self._and_a_half(index, current)
        self.at = index
        start, end = self.tokens[first].start, self.tokens[index - 1].end
        number = Quantity(
            total + current, "ordinal" if ordinal else "number", start, end, self.text[start:end],
            soft=soft, spelled=True, factor=factor,
        )  # fmt: skip
        only = self._word(first) if index == first + 1 else None
        if only is not None and (only.alternatives or only.role == "times_hundred"):
            return evolve(number, alternatives=only.alternatives, soft=True)  # half of it; several hundred
        alone = self.words.soften_alone.get(fold(number.text, self.words.lang))
        return evolve(number, soft=True, alternatives=alone) if alone else number

    def _and_a_half(self, index: int, current: Decimal) -> tuple[int, Decimal]:
        pattern = self.words.a_half
        match = pattern.match(self.text, self.tokens[index - 1].end) if pattern and current else None
        if match is None:
            return index, current
        while index < len(self.tokens) and self.tokens[index].end <= match.end():
            index += 1
        return index, current + Decimal("0.5")

    def _joined(self, index: int) -> bool:
        gap = self._gap(index)
        word = self._word(index)
        if word is not None and word.role == "magnitude" and _TO_MAGNITUDE.fullmatch(gap):
            return True
        previous = self._word(index - 1)
        if previous is not None and previous.role == "half_more":
            return self.words.half_gap.fullmatch(gap) is not None
        if previous is not None and previous.role == "half_after" and _BLANK.fullmatch(gap):
            return True
        return self.words.joiner.fullmatch(gap) is not None or _a_half_gap(self.words, gap)

    def _with_sign(self, number: Quantity, first: int) -> Quantity:
        before = self._word(first - 1) if first else None
        if before is not None and before.role == "minus" and _BLANK.fullmatch(self._gap(first)):
            return evolve(number, value=-number.value)
        if not number.spelled and _SIGN.search(self.text[max(0, number.start - 2) : number.start]):
            return evolve(number, value=-number.value)
        return number

    def _with_unit(self, number: Quantity, first: int) -> Quantity:
        before = self._word(first - 1) if first else None
        code = before is not None and before.role == "currency" and not self.tokens[first - 1].text.islower()
        if before is not None and code and _BLANK.fullmatch(self._gap(first)):
            return evolve(number, unit=before.unit)
        word = self._word(self.at)
        if word is None:
            return number
        gap = self.text[number.end : self.tokens[self.at].start]
        if not self._is_before_unit(gap):
            return number
        if word.role == "percent":
            self.at += 1
            return evolve(number, unit="%")
        following = self._word(self.at + 1)
        if word.role == "per" and following is not None and following.role == "cent":
            self.at += 2
            return evolve(number, unit="%")
        if word.role == "currency":
            self.at += 1
            return evolve(number, unit=word.unit)
        return number

    def _with_period(self, number: Quantity) -> Quantity:
        """Two decades are also twenty, полтора года also eighteen months."""
        word = self._word(self.at)
        if word is not None and word.role == "period" and not number.unit:
            multiples = tuple(number.value * v for v in (word.value, *word.alternatives))
            return evolve(number, alternatives=(*number.alternatives, *multiples))
        if number.value in _YEARS_AS_MONTHS:
            return evolve(number, alternatives=(*number.alternatives, number.value * 12))
        return number

    def _is_before_unit(self, gap: str) -> bool:
        return all(
            part.strip(".") in self.words.before_unit
            for part in fold(gap, self.words.lang).strip("-.").split()
        )


def _a_half_gap(words: Lexicon, gap: str) -> bool:
    """Between *two* and *million* of "two and a half million" stands the half."""
    return words.a_half is not None and words.a_half.match(gap) is not None


def _size(word: Word) -> int:
    """The place that a number word fills: units 1 (also up to 19), tens 10, hundreds 100."""
    return {"unit": 1, "teen": 1, "ten": 20, "hundred": 100, "times_hundred": 100}[word.role]


def _share_magnitudes(text: str, quantities: list[Quantity], words: Lexicon) -> list[Quantity]:
    """In a range, the magnitude and unit of the last number hold for the first (2–3 млрд, from 2 to 3 billion)."""
    out = list(quantities)
    for i in range(len(out) - 2, -1, -1):
        left, right = out[i], out[i + 1]
        if left.factor != 1 or left.kind != "number" or right.kind != "number":
            continue
        if right.factor == 1 and not right.unit:
            continue
        gap = text[left.end : right.start]
        scaled = left.value * right.factor
        if _DASH.fullmatch(gap):
            rest = (left.value,) if scaled != left.value else ()
            out[i] = evolve(
                left, value=scaled, alternatives=(*left.alternatives, *rest), unit=left.unit or right.unit
            )
        elif _is_range_word(gap, words):
            out[i] = evolve(left, alternatives=(*left.alternatives, scaled))
    return out


def _is_range_word(gap: str, words: Lexicon) -> bool:
    parts = fold(gap, words.lang).replace("-", " ").split()
    return 0 < len(parts) <= 2 and all(p in words.range_words for p in parts)


def _year_of_life(text: str, quantities: list[Quantity], words: Lexicon) -> list[Quantity]:
    """Who died «на 88-м году» was 87."""
    spans = [m.span() for m in words.one_less.finditer(text)] if words.one_less else []
    return [
        evolve(q, alternatives=(*q.alternatives, q.value - 1))
        if any(s <= q.start < e for s, e in spans)
        else q
        for q in quantities
    ]


def _clock(token: Token) -> Quantity:
    hours, minutes = token.text.split(":")
    value = Decimal(hours) + Decimal(minutes) / 100
    other = value - 12 if value >= 13 else value + 12
    return Quantity(value, "time", token.start, token.end, token.text, (other,))


def _date_parts(token: Token) -> tuple[Quantity, ...]:
    """Day, month and year of 12.11.2025, 2025-11-12 or 12/11/2025 (whose day and month may be the other way round)."""
    parts = [
        (Decimal(m[0]), token.start + m.start(), token.start + m.end())
        for m in re.finditer(r"\d+", token.text)
    ]
    kinds: tuple[Kind, Kind, Kind] = (
        ("year", "month", "day") if "-" in token.text else ("day", "month", "year")
    )
    day_or_month = (parts[1][0],) if "/" in token.text else ()
    out = []
    for (value, start, end), kind in zip(parts, kinds, strict=True):
        full = value + 2000 if kind == "year" and value < 100 else value
        swapped = () if kind == "year" else ((parts[0][0],) if kind == "month" else day_or_month)
        text = token.text[start - token.start : end - token.start]
        out.append(Quantity(full, kind, start, end, text, swapped if "/" in token.text else ()))
    return tuple(out)

"""What a number takes over from its neighbours: the magnitude of a range, the idiom of a year of life."""

from __future__ import annotations

import re

from attrs import evolve

from pressloc.locale.lexicon import Lexicon, fold
from pressloc.locale.quantity import Quantity
from pressloc.locale.tokens import SPACES

_DASH = re.compile(rf"[{SPACES}]*[‐‑–—-][{SPACES}]*")


def share_magnitudes(text: str, quantities: list[Quantity], words: Lexicon) -> list[Quantity]:
    """In a range, the magnitude and unit of the last number hold for the first.

    After a dash for certain (2–3 млрд); between words perhaps (from 2 to 3 billion), as a second reading.
    """
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
            unit = left.unit or right.unit
            out[i] = evolve(left, value=scaled, alternatives=(*left.alternatives, *rest), unit=unit)
        elif _is_range_word(gap, words):
            out[i] = evolve(left, alternatives=(*left.alternatives, scaled))
    return out


def year_of_life(text: str, quantities: list[Quantity], words: Lexicon) -> list[Quantity]:
    """Who died «на 88-м году» was 87: the number below is a second reading."""
    spans = [m.span() for m in words.one_less.finditer(text)] if words.one_less else []
    if not spans:
        return quantities
    return [
        evolve(q, alternatives=(*q.alternatives, q.value - 1))
        if any(s <= q.start < e for s, e in spans)
        else q
        for q in quantities
    ]


def _is_range_word(gap: str, words: Lexicon) -> bool:
    parts = fold(gap, words.lang).replace("-", " ").split()
    return 0 < len(parts) <= 2 and all(p in words.range_words for p in parts)

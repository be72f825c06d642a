"""Headings in capitals: translated in sentence case, since models have hardly seen the other, and raised again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressloc.model import TermHit
from pressloc.terms.recognise import top_level

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 12  # letters; less may be an abbreviation or two (МИД РК)


def all_caps(text: str) -> bool:
    """Whether `text` is written in capitals throughout and is more than an abbreviation."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= _SHORTEST and all(c.isupper() for c in letters) and " " in text.strip()


def sentence_case(text: str, hits: Sequence[TermHit]) -> str:
    """`text` in sentence case, of the same length: terms as the termbase writes them, abbreviations as they are."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter that changes length when lowered: offsets would move
        return text
    chars = list(lowered)
    for hit in top_level(hits):
        if hit.term.abbreviation:
            chars[hit.start : hit.end] = text[hit.start : hit.end]
            continue
        words = _WORD.finditer(text, hit.start, hit.end)
        for word, model in zip(words, _WORD.findall(hit.term.text), strict=False):
            if model[:1].isupper():
                chars[word.start()] = text[word.start()]
    first = next((n for n, c in enumerate(chars) if c.isalpha()), None)
    if first is not None:
        chars[first] = text[first]
    return "".join(chars)

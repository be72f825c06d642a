"""Differences between two texts, word by word, as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum

import regex
from attrs import frozen

from pressloc.model import CODE_BASE, CODE_LIMIT

_TOKEN = regex.compile(rf"[{chr(CODE_BASE)}-{chr(CODE_LIMIT)}]|[\p{{L}}\p{{M}}\p{{N}}]+|\s+|.", regex.DOTALL)
_MOST = 4000  # tokens a side that are compared one by one; longer texts are compared line-wise at their ends


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@frozen
class Piece:
    """A run of text that both have, only the old one had, or only the new one has."""

    change: Change
    text: str


def tokens(text: str) -> list[str]:
    """Words, runs of blanks, single marks and inline codes; joined they give `text` back."""
    return _TOKEN.findall(text)


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces that turn `old` into `new`; what is gone comes before what is new in its place."""
    a, b = tokens(old), tokens(new)
    if max(len(a), len(b)) > _MOST:
        return _ends(old, new)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Change.SAME, "".join(a[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece(Change.GONE, "".join(a[i1:i2])))
        if j2 > j1:
            pieces.append(Piece(Change.NEW, "".join(b[j1:j2])))
    return tuple(pieces)


def around(pieces: Sequence[Piece], length: int = 30) -> tuple[Piece, ...]:
    """A diff without what is far from a change: at most `length` characters of the same on each side, then `…`."""
    found: list[Piece] = []
    for number, piece in enumerate(pieces):
        text = piece.text
        first, last = number == 0, number == len(pieces) - 1
        if piece.change == Change.SAME and len(text) > (1 if first or last else 2) * length:
            before = "" if first else text[:length]
            text = f"{before}…{'' if last else text[-length:]}"
        found.append(Piece(piece.change, text))
    return tuple(found)


def _ends(old: str, new: str) -> tuple[Piece, ...]:
    """Long texts: what they begin and end with alike, and the two middles."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle = (Piece(Change.GONE, old[head : len(old) - tail]), Piece(Change.NEW, new[head : len(new) - tail]))
    ends = (Piece(Change.SAME, old[:head]), *middle, Piece(Change.SAME, old[len(old) - tail :] if tail else ""))
    return tuple(piece for piece in ends if piece.text)

"""Emphasis: delimiter runs and how they pair (CommonMark 0.31, 6.2 and the appendix "process emphasis")."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from attrs import define

from pressloc.model import CodeKind

if TYPE_CHECKING:
    from pressloc.filters.markdown.inline import Mark


@define
class Run:
    """A run of one delimiter character at `[start, end)`; pairing eats it from both sides."""

    char: str
    start: int
    end: int
    opens: bool
    closes: bool
    length: int = 0

    def __attrs_post_init__(self) -> None:
        self.length = self.end - self.start


def flanking(before: str, after: str, char: str) -> tuple[bool, bool]:
    """Whether a run of `char` between these characters ("" at the ends) can open and can close emphasis."""
    blank_before, blank_after = not before or before.isspace(), not after or after.isspace()
    sign_before, sign_after = _punctuation(before), _punctuation(after)
    left = not blank_after and (not sign_after or blank_before or sign_before)
    right = not blank_before and (not sign_before or blank_after or sign_after)
    if char == "_":
        return left and (not right or sign_before), right and (not left or sign_after)
    return left, right


def _punctuation(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "PS"


def pair_runs(runs: list[Run]) -> list[Mark]:
    """Marks of the pairs that `runs` (in order) make; what stays unpaired is text."""
    from pressloc.filters.markdown.inline import Mark

    marks: list[Mark] = []
    openers: list[Run] = []
    floor: dict[
        tuple[str, bool, int], int
    ] = {}  # below this many openers no match is left, as already searched
    for closer in runs:
        while closer.closes and closer.end > closer.start:
            key = (closer.char, closer.opens, closer.length % 3)
            at = _opener(openers, closer, floor.get(key, 0))
            if at < 0:
                floor[key] = len(openers)
                break
            opener = openers[at]
            del openers[at + 1 :]
            floor = {k: min(v, at) for k, v in floor.items()}
            size = 2 if min(opener.end - opener.start, closer.end - closer.start) >= 2 else 1
            display = "s" if closer.char == "~" else "b" if size == 2 else "i"
            marks.append(Mark(opener.end - size, opener.end, CodeKind.OPEN, display))
            marks.append(Mark(closer.start, closer.start + size, CodeKind.CLOSE, display))
            opener.end -= size
            closer.start += size
            if opener.end == opener.start:
                del openers[at:]
        if closer.opens and closer.end > closer.start:
            openers.append(closer)
    return marks


def _opener(openers: list[Run], closer: Run, floor: int) -> int:
    for at in range(len(openers) - 1, floor - 1, -1):
        opener = openers[at]
        if opener.char != closer.char:
            continue
        if closer.char == "~":
            if opener.length == closer.length:
                return at
            continue
        thirds = (opener.closes or closer.opens) and (opener.length + closer.length) % 3 == 0
        if not thirds or (opener.length % 3 == 0 and closer.length % 3 == 0):
            return at
    return -1

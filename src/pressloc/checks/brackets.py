"""Brackets open and close as in the source."""

from __future__ import annotations

from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck
from pressloc.i18n import N_
from pressloc.model import Finding, Severity
from pressloc.ports import CheckContext

ID = "brackets"
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding per kind of bracket left unmatched where the source's are not (a list mark "1)" is in both)."""
    out = []
    for opening, closing in _PAIRS:
        if not any(c in text for c in (opening, closing) for text in (context.target, context.segment.text)):
            continue
        open_at, stray = _unmatched(context.target, opening, closing)
        surplus = (len(open_at), len(stray))
        if surplus in ((0, 0), _surplus(context.segment.text, opening, closing)):
            continue
        place = max(open_at + stray)
        message = N_("Brackets {pair} do not open and close as in the source")
        out.append(Finding(ID, Severity.MINOR, message, {"pair": opening + closing}, place, place + 1))
    return out


def _surplus(text: str, opening: str, closing: str) -> tuple[int, int]:
    open_at, stray = _unmatched(text, opening, closing)
    return len(open_at), len(stray)


def _unmatched(text: str, opening: str, closing: str) -> tuple[list[int], list[int]]:
    """Offsets of opening and of closing brackets without a partner."""
    open_at: list[int] = []
    stray: list[int] = []
    for i, char in enumerate(text):
        if char == opening:
            open_at.append(i)
        elif char == closing:
            if open_at:
                open_at.pop()
            else:
                stray.append(i)
    return open_at, stray


check = FunctionCheck(ID, N_("Brackets are balanced"), find)

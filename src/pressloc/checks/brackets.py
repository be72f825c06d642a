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
    """One finding per kind of bracket whose surplus differs from the source's (a list mark "1)" has one)."""
    out = []
    for opening, closing in _PAIRS:
        if not any(c in text for c in (opening, closing) for text in (context.target, context.segment.text)):
            continue
        at = _unmatched(context.target, opening, closing)
        if len(at) == len(_unmatched(context.segment.text, opening, closing)):
            continue
        place = at[-1] if at else 0
        end = place + 1 if at else 0
        message = N_("Brackets {pair} do not open and close as in the source")
        out.append(Finding(ID, Severity.MINOR, message, {"pair": opening + closing}, place, end))
    return out


def _unmatched(text: str, opening: str, closing: str) -> list[int]:
    """Offsets of brackets without a partner."""
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
    return sorted(stray + open_at)


check = FunctionCheck(ID, N_("Brackets are balanced"), find)

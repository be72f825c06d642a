"""Quotations open and close as in the source: a quotation that runs over several segments does so in both."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck
from pressloc.checks.quotation import QuoteMark, quote_marks, surplus
from pressloc.i18n import N_
from pressloc.model import Finding, Severity
from pressloc.ports import CheckContext

ID = "quote-balance"
_DASH = re.compile(r"[–—-]\s")


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding if a quotation mark lacks its partner where the source's does not, or the other way round."""
    marks = quote_marks(context.target)
    open_at, stray = _unpaired(marks)
    wanted = surplus(context.segment.text)
    if len(open_at) - len(stray) == wanted or (not stray and _closings_merged(context.target, marks)):
        return ()
    if not open_at and not stray:
        if _closings_merged(context.segment.text, quote_marks(context.segment.text)):
            return ()
        message = N_("A quotation goes on beyond this sentence in the source, but not in the translation")
        return (Finding(ID, Severity.MINOR, message),)
    if len(open_at) == len(stray):
        return ()
    at = (stray or open_at)[-1]
    message = N_("The quotation mark {mark} has no partner")
    fix = _as_dialogue(context, at) if len(stray) == 1 and not open_at else None
    return (Finding(ID, Severity.MINOR, message, {"mark": context.target[at]}, at, at + 1, fix),)


def _as_dialogue(context: CheckContext, at: int) -> str | None:
    """Direct speech behind a dash that closes with a quotation mark: English opens with one as well, Kazakh and Russian
    close without."""
    dash = _DASH.match(context.target)
    if dash is None or not _DASH.match(context.segment.text):
        return None
    if context.target_lang != "en":
        return context.target[:at] + context.target[at + 1 :]
    return {"”": "“"}.get(context.target[at], context.target[at]) + context.target[dash.end() :]


def _unpaired(marks: Sequence[QuoteMark]) -> tuple[list[int], list[int]]:
    """Offsets of opening and of closing marks without partner."""
    open_at: list[int] = []
    stray: list[int] = []
    for mark in marks:
        if mark.opening:
            open_at.append(mark.at)
        elif open_at:
            open_at.pop()
        else:
            stray.append(mark.at)
    return open_at, stray


def _closings_merged(target: str, marks: Sequence[QuoteMark]) -> bool:
    """«Закон «О Парламенте»: where two » would meet, Russian and Kazakh typesetting writes one."""
    depth = deepest = 0
    for mark in marks:
        depth += 1 if mark.opening else -1
        deepest = max(deepest, depth)
    return deepest == 2 and depth == 1 and target[marks[-1].at] == "»"


check = FunctionCheck(ID, N_("Quotation marks are paired"), find)

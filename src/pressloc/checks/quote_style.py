"""Quotation marks of the target language: «» and „“ in Kazakh and Russian, “” or "" in English."""

from __future__ import annotations

from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck
from pressloc.checks.quotation import QuoteMark, quote_marks, surplus
from pressloc.i18n import N_
from pressloc.locale.typography import Typography, typography
from pressloc.model import Finding, Severity
from pressloc.ports import CheckContext

ID = "quote-style"


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding per mark of another language, with all of them replaced in the fix where they pair up."""
    style = typography(context.target_lang)
    marks = quote_marks(context.target)
    if not marks:
        return ()
    depths = _depths(marks)
    wrong = [m for m, depth in zip(marks, depths, strict=True) if _is_wrong(context.target, m, depth, style)]
    if not wrong:
        return ()
    fix = _rewritten(context.target, marks, depths, style)
    message = N_("The quotation mark {mark} is not usual in this language; use {outer}")
    args = {"outer": "".join(style.outer)}
    return [
        Finding(ID, Severity.MINOR, message, {**args, "mark": m.char}, m.at, m.at + 1, fix) for m in wrong
    ]


def _depths(marks: Sequence[QuoteMark]) -> list[int]:
    """How deep each mark's quotation is: 1 for an outer one, 2 for one inside it; 0 or less if unpaired."""
    depths, depth = [], 0
    for mark in marks:
        if mark.opening:
            depth += 1
        depths.append(depth)
        if not mark.opening:
            depth -= 1
    return depths


def _is_wrong(text: str, mark: QuoteMark, depth: int, style: Typography) -> bool:
    if mark.char == '"' and text[mark.at - 1 : mark.at].isdigit() and not mark.opening and depth < 1:
        return False  # inches
    return mark.char in style.foreign or (mark.char in style.nested_only and depth == 1)


def _rewritten(text: str, marks: Sequence[QuoteMark], depths: Sequence[int], style: Typography) -> str | None:
    """The text in house style; None if the marks do not pair up or go deeper than the style has marks for."""
    if min(depths) < 1 or max(depths) > 2 or surplus(text):
        return None
    chars = list(text)
    for mark, depth in zip(marks, depths, strict=True):
        pair = style.outer if depth == 1 else style.inner
        chars[mark.at] = pair[0 if mark.opening else 1]
    return "".join(chars)


check = FunctionCheck(ID, N_("Quotation marks are those of the language"), find)

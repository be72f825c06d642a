"""Inline codes (bold, links, placeholders) are all there, once, in pairs that open before they close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pressloc.checks.base import CODE, FunctionCheck, codes_of
from pressloc.i18n import N_
from pressloc.model import CODE_BASE, CodeKind, Finding, InlineCode, Severity
from pressloc.ports import CheckContext

ID = "inline-codes"


def find(context: CheckContext) -> Sequence[Finding]:
    """Findings for codes missing, extra, doubled, unpaired or, as a remark, in another order."""
    codes = codes_of(context)
    wanted = _indices(context.segment.text)
    present = _indices(context.target)
    out = list(_counts(wanted, present, codes))
    broken = list(_unpaired(present, codes))
    if not out and not broken and [i for i, _ in present] != [i for i, _ in wanted]:
        message = N_("The inline codes stand in another order than in the source")
        out.append(Finding(ID, Severity.NEUTRAL, message))
    return out + broken


def _indices(text: str) -> list[tuple[int, int]]:
    """Code number and offset of each code character."""
    return [(ord(match[0]) - CODE_BASE, match.start()) for match in CODE.finditer(text)]


def _counts(
    wanted: list[tuple[int, int]], present: list[tuple[int, int]], codes: Sequence[InlineCode]
) -> list[Finding]:
    left = Counter(i for i, _ in wanted)
    out = []
    for index, at in present:
        if left[index] > 0:
            left[index] -= 1
            continue
        known = index < len(codes)
        severity = Severity.MAJOR if known else Severity.CRITICAL
        message = N_("The inline code {code} is not in the source or stands twice")
        out.append(Finding(ID, severity, message, {"code": _name(index, codes)}, at, at + 1))
    for index in sorted(i for i, count in left.items() if count > 0):
        optional = index < len(codes) and codes[index].can_delete
        severity = Severity.MINOR if optional else Severity.MAJOR
        out.append(
            Finding(ID, severity, N_("The inline code {code} is missing"), {"code": _name(index, codes)})
        )
    return out


def _unpaired(present: list[tuple[int, int]], codes: Sequence[InlineCode]) -> list[Finding]:
    """Spanning codes that close before they open, overlap another pair, or lack their other half."""
    here = {i for i, _ in present}
    stack: list[int] = []
    out = []
    for index, at in present:
        code = codes[index] if index < len(codes) else None
        if code is None or code.pair is None or code.pair not in here:
            continue
        if code.kind == CodeKind.OPEN:
            stack.append(index)
        elif code.kind == CodeKind.CLOSE:
            if stack and stack[-1] == code.pair:
                stack.pop()
                continue
            if code.pair in stack:
                stack.remove(code.pair)
                message = N_("The inline code {code} overlaps another pair")
            else:
                message = N_("The inline code {code} closes before it opens")
            out.append(Finding(ID, Severity.CRITICAL, message, {"code": _name(index, codes)}, at, at + 1))
    return out


def _name(index: int, codes: Sequence[InlineCode]) -> str:
    if index >= len(codes):
        return f"#{index + 1}"
    code = codes[index]
    return ("/" if code.kind == CodeKind.CLOSE else "") + (code.display or code.data)


check = FunctionCheck(ID, N_("Inline codes are complete and paired"), find)

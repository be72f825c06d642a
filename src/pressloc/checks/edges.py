"""The target begins and ends with the white space of the source, since segments are joined as they stand."""

from __future__ import annotations

from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck
from pressloc.i18n import N_
from pressloc.model import Finding, Severity
from pressloc.ports import CheckContext

ID = "edges"


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding if the white space at either end differs, with the target put right."""
    source, target = context.segment.text, context.target
    bare = target.strip()
    if not bare or not source.strip():
        return ()
    body = source.strip()
    start = source.index(body)
    wanted = source[:start] + bare + source[start + len(body) :]
    if wanted == target:
        return ()
    message = N_("White space at the beginning or end differs from the source")
    return (Finding(ID, Severity.MINOR, message, fix=wanted),)


check = FunctionCheck(ID, N_("White space at the ends is that of the source"), find)

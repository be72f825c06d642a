"""No word twice in a row, unless the source says it twice or the language does (бір бір, had had)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck
from pressloc.i18n import N_
from pressloc.locale.typography import typography
from pressloc.model import Finding, Severity
from pressloc.ports import CheckContext

ID = "repeated-word"
_TWICE = re.compile(r"(?<![\w-])([^\W\d_]+)[ \u00a0]+\1(?![\w-])", re.IGNORECASE)


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding per repetition; the fix drops the second of two words in lower case."""
    hits = [
        m
        for m in _TWICE.finditer(context.target)
        if m[1].lower() not in typography(context.target_lang).may_repeat
    ]
    if not hits or _TWICE.search(context.segment.text):
        return ()
    # Upper case may be a name with itself (Баден Баден): shown, but left to the translator.
    fix = context.target
    for hit in reversed(hits):
        if hit[0].islower():
            fix = fix[: hit.end(1)] + fix[hit.end() :]
    message = N_("The word “{word}” stands twice in a row")
    return [
        Finding(
            ID, Severity.MINOR, message, {"word": m[1]}, m.start(), m.end(), fix if m[0].islower() else None
        )
        for m in hits
    ]


check = FunctionCheck(ID, N_("No word stands twice in a row"), find)

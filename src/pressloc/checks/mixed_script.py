"""Latin letters in Cyrillic words and the other way round: unseen by eyes, fatal for search and termbase."""

from __future__ import annotations

from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck
from pressloc.i18n import N_
from pressloc.model import Finding, Severity
from pressloc.ports import CheckContext
from pressloc.text.scripts import lookalikes

ID = "mixed-script"


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding per word with look-alike letters of the other script, with all of them repaired in the fix."""
    words = lookalikes(context.target)
    if not words:
        return ()
    fixed, last = [], 0
    for word in words:
        fixed += [context.target[last : word.start], word.repaired]
        last = word.end
    fix = "".join([*fixed, context.target[last:]])
    message = N_("Letters of two scripts in “{word}”")
    return [Finding(ID, Severity.MAJOR, message, {"word": w.found}, w.start, w.end, fix) for w in words]


check = FunctionCheck(ID, N_("Each word is written in one script"), find)

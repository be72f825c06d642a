"""No runs of spaces inside the target."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck
from pressloc.i18n import N_
from pressloc.model import Finding, Severity
from pressloc.ports import CheckContext

ID = "double-space"
_RUN = re.compile("(?<=\\S)[ \u00a0\u202f]{2,}(?=\\S)")


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding per run, all with the fix for the whole target; a source with such runs sets the layout itself."""
    runs = list(_RUN.finditer(context.target))
    if not runs or _RUN.search(context.segment.text):
        return ()
    fixed = _RUN.sub(lambda m: _one(m[0]), context.target)
    return [
        Finding(ID, Severity.MINOR, N_("Several spaces in a row"), {}, *m.span(), fix=fixed) for m in runs
    ]


def _one(run: str) -> str:
    """The strongest space of a run: a no-break space was put there on purpose."""
    return next((space for space in "\u202f\u00a0" if space in run), " ")


check = FunctionCheck(ID, N_("No double spaces"), find)

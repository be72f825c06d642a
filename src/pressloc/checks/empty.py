"""The target is empty although the source says something."""

from __future__ import annotations

from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck
from pressloc.i18n import N_
from pressloc.model import Finding, Severity
from pressloc.ports import CheckContext

ID = "empty"


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding if a source with text has a target without any."""
    if context.target.strip() or not context.segment.text.strip():
        return ()
    return (Finding(ID, Severity.MAJOR, N_("The translation is empty")),)


check = FunctionCheck(ID, N_("A translation is there"), find)

"""Characters that cannot be seen but change how a text reads: bidirectional controls, control codes, zero widths."""

from __future__ import annotations

from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck
from pressloc.i18n import N_
from pressloc.model import Finding, Severity
from pressloc.ports import CheckContext
from pressloc.text.normalise import control_chars

ID = "control-characters"


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding per character that is not in the source too; the fix leaves them out."""
    kept = {c.char for c in control_chars(context.segment.text) if c.kind == "invisible"}
    bad = [c for c in control_chars(context.target) if c.char not in kept]
    if not bad:
        return ()
    places = {c.position for c in bad}
    fix = "".join(char for i, char in enumerate(context.target) if i not in places)
    message = N_("An invisible character: {name}")
    return [
        Finding(
            ID, Severity.MINOR if c.kind == "invisible" else Severity.MAJOR, message, {"name": c.name},
            c.position, c.position + 1, fix,
        )
        for c in bad
    ]  # fmt: skip


check = FunctionCheck(ID, N_("No invisible control characters"), find)

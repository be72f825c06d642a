"""Running the checks on a segment, with what is known of its terms."""
from __future__ import annotations

from collections.abc import Sequence

from pressloc.model import Finding, TermResult
from pressloc.ports import CheckContext


def check_segment(context: CheckContext, terms: Sequence[TermResult]) -> tuple[Finding, ...]:
    return ()

"""The one comparison of source and target numbers that the numbers and dates checks share."""

from __future__ import annotations

from pressloc.checks.base import source_plain, target_plain
from pressloc.locale.numbers import Difference, compare
from pressloc.ports import CheckContext

_DATE_KINDS = frozenset({"day", "month", "year", "time"})


def differences(context: CheckContext) -> tuple[Difference, ...]:
    """How the numbers of the target differ from the source's; offsets are those of the target without codes."""
    return compare(
        source_plain(context), context.segment.lang, target_plain(context).text, context.target_lang
    )


def is_date(difference: Difference) -> bool:
    """Whether the difference is in a date or time: the dates check's business."""
    sides = (difference.source, difference.target)
    return any(q is not None and q.kind in _DATE_KINDS for q in sides)

"""Dates and times agree with the source: days, months, years, hours, and which day belongs to which month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pressloc.checks.agreement import differences, is_date
from pressloc.checks.base import FunctionCheck, source_plain, target_plain
from pressloc.i18n import N_
from pressloc.locale.dates import DateValue, extract_dates
from pressloc.locale.numbers import Difference
from pressloc.model import Finding, Severity
from pressloc.ports import CheckContext

ID = "dates"

_MESSAGES = {
    "changed": N_("{source} in a date or time of the source is {target} here"),
    "missing": N_("{source} of a date or time of the source is missing"),
    "extra": N_("{target} in a date or time is not in the source"),
    "count": N_("{number} does not stand in dates as many times as in the source"),
}
_SWAPPED = N_("The date {target} is not in the source")


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding for each differing part; if all parts agree, one for each date put together differently."""
    target = target_plain(context)
    parts = [d for d in differences(context) if is_date(d)]
    if parts:
        return [_finding(d, target.span(d.start, d.end) if d.target else (0, 0)) for d in parts]
    mine = extract_dates(target.text, context.target_lang)
    if len(mine) < 2:
        return ()
    theirs = extract_dates(source_plain(context), context.segment.lang)
    return [
        Finding(ID, Severity.MAJOR, _SWAPPED, {"target": d.text}, *target.span(d.start, d.end))
        for d in _strangers(mine, theirs)
    ]


def _finding(difference: Difference, span: tuple[int, int]) -> Finding:
    source = difference.source.text if difference.source else ""
    target = difference.target.text if difference.target else ""
    severity = Severity.MINOR if difference.kind == "count" else Severity.MAJOR
    message = _MESSAGES.get(difference.kind, _MESSAGES["changed"])
    return Finding(
        ID, severity, message, {"source": source, "target": target, "number": source or target}, *span
    )


def _strangers(mine: Sequence[DateValue], theirs: Sequence[DateValue]) -> list[DateValue]:
    """The dates whose day and month do not stand together on the other side, if both sides have as many."""
    wanted = Counter((d.day, d.month) for d in theirs if d.day)
    found = [d for d in mine if d.day]
    if sum(wanted.values()) != len(found):
        return []
    return [d for d in found if (d.day, d.month) not in wanted]


check = FunctionCheck(ID, N_("Dates and times agree with the source"), find)

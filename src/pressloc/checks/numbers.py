"""Numbers, percentages, magnitudes and amounts of money agree with the source by value, however they are written."""

from __future__ import annotations

from collections.abc import Sequence

from pressloc.checks.agreement import differences, is_date
from pressloc.checks.base import FunctionCheck, target_plain
from pressloc.i18n import N_
from pressloc.locale.numbers import Difference
from pressloc.model import Finding, Severity
from pressloc.ports import CheckContext

ID = "numbers"

_MESSAGES = {
    "changed": N_("The number {source} of the source is {target} here"),
    "missing": N_("The number {source} of the source is missing"),
    "extra": N_("The number {target} is not in the source"),
    "unit": N_(
        "{source} in the source, {target} here: another currency or unit ({source_unit}, {target_unit})"
    ),
    "sign": N_("{source} in the source, {target} here: another sign"),
    "count": N_("The number {number} does not stand as many times as in the source"),
}


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding for each number that differs; dates and times are left to the dates check."""
    target = target_plain(context)
    out = []
    for d in differences(context):
        if not is_date(d):
            start, end = target.span(d.start, d.end) if d.target else (0, 0)
            out.append(Finding(ID, _severity(d), _MESSAGES[d.kind], _fields(d), start, end))
    return out


def _severity(difference: Difference) -> Severity:
    """Small numbers in words come and go in good translations (the two cities, four walls): only a remark."""
    if difference.kind in ("sign", "count"):
        return Severity.MINOR
    added = difference.target
    if difference.kind == "extra" and added is not None and added.spelled and abs(added.value) <= 10:
        return Severity.MINOR
    return Severity.MAJOR


def _fields(difference: Difference) -> dict[str, str]:
    source, target = difference.source, difference.target
    return {
        "source": source.text if source else "",
        "target": target.text if target else "",
        "source_unit": source.unit if source else "",
        "target_unit": target.unit if target else "",
        "number": (source or target).text if source or target else "",  # type: ignore[union-attr]
    }


check = FunctionCheck(ID, N_("Numbers agree with the source by value"), find)

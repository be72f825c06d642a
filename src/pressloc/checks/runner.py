"""Runs checks over one segment's target, in a fixed order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from pressloc.checks.registry import all_checks
from pressloc.errors import PresslocError, UsageError
from pressloc.i18n import _
from pressloc.model import Finding, Severity, severity_rank
from pressloc.ports import Check, CheckContext


def run(
    context: CheckContext,
    *,
    only: Collection[str] | None = None,
    skip: Collection[str] | None = None,
    minimum: Severity = Severity.NEUTRAL,
    checks: Sequence[Check] | None = None,
) -> tuple[Finding, ...]:
    """The findings of all checks (or of `checks`) on one target, sorted by place and check.

    `only` and `skip` name checks by id; `minimum` drops less severe findings. An empty target has the one finding
    that it is empty. Raises UsageError for an unknown id, PresslocError when a check itself fails.
    """
    chosen = select(all_checks() if checks is None else checks, only, skip)
    if not context.target.strip():
        chosen = [check for check in chosen if check.id == "empty"]
    order = {check.id: i for i, check in enumerate(chosen)}
    found = [(f, order[check.id]) for check in chosen for f in _findings(check, context)]
    found = [(f, i) for f, i in found if severity_rank(f.severity) >= severity_rank(minimum)]
    found.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[1]))
    return tuple(f for f, _ in found)


def select(
    checks: Iterable[Check], only: Collection[str] | None, skip: Collection[str] | None
) -> list[Check]:
    """The checks that `only` and `skip` leave. Raises UsageError for an id that no check has."""
    listed = list(checks)
    known = {check.id for check in listed}
    unknown = sorted((set(only or ()) | set(skip or ())) - known)
    if unknown:
        raise UsageError(
            _("there is no check “{check}”", check=unknown[0]),
            do=_("There are: {names}", names=", ".join(sorted(known))),
        )
    return [c for c in listed if (only is None or c.id in only) and not (skip and c.id in skip)]


def _findings(check: Check, context: CheckContext) -> Sequence[Finding]:
    try:
        return check(context)
    except PresslocError:
        raise
    except Exception as error:
        raise PresslocError(
            _("the check “{check}” failed: {error}", check=check.id, error=f"{type(error).__name__}: {error}"),
            where=context.segment.id,
            do=_("Tell its author; until then skip it"),
        ) from error

"""The gate on machine output: every translation is judged, and what fails is named, never passed in silence."""

from __future__ import annotations

from collections.abc import Sequence

from pressloc.model import Finding, Lang, Severity, severity_rank
from pressloc.mt.codes import Restored
from pressloc.mt.detectors import DETECTORS, Case
from pressloc.mt.thresholds import Thresholds, default_thresholds
from pressloc.ports import Hypothesis


def judge(
    source: str,
    hypothesis: Hypothesis,
    source_lang: Lang,
    target_lang: Lang,
    *,
    model: str = "",
    coded: str = "",
    restored: Restored | None = None,
    thresholds: Thresholds | None = None,
) -> tuple[Finding, ...]:
    """What is wrong with `hypothesis` as a translation of plain `source`; empty when nothing is.

    `model` selects the score threshold (an engine's `signature().model`). With `restored`, what became of the
    inline codes of `coded` is judged too, and offsets of those findings are in `restored.text`.
    """
    case = Case(
        source,
        hypothesis,
        source_lang,
        target_lang,
        thresholds or default_thresholds(),
        model,
        coded,
        restored,
    )
    return tuple(finding for detector in DETECTORS for finding in detector(case))


def fails(findings: Sequence[Finding]) -> bool:
    """Whether the output should be tried again: something major or worse is wrong."""
    return any(severity_rank(f.severity) >= severity_rank(Severity.MAJOR) for f in findings)


def badness(findings: tuple[Finding, ...]) -> int:
    """A number to rank outputs by: critical 100, major 10, minor 1 each."""
    return sum(10 ** (severity_rank(f.severity) - 1) for f in findings if f.severity is not Severity.NEUTRAL)

"""The JSON objects of the command line's contract."""

from __future__ import annotations

from typing import Any

from pressloc.i18n import _
from pressloc.model import Finding, Segment, Suggestion, TermResult
from pressloc.workflow.inline import with_markup


def segment_json(segment: Segment, suggestion: Suggestion) -> dict[str, Any]:
    """The contract's object for one segment."""
    return {
        "id": segment.id,
        "source": with_markup(segment.text, segment.codes),
        "source_lang": segment.lang,
        "target": with_markup(suggestion.text, segment.codes),
        "origin": str(suggestion.origin),
        "match": suggestion.match,
        "signature": suggestion.signature,
        "terms": [term_json(result) for result in suggestion.terms],
        "findings": [finding_json(finding) for finding in suggestion.findings],
    }


def term_json(result: TermResult) -> dict[str, Any]:
    """The contract's object for one term."""
    return {
        "concept": result.concept,
        "source": result.source,
        "expected": list(result.expected),
        "found": result.found,
        "status": str(result.status),
        "step": result.step,
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """The contract's object for one finding; the message is in the interface's language."""
    return {
        "check": finding.check,
        "severity": str(finding.severity),
        "message": _(finding.message, **finding.args),
        "start": finding.start,
        "end": finding.end,
        "fix": finding.fix,
    }

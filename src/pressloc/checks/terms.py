"""Terms of the termbase: missing, forbidden or inconsistent in the target, as the terms package verified them, and
abbreviations before their full forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from pressloc.checks.base import plain
from pressloc.i18n import N_
from pressloc.model import Finding, InlineCode, Severity, TermResult, TermVerdict
from pressloc.ports import CheckContext
from pressloc.terms.mention import EarlyAbbreviation
from pressloc.terms.recognise import Recogniser
from pressloc.terms.verify import verify

MISSING, FORBIDDEN, INCONSISTENT = "term-missing", "term-forbidden", "term-inconsistent"
FIRST_MENTION = "first-mention"

_SHOWN = 3  # admissible forms named in a message


def findings_from_terms(results: Iterable[TermResult]) -> tuple[Finding, ...]:
    """A finding for each term that is missing, forbidden or inconsistent; none for those found in any form."""
    return tuple(finding for finding in map(_finding, results) if finding is not None)


def _finding(result: TermResult) -> Finding | None:
    start, end = (result.start, result.end) if result.start >= 0 else (0, 0)
    args = {
        "source": result.source,
        "expected": ", ".join(result.expected[:_SHOWN]),
        "found": result.found,
    }
    if result.status == TermVerdict.MISSING:
        if result.found:
            message = N_("The term “{source}” should be “{expected}”; found “{found}”")
        else:
            message = N_("The term “{source}” is missing; expected “{expected}”")
        return Finding(MISSING, Severity.MAJOR, message, args, start, end)
    if result.status == TermVerdict.FORBIDDEN:
        message = N_("“{found}” must not be used for “{source}”; use “{expected}”")
        return Finding(FORBIDDEN, Severity.MAJOR, message, args, start, end)
    if result.status == TermVerdict.INCONSISTENT:
        message = N_("“{source}” is “{found}” here, but “{expected}” elsewhere in the article")
        return Finding(INCONSISTENT, Severity.MINOR, message, args, start, end)
    return None


def findings_from_mentions(
    early: Iterable[EarlyAbbreviation], target: str, codes: Sequence[InlineCode] = ()
) -> tuple[Finding, ...]:
    """A small finding for each abbreviation before its full form in `target` (`early`: of its plain text), with a fix
    where the full form is certain and no inline code stands inside."""
    text = plain(target, codes)
    findings = []
    for item in early:
        start, end = text.span(item.start, item.end)
        fix = target[:start] + item.fix + target[end:] if item.fix and target[start:end] == item.found else None
        message = N_("“{found}” stands before its full form; at first mention write “{expected}”")
        args = {"found": item.found, "expected": item.suggestion}
        findings.append(Finding(FIRST_MENTION, Severity.MINOR, message, args, start, end, fix))
    return tuple(findings)


@frozen
class TermsCheck:
    """The term check for those who hold a recogniser: verifies the hits of the context and reports."""

    recogniser: Recogniser
    id: str = "terms"

    def __call__(self, context: CheckContext) -> Sequence[Finding]:
        """Findings on the terms of `context.hits` in the target."""
        results = verify(
            context.hits, context.target, context.target_lang, self.recogniser, source=context.segment.text
        )
        return findings_from_terms(results)

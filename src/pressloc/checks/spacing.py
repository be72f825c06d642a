"""Spaces around punctuation: none before a comma or stop, one after; no doubled commas or stops."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck
from pressloc.i18n import N_
from pressloc.model import Finding, Severity
from pressloc.ports import CheckContext

ID = "spacing"
_BEFORE = re.compile(r"(?<=[\w»”\")%])[ \u00a0]+([,;:!?]|\.(?!\.|\w))(?![\w.)(:;-])")
_AFTER = re.compile(r"(?<=[^\W\d_])([,;])(?=[^\W\d_])")
_DOUBLE = re.compile(r"([,;:])\1+|(?<![.?!…])\.\.(?![.])")
_INSIDE = re.compile(r"(?<=[(«„\[])[ \u00a0]+(?=\S)|(?<=\S)[ \u00a0]+(?=[)»\]])")
# Not where the second half is left out: двух- и трёхэтажный, pre- or post-war, video- audio-
_HYPHEN = re.compile(r"(?<=[^\W\d_]-)[ \u00a0](?=[^\W\d_]{2})(?!(?:и|или|либо|не|және|немесе|мен|пен|бен|and|or|to|as)\b|\w+-)")
_RULES = (
    (_BEFORE, r"\1", N_("A space before a punctuation mark")),
    (_AFTER, r"\1 ", N_("No space after a punctuation mark")),
    (_DOUBLE, None, N_("A punctuation mark stands twice")),
    (_HYPHEN, "", N_("A space behind a hyphen")),
    (_INSIDE, "", N_("A space inside brackets or quotation marks")),
)


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding per place; a habit that the source shares is left alone."""
    rules = [
        rule for rule in _RULES if rule[0].search(context.target) and not rule[0].search(context.segment.text)
    ]
    if not rules:
        return ()
    fix = context.target
    for pattern, replacement, _ in rules:
        fix = pattern.sub(lambda m: m[0][0], fix) if replacement is None else pattern.sub(replacement, fix)
    found = ((pattern, message) for pattern, _, message in rules)
    return [
        Finding(ID, Severity.MINOR, message, {}, m.start(), m.end(), fix)
        for pattern, message in found
        for m in pattern.finditer(context.target)
    ]


check = FunctionCheck(ID, N_("Spaces around punctuation marks are right"), find)

"""Dashes: a spaced hyphen or a double hyphen stands where a dash belongs, or a dash lacks a space on one side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck
from pressloc.i18n import N_
from pressloc.model import Finding, Severity
from pressloc.ports import CheckContext

ID = "dashes"
_SPACE = "[ \u00a0]"
_HYPHEN = re.compile(f"(?<=[^\\s-])({_SPACE})-{{1,3}}(?={_SPACE})|(?<=[^\\W\\d_])({_SPACE}?)--(?=[^\\W\\d_])")
_LOPSIDED = re.compile(
    f"(?<=[^\\W\\d_]{{2}})[–—]({_SPACE})(?=[^\\W\\d_])|(?<=[^\\W\\d_]{{2}})({_SPACE})[–—](?=[^\\W\\d_])"
)


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding per wrong dash, with all of them put right in the fix."""
    target = context.target
    hits = [*_HYPHEN.finditer(target), *_LOPSIDED.finditer(target)]
    if not hits:
        return ()
    dash = "—" if "—" in target and "–" not in target else "–"
    fix = _LOPSIDED.sub(lambda m: f" {_dash_of(m[0])} ", _HYPHEN.sub(lambda m: _spaced(m, dash), target))
    out = []
    for hit in hits:
        lopsided = hit.re is _LOPSIDED
        message = N_("A dash has a space on one side only") if lopsided else N_("A hyphen stands for a dash")
        out.append(Finding(ID, Severity.MINOR, message, {}, hit.start(), hit.end(), fix))
    return out


def _spaced(match: re.Match[str], dash: str) -> str:
    """The dash for a hyphen with its space before; between letters without spaces it gets both."""
    if match[1]:
        return f"{match[1]}{dash}"
    return f" {dash} "


def _dash_of(text: str) -> str:
    return "—" if "—" in text else "–"


check = FunctionCheck(ID, N_("Dashes are dashes, spaced on both sides"), find)

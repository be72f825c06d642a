"""The target begins with a capital letter where the source does."""

from __future__ import annotations

from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck
from pressloc.i18n import N_
from pressloc.model import Finding, Severity, is_code_char
from pressloc.ports import CheckContext

ID = "initial-case"
_OPENING = frozenset("«„“\"'‘(–—-•* \u00a0")


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding if the source begins with a capital and the target with a small letter; the fix raises it."""
    source_at, target_at = _first(context.segment.text), _first(context.target)
    if source_at is None or target_at is None:
        return ()
    letter = context.target[target_at]
    word = context.target[target_at:].split(maxsplit=1)[0].rstrip(".,;:!?")
    brand = (not word[1:].islower() and len(word) > 1) or "." in word  # eGov, egov.kz
    if not context.segment.text[source_at].isupper() or not letter.islower() or brand:
        return ()
    fix = context.target[:target_at] + letter.upper() + context.target[target_at + 1 :]
    message = N_("The source begins with a capital letter")
    return (Finding(ID, Severity.MINOR, message, {}, target_at, target_at + 1, fix),)


def _first(text: str) -> int | None:
    """Offset of the first character, if it is a letter after nothing but opening marks and codes."""
    for i, char in enumerate(text):
        if not (char in _OPENING or is_code_char(char)):
            return i if char.isalpha() and len(char.upper()) == 1 else None
    return None


check = FunctionCheck(ID, N_("Sentences begin with a capital letter"), find)

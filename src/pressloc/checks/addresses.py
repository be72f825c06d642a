"""Web and mail addresses, handles and telephone numbers stand in the target as in the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck, source_plain, target_plain
from pressloc.i18n import N_
from pressloc.model import Finding, Severity
from pressloc.ports import CheckContext

ID = "addresses"
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"«»“”]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<![\w/])@\w{3,}",
    re.ASCII | re.IGNORECASE,
)
_HINTS = ("@", "://", "www.", "WWW.")
_LANGUAGE_PART = re.compile(r"/(?:kk|kz|ru|en)(?=/|$)")  # a page has its address in each language


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding for each address that is missing, and for each that the source does not have."""
    if not any(hint in text for hint in _HINTS for text in (context.target, context.segment.text)):
        return ()
    target = target_plain(context)
    wanted = Counter(_same(m[0]) for m in _ADDRESS.finditer(source_plain(context)))
    out = []
    for match in _ADDRESS.finditer(target.text):
        key = _same(match[0])
        if wanted[key] > 0:
            wanted[key] -= 1
            continue
        span = target.span(match.start(), match.end())
        args = {"target": match[0].rstrip(".,;:!?)")}
        out.append(Finding(ID, Severity.MAJOR, N_("The address {target} is not in the source"), args, *span))
    missing = [address for address, count in wanted.items() if count > 0]
    out += [
        Finding(ID, Severity.MAJOR, N_("The address {source} is missing"), {"source": a}) for a in missing
    ]
    return out


def _same(address: str) -> str:
    return _LANGUAGE_PART.sub("/", address.rstrip(".,;:!?)").lower()).rstrip("/")


check = FunctionCheck(ID, N_("Web and mail addresses are kept"), find)

"""The word that stands before a place in a text."""

from __future__ import annotations

import re

GAP = " \t\n\u00a0\u202f\u2009«„“\"("  # what may stand between that word and the place
_TAIL = re.compile(r"[\w’'-]+$")


def word_before(before: str) -> tuple[str, int]:
    """The word that `before` ends with, blanks and opening marks behind it passed over, and where it begins;
    ("", length of `before`) where another mark stands between or there is none."""
    end = before.rstrip(GAP)
    found = _TAIL.search(end, end.rfind(" ") + 1)  # a search from the start would try every word
    return (found[0], found.start()) if found is not None else ("", len(before))

"""The errors a user can meet: each is one line saying what, where and what to do, and knows its exit code.

Exit codes (the command-line contract): 0 done; 1 findings at or above the gate; 2 wrong usage; 3 an input
cannot be read; 4 an engine or model is missing or failed; 5 the store failed; 130 interrupted.
"""

from __future__ import annotations

import unicodedata

# Marks, embeddings, overrides and isolates that reorder what stands around them (UAX #9).
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def visible(text: str, keep: str = "") -> str:
    """`text` fit for a terminal: control characters (but those in `keep`), bidi controls and lone surrogates escaped.

    A file's name or text can neither colour, move the cursor nor turn a line round. Spaces of every width stay.
    """
    return "".join(c if c in keep or not _steers(c) else repr(c)[1:-1] for c in text)


def _steers(char: str) -> bool:
    return char in _BIDI or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")


class PresslocError(Exception):
    """Base of all expected failures: `what` went wrong, `where` (file or file:line), what to `do` about it."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what, self.where, self.do = what, where, do
        super().__init__(self.line())

    def line(self) -> str:
        """The whole message on one line: `where: what (do)`; line breaks and control characters are escaped."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        text = f"{head}. {self.do}" if self.do else head
        return visible(text)


class UsageError(PresslocError):
    """Wrong usage: an unknown language, format, option value."""

    exit_code = 2


class InputError(PresslocError):
    """An input cannot be read: missing, binary, broken, hostile."""

    exit_code = 3


class OutputError(PresslocError):
    """A result cannot be written: no permission, disk full."""

    exit_code = 3


class EngineError(PresslocError):
    """An engine or model is missing or failed."""

    exit_code = 4


class StoreError(PresslocError):
    """The project store cannot be opened, read or written."""

    exit_code = 5

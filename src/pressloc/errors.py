"""The errors a user can meet: each is one line saying what, where and what to do, and knows its exit code.

Exit codes (the command-line contract): 0 done; 1 findings at or above the gate; 2 wrong usage; 3 an input
cannot be read; 4 an engine or model is missing or failed; 5 the store failed; 130 interrupted.
"""

from __future__ import annotations


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
        return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


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

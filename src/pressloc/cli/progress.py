"""Progress on standard error: how much, how fast, how long still; silent when that is no terminal."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from pressloc.i18n import _


class Progress:
    """A line that rewrites itself at most ten times a second. `total` and `advance` count words."""

    def __init__(self, total: int, label: str) -> None:
        self.total, self.label, self.done = max(total, 1), label, 0
        self.start = self.drawn = time.monotonic()
        self.visible = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None) -> None:
        if self.visible:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()

    def advance(self, words: int) -> None:
        """Count `words` more as done and redraw if it is time."""
        self.done += words
        moment = time.monotonic()
        if self.visible and moment - self.drawn >= 0.1:
            self.drawn = moment
            rate = self.done / max(moment - self.start, 1e-6)
            left = (self.total - self.done) / rate if rate else 0
            share = min(self.done * 100 // self.total, 100)
            text = _("{label}: {share} % of {total} words, {rate} words/s, {left} left",
                     label=self.label, share=share, total=self.total, rate=round(rate), left=_clock(left))  # fmt: skip
            sys.stderr.write(f"\r\x1b[2K{text}")
            sys.stderr.flush()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(max(seconds, 0)), 60)
    return f"{minutes}:{rest:02}"

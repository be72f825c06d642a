"""How much work a call is, counted and not timed: the machine's load makes no difference."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def steps(function: Callable[[], object]) -> int:
    """Number of lines of pressloc that `function` runs, and of functions it calls in Python and C."""
    count = 0

    def line(_frame: FrameType, event: str, _arg: object) -> object:
        nonlocal count
        count += event == "line"
        return line

    def enter(frame: FrameType, _event: str, _arg: object) -> object:
        return line if "pressloc" in frame.f_code.co_filename else None

    def call(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.gettrace()
    sys.setprofile(call)
    sys.settrace(enter)  # type: ignore[arg-type]
    try:
        function()
    finally:
        sys.settrace(before)
        sys.setprofile(None)
    return count

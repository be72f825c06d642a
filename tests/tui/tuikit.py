"""Driving the app in tests: keys by action, text key by key, and waiting until all is at rest."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from textual.pilot import Pilot

from pressloc_tui.layouts import both
from pressloc_tui.screens.base import ActionScreen
from pressloc_tui.widgets.hints import Hints

Start = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is being worked out any more."""
    await pilot.pause(0.1)  # questions are asked when one has stayed on a segment for a moment
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def do(pilot: Pilot[None], action: str, *, cyrillic: bool = False) -> None:
    """Press the key of an action: the first one, or its twin on a Cyrillic layout."""
    keys = next(a.keys for a in pilot.app.table if a.id == action).split(",")[0]  # type: ignore[attr-defined]
    await pilot.press(both(keys).split(",")[-1 if cyrillic else 0])
    await settle(pilot)


async def write(pilot: Pilot[None], text: str) -> None:
    """Type a text, key by key."""
    for char in text:
        await pilot.press({" ": "space", "\n": "enter"}.get(char, char))
    await pilot.pause()


async def answer(pilot: Pilot[None], text: str) -> None:
    """Answer a prompt."""
    await write(pilot, text)
    await pilot.press("enter")
    await settle(pilot)


def messages(pilot: Pilot[None]) -> str:
    """What the screens say at the bottom just now."""
    screens = [screen for screen in pilot.app.screen_stack if isinstance(screen, ActionScreen)]
    return " | ".join(message for screen in screens for message in screen.query_one(Hints).told)

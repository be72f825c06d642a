"""Driving the app in tests: keys by action, text key by key, and waiting until all is at rest."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TypeVar

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from pressloc.workflow.review.desk import Desk
from pressloc_tui.layouts import both
from pressloc_tui.screens.base import ActionScreen
from pressloc_tui.screens.editor import EditorScreen
from pressloc_tui.widgets.hints import Hints
from pressloc_tui.widgets.target import TargetEditor

Start = Callable[..., AbstractAsyncContextManager[Pilot[None]]]
F = TypeVar("F", bound=Callable[..., object])


def does(*ids: str) -> Callable[[F], F]:
    """Says which actions of the table a test does (test_every_action.py reads it)."""
    return lambda test: test


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is being worked out any more."""
    await pilot.pause(0.03)  # questions are asked when one has stayed on a segment for a moment (conftest.py: quick)
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
    """Answer a prompt, in place of what stands in it."""
    pilot.app.screen.query_one(Input).value = ""
    if text:
        pilot.app.screen.post_message(events.Paste(text))
    await pilot.press("enter")
    await settle(pilot)


def said(pilot: Pilot[None]) -> str:
    """What the screens say at the bottom just now."""
    screens = [screen for screen in pilot.app.screen_stack if isinstance(screen, ActionScreen)]
    return " | ".join(message for screen in screens for message in screen.query_one(Hints).told)


def screen(pilot: Pilot[None]) -> EditorScreen:
    found = pilot.app.screen
    assert isinstance(found, EditorScreen)
    return found


def desk(pilot: Pilot[None]) -> Desk:
    return screen(pilot).desk


def editor(pilot: Pilot[None]) -> TargetEditor:
    return screen(pilot).editor


def at_end(pilot: Pilot[None]) -> None:
    editor(pilot).move_cursor(editor(pilot).document.end)

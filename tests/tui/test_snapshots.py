"""How the screens look: SVG snapshots at 80×24 and 160×50 in the three interface languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea
from tuikit import settle

from pressloc.i18n import UI_LANGS, set_ui
from pressloc.workflow.project import Project
from pressloc.workflow.review.demo import DEMO_ARTICLE
from pressloc.workflow.review.judge import Judge
from pressloc_tui.app import ReviewApp

SIZES = ((80, 24), (160, 50))
SCREENS: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "queue": (None, ()),
    "editor": (DEMO_ARTICLE, ("ctrl+down",)),
    "findings": (DEMO_ARTICLE, ("ctrl+e", "f4", "alt+l")),
    "help": (DEMO_ARTICLE, ("f1",)),
}


@pytest.fixture(params=UI_LANGS)
def ui(request: pytest.FixtureRequest) -> Iterator[str]:
    set_ui(request.param)
    yield request.param
    set_ui("en")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCREENS)
def test_screen(name: str, size: tuple[int, int], ui: str, project: Project, judge: Judge, snap_compare: Any) -> None:
    article, keys = SCREENS[name]
    app = ReviewApp(project, article, "kk")
    app.tools.judge = judge

    async def run(pilot: Pilot[None]) -> None:
        for editor in pilot.app.screen.query(TextArea):
            editor.cursor_blink = False
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    assert snap_compare(app, terminal_size=size, run_before=run)

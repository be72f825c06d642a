"""The app over a copy of the demo project, with the pseudo engine; the termbase is loaded once for all tests."""

from __future__ import annotations

import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pressloc.workflow.project import CONFIG, Project, Settings, find_project
from pressloc.workflow.review.demo import DEMO_ARTICLE, open_demo
from pressloc.workflow.review.judge import Judge
from pressloc_tui.app import ReviewApp
from pressloc_tui.screens import asking

sys.path.insert(0, str(Path(__file__).parent))

from tuikit import Start, settle


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "office"
    open_demo(folder)
    config = folder / CONFIG
    config.write_text(config.read_text("utf-8").replace("ctranslate2", "pseudo").replace('model = "starter"', 'model = ""'), "utf-8")
    return folder


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses that wait for a human's next key are short: nobody is typing here."""
    for name, seconds in (("SETTLE_AFTER", 0.01), ("CHECK_AFTER", 0.05), ("COMPLETE_AFTER", 0.02)):
        monkeypatch.setattr(asking, name, seconds)


@pytest.fixture(scope="session")
def judge() -> Judge:
    return Judge(Settings(), Path())


@pytest.fixture
def project(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("PRESSLOC_USER", "aida")
    found = find_project(Path(shutil.copytree(demo, tmp_path / "office")))
    assert found is not None
    return found


@pytest.fixture
def start(project: Project, judge: Judge) -> Start:
    """Starts the app on the demo article; the Pilot's `app` is at rest when it comes."""

    @asynccontextmanager
    async def run(size: tuple[int, int] = (120, 40), article: str | None = DEMO_ARTICLE, lang: str = "kk") -> AsyncIterator[Pilot[None]]:
        app = ReviewApp(project, article, lang)  # type: ignore[arg-type]
        app.tools.judge = judge
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            yield pilot

    return run

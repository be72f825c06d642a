"""Two reviewers on one segment: nobody's words are lost, and the screen says what happened."""

from __future__ import annotations

import pytest
from tuikit import Start, do, settle, write

from pressloc.model import State
from pressloc.workflow.project import Project
from pressloc.workflow.review import edit
from pressloc.workflow.review.sheet import open_sheet


def bolat_confirms(project: Project, text: str) -> None:
    store = project.open_store()
    sheet = open_sheet(store, "senat.ru.md", "bolat")
    assert isinstance(edit.confirm(store, sheet, 0, "kk", text, edit.Verdict()), edit.Saved)


@pytest.mark.parametrize(
    ("answer", "stands"),
    [("m", "QСенатта өңірлік архивтерді дамыту мәселесі талқыланды"), ("ь", "QСенатта өңірлік архивтерді дамыту мәселесі талқыланды"), ("t", "Болаттың мәтіні")],
)
async def test_a_conflict_shows_both_and_is_settled_by_one_key(start: Start, project: Project, answer: str, stands: str) -> None:
    async with start() as pilot:
        await write(pilot, "Q")
        bolat_confirms(project, "Болаттың мәтіні")
        await do(pilot, "confirm")
        assert type(pilot.app.screen).__name__ == "ConflictScreen"
        shown = pilot.app.export_screenshot()
        assert "bolat" in shown
        await pilot.press(answer)
        await settle(pilot)
        assert type(pilot.app.screen).__name__ == "EditorScreen"
    target = open_sheet(project.open_store(), "senat.ru.md", "aida").rows[0].target("kk")
    assert (target.text, target.state) == (stands, State.REVIEWED)


async def test_going_on_editing_keeps_the_draft_and_asks_again(start: Start, project: Project) -> None:
    async with start() as pilot:
        await write(pilot, "Q")
        bolat_confirms(project, "Болаттың мәтіні")
        await do(pilot, "confirm")
        await pilot.press("e")
        await settle(pilot)
        assert pilot.app.screen.editor.value.startswith("QСенатта")  # type: ignore[attr-defined]
    sheet = open_sheet(project.open_store(), "senat.ru.md", "aida")
    assert sheet.rows[0].shown("kk").startswith("QСенатта")
    assert sheet.rows[0].target("kk").text == "Болаттың мәтіні"

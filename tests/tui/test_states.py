"""What the screen says of a segment's state: a changed source, somebody else's typing, findings while typing."""

from __future__ import annotations

import pytest
from tuikit import Start, do, said, settle, write

from pressloc.i18n import set_ui
from pressloc.workflow.add import add_article
from pressloc.workflow.documents import load
from pressloc.workflow.project import Project
from pressloc.workflow.review import edit
from pressloc.workflow.review.sheet import open_sheet
from pressloc_tui.screens.editor import EditorScreen


def shown(pilot: object) -> str:
    return pilot.app.export_screenshot().replace("&#160;", " ")  # type: ignore[attr-defined]


async def test_a_changed_source_shows_its_difference(start: Start, project: Project) -> None:
    path = project.root / "senat.ru.md"
    path.write_text(path.read_text("utf-8").replace("14 марта 2027", "21 марта 2027"), "utf-8")
    add_article(project.open_store(), load(str(path), lang="ru"), project.root, ("kk", "en"), "A")
    async with start() as pilot:
        await do(pilot, "goto")
        await pilot.press("8", "enter")
        await settle(pilot)
        assert "14" in shown(pilot)
        assert "[-14-]" not in shown(pilot)  # colour and strike-through tell
        pilot.app.theme = "mono"
        screen = pilot.app.screen
        assert isinstance(screen, EditorScreen)
        screen.show_segment()
        await settle(pilot)
        assert "[-14-]" in shown(pilot)
        assert "{+21+}" in shown(pilot)
        await do(pilot, "filter")
        await write(pilot, "is:stale")
        await pilot.press("enter")
        await settle(pilot)
        assert len(pilot.app.screen.desk.shown) == 1  # type: ignore[attr-defined]


async def test_somebody_else_is_typing_here(start: Start, project: Project) -> None:
    store = project.open_store()
    edit.keep_draft(store, open_sheet(store, "senat.ru.md", "bolat").rows[0], "kk", "x", "bolat")
    async with start() as pilot:
        assert "bolat is typing here too" in shown(pilot)


@pytest.mark.parametrize(("ui", "says"), [("en", "Several spaces in a row"), ("ru", "Несколько пробелов подряд")])
async def test_findings_come_while_typing_in_the_language_of_the_interface(start: Start, ui: str, says: str) -> None:
    set_ui(ui)
    try:
        async with start() as pilot:
            pilot.app.screen.editor.move_cursor((0, 7))  # type: ignore[attr-defined]
            await write(pilot, "  ")
            await pilot.pause(0.5)
            await settle(pilot)
            status = str(pilot.app.screen.query_one("#status").render())
            assert says in status
    finally:
        set_ui("en")


async def test_a_failing_store_is_named_and_typing_goes_on(start: Start, project: Project) -> None:
    import sqlite3

    async with start() as pilot:
        with sqlite3.connect(project.root / ".pressloc" / "store.db") as other:
            other.execute("DROP TABLE draft")
        await write(pilot, "Q")
        await pilot.pause(0.8)
        await settle(pilot)
        assert "the store failed" in said(pilot)
        assert pilot.app.screen.editor.value.startswith("Q")  # type: ignore[attr-defined]


async def test_an_answer_that_cannot_be_carried_out_is_said(start: Start, project: Project) -> None:
    import sqlite3

    async with start() as pilot:
        await do(pilot, "comment")
        with sqlite3.connect(project.root / ".pressloc" / "store.db") as other:
            other.execute("DROP TABLE comment")
        await write(pilot, "x")
        await pilot.press("enter")
        await settle(pilot)
        assert "the store failed" in said(pilot)

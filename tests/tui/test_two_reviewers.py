"""Two reviewers on one article, over SQLite and over PostgreSQL: nobody's words are lost, each sees what the other does."""

from __future__ import annotations

import attrs
import pytest
from sqlalchemy import func, insert, select
from tuikit import Start, do, said, settle, write

from pressloc.model import State
from pressloc.store.database import Store, open_store
from pressloc.store.schema import metadata
from pressloc.workflow.project import Project
from pressloc.workflow.review import edit
from pressloc.workflow.review.sheet import open_sheet
from pressloc_tui.screens.editor import EditorScreen


@pytest.fixture(params=["sqlite", "postgres"])
def project(request: pytest.FixtureRequest, project: Project) -> Project:
    if request.param == "sqlite":
        return project
    url = request.getfixturevalue("postgres_url")
    own, server = project.open_store(), open_store(url, create=True)
    copy(own, server)
    own.close()
    server.close()
    return attrs.evolve(project, settings=attrs.evolve(project.settings, store=url))


def copy(source: Store, target: Store) -> None:
    """Put all rows of one store into another, in place of what is there."""
    with source.begin() as read, target.begin() as written:
        for table in reversed(metadata.sorted_tables):
            written.execute(table.delete())
        for table in metadata.sorted_tables:
            rows = [dict(row._mapping) for row in read.execute(select(table))]
            if rows:
                written.execute(insert(table), rows)
                sequence = func.pg_get_serial_sequence(table.name, "id")
                written.execute(select(func.setval(sequence, max(row["id"] for row in rows))))


def screen(pilot: object) -> EditorScreen:
    found = pilot.app.screen  # type: ignore[attr-defined]
    assert isinstance(found, EditorScreen)
    return found


def bolat_confirms(project: Project, text: str, index: int = 0) -> None:
    store = project.open_store()
    sheet = open_sheet(store, "senat.ru.md", "bolat")
    assert isinstance(edit.confirm(store, sheet, index, "kk", text, edit.Verdict()), edit.Saved)
    store.close()


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


async def test_an_approval_elsewhere_is_seen_without_a_conflict(start: Start, project: Project) -> None:
    async with start() as pilot:
        bolat_confirms(project, "Болаттың мәтіні", 3)
        screen(pilot).look_about()
        await settle(pilot)
        assert screen(pilot).desk.sheet.rows[3].target("kk").state == State.REVIEWED
        assert "Болаттың" in pilot.app.export_screenshot()
        assert "bolat has changed 1 segment" in said(pilot)
        assert "1 approved" in str(screen(pilot).query_one("#title").render())


async def test_the_text_one_looks_at_follows_and_what_one_types_stays(start: Start, project: Project) -> None:
    async with start() as pilot:
        bolat_confirms(project, "Болаттың мәтіні")
        screen(pilot).look_about()
        await settle(pilot)
        assert screen(pilot).editor.value == "Болаттың мәтіні"
        await write(pilot, "Q")
        bolat_confirms(project, "Болаттың екінші мәтіні")
        screen(pilot).look_about()
        await settle(pilot)
        assert screen(pilot).editor.value == "QБолаттың мәтіні"
        assert "your typing is kept" in said(pilot)
        await do(pilot, "confirm")
        assert type(pilot.app.screen).__name__ == "ConflictScreen"
        assert "екінші" in pilot.app.export_screenshot()


async def test_a_colleague_who_types_is_named(start: Start, project: Project) -> None:
    async with start() as pilot:
        store = project.open_store()
        edit.keep_draft(store, open_sheet(store, "senat.ru.md", "bolat").rows[0], "kk", "Сен", "bolat")
        store.close()
        screen(pilot).look_about()
        await settle(pilot)
        assert "bolat is typing here too" in str(screen(pilot).query_one("#status").render())


async def test_the_look_comes_by_itself(start: Start, project: Project) -> None:
    async with start() as pilot:
        bolat_confirms(project, "Болаттың мәтіні", 3)
        for _ in range(40):
            await pilot.pause(0.2)
            if screen(pilot).desk.sheet.rows[3].target("kk").state == State.REVIEWED:
                return
        pytest.fail("not seen within eight seconds")

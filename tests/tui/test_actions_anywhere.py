"""General actions, the queue, moving about: each by its key in the running app."""

from __future__ import annotations

from textual.pilot import Pilot
from tuikit import Start, answer, desk, do, does, editor, said, screen, settle, write

from pressloc.model import State
from pressloc.workflow.project import Project
from pressloc.workflow.review import context
from pressloc.workflow.review.sheet import open_sheet
from pressloc_tui.screens.editor import EditorScreen
from pressloc_tui.screens.queue import QueueScreen
from pressloc_tui.widgets.hints import Hints


@does("help")
async def test_help_names_keys_and_why_not(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "help")
        assert type(pilot.app.screen).__name__ == "HelpScreen"
        svg = pilot.app.export_screenshot()
        assert "Ctrl+S" in svg
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, EditorScreen)


@does("palette")
async def test_palette_finds_an_action_by_its_name(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "palette")
        await write(pilot, "memory")
        await pilot.pause(0.15)
        await pilot.press("enter")
        await settle(pilot)
        assert screen(pilot).panel.kind == "matches"


@does("jump")
async def test_jump_goes_to_a_segment(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "jump")
        letters = pilot.app.screen.places  # type: ignore[attr-defined]
        await pilot.press(list(letters)[len(screen_focusables(pilot)) + 3])
        await settle(pilot)
        assert desk(pilot).index == 3


def screen_focusables(pilot: Pilot[None]) -> list[object]:
    return list(pilot.app.screen_stack[-2].focus_chain)


@does("theme")
async def test_themes_go_round(start: Start) -> None:
    async with start() as pilot:
        seen = []
        for _ in range(4):
            await do(pilot, "theme")
            seen.append(pilot.app.theme)
        assert seen == ["light", "contrast", "mono", "dark"]


@does("quit")
async def test_quitting_keeps_what_is_typed(start: Start, project: Project) -> None:
    async with start() as pilot:
        await write(pilot, "x")
        await do(pilot, "quit")
    sheet = open_sheet(project.open_store(), "senat.ru.md", "aida")
    assert sheet.rows[0].shown("kk").startswith("x")


async def test_messages_stand_in_the_last_line_and_cover_nothing(start: Start) -> None:
    async with start(size=(80, 24)) as pilot:
        await do(pilot, "history")
        await do(pilot, "fix")
        assert "no finding here" in said(pilot)
        hints = screen(pilot).query_one(Hints)
        assert hints.region.bottom == 24
        assert hints.region.height == 1
        assert screen(pilot).panel.region.intersection(hints.region).area == 0


@does("open", "sort", "reload", "queue_filter", "queue_export", "back")
async def test_the_queue(start: Start, project: Project) -> None:
    async with start(article=None) as pilot:
        queue = pilot.app.screen
        assert isinstance(queue, QueueScreen)
        assert [(i.article.name, i.lang) for i in queue.articles.items] == [("senat.ru.md", "en"), ("senat.ru.md", "kk")][::-1]
        await do(pilot, "sort")
        assert queue.order == "name"
        await do(pilot, "queue_filter")
        await answer(pilot, "nowhere")
        assert queue.articles.items == ()
        await do(pilot, "open")
        assert "no article" in said(pilot)
        await do(pilot, "queue_filter")
        await pilot.press(*["backspace"] * 7)
        await answer(pilot, " en")
        assert [i.lang for i in queue.articles.items] == ["en"]
        await do(pilot, "reload")
        await do(pilot, "queue_export")
        assert (project.root / "senat.en.md").read_text("utf-8").startswith("# Senate discusses")
        await do(pilot, "open")
        assert (desk(pilot).lang, desk(pilot).index) == ("en", 0)
        await do(pilot, "back")
        assert pilot.app.screen is queue


@does("next", "previous", "first", "last", "page_down", "page_up", "down", "up", "to_list", "goto")
async def test_moving(start: Start) -> None:
    async with start(size=(120, 24)) as pilot:
        places = []
        for action in ("next", "next", "previous", "last", "first", "page_down", "page_up"):
            await do(pilot, action)
            places.append(desk(pilot).index)
        assert places[:5] == [1, 2, 1, 10, 0]
        assert places[5] > 1
        assert places[6] == 0
        await do(pilot, "goto")
        await answer(pilot, "7")
        assert desk(pilot).index == 6
        await do(pilot, "to_list")
        assert screen(pilot).segments.has_focus
        await do(pilot, "down")
        await do(pilot, "down", cyrillic=True)
        await do(pilot, "up")
        await pilot.press("down", "up", "up")
        assert desk(pilot).index == 6
        await pilot.press("enter")
        assert editor(pilot).has_focus


async def test_an_article_opens_where_one_left_it(start: Start, project: Project) -> None:
    async with start() as pilot:
        await do(pilot, "confirm")
        await do(pilot, "filter")
        await answer(pilot, "архив")
        await do(pilot, "last")
        left = desk(pilot).index
        screen(pilot).look_about()
        await settle(pilot)
        await do(pilot, "back")
        store = project.open_store()
        context.remark(store, open_sheet(store, "senat.ru.md", "bolat").rows[left].segment, "kk", "bolat", "?")
        await pilot.press("enter")
        await settle(pilot)
        assert (desk(pilot).index, desk(pilot).criteria.query) == (left, "архив")
        assert desk(pilot).row.commented
        await do(pilot, "undo_change")
        assert desk(pilot).sheet.rows[0].target("kk").state == State.TRANSLATED


@does("next_open", "previous_open", "next_finding", "find", "filter")
async def test_finding_segments(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "next_finding")
        assert desk(pilot).index == 4
        assert editor(pilot).selected == "1,8 млн"  # typing replaces what the finding is about
        await do(pilot, "next_finding")
        assert desk(pilot).index == 7
        await do(pilot, "next_finding")
        assert desk(pilot).index == 4
        await do(pilot, "find")
        await answer(pilot, "рекомендации")
        assert desk(pilot).index == 8
        await do(pilot, "find")
        await pilot.press("enter")  # the words stand there still
        await settle(pilot)
        assert desk(pilot).index == 9
        await do(pilot, "filter")
        await answer(pilot, "has:finding")
        assert [n + 1 for n in desk(pilot).shown] == [5, 8]
        await do(pilot, "filter")
        await answer(pilot, "is:nothing")
        assert "is:open" in said(pilot)
        await do(pilot, "filter")
        await answer(pilot, "")
        assert len(desk(pilot).shown) == 11
        await do(pilot, "first")
        await do(pilot, "confirm")
        await do(pilot, "previous_open")
        assert desk(pilot).index == 10
        await do(pilot, "next_open")
        assert desk(pilot).index == 1

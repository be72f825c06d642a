"""The side panels: each by its key in the running app."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets.text_area import Selection
from tuikit import Start, answer, desk, do, does, editor, said, screen, settle, write

from pressloc.model import State
from pressloc.workflow.project import Project
from pressloc_tui.panels import Item


@does("matches", "use_item", "mark_down", "mark_up")
async def test_a_memory_match_goes_into_the_target(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "goto")
        await answer(pilot, "8")
        await do(pilot, "matches")
        panel = screen(pilot).panel
        assert panel.items[0].head[0][1].startswith("8")
        await do(pilot, "mark_down")
        await do(pilot, "mark_up")
        await do(pilot, "use_item")
        assert editor(pilot).value == "Заң жобасы 2026 жылғы 2 сәуірде Мәжіліске енгізіледі."


@does("terms")
async def test_terms_with_what_stands_in_the_target(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "terms")
        (first,) = screen(pilot).panel.items
        assert [text for _, text in first.head if "Сенатта" in text], "what stands in the target"
        await do(pilot, "select_all")
        await write(pilot, "x")
        await pilot.pause(0.15)
        await settle(pilot)
        first, *others = screen(pilot).panel.items
        assert others, "of a term that is missing other forms can be chosen too"
        assert all(item.insert and "Сенат" in item.insert for item in (first, *others))
        await do(pilot, "terms")
        assert not screen(pilot).panel.display


@does("machines")
async def test_machine_alternatives(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "machines")
        assert str(screen(pilot).panel.items[0].head).count("pseudo@") == 1


@does("preview", "changes", "session", "close_panel")
async def test_panels_that_only_show(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "preview")
        assert any("Бүгін" in text for item in screen(pilot).panel.items for _, text in item.head)
        await write(pilot, "Q")
        await do(pilot, "changes")
        assert ("came", "QСенатта") in screen(pilot).panel.items[0].body
        await do(pilot, "confirm")
        await do(pilot, "session")
        assert screen(pilot).panel.items[0].head[0][1].strip() == "1"
        await do(pilot, "close_panel")
        assert not screen(pilot).panel.display


@does("use_nth")
async def test_a_digit_uses_the_item_of_that_number(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "machines")
        await do(pilot, "select_all")
        await write(pilot, "x")
        panel = screen(pilot).panel
        panel.fill((Item((("dim", "heading"),)), Item((), (), "бір", True), Item((), (), "екі", True)))
        await do(pilot, "use_nth")
        assert editor(pilot).value == "бір"
        await pilot.press("alt+2")
        await settle(pilot)
        assert editor(pilot).value == "екі"
        await pilot.press("alt+3")
        await settle(pilot)
        assert "no item of this number" in said(pilot)


async def test_an_earlier_version_comes_back(start: Start) -> None:
    async with start() as pilot:
        stored = editor(pilot).value
        await write(pilot, "Q")
        await do(pilot, "confirm")
        await do(pilot, "first")
        await do(pilot, "history")
        await do(pilot, "mark_down")
        await do(pilot, "use_item")
        assert editor(pilot).value == stored
        assert desk(pilot).row.target("kk").state == State.TRANSLATED


@does("concordance")
async def test_concordance_of_the_selection_or_of_asked_words(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "concordance")
        await answer(pilot, "законопроект")
        assert "Заң жобасы 2026" in str(screen(pilot).panel.items)
        editor(pilot).selection = Selection((0, 0), (0, 7))
        await do(pilot, "concordance")
        assert "Сенат" in str(screen(pilot).panel.items[0])


async def test_a_panel_keeps_the_marked_item_in_view(start: Start) -> None:
    async with start(size=(80, 24)) as pilot:
        await do(pilot, "history")
        panel = screen(pilot).panel
        panel.fill(tuple(Item((("", f"item {n} " + "word " * 20),), (), f"{n}") for n in range(30)))
        for _ in range(29):
            panel.move(1)
        await settle(pilot)
        assert panel.current is panel.items[29]
        assert panel.scroll_offset.y == panel.max_scroll_y > 0
        assert "item 29" in pilot.app.export_screenshot().replace("&#160;", " ")


@does("add_term")
@pytest.mark.slow  # the termbase is read anew, and compiled
async def test_a_new_term_counts_at_once(start: Start, project: Project) -> None:
    async with start() as pilot:
        await do(pilot, "goto")
        await answer(pilot, "10")
        await do(pilot, "add_term")
        await answer(pilot, "рекомендация")
        await answer(pilot, "кепілдеме")
        assert Path(project.root, "office.tbx").exists()
        await do(pilot, "insert_term")
        await do(pilot, "terms")
        assert "кепілдеме" in str(screen(pilot).panel.items)

"""Every action of the table, done by its key in the running app. The last test fails if one has no test here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from textual.pilot import Pilot
from textual.widgets.text_area import Selection
from tuikit import Start, answer, do, messages, settle, write

from pressloc.model import State
from pressloc.workflow.add import add_article
from pressloc.workflow.documents import load
from pressloc.workflow.project import Project
from pressloc.workflow.review.desk import Desk
from pressloc.workflow.review.sheet import open_sheet
from pressloc_tui.actions import TABLE
from pressloc_tui.panels import Item
from pressloc_tui.screens.editor import EditorScreen
from pressloc_tui.screens.queue import QueueScreen
from pressloc_tui.widgets.hints import Hints
from pressloc_tui.widgets.target import TargetEditor

DONE: set[str] = set()
F = TypeVar("F", bound=Callable[..., object])


def does(*ids: str) -> Callable[[F], F]:
    DONE.update(ids)
    return lambda test: test


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


def said(pilot: Pilot[None]) -> str:
    return messages(pilot)


# --- anywhere ---


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
        await pilot.pause(0.5)
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


# --- queue ---


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


# --- moving ---


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
        await answer(pilot, "")
        assert desk(pilot).index == 9
        await do(pilot, "filter")
        await answer(pilot, "has:finding")
        assert [n + 1 for n in desk(pilot).shown] == [5, 8]
        await do(pilot, "filter")
        await pilot.press(*["backspace"] * 11)
        await answer(pilot, "is:nothing")
        assert "is:open" in said(pilot)
        await do(pilot, "filter")
        await pilot.press(*["backspace"] * 11)
        await answer(pilot, "")
        assert len(desk(pilot).shown) == 11
        await do(pilot, "first")
        await do(pilot, "confirm")
        await do(pilot, "previous_open")
        assert desk(pilot).index == 10
        await do(pilot, "next_open")
        assert desk(pilot).index == 1


# --- deciding ---


@does("confirm", "undo_change", "final")
@pytest.mark.parametrize("cyrillic", [False, True])
async def test_confirm_goes_on_and_can_be_taken_back(start: Start, project: Project, cyrillic: bool) -> None:
    async with start() as pilot:
        await pilot.press("ctrl+ы" if cyrillic else "ctrl+s")
        await settle(pilot)
        assert desk(pilot).index == 1
        assert desk(pilot).sheet.rows[0].target("kk").state == State.REVIEWED
        await do(pilot, "final", cyrillic=cyrillic)
        assert desk(pilot).sheet.rows[1].target("kk").state == State.FINAL
        await do(pilot, "undo_change", cyrillic=cyrillic)
        await do(pilot, "undo_change", cyrillic=cyrillic)
        assert desk(pilot).index == 0
        await do(pilot, "undo_change", cyrillic=cyrillic)
        assert "nothing to take back" in said(pilot)
    sheet = open_sheet(project.open_store(), "senat.ru.md", "aida")
    assert [sheet.rows[n].target("kk").state for n in (0, 1)] == [State.TRANSLATED, State.TRANSLATED]


@does("reject")
async def test_reject_asks_for_a_reason(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "reject")
        await answer(pilot, "tense")
        assert desk(pilot).row.target("kk").state == State.INITIAL
        await do(pilot, "history")
        assert "tense" in str(screen(pilot).panel.items)


@does("approve_all")
async def test_approve_all_asks_first(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "approve_all")
        await pilot.press("escape")
        await settle(pilot)
        assert desk(pilot).row.target("kk").state == State.TRANSLATED
        await do(pilot, "approve_all")
        await pilot.press("enter")
        await settle(pilot)
        assert {row.target("kk").state for row in desk(pilot).sheet.rows} == {State.REVIEWED}
        await do(pilot, "approve_all")
        assert "all segments shown are approved" in said(pilot)
        await do(pilot, "undo_change")
        assert desk(pilot).sheet.rows[5].target("kk").state == State.TRANSLATED


@does("discard")
async def test_discard_shows_the_stored_text(start: Start) -> None:
    async with start() as pilot:
        stored = editor(pilot).value
        await write(pilot, "abc")
        await do(pilot, "discard")
        assert editor(pilot).value == stored
        await do(pilot, "discard")
        assert "nothing was typed" in said(pilot)


@does("comment", "history")
async def test_a_comment_stands_in_the_history(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "history")
        await do(pilot, "comment")
        await answer(pilot, "check the title")
        assert "check the title" in str(screen(pilot).panel.items[0].body)
        assert desk(pilot).row.commented


@does("fix")
async def test_fix_writes_the_certain_correction(start: Start) -> None:
    async with start(lang="en") as pilot:
        await do(pilot, "goto")
        await answer(pilot, "6")
        assert editor(pilot).value.startswith("«An archive")
        await do(pilot, "fix")
        assert editor(pilot).value.startswith("“An archive")
        await do(pilot, "first")
        await do(pilot, "fix")
        assert "no finding here" in said(pilot)


@does("waive", "findings")
async def test_waive_needs_a_reason(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "next_finding")
        await do(pilot, "findings")
        assert "numbers" in str(screen(pilot).panel.items)
        await do(pilot, "waive")
        await answer(pilot, "")
        assert desk(pilot).row.findings("kk")
        await do(pilot, "waive")
        await answer(pilot, "agreed")
        assert desk(pilot).row.findings("kk") == ()
        assert "set aside" in str(screen(pilot).panel.items)


@does("split", "join")
async def test_split_and_join(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "goto")
        await answer(pilot, "3")
        at_end(pilot)
        source = desk(pilot).segment.text
        await do(pilot, "split")
        await answer(pilot, "учёные")
        assert desk(pilot).segment.text == source[: source.index("учёные")].strip()
        assert desk(pilot).sheet.rows[3].segment.text.startswith("учёные")
        await do(pilot, "join")
        assert desk(pilot).segment.text == source
        await do(pilot, "first")
        await do(pilot, "join")
        assert "another paragraph" in said(pilot)


@does("export")
async def test_export_writes_the_article(start: Start, project: Project) -> None:
    async with start() as pilot:
        await do(pilot, "export")
        assert (project.root / "senat.kk.md").read_text("utf-8").startswith("# Сенатта")
        assert "0 approved" in said(pilot)


# --- writing ---


@does("select_all")
async def test_select_all_and_write_over_it(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "select_all", cyrillic=True)
        await write(pilot, "x")
        assert editor(pilot).value == "x"


@does("copy_source")
async def test_copy_source_is_one_step_of_undo(start: Start) -> None:
    async with start() as pilot:
        before = editor(pilot).value
        await do(pilot, "copy_source")
        assert editor(pilot).value == desk(pilot).segment.text
        await pilot.press("ctrl+z")
        assert editor(pilot).value == before
        await pilot.press("ctrl+н")
        assert editor(pilot).value == desk(pilot).segment.text


@does("insert_code")
async def test_insert_code_wraps_the_selection(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "next")
        editor(pilot).set_value("дөңгелек үстел өтті")
        editor(pilot).selection = Selection((0, 0), (0, 14))
        await do(pilot, "insert_code")
        assert editor(pilot).value == "\ue000дөңгелек үстел\ue001 өтті"
        await do(pilot, "insert_code")
        assert "all inline codes" in said(pilot)


@does("insert_number")
async def test_insert_number_goes_through_the_missing_ones(start: Start) -> None:
    async with start(lang="en") as pilot:
        await do(pilot, "goto")
        await answer(pilot, "4")
        editor(pilot).set_value("")
        await do(pilot, "insert_number")
        await write(pilot, " ")
        await do(pilot, "insert_number")
        assert editor(pilot).value == "34.2 6.5"
        await do(pilot, "insert_number")
        assert "all numbers" in said(pilot)


@does("insert_term")
async def test_insert_term_in_the_form_it_needs(start: Start) -> None:
    async with start() as pilot:
        editor(pilot).set_value("")
        (term,) = desk(pilot).tools.judge.terms(desk(pilot).segment, "kk")
        await do(pilot, "insert_term")
        assert editor(pilot).value == term.expected[0]
        assert "Сенат" in editor(pilot).value
        await do(pilot, "insert_term")
        assert "all terms" in said(pilot)


@does("quotes", "dash", "no_break", "line_break")
async def test_marks_of_the_language(start: Start) -> None:
    async with start() as pilot:
        editor(pilot).set_value("заң")
        editor(pilot).selection = Selection((0, 0), (0, 3))
        await do(pilot, "quotes")
        at_end(pilot)
        await do(pilot, "dash")
        await do(pilot, "no_break")
        await do(pilot, "line_break")
        await write(pilot, '"ab"')
        assert editor(pilot).value == "«заң» – \u00a0\n«ab»"


@does("case")
async def test_case_of_the_word_at_the_cursor(start: Start) -> None:
    async with start() as pilot:
        editor(pilot).move_cursor((0, 3))
        await do(pilot, "case")
        assert editor(pilot).value.startswith("САТТА"[:0] + "СЕНАТТА ")


@does("completion", "accept_word", "switch")
async def test_completion_word_by_word_and_whole(start: Start) -> None:
    async with start() as pilot:
        editor(pilot).set_value("Сен")
        at_end(pilot)
        editor(pilot).suggestion = "атта заң қабылданды"
        await do(pilot, "accept_word")
        assert (editor(pilot).value, editor(pilot).suggestion) == ("Сенатта", " заң қабылданды")
        await do(pilot, "switch")
        assert editor(pilot).value == "Сенатта заң қабылданды"
        await do(pilot, "switch")
        assert screen(pilot).segments.has_focus
        await do(pilot, "completion")
        assert "completion is off" in said(pilot)


# --- panels ---


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
        await pilot.pause(0.5)
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


@does("insert_name")
async def test_a_name_goes_in_as_its_place_asks(start: Start, project: Project) -> None:
    path = project.root / "names.txt"
    path.write_text("Письмо направлено Ержану Сапарову. Ответ подписала М. Нурланова.", "utf-8")
    add_article(project.open_store(), load(str(path), lang="ru"), project.root, ("kk",), "A")
    async with start(article="names.txt") as pilot:
        await do(pilot, "terms")
        assert screen(pilot).panel.items[0].insert == "Ержан Сапаровқа"
        await do(pilot, "insert_name")
        assert editor(pilot).value == "Ержан Сапаровқа"
        await do(pilot, "insert_name")
        assert "has all names" in said(pilot)
        assert editor(pilot).value == "Ержан Сапаровқа"
        await do(pilot, "next")
        await do(pilot, "insert_name", cyrillic=True)
        assert editor(pilot).value == "М. Нурланова"
        await write(pilot, "лық жауап")
        await do(pilot, "insert_name")  # a form that the name does not have is put right
        assert editor(pilot).value == "М. Нурланова жауап"
        await do(pilot, "insert_name")
        assert "has all names" in said(pilot)
        await do(pilot, "back")
    async with start() as pilot:
        await do(pilot, "insert_name")
        assert "names no person" in said(pilot)


@does("approve")
async def test_the_list_approves_without_going_to_the_text(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "to_list")
        await do(pilot, "approve")
        await do(pilot, "approve")
        assert desk(pilot).index == 2
        assert [desk(pilot).sheet.rows[n].target("kk").state for n in (0, 1, 2)] == [State.REVIEWED, State.REVIEWED, State.TRANSLATED]
        assert screen(pilot).segments.has_focus
        await pilot.press("enter")
        assert editor(pilot).has_focus
        await pilot.press("space")
        assert editor(pilot).value.startswith(" ")  # a blank in the text is a blank


async def test_frequent_answers_are_chosen_without_typing(start: Start) -> None:
    async with start() as pilot:
        await do(pilot, "filter")
        await pilot.press("down", "down", "down", "enter")
        await settle(pilot)
        assert desk(pilot).criteria.query == "has:finding"
        await do(pilot, "filter")
        await pilot.press("down", "enter")
        await settle(pilot)
        assert desk(pilot).criteria.query == ""
        await do(pilot, "reject")
        await pilot.press("down", "enter")
        await settle(pilot)
        await do(pilot, "history")
        assert "wrong meaning" in str(screen(pilot).panel.items)


async def test_the_marked_finding_is_set_aside(start: Start, project: Project) -> None:
    async with start(lang="en") as pilot:
        await write(pilot, "the the  ")
        await pilot.pause(0.5)
        await do(pilot, "findings")
        marked = screen(pilot).panel.items[1].finding
        assert marked is not None
        await do(pilot, "mark_down")
        await do(pilot, "waive")
        await answer(pilot, "agreed")
        assert screen(pilot).waived("en", editor(pilot).value) == {marked.check}


async def test_messages_stand_in_the_last_line_and_cover_nothing(start: Start) -> None:
    async with start(size=(80, 24)) as pilot:
        await do(pilot, "history")
        await do(pilot, "fix")
        assert "no finding here" in said(pilot)
        hints = screen(pilot).query_one(Hints)
        assert hints.region.bottom == 24
        assert hints.region.height == 1
        assert screen(pilot).panel.region.intersection(hints.region).area == 0


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


async def test_an_approval_in_the_third_language_goes_on_in_it(start: Start) -> None:
    async with start(lang="kk") as pilot:
        await do(pilot, "third")
        await pilot.press("tab")
        await do(pilot, "confirm")
        await do(pilot, "confirm")
        assert [desk(pilot).sheet.rows[n].target("en").state for n in (0, 1)] == [State.REVIEWED, State.REVIEWED]
        await do(pilot, "first")
        await do(pilot, "confirm")
        assert desk(pilot).index == 2  # the next open one in English, not in Kazakh
        await do(pilot, "to_list")
        assert screen(pilot).lang == "en"  # what was edited last is meant
        await do(pilot, "reject")
        await answer(pilot, "x")
        assert desk(pilot).row.target("en").state == State.INITIAL
        assert desk(pilot).row.target("kk").state == State.TRANSLATED


@does("third")
async def test_the_third_language_is_editable_beside(start: Start, project: Project) -> None:
    async with start() as pilot:
        await do(pilot, "third")
        third = screen(pilot).third_editor
        assert third.value == "Senate discusses the development of regional archives"
        await pilot.press("tab")
        assert third.has_focus
        await write(pilot, "The ")
        await do(pilot, "confirm")
        assert desk(pilot).sheet.rows[0].target("en").text.startswith("The Senate")
        assert desk(pilot).sheet.rows[0].target("kk").state == State.TRANSLATED
        await do(pilot, "third")
        assert not third.display


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


def test_every_action_has_a_test() -> None:
    assert {action.id for action in TABLE} - DONE == set()

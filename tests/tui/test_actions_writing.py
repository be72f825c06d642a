"""What helps to write: each by its key in the running app."""

from __future__ import annotations

from textual.widgets.text_area import Selection
from tuikit import Start, answer, at_end, desk, do, does, editor, said, screen, write

from pressloc.model import State
from pressloc.workflow.add import add_article
from pressloc.workflow.documents import load
from pressloc.workflow.project import Project


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

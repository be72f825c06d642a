"""Approving, rejecting, taking back, findings: each by its key in the running app."""

from __future__ import annotations

import pytest
from tuikit import Start, answer, at_end, desk, do, does, editor, said, screen, settle, write

from pressloc.model import State
from pressloc.workflow.project import Project
from pressloc.workflow.review.sheet import open_sheet


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
        await pilot.pause(0.15)
        await do(pilot, "findings")
        marked = screen(pilot).panel.items[1].finding
        assert marked is not None
        await do(pilot, "mark_down")
        await do(pilot, "waive")
        await answer(pilot, "agreed")
        assert screen(pilot).waived("en", editor(pilot).value) == {marked.check}
        await do(pilot, "waive")
        assert "counts again" in said(pilot)
        assert screen(pilot).waived("en", editor(pilot).value) == frozenset()
    stored = open_sheet(project.open_store(), "senat.ru.md", "aida").rows[0].waived
    assert stored.get("en", ()) == ()


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

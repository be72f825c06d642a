"""Editing an article: drafts, approval, conflicts, repetitions, undo; on a real store."""

from __future__ import annotations

import attrs
import pytest

from pressloc.errors import UsageError
from pressloc.memory.keys import memory_key
from pressloc.model import Finding, Origin, Severity, State
from pressloc.store import memory, targets
from pressloc.store.database import Store
from pressloc.workflow.add import add_article
from pressloc.workflow.documents import load
from pressloc.workflow.project import Project
from pressloc.workflow.review import context, criteria, edit, structure
from pressloc.workflow.review.desk import Desk, Tools
from pressloc.workflow.review.judge import Judge, waive
from pressloc.workflow.review.queue import load_queue
from pressloc.workflow.review.sheet import Sheet, count, open_sheet

NOTHING = edit.Verdict()


def reopened(store: Store, who: str = "Aida") -> Sheet:
    return open_sheet(store, "a.txt", who)


def confirm(store: Store, sheet: Sheet, index: int, text: str, **options: object) -> edit.Saved:
    saved = edit.confirm(store, sheet, index, "kk", text, NOTHING, **options)  # type: ignore[arg-type]
    assert isinstance(saved, edit.Saved)
    return saved


def remembered(store: Store, sheet: Sheet, index: int) -> list[str]:
    segment = sheet.rows[index].segment
    with store.begin() as connection:
        found = memory.recall(connection, segment.lang, "kk", [memory_key(segment.text).text])
    return [entry.target for entries in found.values() for entry in entries]


def test_all_languages_stand_beside_each_segment(sheet: Sheet) -> None:
    assert [row.segment.text for row in sheet.rows][:2] == ["Сенат принял закон", "Депутаты одобрили поправки."]
    assert sheet.langs == ("kk", "en")
    assert (sheet.rows[0].shown("kk"), sheet.rows[0].shown("en")) == ("<Сенат принял закон>", "[Сенат принял закон]")
    assert count(sheet, "kk").states[State.TRANSLATED] == 6


def test_a_draft_comes_back_after_reopening_and_goes_with_confirming(store: Store, sheet: Sheet) -> None:
    edit.keep_draft(store, sheet.rows[0], "kk", "Сенат заң қаб", "Aida")
    again = reopened(store)
    assert again.rows[0].shown("kk") == "Сенат заң қаб"
    assert again.rows[0].target("kk").text == "<Сенат принял закон>"
    after = again.with_targets(confirm(store, again, 0, "Сенат заң қабылдады").lines)
    assert after.rows[0].drafts == {}
    assert reopened(store).rows[0].shown("kk") == "Сенат заң қабылдады"


def test_typing_the_old_text_again_drops_the_draft(store: Store, sheet: Sheet) -> None:
    row = edit.keep_draft(store, sheet.rows[0], "kk", "x", "Aida")
    row = edit.keep_draft(store, row, "kk", "<Сенат принял закон>", "Aida")
    assert row.drafts == {}
    assert reopened(store).rows[0].drafts == {}


def test_a_draft_on_a_segment_never_translated(store: Store) -> None:
    empty = reopened(store)
    row = edit.keep_draft(store, empty.rows[0], "kk", "Сенат", "Aida")
    row = edit.keep_draft(store, row, "kk", "Сенат заң", "Aida")
    sheet = empty.with_row(row)
    assert confirm(store, sheet, 0, "Сенат заң қабылдады").lines[0].state == State.REVIEWED
    again = edit.keep_draft(store, reopened(store).rows[1], "kk", "Депутаттар", "Aida")
    assert again.drafts["kk"].base_revision == 0
    assert isinstance(edit.confirm(store, reopened(store), 1, "kk", "Депутаттар", NOTHING), edit.Saved)


def test_two_reviewers_keep_their_own_drafts(store: Store, sheet: Sheet) -> None:
    edit.keep_draft(store, sheet.rows[0], "kk", "Aida's", "Aida")
    edit.keep_draft(store, sheet.rows[0], "kk", "Bolat's", "Bolat")
    aida, bolat = reopened(store), reopened(store, "Bolat")
    assert (aida.rows[0].shown("kk"), bolat.rows[0].shown("kk")) == ("Aida's", "Bolat's")
    assert (aida.rows[0].typing["kk"], bolat.rows[0].typing["kk"]) == ("Bolat", "Aida")
    confirm(store, aida, 0, "Aida's")
    assert reopened(store, "Bolat").rows[0].shown("kk") == "Bolat's"


def test_the_second_of_two_confirmations_is_a_conflict_and_writes_nothing(store: Store, sheet: Sheet) -> None:
    bolat = reopened(store, "Bolat").with_row(edit.keep_draft(store, sheet.rows[0], "kk", "Bolat's", "Bolat"))
    confirm(store, sheet, 0, "Aida's")
    clash = edit.confirm(store, bolat, 0, "kk", "Bolat's", NOTHING)
    assert isinstance(clash, edit.Conflict)
    assert (clash.mine, clash.theirs.text, clash.theirs.updated_by, clash.base) == ("Bolat's", "Aida's", "Aida", "<Сенат принял закон>")
    assert reopened(store).rows[0].target("kk").text == "Aida's"
    later = edit.confirm(store, reopened(store, "Bolat"), 0, "kk", "Bolat's", NOTHING)
    assert isinstance(later, edit.Conflict), "the draft's base survives a restart"
    settled = edit.confirm(store, bolat, 0, "kk", "both", NOTHING, revision=clash.theirs.revision)
    assert isinstance(settled, edit.Saved)


def test_the_same_text_from_two_reviewers_is_no_conflict(store: Store, sheet: Sheet) -> None:
    other = reopened(store, "Bolat")
    confirm(store, sheet, 0, "Сенат")
    assert isinstance(edit.confirm(store, other, 0, "kk", "Сенат", NOTHING), edit.Saved)


def test_confirming_feeds_the_memory_and_undo_takes_it_back(store: Store, sheet: Sheet) -> None:
    first = confirm(store, sheet, 0, "first")
    sheet = sheet.with_targets(first.lines)
    second = confirm(store, sheet, 0, "second")
    assert remembered(store, sheet, 0) == ["second"]
    edit.undo(store, sheet, second.undo)
    assert remembered(store, sheet, 0) == ["first"]
    sheet = reopened(store)
    assert sheet.rows[0].target("kk").text == "first"


def test_repetitions_follow_and_come_back_with_one_undo(store: Store, sheet: Sheet) -> None:
    edited = sheet.with_row(edit.keep_draft(store, sheet.rows[5], "kk", "own", "Aida"))
    saved = confirm(store, edited, 1, "Депутаттар түзетулерді мақұлдады.")
    assert (saved.propagated, [line.segment_id for line in saved.lines]) == (1, [sheet.rows[n].segment.id for n in (1, 3)])
    now = reopened(store)
    assert [now.rows[n].target("kk").state for n in (1, 3)] == [State.REVIEWED, State.TRANSLATED]
    assert now.rows[3].target("kk").origin == Origin.TM
    assert now.rows[5].shown("kk") == "own", "a repetition that somebody is editing stays"
    edit.undo(store, now, saved.undo)
    assert [reopened(store).rows[n].target("kk").text for n in (1, 3)] == ["<Депутаты одобрили поправки.>"] * 2


def test_undo_leaves_what_somebody_changed_since(store: Store, sheet: Sheet) -> None:
    saved = confirm(store, sheet, 0, "mine")
    confirm(store, reopened(store, "Bolat"), 0, "theirs")
    undone = edit.undo(store, reopened(store), saved.undo)
    assert (undone.lines, undone.passed) == ((), 1)
    assert reopened(store).rows[0].target("kk").text == "theirs"


def test_bulk_approval_has_one_undo_and_passes_over_drafts(store: Store, sheet: Sheet) -> None:
    edited = sheet.with_row(edit.keep_draft(store, sheet.rows[0], "kk", "half", "Aida"))
    saved = edit.approve(store, edited, range(6), "kk")
    assert (len(saved.lines), saved.passed) == (5, 1)
    assert count(reopened(store), "kk").approved == 5
    assert remembered(store, sheet, 2) == ["<Закон направлен Президенту.>"]
    edit.undo(store, reopened(store), saved.undo)
    assert count(reopened(store), "kk").approved == 0
    assert remembered(store, sheet, 2) == []


def test_reject_and_revert_are_in_the_history(store: Store, sheet: Sheet) -> None:
    sheet = sheet.with_targets(confirm(store, sheet, 0, "Сенат заң қабылдады").lines)
    rejected = edit.reject(store, sheet, 0, "kk", "wrong tense")
    assert isinstance(rejected, edit.Saved)
    sheet = sheet.with_targets(rejected.lines)
    newest, confirmed, first = context.versions(store, sheet.rows[0].segment.id, "kk")
    assert (newest.event.action, newest.event.note, newest.event.state) == ("reject", "wrong tense", State.INITIAL)
    assert [(p.change, p.text) for p in confirmed.pieces] == [
        ("gone", "<"), ("same", "Сенат "), ("gone", "принял"), ("new", "заң"), ("same", " "), ("gone", "закон>"), ("new", "қабылдады"),
    ]  # fmt: skip
    edit.revert(store, sheet, 0, "kk", first.event.text, first.event.at)
    assert reopened(store).rows[0].target("kk").text == "<Сенат принял закон>"
    assert context.versions(store, sheet.rows[0].segment.id, "kk")[0].event.action == "revert"


def test_waived_findings_hide_until_the_text_changes(store: Store, sheet: Sheet) -> None:
    verdict = edit.Verdict(findings=(Finding("numbers", Severity.MAJOR, "x"), Finding("edges", Severity.MINOR, "y")))
    saved = edit.confirm(store, sheet, 0, "kk", "text", verdict)
    assert isinstance(saved, edit.Saved)
    waive(store, sheet.rows[0].segment, "kk", "numbers", "text", "Aida", "a name")
    assert reopened(store).rows[0].findings("kk") == (("edges", Severity.MINOR),)
    assert found_in_queue(store) == 1
    waive(store, sheet.rows[0].segment, "kk", "edges", "text", "Aida", "so in the source")
    assert found_in_queue(store) == 0
    edit.confirm(store, reopened(store), 0, "kk", "other", verdict)
    assert len(reopened(store).rows[0].findings("kk")) == 2
    assert found_in_queue(store) == 1


def found_in_queue(store: Store) -> int:
    return next(item.counts.findings for item in load_queue(store) if item.lang == "kk")


def test_checks_run_on_the_edited_text(project: Project, sheet: Sheet) -> None:
    judge = Judge(project.settings, project.root)
    wrong = judge.judge(sheet.rows[4].segment, "kk", "Отырыс Алматыда өтті.")
    right = judge.judge(sheet.rows[4].segment, "kk", "Отырыс Астанада өтті.")
    assert "term-missing" in {finding.check for finding in wrong.findings}
    assert not right.findings
    expected = {term.hit.text: term.expected[0] for term in judge.terms(sheet.rows[4].segment, "kk")}
    assert expected["Астане"] == "Астанада"


def test_an_abbreviation_is_early_until_a_segment_before_names_the_body(project: Project, store: Store, sheet: Sheet) -> None:
    judge = Judge(project.settings, project.root)

    def early(sheet: Sheet) -> list[str]:
        verdict = judge.judge(sheet.rows[4].segment, "kk", "Астанада ТМҰ саммиті өтті.", place=(sheet, 4))
        return [finding.check for finding in verdict.findings if finding.check == "first-mention"]

    assert early(sheet) == ["first-mention"]
    edit.confirm(store, sheet, 2, "kk", "Түркі мемлекеттері ұйымына (ТМҰ) алғыс айтылды.", edit.Verdict())
    assert early(reopened(store)) == []


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", [0, 1, 2, 3, 4, 5]),
        ("депутаты", [1, 3, 5]),
        ('депутаты -"одобрили"', []),
        ("#2-3", [1, 2]),
        ("-#2-3", [0, 3, 4, 5]),
        ("is:open", [1, 2, 3, 4, 5]),
        ("is:reviewed", [0]),
        ("is:repeated", [1, 3, 5]),
        ("has:draft", [2]),
        ("has:finding", [0]),
        ("check:numbers", [0]),
        ("is:empty", []),
    ],
)
def test_filters(store: Store, sheet: Sheet, query: str, shown: list[int]) -> None:
    edit.confirm(store, sheet, 0, "kk", "x", edit.Verdict(findings=(Finding("numbers", Severity.MAJOR, "x"),)))
    edit.keep_draft(store, sheet.rows[2], "kk", "half", "Aida")
    assert list(criteria.select(reopened(store), criteria.parse(query), "kk")) == shown


def test_an_unknown_filter_says_which_there_are() -> None:
    with pytest.raises(UsageError, match="is:open"):
        criteria.parse("is:nothing")


def test_steps_go_round_the_end(store: Store, sheet: Sheet) -> None:
    sheet = sheet.with_targets(confirm(store, sheet, 5, "x", propagate=False).lines)
    open_ = criteria.parse("is:open")
    assert criteria.following(sheet, open_, "kk", 4) == 0
    assert criteria.following(sheet, open_, "kk", 0, -1) == 4
    assert criteria.following(sheet, criteria.parse("is:final"), "kk", 0) is None


def test_split_and_join_keep_the_paragraph(store: Store, sheet: Sheet) -> None:
    text = sheet.rows[4].segment.text
    cut = structure.cut_places(text)[1]
    parts = structure.split(store, sheet, 4, cut, {"kk": 8})
    assert [row.segment.text for row in parts.rows[4:6]] == ["Заседание прошло", "в Астане."]
    assert [row.shown("kk") for row in parts.rows[4:6]] == ["<Заседан", "ие прошло в Астане.>"]
    assert parts.rows[5].segment.before == "Заседание прошло"
    whole = structure.join(store, parts, 4)
    assert [row.segment.text for row in whole.rows] == [row.segment.text for row in sheet.rows]
    assert [row.segment.ordinal for row in whole.rows] == sorted({row.segment.ordinal for row in whole.rows})
    with pytest.raises(UsageError):
        structure.join(store, whole, 0)


def test_the_preview_shows_paragraphs_with_gaps_from_the_source(store: Store, sheet: Sheet) -> None:
    found = context.preview(sheet, 2, "kk", around=1)
    assert [len(paragraph.parts) for paragraph in found] == [1, 2, 2]
    with store.begin() as connection:
        current = targets.target(connection, sheet.rows[0].segment.id, "kk")
    assert found[0].parts[0] == (0, current.text, True)


@pytest.mark.parametrize(("text", "langs", "says"), [("\n", ("kk",), "no text"), ("Сенат принял закон\n", ("ru",), "no target language")])
def test_an_article_with_nothing_to_review_is_refused(project: Project, text: str, langs: tuple[str, ...], says: str) -> None:
    path = project.root / "b.txt"
    path.write_text(text, "utf-8")
    add_article(project.open_store(), load(str(path), lang="ru"), project.root, langs, "A")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=says):
        Desk.open(Tools.of(project), "b.txt")


def test_the_desk_says_why_something_cannot_be_done(project: Project, sheet: Sheet) -> None:
    desk = Desk.open(Tools.of(project), "a.txt", "kk")
    assert desk.why_not("undo_change")
    assert desk.why_not("join")
    assert not desk.why_not("approve_all")
    desk.approve_shown()
    assert desk.why_not("approve_all")
    assert not desk.why_not("undo_change")
    assert desk.take_back() is not None
    assert desk.why_not("undo_change")


def test_what_the_gate_said_stands_as_long_as_the_text_does(store: Store, sheet: Sheet) -> None:
    gate = Finding("mt-length", Severity.CRITICAL, "Much shorter than the source")
    covered = Finding("mt-number", Severity.CRITICAL, "Number changed", start=2, end=4)
    numbers = Finding("numbers", Severity.MAJOR, "Number changed", start=0, end=5)
    with store.begin() as connection:
        current = targets.target(connection, sheet.rows[0].segment.id, "kk")
        targets.write(connection, attrs.evolve(current, findings=(gate, covered)), action="pretranslate", who="pressloc")
    row = reopened(store).rows[0]
    text = row.target("kk").text
    live = edit.Verdict(findings=(numbers,))
    assert context.with_gate(store, row, "kk", text, live).findings == (numbers, gate)
    assert context.with_gate(store, row, "kk", text + "!", live) == live
    assert context.with_gate(store, reopened(store).rows[1], "kk", reopened(store).rows[1].target("kk").text, live) == live


def test_splitting_and_joining_take_what_one_has_typed(store: Store, sheet: Sheet) -> None:
    index = 1  # «Депутаты одобрили поправки. | Закон направлен Президенту.»
    typed = sheet.with_row(edit.keep_draft(store, sheet.rows[index], "kk", "Депутаттар мақұлдады.", "Aida"))
    typed = typed.with_row(edit.keep_draft(store, typed.rows[index + 1], "kk", "Заң жіберілді.", "Aida"))
    joined = structure.join(store, typed, index)
    assert joined.rows[index].target("kk").text == "Депутаттар мақұлдады. Заң жіберілді."
    assert joined.rows[index].drafts == {}
    again = joined.with_row(edit.keep_draft(store, joined.rows[index], "kk", "Бір. Екі.", "Aida"))
    cut = again.rows[index].segment.text.index("Закон")
    parted = structure.split(store, again, index, cut, {"kk": len("Бір. ")})
    assert [parted.rows[n].shown("kk") for n in (index, index + 1)] == ["Бір.", "Екі."]
    assert all(not row.drafts for row in parted.rows)


def test_a_segment_is_not_taken_from_under_a_colleague(store: Store, sheet: Sheet) -> None:
    edit.keep_draft(store, reopened(store, "Bolat").rows[2], "kk", "Заң", "Bolat")
    with pytest.raises(UsageError, match="Bolat"):
        structure.join(store, sheet, 1)
    with pytest.raises(UsageError, match="Bolat"):
        structure.split(store, sheet, 2, len("Закон "), {})
    assert len(reopened(store).rows) == len(sheet.rows)

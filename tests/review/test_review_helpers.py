"""Word diff, typing, session, queue, memory matches: small things a reviewer sees all day."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.model import CODE_BASE, CodeKind, InlineCode, Lang, Origin
from pressloc.store.database import Store
from pressloc.workflow.project import MTSettings, Project
from pressloc.workflow.review import edit, typing
from pressloc.workflow.review.diff import Change, Piece, around, word_diff
from pressloc.workflow.review.queue import arrange, load_queue
from pressloc.workflow.review.session import Session
from pressloc.workflow.review.sheet import Sheet
from pressloc.workflow.review.suggest import Machines, Memories, first_words


@given(st.text(), st.text())
def test_a_diff_holds_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(p.text for p in pieces if p.change != Change.NEW) == old
    assert "".join(p.text for p in pieces if p.change != Change.GONE) == new


def test_a_diff_goes_by_words() -> None:
    pieces = word_diff("Сенат принял закон", "Сенат одобрил закон")
    assert [(p.change, p.text) for p in pieces] == [
        ("same", "Сенат "), ("gone", "принял"), ("new", "одобрил"), ("same", " закон"),
    ]  # fmt: skip


def test_a_long_text_is_compared_quickly() -> None:
    pieces = word_diff("а б " * 40_000, "а б " * 39_999 + "в г ")
    assert "".join(p.text for p in pieces if p.change == Change.NEW) == "в г"


@pytest.mark.parametrize(
    ("before", "lang", "quote"),
    [
        ("", "ru", "«"), ("Закон ", "ru", "«"), ("Закон «О бюджете", "ru", "»"), ("«Газета ", "kk", "„"),
        ("«Газета „Егемен", "kk", "“"), ("", "en", "“"), ("the “Law", "en", "”"), ("the “Law on ", "en", "‘"),
        ("(", "ru", "«"), ("«", "ru", "„"),
    ],
)  # fmt: skip
def test_a_typed_quote_is_the_right_one(before: str, lang: Lang, quote: str) -> None:
    assert typing.quote_for(before, lang) == quote


def test_a_selection_in_quotes() -> None:
    assert typing.quoted("Егемен", "газета ", "kk") == "«Егемен»"
    assert typing.quoted("Егемен", "«газета ", "ru") == "„Егемен“"


def test_case_goes_round() -> None:
    assert [typing.next_case(text) for text in ("сенат", "Сенат", "СЕНАТ", "сЕнат")] == ["Сенат", "СЕНАТ", "сенат", "сенат"]


@pytest.mark.parametrize(
    ("source", "source_lang", "target", "target_lang", "missing"),
    [
        ("рост на 6,5 % в 2025 году", "ru", "", "en", ("6.5", "2025")),
        ("рост на 6,5 % в 2025 году", "ru", "6.5 per cent", "en", ("2025",)),
        ("1,200 people", "en", "", "ru", ("1200",)),
        ("два закона", "ru", "", "en", ()),
        ("8 декабря 2025 г. в 15:00 погибли 21,5 тыс.", "ru", "", "kk", ("2025 жылғы 8 желтоқсан", "15:00", "21,5")),
        ("8 декабря 2025 г. в 15:00", "ru", "2025 жылғы 8 желтоқсанда", "kk", ("15:00",)),
        ("2025 жылғы 8 желтоқсан", "kk", "", "en", ("8 December 2025",)),
        ("до 01.09.2027 и 15–17 декабря 2026 года", "ru", "", "en", ("01.09.2027", "15", "17", "2026")),
    ],
)
def test_numbers_to_insert(source: str, source_lang: Lang, target: str, target_lang: Lang, missing: tuple[str, ...]) -> None:
    assert typing.missing_numbers(source, source_lang, target, target_lang) == missing


def test_codes_to_insert_come_as_pairs() -> None:
    a, b, c = (chr(CODE_BASE + n) for n in range(3))
    codes = (InlineCode(CodeKind.OPEN, "<b>", pair=1), InlineCode(CodeKind.CLOSE, "</b>", pair=0), InlineCode(CodeKind.ALONE, "<br>"))
    assert typing.missing_codes(f"{a}x{b}{c}", "", codes) == (a + b, c)
    assert typing.missing_codes(f"{a}x{b}{c}", f"{a}y", codes) == (b, c)


def test_session_figures() -> None:
    session = Session(0.0).confirmed("три слова тут", "abcd", "abcd").confirmed("два слова", "abcd", "abxy").confirmed("a", None, "x")
    assert (session.segments, session.words, session.machine, session.untouched) == (3, 6, 2, 1)
    assert session.mean_edit == pytest.approx(0.25)
    assert session.per_hour(3600.0) == pytest.approx(3.0)
    assert session.per_hour(1.0) == pytest.approx(180.0), "an hour's rate is not guessed from a second"


def test_queue_counts(store: Store, sheet: Sheet) -> None:
    edit.approve(store, sheet, [0, 1], "kk")
    kk, en = load_queue(store)
    assert (kk.lang, kk.segments, kk.approved, kk.counts.untranslated) == ("kk", 6, 2, 0)
    assert (en.approved, en.counts.words_left) == (0, 3 + 3 + 3 + 3 + 4 + 3)
    assert kk.counts.words_left == en.counts.words_left - 6
    assert [item.lang for item in arrange((kk, en), "left")] == ["en", "kk"]
    assert arrange((kk, en), "name", "a.txt kk") == (kk,)


def test_memory_matches_by_likeness(store: Store, sheet: Sheet) -> None:
    edit.approve(store, sheet, [1, 4], "kk")
    memories = Memories(store)
    exact = memories.matches(sheet.rows[1].segment, "kk")
    assert [(match.percent, match.target) for match in exact] == [(101, "<Депутаты одобрили поправки.>")]
    assert memories.matches(sheet.rows[3].segment, "kk")[0].percent == 100
    edit.approve(store, sheet, [2], "kk")
    assert memories.matches(sheet.rows[2].segment, "kk")[0].percent == 101, "new pairs count at once"
    assert [e.target for e in memories.concordance("АСТАНЕ", "ru", "kk")] == ["<Заседание прошло в Астане.>"]
    assert memories.concordance("  ", "ru", "kk") == ()


def test_machine_alternatives_name_what_made_them(project: Project, sheet: Sheet) -> None:
    machines = Machines(MTSettings(engine="pseudo", model=""), project.root)
    found, failed = machines.alternatives(sheet.rows[0].segment, "kk")
    assert not failed
    assert [s.origin for s in found] == [Origin.MT]
    assert found[0].signature.startswith("pseudo@")
    assert machines.completion(sheet.rows[0].segment, "kk", "Се") == "", "an engine that cannot force a prefix stays silent"


def test_a_failing_engine_is_named_and_the_others_go_on(project: Project, sheet: Sheet) -> None:
    machines = Machines(MTSettings(engine="pseudo", model="", settings={"nowhere": {}}), project.root)
    found, failed = machines.alternatives(sheet.rows[0].segment, "kk")
    assert found
    assert "nowhere" in failed[0]


@pytest.mark.slow
def test_the_starter_model_goes_on_from_what_is_typed(project: Project, sheet: Sheet) -> None:
    machines = Machines(MTSettings(), project.root)
    segment = sheet.rows[0].segment
    whole = machines.completion(segment, "en", "")
    typed = whole[: len(whole) // 2]
    rest = machines.completion(segment, "en", typed)
    assert whole, "the model translates"
    assert rest, "and goes on from its own beginning"
    assert not rest.startswith(typed), "what comes back is what is still to type"


def test_words_of_a_completion() -> None:
    assert first_words("ate adopted a law") == "ate"
    assert first_words(" adopted a law") == " adopted"
    assert first_words("") == ""


def test_a_diff_without_what_is_far_from_a_change() -> None:
    old = "The draft law on the archives was passed by by the Senate on Thursday"
    pieces = around(word_diff(old, old.replace("by by", "by")), 9)
    assert [piece.change for piece in pieces] == [Change.SAME, Change.GONE, Change.SAME]
    assert pieces[0].text.startswith("…")
    assert pieces[-1].text.endswith("…")
    assert max(len(piece.text) for piece in pieces) == 10
    assert around((Piece(Change.SAME, "short"),), 9) == (Piece(Change.SAME, "short"),)


@pytest.mark.slow
def test_a_heading_in_capitals_is_asked_for_in_sentence_case(project: Project, sheet: Sheet) -> None:
    machines = Machines(MTSettings(), project.root)
    quiet = attrs.evolve(sheet.rows[0].segment, text="Пресс-служба Сената Парламента")
    loud = attrs.evolve(quiet, text=quiet.text.upper())
    expected = [suggestion.text.upper() for suggestion in machines.alternatives(quiet, "en")[0]]
    found = [suggestion.text for suggestion in machines.alternatives(loud, "en")[0]]
    assert all(text.isupper() for text in found)
    assert len({word for text in found for word in text.split()} & {word for text in expected for word in text.split()}) >= 2
    assert machines.completion(loud, "en", found[0][:6]).isupper()

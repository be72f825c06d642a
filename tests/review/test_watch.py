"""What colleagues do to the opened article is seen, on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from pressloc.model import State
from pressloc.store import targets
from pressloc.store.database import Store, open_store
from pressloc.store.schema import metadata
from pressloc.workflow.add import add_article
from pressloc.workflow.documents import load
from pressloc.workflow.review import context, edit, structure
from pressloc.workflow.review.judge import waive
from pressloc.workflow.review.sheet import Sheet, open_sheet
from pressloc.workflow.review.watch import look, taken_over

TEXT = "Сенат принял закон.\n\nДепутаты одобрили поправки. Закон направлен Президенту.\n"


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path}/store.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    opened = open_store(url, create=True)
    with opened.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    add_article(opened, load(str(path)), tmp_path, ("kk", "en"), "aida")
    yield opened
    opened.close()


def seen(store: Store, who: str) -> Sheet:
    return open_sheet(store, "a.txt", who)


def write(store: Store, who: str, index: int, text: str) -> None:
    assert isinstance(edit.confirm(store, seen(store, who), index, "kk", text, edit.Verdict()), edit.Saved)


def test_nothing_new_is_no_news(store: Store) -> None:
    sheet = seen(store, "aida")
    first = look(store, sheet, None)
    assert first is not None
    assert first.lines == ()
    assert taken_over(sheet, first) is sheet
    assert look(store, sheet, first.stamp) is None


def test_an_approval_arrives_and_ones_own_is_no_news(store: Store) -> None:
    sheet = seen(store, "aida")
    first = look(store, sheet, None)
    assert first is not None
    write(store, "bolat", 1, "Депутаттар түзетулерді мақұлдады.")
    news = look(store, sheet, first.stamp)
    assert news is not None
    assert news.by("aida") == (("bolat", 1),)
    sheet = taken_over(sheet, news)
    assert sheet.rows[1].target("kk").state == State.REVIEWED
    mine = edit.confirm(store, sheet, 0, "kk", "Сенат заң қабылдады.", edit.Verdict())
    assert isinstance(mine, edit.Saved)
    sheet = sheet.with_targets(mine.lines)
    own = look(store, sheet, news.stamp)
    assert own is not None
    assert own.lines == ()


def test_a_draft_stays_with_what_it_was_begun_from(store: Store) -> None:
    sheet = seen(store, "aida")
    sheet = sheet.with_row(edit.keep_draft(store, sheet.rows[0], "kk", "Сенат", "aida"))
    first = look(store, sheet, None)
    assert first is not None
    write(store, "bolat", 0, "Сенат заң қабылдады.")
    news = look(store, sheet, first.stamp)
    assert news is not None
    sheet = taken_over(sheet, news)
    assert sheet.rows[0].shown("kk") == "Сенат"
    assert sheet.rows[0].target("kk").text == "Сенат заң қабылдады."
    conflict = edit.confirm(store, sheet, 0, "kk", "Сенат", edit.Verdict())
    assert isinstance(conflict, edit.Conflict)
    assert (conflict.base, conflict.mine, conflict.theirs.text) == ("", "Сенат", "Сенат заң қабылдады.")


def test_typing_comments_and_waivers_arrive(store: Store) -> None:
    sheet = seen(store, "aida")
    first = look(store, sheet, None)
    assert first is not None
    theirs = seen(store, "bolat")
    edit.keep_draft(store, theirs.rows[2], "kk", "Заң", "bolat")
    context.remark(store, theirs.rows[0].segment, "kk", "bolat", "?")
    waive(store, theirs.rows[1].segment, "kk", "numbers", "x", "bolat", "right")
    news = look(store, sheet, first.stamp)
    assert news is not None
    sheet = taken_over(sheet, news)
    assert sheet.rows[2].typing == {"kk": "bolat"}
    assert sheet.rows[0].commented
    assert sheet.rows[1].waived == {"kk": (("numbers", "x"),)}
    row = attrs.evolve(theirs.rows[2], drafts={})
    with store.begin() as connection:
        from pressloc.store.review import drop_draft

        drop_draft(connection, row.segment.id, "kk", "bolat")
    gone = look(store, sheet, news.stamp)
    assert gone is not None
    assert taken_over(sheet, gone).rows[2].typing == {}


def test_a_split_reads_the_article_anew(store: Store) -> None:
    sheet = seen(store, "aida")
    first = look(store, sheet, None)
    assert first is not None
    structure.split(store, seen(store, "bolat"), 1, len("Депутаты "), {})
    news = look(store, sheet, first.stamp)
    assert news is not None
    assert len(taken_over(sheet, news).rows) == 4


def test_two_at_once_on_one_segment_one_is_told(store: Store) -> None:
    """The lock holds whatever the database: of two approvals from one beginning the second is a conflict."""
    aida, bolat = seen(store, "aida"), seen(store, "bolat")
    first = edit.confirm(store, aida, 0, "kk", "А", edit.Verdict())
    second = edit.confirm(store, bolat, 0, "kk", "Б", edit.Verdict())
    assert isinstance(first, edit.Saved)
    assert isinstance(second, edit.Conflict)
    with store.begin() as connection:
        assert targets.target(connection, aida.rows[0].segment.id, "kk").text == "А"
    settled = edit.confirm(store, bolat, 0, "kk", "Б", edit.Verdict(), revision=second.theirs.revision)
    assert isinstance(settled, edit.Saved)

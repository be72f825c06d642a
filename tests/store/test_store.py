"""The store on real SQLite, and on real PostgreSQL where its server is installed."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, make_url, text

from pressloc.errors import StoreError
from pressloc.model import CodeKind, Finding, InlineCode, Origin, Segment, Severity, State
from pressloc.store import articles, database, memory, review, targets
from pressloc.store.database import Store, now, open_store
from pressloc.store.records import Article, TargetRow, WaiverRow
from pressloc.store.schema import metadata


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        opened = open_store(f"sqlite:///{tmp_path}/store.db", create=True)
    else:
        opened = open_store(request.getfixturevalue("postgres_url"), create=True)
        with opened.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
    yield opened
    opened.close()


CODE = InlineCode(CodeKind.ALONE, "<br>", "br", " ")


def make_article(store: Store) -> int:
    with store.begin() as connection:
        article = Article(0, "a.txt", "", "plaintext", "ru", ("kk", "en"), "x", now())
        article_id = articles.save_article(connection, article, b"bytes \x00 kept")
        segments = [
            Segment("u1:1", "u1", "Сенат принял закон.", 0, 19, "ru", (CODE,)),
            Segment("u1:2", "u1", "Закон важен.", 20, 32, "ru"),
        ]
        articles.insert_segments(connection, [articles.segment_values(article_id, n, s) for n, s in enumerate(segments)])
    return article_id


def test_what_is_stored_comes_back(store: Store) -> None:
    article_id = make_article(store)
    finding = Finding("numbers", Severity.MAJOR, "the number {n} is missing", {"n": "7"}, 1, 2)
    with store.begin() as connection:
        first, _second = articles.segments(connection, article_id)
        assert first.codes == (CODE,)
        assert articles.content(connection, article_id) == b"bytes \x00 kept"
        written = targets.write(
            connection,
            TargetRow(first.id, "kk", "Сенат заң қабылдады.", State.TRANSLATED, Origin.MT, findings=(finding,)),
            action="pretranslate", who="night",
        )  # fmt: skip
    with store.begin() as connection:
        assert targets.target(connection, first.id, "kk") == written
        assert written.findings == (finding,)
        assert [h.action for h in targets.history(connection, first.id, "kk")] == ["pretranslate"]
        assert targets.untranslated(connection, article_id, "kk") == (_second.id,)


def test_second_writer_on_an_old_revision_is_refused_and_nothing_is_written(store: Store) -> None:
    article_id = make_article(store)
    with store.begin() as connection:
        segment = articles.segments(connection, article_id)[0]
        read = targets.write(connection, TargetRow(segment.id, "kk", "бір"), action="edit", who="A")
    with store.begin() as connection:
        targets.write(connection, attrs.evolve(read, text="екі"), action="edit", who="B")
    with store.begin() as connection, pytest.raises(targets.RevisionConflict) as conflict:
        targets.write(connection, attrs.evolve(read, text="үш"), action="edit", who="A")
    assert conflict.value.current.text == "екі"
    with store.begin() as connection:
        assert targets.target(connection, segment.id, "kk").text == "екі"
        assert [h.who for h in targets.history(connection, segment.id, "kk")] == ["A", "B"]


def test_of_two_night_jobs_that_write_the_same_segment_one_is_told_so(store: Store) -> None:
    article_id = make_article(store)
    with store.begin() as connection:
        segment = articles.segments(connection, article_id)[0]
    outcome: list[str] = []

    def second() -> None:
        try:
            with store.begin() as connection:
                read = targets.target(connection, segment.id, "kk")
                first_may_commit.set()
                targets.write(connection, attrs.evolve(read, text="екі"), action="pretranslate", who="B")
            outcome.append("written")
        except targets.RevisionConflict as conflict:
            outcome.append(conflict.current.text)

    first_may_commit = threading.Event()
    with store.begin() as connection:
        targets.write(connection, TargetRow(segment.id, "kk", "бір"), action="pretranslate", who="A")
        thread = threading.Thread(target=second)
        thread.start()
        first_may_commit.wait(10)  # the second has seen no target and is about to insert its own
    thread.join(30)
    assert outcome == ["бір"]
    with store.begin() as connection:
        assert [h.who for h in targets.history(connection, segment.id, "kk")] == ["A"]


def test_draft_survives_without_raising_the_revision(store: Store) -> None:
    article_id = make_article(store)
    with store.begin() as connection:
        segment = articles.segments(connection, article_id)[0]
        review.keep_draft(connection, review.Draft(segment.id, "kk", "A", "жарты"))
        review.keep_draft(connection, review.Draft(segment.id, "kk", "A", "жарты сөй"))
        review.keep_draft(connection, review.Draft(segment.id, "kk", "B", "басқа"))
    with store.begin() as connection:
        assert targets.target(connection, segment.id, "kk").revision == 0
        assert {(d.who, d.text) for d in review.drafts(connection, article_id)} == {("A", "жарты сөй"), ("B", "басқа")}
        assert segment.id not in targets.untranslated(connection, article_id, "kk")
        assert segment.id in targets.untranslated(connection, article_id, "en")
        assert targets.has_draft(connection, segment.id, "kk")
        review.drop_draft(connection, segment.id, "kk", "A")
        assert segment.id not in targets.untranslated(connection, article_id, "kk")
        review.drop_draft(connection, segment.id, "kk", "B")
        assert segment.id in targets.untranslated(connection, article_id, "kk")


def test_newest_memory_of_a_context_wins(store: Store) -> None:
    entry = memory.MemoryEntry("ru", "kk", "k1", "c1", "Закон принят.", "Заң қабылданды.", "a.txt", "2026-01-01T00:00:00.000Z")
    with store.begin() as connection:
        memory.remember(connection, [entry, attrs.evolve(entry, context="c2", target="Заң алынды.")])
        memory.remember(connection, [attrs.evolve(entry, target="Заң мақұлданды.", at="2026-02-01T00:00:00.000Z")])
    with store.begin() as connection:
        found = memory.recall(connection, "ru", "kk", ["k1", "k2"])
        assert [e.target for e in found["k1"]] == ["Заң мақұлданды.", "Заң алынды."]
        assert set(found) == {"k1"}
        assert memory.recall(connection, "kk", "ru", ["k1"]) == {}
        assert memory.size(connection) == 2


def test_comments_waivers_and_counts(store: Store) -> None:
    article_id = make_article(store)
    with store.begin() as connection:
        segment = articles.segments(connection, article_id)[0]
        targets.add_comment(connection, segment.id, "kk", "A", "сұрақ")
        waiver = WaiverRow(segment.id, "kk", "numbers", "мәтін", now(), "A", "words")
        targets.add_waiver(connection, waiver)
        targets.write(connection, TargetRow(segment.id, "kk", "мәтін", State.FINAL, Origin.HUMAN), action="final", who="A")
    with store.begin() as connection:
        assert [c.text for c in targets.comments(connection, segment.id)] == ["сұрақ"]
        assert targets.waivers(connection, segment.id, "kk") == (waiver,)
        assert targets.state_counts(connection, article_id, "kk")[State.FINAL] == 1


def test_migrations_make_exactly_the_declared_tables(store: Store) -> None:
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "there is no store"), (b"this is no database, but long enough to be read as one" * 40, "not a database"), (b"", "holds no pressloc store")],
)
def test_a_wrong_file_gives_one_clear_line(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "store.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError) as error:
        open_store(f"sqlite:///{path}")
    assert says in error.value.line()
    assert "\n" not in error.value.line()
    assert error.value.exit_code == 5


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    opened = open_store(f"sqlite:///{tmp_path}/store.db", create=True)
    with opened.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    opened.close()
    with pytest.raises(StoreError, match="newer than this program"):
        open_store(f"sqlite:///{tmp_path}/store.db")


def test_unknown_database_url(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not a database URL"):
        open_store("no url at all")


def test_a_password_in_the_url_is_for_its_owner_alone(postgres_url: str, tmp_path: Path) -> None:
    from pressloc.workflow.project import CONFIG, init_project

    url = make_url(postgres_url).set(password="secret")
    init_project(tmp_path / "team", db=url.render_as_string(hide_password=False))
    assert stat.S_IMODE((tmp_path / "team" / CONFIG).stat().st_mode) == 0o600
    init_project(tmp_path / "alone")
    assert stat.S_IMODE((tmp_path / "alone" / CONFIG).stat().st_mode) & 0o044


def test_a_draft_of_an_older_store_comes_along(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/old.db"
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).with_name("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.execute(text(
            "INSERT INTO article (id, name, path, format, lang, targets, sha256, content, added_at, added_by, reviewer, deadline, embargo)"
            " VALUES (1, 'a', '', 'txt', 'ru', 'kk', '', '', '', '', '', '', '')"
        ))  # fmt: skip
        connection.execute(text(
            "INSERT INTO segment (id, article_id, ordinal, key, unit, kind, lang, text, start, \"end\", codes, before, after)"
            " VALUES (1, 1, 0, 's', 'u', 'paragraph', 'ru', 'Да', 0, 2, '[]', '', '')"
        ))  # fmt: skip
        connection.execute(text(
            "INSERT INTO target (segment_id, lang, text, state, origin, match, signature, terms, findings, stale, draft, draft_by,"
            " revision, updated_at, updated_by) VALUES (1, 'kk', 'Я', 'translated', 'mt', 0, '', '[]', '[]', 0, 'Иә', 'A', 3, 'T', '')"
        ))  # fmt: skip
    engine.dispose()
    with open_store(url).begin() as connection:
        assert review.drafts(connection, 1) == (review.Draft(1, "kk", "A", "Иә", "Я", 3, "T"),)
        assert targets.target(connection, 1, "kk").text == "Я"

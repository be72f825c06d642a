"""Adding releases, taking over changed ones, the night job, export: on real files, a real store, a real engine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import attrs
import pytest

from pressloc.errors import UsageError
from pressloc.memory.keys import memory_key, recalled_target, stored_pair
from pressloc.model import CODE_BASE, Origin, Segment, State
from pressloc.store import articles, memory, targets
from pressloc.store.database import Store, now
from pressloc.workflow.add import add_article
from pressloc.workflow.documents import load, output_name
from pressloc.workflow.export import export_article
from pressloc.workflow.pretranslate import pending
from pressloc.workflow.project import Project, init_project
from pressloc.workflow.recall import recall_all

RELEASE = """Сенат принял закон

Депутаты одобрили поправки. Закон направлен Президенту.

Тел.: 8 (7172) 00-00-01
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return init_project(tmp_path / "office")


def add(project: Project, name: str, text: str):  # type: ignore[no-untyped-def]
    path = project.root / name
    path.write_text(text, encoding="utf-8")
    return add_article(project.open_store(), load(str(path)), project.root, ("kk", "ru", "en"), "A")


def rows(store: Store, name: str):  # type: ignore[no-untyped-def]
    with store.begin() as connection:
        article = articles.find_article(connection, name)
        assert article is not None
        return articles.segments(connection, article.id)


def confirm(store: Store, segment_id: int, lang: str, text: str) -> None:
    with store.begin() as connection:
        current = targets.target(connection, segment_id, lang)  # type: ignore[arg-type]
        new = attrs.evolve(current, text=text, state=State.REVIEWED, origin=Origin.HUMAN)
        targets.write(connection, new, action="confirm", who="A")


def test_adding_twice_changes_nothing(project: Project) -> None:
    first = add(project, "a.txt", RELEASE)
    again = add(project, "a.txt", RELEASE)
    assert (first.status, again.status) == ("new", "unchanged")
    assert first.article.targets == ("kk", "en")
    assert len(rows(project.open_store(), "a.txt")) == first.segments == 4


def test_changed_source_keeps_targets_and_marks_what_changed(project: Project) -> None:
    add(project, "a.txt", RELEASE)
    store = project.open_store()
    before = {row.text: row for row in rows(store, "a.txt")}
    for text, row in before.items():
        confirm(store, row.id, "kk", f"<{text}>")
    changed = add(project, "a.txt", RELEASE.replace("одобрили поправки", "одобрили все поправки").replace("Сенат принял закон\n", "Сенат принял закон\n\nНовый абзац о другом.\n"))
    assert (changed.status, changed.kept, changed.stale, changed.removed) == ("changed", 3, 1, 0)
    with store.begin() as connection:
        found = targets.targets(connection, changed.article.id, "kk")
        for row in articles.segments(connection, changed.article.id):
            if row.text == "Новый абзац о другом.":
                assert row.id not in found
            elif row.text == "Депутаты одобрили все поправки.":
                assert row.previous_text == "Депутаты одобрили поправки."
                assert found[row.id].stale
                assert found[row.id].text == "<Депутаты одобрили поправки.>"
            else:
                assert found[row.id].text == f"<{row.text}>"
                assert not found[row.id].stale


def test_removed_sentence_goes_and_moved_keys_do_not_collide(project: Project) -> None:
    add(project, "a.txt", "Первое предложение. Второе предложение. Третье предложение.\n")
    changed = add(project, "a.txt", "Второе предложение. Третье предложение.\n")
    assert (changed.kept, changed.removed) == (2, 1)
    assert [row.text for row in rows(project.open_store(), "a.txt")] == ["Второе предложение.", "Третье предложение."]


def test_pending_never_names_what_a_human_wrote(project: Project) -> None:
    add(project, "a.txt", RELEASE)
    store = project.open_store()
    first = rows(store, "a.txt")[0]
    confirm(store, first.id, "kk", "Сенат заң қабылдады")
    work = pending(store)
    assert len(work) == 7
    assert (first.id, "kk") not in {(item.row.id, item.lang) for item in work}
    with pytest.raises(UsageError, match=r"no article “b\.txt”"):
        pending(store, ["b.txt"])


def test_export_puts_targets_in_place_and_keeps_the_rest(project: Project) -> None:
    add(project, "a.ru.txt", RELEASE)
    store = project.open_store()
    row = rows(store, "a.ru.txt")[1]
    confirm(store, row.id, "kk", "Депутаттар түзетулерді мақұлдады.")
    done = export_article(store, "a.ru.txt", "kk", None, project.root)
    assert done.path.name == "a.kk.txt"
    assert done.path.read_text("utf-8") == RELEASE.replace("Депутаты одобрили поправки.", "Депутаттар түзетулерді мақұлдады.")
    assert (done.segments, done.translated, done.approved) == (4, 1, 1)
    with pytest.raises(UsageError, match="no translation into en"):
        export_article(store, "a.ru.txt", "en", None, project.root)
    with pytest.raises(UsageError, match=r"Did you mean “a\.ru\.txt”"):
        export_article(store, "a.ru.tx", "kk", None, project.root)
    assert export_article(store, "a.ru.txt", "kk", project.root / "new" / "folder", project.root).path.exists()


@pytest.mark.parametrize(
    ("name", "result"),
    [("press1.ru.txt", "press1.kk.txt"), ("page_en.html", "page_kk.html"), ("r.docx", "r.kk.docx"), ("a-RU.md", "a-kk.md"), ("Saturn.txt", "Saturn.kk.txt"), ("x.kz.txt", "x.kk.txt")],
)
def test_output_names(name: str, result: str) -> None:
    assert output_name(name, "kk") == result


@pytest.mark.parametrize(
    ("stored", "asked", "same"),
    [
        ("«Закон» принят.", "\u201cЗакон\u201d  принят.", True),
        ("Закон принят.", "ЗАКОН ПРИНЯТ.", True),
        ("Сенат", "Cенат", True),  # Latin C
        ("Закон принят.", "Закон не принят.", False),
        ("25 января", "26 января", False),
    ],
)
def test_memory_keys_see_through_looks_but_not_through_content(stored: str, asked: str, same: bool) -> None:
    assert (memory_key(stored) == memory_key(asked)) is same


def test_memory_carries_inline_codes_over_to_other_numbers() -> None:
    a, b, c, d = (chr(CODE_BASE + n) for n in range(4))
    source, target = stored_pair(f"{c}Закон{d} принят", f"{c}Заң{d} қабылданды")
    assert recalled_target(f"{a}Закон{b} принят", target) == f"{a}Заң{b} қабылданды"
    assert memory_key(f"{a}Закон{b} принят") == memory_key(source)


def test_in_context_match_beats_a_newer_exact_one(project: Project) -> None:
    store = project.open_store()
    def entry(target: str, before: str, at: str) -> memory.MemoryEntry:
        key = memory_key("Закон принят.", before, "")
        return memory.MemoryEntry("ru", "kk", key.text, key.context, "Закон принят.", target, "a.txt", at)
    with store.begin() as connection:
        memory.remember(connection, [entry("Контекстте.", "До.", "2026-01-01T00:00:00.000Z"), entry("Жаңа.", "Другое.", now())])
    segments = [Segment("1:1", "1", "Закон принят.", 0, 13, "ru", before=before) for before in ("До.", "Третье.")]
    found = recall_all(store, segments, "kk")
    assert [(s.text, s.match) for s in found if s] == [("Контекстте.", 101), ("Жаңа.", 100)]


@pytest.mark.slow
def test_killed_night_job_goes_on_where_it_stopped(project: Project) -> None:
    """kill -9 at several moments: nothing is lost, nothing is doubled, and the last run finishes the work."""
    for n in range(12):
        add(project, f"r{n}.txt", RELEASE.replace("закон", f"закон № {n + 1}").replace("Депутаты", f"{n + 2} депутатов") * 6)
    store = project.open_store()
    total = len(pending(store))
    command = [sys.executable, "-m", "pressloc", "pretranslate", "--all"]
    done: list[int] = []
    for wait in (1.0, 2.0, 3.0):
        process = subprocess.Popen(command, cwd=project.root, env={**os.environ, "PRESSLOC_UI": "en"}, stdout=subprocess.DEVNULL)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        done.append(total - len(pending(store)))
    assert done == sorted(done)
    finished = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    assert pending(store) == []
    with store.begin() as connection:
        events = Counter(
            (row.id, lang, event.action)
            for article in articles.all_articles(connection)
            for row in articles.segments(connection, article.id)
            for lang in article.targets
            for event in targets.history(connection, row.id, lang)
        )
    assert len(events) == total
    assert set(events.values()) == {1}
    again = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert "0 segments translated" in again.stdout

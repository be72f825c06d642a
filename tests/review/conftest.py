"""A project with one article and targets in two languages, in a real SQLite store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from pressloc.model import Lang, Origin, State
from pressloc.store import targets
from pressloc.store.database import Store
from pressloc.workflow.add import add_article
from pressloc.workflow.documents import load
from pressloc.workflow.project import Project, init_project
from pressloc.workflow.review.sheet import Sheet, open_sheet

RELEASE = """Сенат принял закон

Депутаты одобрили поправки. Закон направлен Президенту.

Депутаты одобрили поправки. Заседание прошло в Астане.

Депутаты одобрили поправки.
"""

Write = Callable[[int, Lang, str], None]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = init_project(tmp_path / "office")
    path = made.root / "a.txt"
    path.write_text(RELEASE, encoding="utf-8")
    add_article(made.open_store(), load(str(path)), made.root, ("kk", "ru", "en"), "A")
    return made


@pytest.fixture
def store(project: Project) -> Store:
    return project.open_store()


@pytest.fixture
def sheet(store: Store) -> Sheet:
    """Every segment translated by machine: `<source>` in Kazakh, `[source]` in English."""
    opened = open_sheet(store, "a.txt", "Aida")
    with store.begin() as connection:
        for row in opened.rows:
            for lang, text in (("kk", f"<{row.segment.text}>"), ("en", f"[{row.segment.text}]")):
                new = attrs.evolve(
                    targets.target(connection, row.segment.id, lang), text=text, state=State.TRANSLATED,
                    origin=Origin.MT, machine_text=text,
                )  # fmt: skip
                targets.write(connection, new, action="pretranslate", who="pressloc")
    return open_sheet(store, "a.txt", "Aida")

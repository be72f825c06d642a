"""The demo project: a ready article, already pre-translated, for the first minute with the review app."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pressloc.memory.keys import memory_key
from pressloc.model import CODE_BASE, Lang, Origin, Severity, State, severity_rank
from pressloc.resources import data_path
from pressloc.store import articles, memory, targets
from pressloc.store.database import now
from pressloc.store.memory import MemoryEntry
from pressloc.store.records import SegmentRow, TargetRow
from pressloc.workflow.add import add_article
from pressloc.workflow.documents import load
from pressloc.workflow.project import CONFIG, Project, find_project, init_project
from pressloc.workflow.review.judge import Judge

DEMO_ARTICLE = "senat.ru.md"
_SIGNATURE = "demo"
_CODE = re.compile(r"<(\d+)>")


def open_demo(folder: Path) -> Project:
    """The demo project in `folder`, made there if it is not there yet. Raises OutputError, StoreError."""
    if (folder / CONFIG).is_file():
        known = find_project(folder)
        assert known is not None
        return known
    data = data_path("demo")
    table: Mapping[str, Any] = tomllib.loads((data / "demo.toml").read_text("utf-8"))
    project = init_project(folder)
    source = shutil.copyfile(data / table["file"], folder / table["file"])
    store = project.open_store()
    added = add_article(store, load(str(source), lang=table["lang"]), project.root, table["targets"], "demo")
    judge = Judge(project.settings, project.root)
    with store.begin() as connection:
        rows = articles.segments(connection, added.article.id)
        for lang in added.article.targets:
            _translate(connection, rows, lang, table[lang], judge)
        memory.remember(connection, _memories(table["memory"], table["lang"], added.article.targets))
    store.close()
    return project


def _translate(connection: Connection, rows: Sequence[SegmentRow], lang: Lang, texts: Mapping[str, str], judge: Judge) -> None:
    for row in rows:
        text = _CODE.sub(lambda match: chr(CODE_BASE + int(match[1])), texts[row.key])
        verdict = judge.judge(row, lang, text)
        heavy = any(severity_rank(finding.severity) >= severity_rank(Severity.MAJOR) for finding in verdict.findings)
        new = TargetRow(
            row.id, lang, text, State.INITIAL if heavy else State.TRANSLATED, Origin.MT, 0, _SIGNATURE,
            machine_text=text, terms=verdict.terms, findings=verdict.findings,
        )  # fmt: skip
        targets.write(connection, new, action="pretranslate", who="pressloc")


def _memories(pairs: Sequence[Mapping[str, str]], source: Lang, langs: Sequence[Lang]) -> list[MemoryEntry]:
    found: list[MemoryEntry] = []
    for pair in pairs:
        key = memory_key(pair["source"])
        found += [
            MemoryEntry(source, lang, key.text, key.context, pair["source"], pair[lang], "archive-2026.ru.md", now(), "demo")
            for lang in langs
        ]
    return found

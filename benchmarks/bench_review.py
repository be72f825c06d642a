"""The review app: time to open an article, key to paint while typing and moving, memory; by number of segments.

    python benchmarks/bench_review.py [SEGMENTS ...]       default: 100 1000 10000

Each size runs in a process of its own, headless at 160×50, on a real SQLite store. "ratio" is against the smallest
size; the peer is Textual's own DataTable filled with the same rows (open) and its bare TextArea (typing).
"""

from __future__ import annotations

import asyncio
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

KEYS = 60


def make_project(folder: Path, segments: int):  # type: ignore[no-untyped-def]
    import attrs

    from pressloc.model import Origin, State
    from pressloc.store import articles, schema, targets
    from pressloc.store.records import TargetRow
    from pressloc.workflow.add import add_article
    from pressloc.workflow.documents import load
    from pressloc.workflow.project import init_project

    project = init_project(folder)
    config = folder / "pressloc.toml"
    config.write_text(config.read_text().replace("ctranslate2", "pseudo").replace('"starter"', '""'))
    source = folder / "long.ru.txt"
    source.write_text("".join(f"Комитет № {n} рассмотрел {n} поправок к проекту закона о бюджете.\n" for n in range(segments)))
    store = project.open_store()
    added = add_article(store, load(str(source), lang="ru"), project.root, ("kk", "en"), "bench")
    with store.begin() as connection:
        rows = []
        for row in articles.segments(connection, added.article.id):
            for lang in added.article.targets:
                text = f"№ {row.ordinal} комитет бюджет туралы заң жобасына түзетулерді қарады."
                new = TargetRow(row.id, lang, text, State.TRANSLATED, Origin.MT, machine_text=text, revision=1, updated_at="2026")
                rows.append(targets._columns(attrs.evolve(new)))
        connection.execute(schema.target.insert(), rows)
    store.close()
    from pressloc.workflow.project import find_project

    return find_project(folder)


async def measure(folder: Path) -> dict[str, float]:
    from textual.app import App
    from textual.widgets import DataTable, TextArea

    from pressloc.workflow.project import find_project
    from pressloc_tui.app import ReviewApp

    project = find_project(folder)
    began, worked = time.perf_counter(), time.process_time()
    app = ReviewApp(project, "long.ru.txt")
    read = time.perf_counter() - began
    figures: dict[str, float] = {}
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.pause()
        figures["open_ms"] = (time.perf_counter() - began) * 1000
        figures["open_cpu_ms"] = (time.process_time() - worked) * 1000
        figures["read_ms"] = read * 1000
        await app.workers.wait_for_complete()
        for name, key in (("type", "a"), ("move", "ctrl+down")):
            times = await _press(pilot, key)
            figures[f"{name}_p50"], figures[f"{name}_p95"] = _quantiles(times)
            await app.workers.wait_for_complete()
    figures["rss_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = [(row.segment.text, row.shown("kk")) for row in app._desk.sheet.rows]

    class Bare(App[None]):
        def compose(self):  # type: ignore[no-untyped-def]
            yield DataTable()
            yield TextArea()

    began, worked = time.perf_counter(), time.process_time()
    bare = Bare()
    async with bare.run_test(size=(160, 50)) as pilot:
        table = bare.query_one(DataTable)
        table.add_columns("source", "target")
        table.add_rows(rows)
        await pilot.pause()
        figures["peer_open_ms"] = (time.perf_counter() - began) * 1000
        figures["peer_open_cpu_ms"] = (time.process_time() - worked) * 1000
        bare.query_one(TextArea).focus()
        figures["peer_type_p50"], figures["peer_type_p95"] = _quantiles(await _press(pilot, "a"))
    return figures


async def _press(pilot, key: str) -> list[float]:  # type: ignore[no-untyped-def]
    """Milliseconds from a key to the screen being painted and at rest again."""
    times = []
    for _ in range(KEYS):
        began = time.perf_counter()
        await pilot.press(key)
        pilot.app.screen._compositor.render_update(full=True)
        times.append((time.perf_counter() - began) * 1000)
    return times


def _quantiles(times: list[float]) -> tuple[float, float]:
    ordered = sorted(times)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)]


def main(sizes: list[int]) -> None:
    columns = (
        "open_ms", "open_cpu_ms", "read_ms", "type_p50", "type_p95", "move_p50", "move_p95", "rss_mib",
        "peer_open_ms", "peer_open_cpu_ms", "peer_type_p50", "peer_type_p95",
    )  # fmt: skip
    print(f"{'segments':>9} " + " ".join(f"{name:>16}" for name in columns) + "   open ×peer  open ×smallest")
    first = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            make_project(Path(folder, "office"), size)
            run = subprocess.run([sys.executable, __file__, "--measure", str(Path(folder, "office"))], check=True, capture_output=True, text=True)
            figures = json.loads(run.stdout)
        first = first or figures
        line = " ".join(f"{figures[name]:16.1f}" for name in columns)
        print(f"{size:9,} {line}   {figures['open_cpu_ms'] / figures['peer_open_cpu_ms']:10.2f}  {figures['open_cpu_ms'] / first['open_cpu_ms']:14.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(asyncio.run(measure(Path(sys.argv[2])))))
    else:
        main([int(n) for n in sys.argv[1:]] or [100, 1_000, 10_000])

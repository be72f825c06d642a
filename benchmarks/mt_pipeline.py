"""The whole pipeline against its own engine: speed, load and memory with the starter model, six directions.

    python benchmarks/mt_pipeline.py [--file TSV] [--every N] [--model DIR] [--rounds N]

Words are source words. The engine alone is plain decoding at the same beam; the pipeline recognises terms, searches,
judges and tries again, puts the terms in, restores codes and runs the checks. Both take turns, the best round of each
counts; `per processor second` is over all threads and compares on a machine with other work. Load and memory are those
of a fresh process that opens the pipeline and translates ten sentences.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pressloc.model import Lang, Segment
from pressloc.mt.registry import load_engine
from pressloc.ports import DecodingOptions, MTRequest
from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import builtin
from pressloc.workflow.pipeline import Job, Pipeline

COLUMN: dict[Lang, int] = {"en": 0, "ru": 1, "kk": 2}
DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "eval" / "indomain_dev.tsv"
FRESH = """
import resource, sys, time
began, used = time.perf_counter(), time.process_time()
from pressloc.model import Segment
from pressloc.mt.registry import load_engine
from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import builtin
from pressloc.workflow.pipeline import Job, Pipeline
engine = load_engine("ctranslate2", model=sys.argv[1] or None)
recogniser = Recogniser(builtin())
for lang in ("en", "kk"):
    recogniser.matcher(lang)
loaded = time.perf_counter() - began, time.process_time() - used
texts = sys.stdin.read().splitlines()
jobs = [Job(Segment(f"{n}:1", str(n), text, 0, len(text), "en"), "kk") for n, text in enumerate(texts)]
Pipeline(engine, recogniser).suggest(jobs)
print(*loaded, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def best(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The least seconds by the wall clock and of the processor."""
    walls, costs = [], []
    for _ in range(rounds):
        began, used = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - began)
        costs.append(time.process_time() - used)
    return min(walls), min(costs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, default=DEFAULT)
    parser.add_argument("--every", type=int, default=1, help="take every N-th line")
    parser.add_argument("--model", default=None)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    lines = [line.split("\t") for line in arguments.file.read_text(encoding="utf-8").splitlines()]
    lines = [cells for cells in lines if len(cells) >= 3 and all(cells[:3])][:: arguments.every]
    fresh = subprocess.run(
        [sys.executable, "-c", FRESH, arguments.model or ""], input="\n".join(cells[0] for cells in lines[:10]),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    wall, cost, peak = (float(value) for value in fresh.stdout.split())
    print(f"fresh process: loaded in {wall:.2f} s ({cost:.2f} s of the processor), peak resident {peak:.0f} MiB")
    engine, recogniser, options = load_engine("ctranslate2", model=arguments.model), Recogniser(builtin()), DecodingOptions(beam=4)
    pipeline = Pipeline(engine, recogniser, options)
    print(f"{len(lines)} sentences, beam 4; source words a second (per processor second)")
    print(f"{'':8}{'engine alone':>18}{'pipeline':>18}   cost of the pipeline")
    totals = [0.0] * 5
    for source, target in sorted(engine.directions()):
        texts = [cells[COLUMN[source]] for cells in lines]
        words = sum(len(text.split()) for text in texts)
        requests = [MTRequest(text, source, target) for text in texts]
        jobs = [Job(Segment(f"{n}:1", str(n), text, 0, len(text), source), target, str(n)) for n, text in enumerate(texts)]
        pipeline.suggest(jobs[:8])  # load what is loaded once
        alone = best(lambda r=requests: engine.translate(r, options), arguments.rounds)  # type: ignore[misc]
        whole = best(lambda j=jobs: pipeline.suggest(j), arguments.rounds)  # type: ignore[misc]
        totals = [a + b for a, b in zip(totals, (words, *alone, *whole), strict=True)]
        print(line(f"{source}→{target}", words, alone, whole), flush=True)
    print(line("all", totals[0], (totals[1], totals[2]), (totals[3], totals[4])))


def line(name: str, words: float, alone: tuple[float, float], whole: tuple[float, float]) -> str:
    cells = [f"{words / wall:.0f} ({words / cost:.0f})" for wall, cost in (alone, whole)]
    return f"{name:8}{cells[0]:>18}{cells[1]:>18}   {whole[1] / alone[1]:.2f}×"


if __name__ == "__main__":
    main()

"""Peak memory of translating 100 and 10,000 segments in one run: it must not grow with the length of the text.

    python benchmarks/bench_memory.py [ENGINE]       default: pseudo, so that the pipeline is measured, not the model

Each size runs in a process of its own; the figure is its peak resident set.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

LINE = "Комитет № {n} рассмотрел {n} поправок к проекту закона о бюджете и направил их в Сенат.\n"
CHILD = """
import sys
from pressloc.cli import main
main()
"""


def peak_mib(segments: int, engine: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "long.ru.txt")
        source.write_text("".join(LINE.format(n=n) for n in range(segments)), "utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        subprocess.run(
            [sys.executable, "-c", CHILD, "translate", str(source), "--to", "kk", "--engine", engine],
            check=True, capture_output=True,
        )  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(after, before) / 1024


def main(engine: str) -> None:
    sizes = (100, 1_000, 10_000)
    peaks = [peak_mib(size, engine) for size in sizes]
    print(f"{'segments':>9} {'peak MiB':>9} {'× smallest':>11}   engine {engine}")
    for size, peak in zip(sizes, peaks, strict=True):
        print(f"{size:9,} {peak:9.0f} {peak / peaks[0]:11.2f}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "pseudo")

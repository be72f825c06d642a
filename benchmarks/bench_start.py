"""How long `pressloc --help` and a first translation take, beside a bare Python and `python -c 'import click'`.

    python benchmarks/bench_start.py [RUNS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SENTENCE = "Сенат заң жобасын екінші оқылымда қабылдады.\n"


def median_ms(command: list[str], runs: int, stdin: str | None = None) -> float:
    """Median wall time of `runs` runs in milliseconds, after one to warm the file cache."""
    times = []
    for n in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, input=stdin, capture_output=True, text=True, check=True, cwd=tempfile.gettempdir())
        if n:
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main(runs: int) -> None:
    python = sys.executable
    pressloc = str(Path(python).with_name("pressloc"))
    base = median_ms([python, "-c", "pass"], runs)
    rows = [
        ("python -c pass", base),
        ("python -c 'import click'", median_ms([python, "-c", "import click"], runs)),
        ("pressloc --help", median_ms([pressloc, "--help"], runs)),
        ("pressloc segment -", median_ms([pressloc, "segment", "-"], runs, SENTENCE)),
        ("pressloc terms find -", median_ms([pressloc, "terms", "find", "-"], runs, SENTENCE)),
        ("pressloc translate - --to en", median_ms([pressloc, "translate", "-", "--to", "en"], max(runs // 2, 2), SENTENCE)),
    ]
    print(f"{'command':32} {'median ms':>10} {'× python':>9}")
    for name, ms in rows:
        print(f"{name:32} {ms:10.0f} {ms / base:9.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)

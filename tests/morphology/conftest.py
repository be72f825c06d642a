from __future__ import annotations

from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.fixture(scope="session")
def russian_lines() -> list[str]:
    """The Russian lines of the authored corpus beside the project."""
    rows = [line.split("\t") for path in sorted(CORPUS.glob("authored_*.tsv"))
            for line in path.read_text(encoding="utf-8").splitlines()]  # fmt: skip
    lines = [cells[1] for cells in rows if len(cells) > 1]
    assert len(lines) > 5000
    return lines

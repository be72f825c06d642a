"""Correct human translations are left alone: the complaint about checkers is false alarms."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from pressloc.checks import run
from pressloc.model import LANGS, Segment, Severity
from pressloc.ports import CheckContext

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
EVERY = 12  # a sample of about 440 triples in six directions


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the authored corpus in ../shared/corpus")
def test_less_than_five_major_findings_per_thousand_correct_segments() -> None:
    lines = [
        line
        for path in sorted(CORPUS.glob("authored_*.tsv"))
        for line in path.read_text("utf-8").splitlines()
    ]
    rows = [dict(zip(("en", "ru", "kk"), line.split("\t"), strict=True)) for line in lines if line][::EVERY]
    total = flagged = 0
    for row in rows:
        for source, target in permutations(LANGS, 2):
            segment = Segment("c:1", "c", row[source], 0, len(row[source]), source)
            flagged += len(run(CheckContext(segment, row[target], target), minimum=Severity.MAJOR))
            total += 1
    assert total > 2000
    assert 1000 * flagged / total < 5

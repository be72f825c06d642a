"""Abbreviations in full: the table, and that nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressloc.model import Lang
from pressloc.text.spelled_out import spelled_out

LINES = Path(__file__).with_name("spelled_out.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1][:40])
def test_table(row: list[str]) -> None:
    lang: Lang = row[0]  # type: ignore[assignment]
    full = row[2] if len(row) > 2 else row[1]
    assert spelled_out(row[1], lang) == full
    assert spelled_out(full, lang) == full

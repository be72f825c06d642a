"""Concord in Russian: what must be found, with the nearest corrections, and what must be left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressloc.morphology.ru_concord import discords
from pressloc.morphology.ru_government import preposition

TABLE = Path(__file__).with_name("ru_concord.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("row", [row for row in ROWS if len(row) > 1], ids=lambda row: row[1])
def test_found_with_the_nearest_corrections(row: list[str]) -> None:
    text, found, corrections = row
    (item,) = discords(text)
    assert (item.found, text[item.start : item.end]) == (found, found)
    assert set(corrections.split(" / ")) <= set(item.alternatives)
    assert all(not discords(text[: item.start] + words + text[item.end :]) for words in item.alternatives)


@pytest.mark.parametrize("text", [row[0] for row in ROWS if len(row) == 1])
def test_left_alone(text: str) -> None:
    assert [item for item in discords(text) if item.sure] == []


@pytest.mark.shared
@pytest.mark.slow
def test_one_false_alarm_in_a_thousand_lines_at_most(russian_lines: list[str]) -> None:
    """On the authored corpus."""
    alarms = [item for line in russian_lines for item in discords(line) if item.sure]
    assert len(alarms) <= len(russian_lines) / 1000, alarms


def test_prepositions() -> None:
    assert preposition("Насчёт") == preposition("насчет")
    with_ = preposition("с")
    assert with_ is not None
    assert (with_.usual, with_.rare) == (("INS",), ("GEN", "ACC"))
    assert preposition("стол") is None

"""Subject and predicate in Russian: what must be found and corrected, and what must be left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressloc.morphology.ru_predicate import discords

TABLE = Path(__file__).with_name("ru_predicate.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("row", [row for row in ROWS if len(row) > 1], ids=lambda row: row[0][:40])
def test_found_and_corrected(row: list[str]) -> None:
    text, found, correction = row
    (item,) = discords(text)
    assert (item.found, item.alternatives) == (found, (correction,))
    assert discords(text[: item.start] + correction + text[item.end :]) == ()


@pytest.mark.parametrize("text", [row[0] for row in ROWS if len(row) == 1])
def test_left_alone(text: str) -> None:
    assert discords(text) == ()


@pytest.mark.shared
@pytest.mark.slow
def test_one_false_alarm_in_a_thousand_lines_at_most(russian_lines: list[str]) -> None:
    alarms = [item for line in russian_lines for item in discords(line)]
    assert len(alarms) <= len(russian_lines) / 1000, alarms

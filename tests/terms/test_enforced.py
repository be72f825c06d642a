"""The hand-checked sample of terms in machine output (enforced.tsv): what verification says of it, computed anew."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from attrs import frozen

from pressloc.model import LANGS, Lang, TermVerdict
from pressloc.terms.place import strange_slot
from pressloc.terms.recognise import Recogniser
from pressloc.terms.verify import is_soft, verify


@frozen
class Sample:
    """One line of the file."""

    source_lang: Lang
    target_lang: Lang
    verdict: str
    concept: str
    source: str
    start: int
    end: int
    target: str


def _samples() -> list[Sample]:
    lines = (Path(__file__).parent / "enforced.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return [Sample(a, b, v, c, s, int(i), int(j), t) for a, b, v, c, s, i, j, t in cells]  # type: ignore[arg-type]


SAMPLES = _samples()


def test_the_sample_covers_six_directions_and_is_right_in_95_of_100() -> None:
    directions = Counter((s.source_lang, s.target_lang) for s in SAMPLES)
    assert len(SAMPLES) == 200
    assert set(directions) == {(a, b) for a in LANGS for b in LANGS if a != b}
    assert min(directions.values()) >= 33
    assert sum(s.verdict == "right" for s in SAMPLES) >= 0.95 * len(SAMPLES)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: f"{s.source_lang}-{s.target_lang} {s.target[s.start : s.end]}")
def test_verification_finds_each_where_it_was_read(recogniser: Recogniser, sample: Sample) -> None:
    hits = [hit for hit in recogniser.find(sample.source, sample.source_lang) if not is_soft(hit)]
    results = verify(hits, sample.target, sample.target_lang, recogniser, source=sample.source)
    places = [(r.start, r.end) for r in results
              if r.concept == sample.concept and r.status in (TermVerdict.OK, TermVerdict.INFLECTED)]  # fmt: skip
    assert (sample.start, sample.end) in places


def test_slots_called_strange_are_mostly_wrong(recogniser: Recogniser) -> None:
    """The rule that chooses among hypotheses, against the verdicts read by eye."""
    called = []
    for sample in SAMPLES:
        hit = next(h for h in recogniser.find(sample.source, sample.source_lang) if h.concept == sample.concept)
        there = [h for h in recogniser.occurrences(sample.target, sample.target_lang, frozenset({sample.concept}))
                 if (h.start, h.end) == (sample.start, sample.end)]  # fmt: skip
        if there and strange_slot(hit, sample.source, there[0].forms, sample.target_lang):
            called.append(sample.verdict)
    assert sum(verdict != "right" for verdict in called) > len(called) / 2
    assert called  # few are left: hypotheses without them went before

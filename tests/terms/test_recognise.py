"""Recognition: a table of readable cases, the hand-checked golden files, and properties."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import parse

from pressloc.model import Lang, TermStatus
from pressloc.terms.recognise import Recogniser, top_level

HERE = Path(__file__).parent
CASES = [
    line.split("\t")
    for line in (HERE / "recognition.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("lang", "line"), CASES, ids=[line for _, line in CASES])
def test_hits_are_exactly_those_marked(recogniser: Recogniser, lang: Lang, line: str) -> None:
    text, expected = parse(line)
    hits = top_level(recogniser.find(text, lang))
    assert [(h.text, h.concept) for h in hits] == [(text[a:b], c) for a, b, c in expected]


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_golden_recall_and_precision(recogniser: Recogniser, lang: Lang) -> None:
    found_all = expected_all = common = 0
    for line in (HERE / f"golden.{lang}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, expected = parse(line)
        found = {(h.start, h.end, h.concept) for h in top_level(recogniser.find(text, lang))}
        found_all += len(found)
        expected_all += len(expected)
        common += len(found & set(expected))
    assert expected_all >= 300
    assert common / expected_all >= 0.99, "recall"
    assert common / found_all >= 0.99, "precision"


def test_nested_hits_follow_the_longer_one(recogniser: Recogniser) -> None:
    hits = recogniser.find("Посольство Республики Казахстан в Астане", "ru")
    order = [(h.start, -h.end) for h in hits]
    assert order == sorted(order)
    assert tuple(h.concept for h in hits)[1:3] == ("republic-of-kazakhstan", "kazakhstan")


def test_deprecated_designations_say_so(recogniser: Recogniser) -> None:
    (hit,) = top_level(recogniser.find("Парламентская Ассамблея СНГ", "ru"))
    assert hit.term.status == TermStatus.DEPRECATED


def test_slots_are_told(recogniser: Recogniser) -> None:
    (hit,) = recogniser.find("Сенатына", "kk")
    assert (hit.form.case, hit.form.possessive) == ("DAT", True)
    hits = recogniser.find("в Сенате, о законе, из парламентарии", "ru")
    assert [h.form.case for h in hits[:2]] == ["LOC", "LOC"]
    assert recogniser.find("парламентарии заслушали", "ru")[0].form.case == "NOM"


def test_a_person_known_from_the_article_counts_by_surname(recogniser: Recogniser) -> None:
    assert recogniser.find("Лавров ответил", "ru") == ()
    (hit,) = recogniser.find("Лавров ответил", "ru", known={"sergey-lavrov"})
    assert hit.concept == "sergey-lavrov"


def test_readings_of_ambiguous_words(recogniser: Recogniser) -> None:
    assert set(recogniser.readings("meeting", "en")) == {"meeting", "meeting-of-a-body", "working-meeting"}
    assert recogniser.readings("бессмыслица", "ru") == ()


_soup = st.text(alphabet="Сенат ТМД-ға«»\u00a0\n\u00ad\ue000Қазақстан OOН’s.", max_size=60)


def test_offsets_are_those_of_the_text(recogniser: Recogniser) -> None:
    @given(_soup, st.sampled_from(["kk", "ru", "en"]))
    @settings(max_examples=300)
    def holds(text: str, lang: Lang) -> None:
        for hit in recogniser.find(text, lang):
            assert hit.text == text[hit.start : hit.end] != ""

    holds()

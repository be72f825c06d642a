"""Abbreviations before their full forms, over a whole article."""

from __future__ import annotations

import pytest

from pressloc.model import Segment, UnitKind
from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import builtin
from pressloc.workflow.checking import Pair, check_pairs

ARTICLE = (
    ("OTS summit ends in Astana", "ТМҰ саммиті Астанада аяқталды", UnitKind.HEADING),
    ("The Organization of Turkic States (OTS) adopted a declaration.", "ТМҰ-ның саммиті декларация қабылдады.", UnitKind.PARAGRAPH),
    ("OTS", "ТМҰ", UnitKind.CELL),
    ("The OTS thanked the UN.", "ТМҰ БҰҰ-ға алғыс айтты.", UnitKind.PARAGRAPH),
)


def pairs(kinds: dict[int, UnitKind] | None = None) -> list[Pair]:
    return [
        Pair(f"a:{n}", Segment(f"{n}:1", str(n), source, 0, len(source), "en", kind=(kinds or {}).get(n, kind)), target, "kk")
        for n, (source, target, kind) in enumerate(ARTICLE)
    ]


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(builtin())


def test_the_first_in_running_text_is_found_and_fixed(recogniser: Recogniser) -> None:
    found = [(c.place, f.fix) for c in check_pairs(pairs(), recogniser) for f in c.findings if f.check == "first-mention"]
    assert found == [("a:1", "Түркі мемлекеттері ұйымының (ТМҰ) саммиті декларация қабылдады.")]


def test_tables_and_interface_texts_are_no_article(recogniser: Recogniser) -> None:
    cells = dict.fromkeys(range(4), UnitKind.CELL)
    assert not [f for c in check_pairs(pairs(cells), recogniser) for f in c.findings if f.check == "first-mention"]

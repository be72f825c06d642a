"""Headings in capitals, lowered for the engine."""

from __future__ import annotations

import pytest

from pressloc.model import Segment
from pressloc.ports import CheckContext
from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import builtin
from pressloc.workflow.casing import all_caps, sentence_case
from pressloc.workflow.checking import polish


@pytest.mark.parametrize(
    ("text", "expected"),
    [("СЕНАТТЫҢ БАСПАСӨЗ ҚЫЗМЕТІ", True), ("MINISTRY OF FOREIGN AFFAIRS", True), ("МИД РК", False), ("ЮНЕСКО", False), ("Сенат принял ЗАКОН", False), ("", False), ("12 34", False)],
)
def test_all_caps(text: str, expected: bool) -> None:
    assert all_caps(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ПРЕСС-СЛУЖБА МАЖИЛИСА ПАРЛАМЕНТА РЕСПУБЛИКИ КАЗАХСТАН", "Пресс-служба Мажилиса Парламента Республики Казахстан"),
        ("ВСТРЕЧА С ДЕЛЕГАЦИЕЙ ООН В АСТАНЕ", "Встреча с делегацией ООН в Астане"),
        ("«АСТАНА» ФОРУМЫ АШЫЛДЫ", "«Астана» форумы ашылды"),
    ],
)
def test_sentence_case(text: str, expected: str) -> None:
    lang = "kk" if "Ы" in text and "ФОРУМЫ" in text else "ru"
    assert sentence_case(text, Recogniser(builtin()).find(text, lang)) == expected


@pytest.mark.parametrize(
    ("source", "target", "polished"),
    [
        ("Рост составил 34,2 млрд тенге.", "growth was 34,2 billion tenge.", "Growth was 34.2 billion tenge."),
        ("«Закон важен», – сказал он.", "«The law matters,» he said.", "“The law matters,” he said."),
        ("Закон принят.", "The law  was adopted.", "The law was adopted."),
        ("Закон принят.", "The law was adopted.", "The law was adopted."),
    ],
)
def test_form_of_machine_output_is_put_right(source: str, target: str, polished: str) -> None:
    segment = Segment("1:1", "1", source, 0, len(source), "ru")
    done = polish(CheckContext(segment, target, "en"))
    assert done.replace('"', "“", 1).replace('"', "”") == polished

"""Headings in capitals, lowered for the engine."""

from __future__ import annotations

import pytest

from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import builtin
from pressloc.workflow.casing import all_caps, sentence_case


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

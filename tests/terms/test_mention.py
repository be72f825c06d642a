"""First mention: in full, then abbreviated."""

from __future__ import annotations

from pressloc.terms.mention import early_abbreviations
from pressloc.terms.recognise import Recogniser


def test_an_abbreviation_before_its_full_form(recogniser: Recogniser) -> None:
    (early,) = early_abbreviations(["Саммит ОТГ прошёл.", "Организация тюркских государств (ОТГ) растёт."], "ru", recogniser)
    assert (early.text, early.found, early.concept) == (0, "ОТГ", "ots")
    assert early.suggestion == "Организация тюркских государств (ОТГ)"


def test_introduced_and_household_names_are_left_alone(recogniser: Recogniser) -> None:
    texts = ["Организация тюркских государств (ОТГ) собралась.", "Саммит ОТГ в ООН.", "ОТГ"]
    assert early_abbreviations(texts, "ru", recogniser) == ()


def test_kazakh_endings_do_not_hide_the_abbreviation(recogniser: Recogniser) -> None:
    (early,) = early_abbreviations(["ЕҚЫҰ-ның сайлауды байқауы", "ЕҚЫҰ-ға"], "kk", recogniser)
    assert (early.text, early.concept) == (0, "osce")

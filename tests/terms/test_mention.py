"""First mention: in full, then abbreviated. The articles stand in mention.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from attrs import evolve

from pressloc.checks.terms import findings_from_mentions
from pressloc.model import CodeKind, InlineCode, Lang, code_char
from pressloc.terms.mention import HOUSEHOLD, EarlyAbbreviation, early_abbreviations, first_mentions
from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import Termbase, builtin

TABLE = tomllib.loads((Path(__file__).parent / "mention.toml").read_text(encoding="utf-8"))


def judge(texts: list[str], lang: Lang, recogniser: Recogniser) -> list[EarlyAbbreviation]:
    named: frozenset[str] = frozenset()
    found: list[EarlyAbbreviation] = []
    for text in texts:
        early, named = first_mentions(text.removeprefix("# "), lang, recogniser, named, heading=text.startswith("# "))
        found += early
    return found


@pytest.mark.parametrize(("lang", "texts"), TABLE["pass"], ids=[row[1][0] for row in TABLE["pass"]])
def test_introduced_and_household_names_are_left_alone(recogniser: Recogniser, lang: Lang, texts: list[str]) -> None:
    assert judge(texts, lang, recogniser) == []


@pytest.mark.parametrize(("lang", "texts", "early", "fixed"), TABLE["fail"], ids=[row[1][0] for row in TABLE["fail"]])
def test_an_early_abbreviation(recogniser: Recogniser, lang: Lang, texts: list[str], early: str, fixed: str) -> None:
    (found,) = judge(texts, lang, recogniser)
    assert found.found == early
    (finding,) = findings_from_mentions([found], texts[0])
    assert (finding.fix or "") == fixed
    assert finding.severity == "minor"


def test_a_fixed_text_has_no_finding_any_more(recogniser: Recogniser) -> None:
    for lang, _texts, _early, fixed in TABLE["fail"]:
        assert not fixed or judge([fixed], lang, recogniser) == []


def test_texts_are_told_apart(recogniser: Recogniser) -> None:
    (early,) = early_abbreviations(["Саммит ООН", "Саммит ОТГ прошёл.", "ОТГ"], "ru", recogniser)
    assert (early.text, early.concept, early.suggestion) == (1, "ots", "Организация тюркских государств (ОТГ)")


def test_an_office_decides_what_its_readers_know() -> None:
    ots = evolve(builtin()["ots"], properties={HOUSEHOLD: "ru"})
    recogniser = Recogniser(Termbase.layered([ots], builtin()))
    assert judge(["Саммит ОТГ прошёл."], "ru", recogniser) == []
    assert len(judge(["The OTS met."], "en", recogniser)) == 1


def test_inline_codes_stay_where_they_are(recogniser: Recogniser) -> None:
    codes = (InlineCode(CodeKind.OPEN, "<b>", pair=1), InlineCode(CodeKind.CLOSE, "</b>", pair=0))
    target = f"Прошёл {code_char(0)}саммит{code_char(1)} ОТГ."
    (found,) = judge(["Прошёл саммит ОТГ."], "ru", recogniser)
    (finding,) = findings_from_mentions([found], target, codes)
    assert target[finding.start : finding.end] == "ОТГ"
    assert finding.fix == f"Прошёл {code_char(0)}саммит{code_char(1)} Организации тюркских государств (ОТГ)."

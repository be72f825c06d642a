"""Pseudo-translation: longer, accented, bracketed, numbers and addresses kept."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.errors import EngineError
from pressloc.model import LANGS, CodeKind, InlineCode, code_char
from pressloc.mt.codes import restore_codes, strip_codes
from pressloc.mt.registry import load_engine
from pressloc.ports import DecodingOptions, Engine, MTRequest
from pressloc.text.scripts import count_scripts

ENGINE = load_engine("pseudo")
SOURCE = "Комитет рассмотрел 217 предложений, 14.03.2024, сайт parlam.kz, почта info@parlam.kz, {name}"


def pseudo(text: str, target: str) -> str:
    return ENGINE.translate([MTRequest(text, "ru", target)], DecodingOptions())[0][0].text


@pytest.mark.parametrize("target", LANGS)
def test_it_keeps_what_is_no_word_and_grows(target) -> None:
    text = pseudo(SOURCE, target)
    assert isinstance(ENGINE, Engine)
    assert text.startswith("⟦")
    assert text.endswith("⟧")
    for kept in ("217", "14.03.2024", "parlam.kz", "info@parlam.kz", "{name}"):
        assert kept in text
    assert text == pseudo(SOURCE, target)


@pytest.mark.parametrize("target", LANGS)
def test_it_grows_by_about_a_third_in_the_letters_of_the_language(target) -> None:
    source = "Председатель палаты рассказал депутатам о подготовке к новой сессии и о работе комитетов"
    text = pseudo(source, target).strip("⟦⟧")
    assert 1.2 < len(text) / len(source) < 1.4
    counts = count_scripts(text)
    assert (counts.cyrillic == 0) == (target == "en")
    assert (counts.kazakh > 0) == (target == "kk")


@given(st.text(max_size=60))
def test_digits_survive_any_text(text) -> None:
    for target in LANGS:
        assert re.findall(r"[0-9]+", pseudo(text, target)) == re.findall(r"[0-9]+", text)


def test_codes_stay_with_their_words() -> None:
    codes = (InlineCode(CodeKind.OPEN, "<b>", pair=1), InlineCode(CodeKind.CLOSE, "</b>", pair=0))
    plain = strip_codes(f"The {code_char(0)}Senate{code_char(1)} met", codes)
    hypothesis = ENGINE.translate([MTRequest(plain.text, "en", "en")], DecodingOptions(attention=True))[0][0]
    restored = restore_codes(plain, hypothesis, codes)
    assert restored.certain
    assert re.search(f"{code_char(0)}S[^⟦⟧ ]+{code_char(1)}", restored.text)


def test_it_refuses_what_it_cannot_do() -> None:
    with pytest.raises(EngineError):
        ENGINE.translate([MTRequest("a", "en", "kk", prefix="x")], DecodingOptions())
    with pytest.raises(EngineError):
        ENGINE.score([], [])
    with pytest.raises(EngineError):
        load_engine("pseudo", model="big")

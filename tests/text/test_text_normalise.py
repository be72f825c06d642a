"""Folding with its way back, memory keys, look-alikes, control characters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.model import CodeKind, InlineCode, code_char
from pressloc.text.normalise import control_chars, fold, normalise, tm_key
from pressloc.text.scripts import is_translatable, lookalikes, repair_lookalikes

TEXT = st.text(
    st.sampled_from("аәбгғеёиіқңөСҚЁaceiopxyCHI 12.,–-«»\"'’\u00a0\u00ad\u200b…\n\ue000\ue001"), max_size=60
)

REPAIRS = [
    ("Cенат", "Сенат"),
    ("тiлi", "тілі"),
    ("Қaзaқcтaн Pecпубликacы", "Қазақстан Республикасы"),
    ("Kaзахстан", "Казахстан"),
    ("мəжіліс", "мәжіліс"),
    ("жаһaн", "жаһан"),
    ("Сommittee", "Committee"),
    ("вместе c ним", "вместе с ним"),
    ("Совет и o нем", "Совет и о нем"),
    ("A. Сапарова", "А. Сапарова"),
    ("Нургожин E.К.", "Нургожин Е.К."),
]
UNTOUCHED = [
    "IT-компания", "QR-кодты", "USB", "iPhone", "Vitamin C", "COVID-19", "e-Gov порталы", "PDFті", "Plan A is ready",
    "Сенат заңды қабылдады", "The Senate", "I. General", "витамин D",
]


@pytest.mark.parametrize(("typed", "meant"), REPAIRS)
def test_lookalikes_are_repaired(typed: str, meant: str) -> None:
    """Letters of the wrong script give way to those meant, at the same offsets."""
    assert repair_lookalikes(typed) == meant
    for item in lookalikes(typed):
        assert typed[item.start : item.end] == item.found
        assert meant[item.start : item.end] == item.repaired


@pytest.mark.parametrize("text", UNTOUCHED)
def test_real_mixtures_stay(text: str) -> None:
    """Foreign names and abbreviations with an ending are no mistakes."""
    assert repair_lookalikes(text) == text
    assert lookalikes(text) == ()


@given(TEXT)
def test_repair_keeps_offsets(text: str) -> None:
    """The repaired text is as long as the text and differs only in the places that lookalikes names."""
    repaired = repair_lookalikes(text)
    assert len(repaired) == len(text)
    named = {at for item in lookalikes(text) for at in range(item.start, item.end)}
    assert all(a == b for at, (a, b) in enumerate(zip(text, repaired, strict=True)) if at not in named)


@given(TEXT)
def test_fold_maps_back(text: str) -> None:
    """Each folded character comes from a piece of the source, in order; letters of one script from themselves."""
    folded = fold(text)
    last = 0
    for at, char in enumerate(folded.text):
        start, end = folded.span(at, at + 1)
        assert last <= start < end <= len(text)
        last = start
        if char in "әғгқңө12,":
            assert text[start:end].lower() == char


def test_fold_finds_a_term_across_markup_and_breaks() -> None:
    """Line breaks, soft hyphens, decomposed letters and inline codes do not hide a term."""
    source = f"ҚР {code_char(0)}Сыртқы{code_char(1)}  iстер\nмини\u0441тр\u00adлiгi, Семеи\u0306"
    codes = (InlineCode(CodeKind.OPEN, "<b>", pair=1), InlineCode(CodeKind.CLOSE, "</b>", pair=0))
    folded = fold(source, codes)
    assert folded.text == "қр сыртқы істер министрлігі, семей"
    start = folded.text.index("сыртқы істер")
    begin, end = folded.span(start, start + len("сыртқы істер"))
    assert source[begin:end] == f"Сыртқы{code_char(1)}  iстер"
    assert folded.to_source(len(folded.text)) == len(source)


def test_fold_shows_what_codes_stand_for() -> None:
    """A line break between words keeps them apart; a code without a plain text does not."""
    codes = (InlineCode(CodeKind.ALONE, "<br>", equiv="\n"), InlineCode(CodeKind.ALONE, "&amp;", equiv="&"))
    assert fold(f"бас{code_char(0)}хатшы R{code_char(1)}D", codes).text == "бас хатшы r&d"


SAME_KEY = [
    ("Сенат заңды қабылдады.", "CЕНАТ  заңды\u00a0қабылдады ."),
    ("«Егемен Қазақстан» – газет", "“Егемен Қазақстан” — газет"),
    ("Ещё не всё", "Еще не все"),
    ("№ 45 бұйрық, 5 %", "№45 бұйрық, 5%"),
    ("It’s ready", "It's ready"),
    ("Он сказал: „Да“", 'Он сказал: "Да"'),
    ("Қазақ\u00adстан", "Қазақстан"),
    (f"{code_char(0)}Сенат{code_char(1)} отырысы", f"{code_char(4)}Сенат{code_char(7)}отырысы"),
]
OTHER_KEY = [
    ("в 2 104 селах", "в 21 04 селах"),
    ("5,4", "54"),
    ("Сенат", "Сенат!"),
    ("its", "it's"),
    (f"Сенат{code_char(0)}", "Сенат"),
    ("қаз", "каз"),
]


@pytest.mark.parametrize(("one", "two"), SAME_KEY)
def test_same_key(one: str, two: str) -> None:
    """Typing habits do not make another sentence."""
    assert tm_key(one) == tm_key(two)


@pytest.mark.parametrize(("one", "two"), OTHER_KEY)
def test_other_key(one: str, two: str) -> None:
    """What changes the meaning changes the key."""
    assert tm_key(one) != tm_key(two)


@given(TEXT)
def test_key_of_a_key(text: str) -> None:
    """A key is its own key."""
    assert tm_key(tm_key(text)) == tm_key(text)


@given(TEXT)
def test_normalised_text_is_nfc_and_visible(text: str) -> None:
    """normalise gives composed text without invisible characters."""
    clean = normalise(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert "\u200b" not in clean
    assert "\u00ad" not in clean


def test_control_characters_are_named() -> None:
    """Bidi overrides, controls, invisible and broken characters, with their place; tabs and line ends pass."""
    found = control_chars("a\u202eb\tc\x00\nd\u200b\ufffe")
    assert [(c.position, c.kind) for c in found] == [(1, "bidi"), (5, "control"), (8, "invisible"), (9, "broken")]
    assert found[0].name == "RIGHT-TO-LEFT OVERRIDE"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Сенат", True), ("12.05.2025", False), ("https://senat.kz/kk?id=1", False), ("press@senat-press.example", False),
        ("– – –", False), ("№ 5", False), ("akorda.kz", False), ("См. akorda.kz", True), ("@senatkz", False), ("日本", True),
    ],
)
def test_translatable(text: str, words: bool) -> None:
    """Digits, marks and addresses have nothing to translate."""
    assert is_translatable(text) is words

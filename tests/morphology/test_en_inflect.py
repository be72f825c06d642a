"""English inflection: plurals on the head, possessives, verb phrases, spelling variants."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pressloc.model import Form
from pressloc.morphology import en

with (Path(__file__).parent / "en_forms.tsv").open(encoding="utf-8", newline="") as _stream:
    ROWS = list(csv.DictReader(_stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def _norm(term: str, form: Form, **options: object) -> list[str]:
    return [f.text for f in en.inflect(term, **options) if f.norm and f.form == form]  # type: ignore[arg-type]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["term"])
def test_plural_and_possessives(row: dict[str, str]) -> None:
    term = row["term"]
    assert en.inflect(term)[0].text == term
    assert _norm(term, Form("NOM", "pl")) == [row["plural"]]
    assert _norm(term, Form("GEN", "sg")) == [row["possessive"]]
    assert _norm(term, Form("GEN", "pl")) == [row["plural possessive"]]


@pytest.mark.parametrize(
    "term", ["United Nations", "human rights", "elections", "Armed Forces", "Netherlands"]
)
def test_plural_terms_have_the_plural_only(term: str) -> None:
    assert {f.form.number for f in en.inflect(term)} == {"pl"}
    assert f"{term}'" in [f.text for f in en.inflect(term)]


@pytest.mark.parametrize("term", ["cooperation", "international security", "terrorism", "mutual trust"])
def test_uncountable_heads_have_no_plural(term: str) -> None:
    assert {f.form.number for f in en.inflect(term)} == {"sg"}


def test_names_in_s_take_both_possessives_and_no_plural() -> None:
    forms = en.inflect("John Adams", person="m")
    assert [(f.text, f.norm) for f in forms] == [
        ("John Adams", True),
        ("John Adams's", True),
        ("John Adams'", False),
    ]


def test_the_plural_of_a_lone_name_is_never_the_norm() -> None:
    assert _norm("Kazakhstan", Form("NOM", "pl")) == []


def test_variants_of_latin_plurals() -> None:
    plurals = [(f.text, f.norm) for f in en.inflect("memorandum") if f.form == Form("NOM", "pl")]
    assert plurals == [("memorandums", True), ("memoranda", False)]


def test_the_termbase_decides_plural_and_number() -> None:
    assert _norm("kandas", Form("NOM", "pl"), hints={"plural": "kandastar"}) == ["kandastar"]
    assert {f.form.number for f in en.inflect("powers", hints={"number": "plural"})} == {"pl"}


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("hold a meeting", ["holds a meeting", "held a meeting", "holding a meeting"]),
        ("sign a law", ["signs a law", "signed a law", "signing a law"]),
        ("ratify an agreement", ["ratifies an agreement", "ratified an agreement", "ratifying an agreement"]),
        ("submit a bill", ["submits a bill", "submitted a bill", "submitting a bill"]),
        ("take part in", ["takes part in", "took part in", "taken part in", "taking part in"]),
        ("to pay a visit", ["pay a visit", "pays a visit", "paid a visit", "paying a visit"]),
        ("highly appreciate", ["highly appreciates", "highly appreciated", "highly appreciating"]),
    ],
)
def test_verb_phrases(phrase: str, forms: list[str]) -> None:
    found = en.inflect(phrase, pos="verb-phrase")
    assert [f.text for f in found[1:]][: len(forms)] == forms
    assert not any(f.norm for f in found[1:])


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("World Health Organization", "World Health Organisation"),
        ("modernisation", "modernization"),
        ("recognise", "recognize"),
        ("recognized", "recognised"),
        ("analyse", "analyze"),
        ("State Programme", "State Program"),
        ("programmes", "programs"),
        ("Mazhilis", "Majilis"),
        ("defence", "defense"),
    ],
)
def test_spellings_that_count_as_equal(text: str, other: str) -> None:
    assert other in en.spelling_variants(text)


@pytest.mark.parametrize(
    "text", ["exercise", "supervised", "size", "enterprise", "Kazakhstani", "promise", "citizen", "raise"]
)
def test_spellings_that_have_no_variant(text: str) -> None:
    assert en.spelling_variants(text) == ()


def test_demonyms_stay_as_they_are() -> None:
    assert [f.text for f in en.inflect("Kazakh", pos="adjective")] == ["Kazakh"]


@pytest.mark.parametrize("odd", ["", " ", "—", "123", "“”", "a" * 300, "\u202eabc", "-", "of", "’s", "to "])
def test_odd_input_never_fails(odd: str) -> None:
    for pos in ("noun-phrase", "verb-phrase", "phrase", "adjective"):
        assert en.inflect(odd, pos=pos)[0].text == odd

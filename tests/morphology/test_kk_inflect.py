"""Kazakh inflection against tables that a press officer can read: tests/morphology/kk_*.tsv."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressloc.model import Form
from pressloc.morphology import inflect as facade
from pressloc.morphology import kk

HERE = Path(__file__).parent
CASES = ("GEN", "DAT", "ACC", "LOC", "ABL", "INS")


def rows(name: str) -> list[list[str]]:
    """The rows of a table, without its header and comments."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:] if line and not line.startswith("#")]


def norm(term: str, **options: object) -> dict[Form, str]:
    return {f.form: f.text for f in kk.inflect(term, **options) if f.norm}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("word", "forms"), [(r[0], r[1:]) for r in rows("kk_nouns.tsv")], ids=lambda v: str(v)[:20]
)
def test_nouns_in_all_cases(word: str, forms: list[str]) -> None:
    """word, six cases, possessed, plural, possessed plural in the dative."""
    got = norm(word)
    slots = [*(Form(c) for c in CASES), Form("NOM", "sg", True), Form("NOM", "pl"), Form("DAT", "pl", True)]  # type: ignore[arg-type]
    expected = dict(zip(slots, forms, strict=True))
    assert {slot: got[slot] for slot in expected} == expected


@pytest.mark.parametrize(("term", "dative", "plural"), rows("kk_possessed.tsv"), ids=lambda v: v[:20])
def test_possessed_heads_take_no_second_suffix(term: str, dative: str, plural: str) -> None:
    got = norm(term)
    assert got[Form("NOM", "sg", True)] == term
    assert got[Form("DAT", "sg", True)] == dative
    assert got[Form("NOM", "pl", True)] == plural
    assert not any(not slot.possessive for slot in got)


@pytest.mark.parametrize(("term", "dative"), rows("kk_bare.tsv"), ids=lambda v: v[:20])
def test_bare_heads_in_i_are_not_taken_for_possessed(term: str, dative: str) -> None:
    got = norm(term)
    assert got[Form("NOM")] == term
    assert got[Form("DAT")] == dative


@pytest.mark.parametrize(
    ("term", "forms"), [(r[0], r[1:]) for r in rows("kk_abbreviations.tsv")], ids=lambda v: str(v)[:20]
)
def test_abbreviations_figures_and_signs(term: str, forms: list[str]) -> None:
    got = norm(term)
    assert [got[Form(c)] for c in CASES] == forms  # type: ignore[arg-type]


@pytest.mark.parametrize(("term", "person", "dative", "genitive"), rows("kk_names.tsv"), ids=lambda v: v[:20])
def test_names_inflect_in_the_last_element(term: str, person: str, dative: str, genitive: str) -> None:
    got = {f.form.case: f.text for f in kk.inflect(term, person=person) if f.norm}
    assert (got["DAT"], got["GEN"]) == (dative, genitive)
    assert all(f.form.number == "sg" for f in kk.inflect(term, person=person))


@pytest.mark.parametrize(("term", "case", "variant"), rows("kk_variants.tsv"), ids=lambda v: v[:20])
def test_variants_in_use_are_known_but_not_generated(term: str, case: str, variant: str) -> None:
    found = [f for f in kk.inflect(term) if f.text == variant]
    assert found, variant
    assert not any(f.norm for f in found if f.form.case == case)


def test_one_norm_form_a_slot_and_the_citation_form_first() -> None:
    for row in (
        *rows("kk_nouns.tsv"),
        *rows("kk_possessed.tsv"),
        *rows("kk_bare.tsv"),
        *rows("kk_abbreviations.tsv"),
    ):
        forms = kk.inflect(row[0])
        slots = [f.form for f in forms if f.norm]
        assert len(slots) == len(set(slots)), row[0]
        assert forms[0].text == row[0]
        assert forms[0].norm


def test_plural_only_heads_have_no_singular() -> None:
    states = norm("Америка Құрама Штаттары")
    assert states[Form("DAT", "pl", True)] == "Америка Құрама Штаттарына"
    talks = norm("парламентаралық байланыстар")
    assert talks[Form("GEN", "pl")] == "парламентаралық байланыстардың"
    assert all(slot.number == "pl" for slot in (*states, *talks))


def test_singular_words_that_look_like_plurals() -> None:
    for word, plural in (("дәптер", "дәптерлер"), ("кластер", "кластерлер"), ("қаңтар", "қаңтарлар")):
        assert norm(word)[Form("NOM", "pl")] == plural


def test_hints_override_spelling() -> None:
    assert norm("Сеул", hints={"harmony": "front"})[Form("DAT")] == "Сеулге"
    assert norm("Минск", hints={"stem.oblique": "Минскі"})[Form("LOC")] == "Минскіде"
    assert norm("Интерпол", abbreviation=True, hints={"hyphen": "no"})[Form("DAT")] == "Интерполға"
    assert (
        norm("ФАТФ", abbreviation=True, hints={"harmony": "back", "final": "voiceless"})[Form("GEN")]
        == "ФАТФ-тың"
    )
    assert Form("NOM", "pl") not in norm("жер", hints={"number": "singular"})
    assert [f.text for f in kk.inflect("ОПЕК+", hints={"indeclinable": "yes"})] == ["ОПЕК+"]


def test_hint_of_possession_wins_over_the_shape() -> None:
    assert norm("қосылу шегі", hints={"px": "3"})[Form("DAT", "sg", True)] == "қосылу шегіне"
    assert norm("қосылу шегі", hints={"px": "0"})[Form("DAT")] == "қосылу шегіге"


def test_a_phrase_with_an_abbreviation_is_judged_by_its_head() -> None:
    short = norm("ТБУ банкі", abbreviation=True)
    assert short[Form("DAT", "sg", True)] == "ТБУ банкіне"
    assert Form("DAT") not in short
    assert norm("ЕҚЫҰ ПАІ", abbreviation=True)[Form("DAT")] == "ЕҚЫҰ ПАІ-ге"


def test_fused_possession() -> None:
    leader = norm("Елбасы")
    assert leader[Form("DAT", "sg", True)] == "Елбасына"
    assert leader[Form("NOM", "pl")] == "Елбасылар"
    family = norm("отбасы")  # usage has both отбасына and отбасыға
    assert (family[Form("DAT", "sg", True)], family[Form("DAT")]) == ("отбасына", "отбасыға")


def test_quoted_names_take_the_suffix_after_the_quotes() -> None:
    forms = {f.text: f.norm for f in kk.inflect("«Болашақ»") if f.form == Form("DAT")}
    assert forms == {"«Болашақ»-қа": True, "«Болашаққа»": False, "«Болашақ»қа": False}
    assert (
        norm("«Қазақстан – 2050» стратегиясы")[Form("ACC", "sg", True)] == "«Қазақстан – 2050» стратегиясын"
    )


def test_phrases_and_verbs() -> None:
    assert [f.text for f in kk.inflect("шеңберінде", pos="phrase")] == ["шеңберінде"]
    verb = kk.inflect("орден тапсыру", pos="verb-phrase")
    assert (verb[0].text, verb[0].norm) == ("орден тапсыру", True)
    assert not any(f.norm for f in verb[1:])
    assert {"орден тапсырды", "орден тапсырылды", "орден тапсыруға"} <= {f.text for f in verb}


def test_the_facade_speaks_kazakh() -> None:
    assert facade("Сенат", "kk")[2].text == "Сенатқа"


def test_degenerate_terms_come_back_as_they_are() -> None:
    for term in ("", " ", "«»", "()", "-", "»"):
        assert kk.inflect(term)[0].text == term
        assert kk.inflect_extended(term)[0].text == term

"""Verification: a table of readable pairs, consistency over an article, properties."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressloc.model import Lang, TermVerdict
from pressloc.terms.expected import target_terms
from pressloc.terms.recognise import Recogniser
from pressloc.terms.verify import verify, verify_article

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "verification.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("row", ROWS, ids=[" / ".join(row[2:4]) for row in ROWS])
def test_statuses(recogniser: Recogniser, row: list[str]) -> None:
    source_lang, target_lang, source, target, expected = row
    hits = recogniser.find(source, source_lang)  # type: ignore[arg-type]
    results = verify(hits, target, target_lang, recogniser, source=source)  # type: ignore[arg-type]
    assert ",".join(f"{r.concept}:{r.status}" for r in results) == expected
    for result in results:
        assert result.found == (target[result.start : result.end] if result.start >= 0 else "")
        assert result.expected


def results(recogniser: Recogniser, source: str, target: str, langs: tuple[Lang, Lang]) -> dict[str, tuple[str, ...]]:
    found = verify(recogniser.find(source, langs[0]), target, langs[1], recogniser, source=source)
    return {r.concept: r.expected for r in found}


def test_the_form_expected_first_fits_the_slot(recogniser: Recogniser) -> None:
    senate = "senate-of-the-parliament-of-the-republic-of-kazakhstan"
    short = [("Сенат", "Сенат"), ("в Сенате", "Сенатта"), ("к Сенату", "Сенатқа"), ("Сенатом", "Сенатпен")]
    long = [
        ("Сенат Парламента Республики Казахстан", "Қазақстан Республикасы Парламентінің Сенаты"),
        ("в Сенате Парламента Республики Казахстан", "Қазақстан Республикасы Парламентінің Сенатында"),
        ("к Сенату Парламента Республики Казахстан", "Қазақстан Республикасы Парламентінің Сенатына"),
    ]
    for source, first in [*short, *long]:
        assert results(recogniser, source, "", ("ru", "kk"))[senate][0] == first, source
    assert results(recogniser, "to Astana", "", ("en", "kk"))["astana"][0] == "Астанаға"
    assert results(recogniser, "from Astana", "", ("en", "ru"))["astana"][0] == "Астаны"
    assert results(recogniser, "СНГ", "", ("ru", "kk"))["commonwealth-of-independent-states"][0] == "ТМД"


@pytest.mark.parametrize(
    ("source", "langs", "concept", "first"),
    [
        ("Қазақстан делегациясы", ("kk", "ru"), "kazakhstan", "Казахстана"),
        ("Қазақстан делегациясы", ("kk", "en"), "kazakhstan", "Kazakh"),
        ("Қазақстанда", ("kk", "ru"), "kazakhstan", "Казахстане"),
        ("қазақ халқы", ("kk", "ru"), "kazakhstan", "казахский"),
        ("қазақстандық делегация", ("kk", "ru"), "kazakhstan", "казахстанский"),
        ("неміс компаниялары", ("kk", "ru"), "germany", "немецкие"),
        ("of the Kazakh delegation", ("en", "ru"), "kazakhstan", "казахстанского"),
        ("in French companies", ("en", "ru"), "france", "французских"),
        ("французских компаний", ("ru", "kk"), "france", "Франция"),
        ("немецкая компания", ("ru", "kk"), "germany", "неміс"),
        ("the Germans arrived", ("en", "kk"), "germany", "немістер"),
        ("the Germans arrived", ("en", "ru"), "germany", "немцы"),
        ("9,000 Kazakhstanis", ("en", "ru"), "kazakhstan", "казахстанцы"),
        ("казахстанцы и немцы", ("ru", "en"), "germany", "Germans"),
        ("казахстанцы и немцы", ("ru", "kk"), "kazakhstan", "қазақстандықтар"),
        ("қазақтардың тарихы", ("kk", "ru"), "kazakhstan", "казахов"),
        ("a French translation", ("en", "kk"), "french-language", "французша"),
        ("a French translation", ("en", "ru"), "french-language", "французский"),
        ("в Костанайской и Акмолинской областях", ("ru", "kk"), "kostanay-region", "Қостанай облысында"),
        ("Ақтөбе және Батыс Қазақстан облыстарына", ("kk", "ru"), "aktobe-region", "Актюбинской области"),
        ("к 180-летию Абая", ("ru", "kk"), "anniversary", "жылдығына"),
        ("Выступление Президента", ("ru", "en"), "intervention", "remarks"),
        ("Кездесу саммит аясында өтті", ("kk", "en"), "meeting", "meeting"),
    ],
)
def test_what_is_expected_first_of_peoples_languages_and_regions(recogniser, source, langs, concept, first):
    assert results(recogniser, source, "", langs)[concept][0] == first


def test_a_near_match_is_shown(recogniser: Recogniser) -> None:
    (result,) = verify(recogniser.find("в Сенат", "ru"), "палата Сенатыға барды", "kk", recogniser)
    assert (result.status, result.found) == (TermVerdict.MISSING, "Сенатыға")


def test_one_designation_in_one_article(recogniser: Recogniser) -> None:
    pairs = [
        ("Шетелге сапар", "Foreign trip"),
        ("Депутат сөйледі. Ол өкілдігін айтты", "The deputy spoke"),
        ("Депутат кетті", "The member of Parliament left"),
    ]
    statuses = [[str(r.status) for r in found if r.concept == "deputy"]
                for found in verify_article(pairs, "kk", "en", recogniser)]
    assert statuses == [[], ["ok"], ["inconsistent"]]


def test_shortening_a_name_is_consistent(recogniser: Recogniser) -> None:
    pairs = [
        ("Сенат Парламента Республики Казахстан собрался", "The Senate of the Parliament of the Republic of Kazakhstan met"),
        ("Сенат решил", "The Senate decided"),
        ("МИД сообщил", "MFA said"),
        ("МИД сообщил", "Ministry of Foreign Affairs said"),
    ]
    found = verify_article(pairs, "ru", "en", recogniser)
    assert all(r.status in (TermVerdict.OK, TermVerdict.INFLECTED) for own in found for r in own)


def test_phrases_that_are_not_found_are_not_reported(recogniser: Recogniser) -> None:
    assert verify(recogniser.find("играть важную роль", "ru"), "нет", "en", recogniser) == ()


@pytest.mark.parametrize(
    ("sentence", "source", "target", "asked"),
    [
        ("Сенаторы обсудили закон.", "ru", "en", "senator"),
        ("Депутат Сената выступил.", "ru", "en", "member of the Senate"),
        ("Мажилис принял поправки.", "ru", "en", "Mazhilis"),
        ("Мажилис принял поправки.", "ru", "kk", "Мәжіліс"),
        ("Мәжілісмендер сұрақ қойды.", "kk", "ru", "мажилисмен"),
    ],
)
def test_a_designation_is_answered_by_one_as_short(recogniser, sentence, source, target, asked):
    hit = recogniser.find(sentence, source)[0]
    assert target_terms(recogniser.termbase[hit.concept], hit, target)[0].text == asked

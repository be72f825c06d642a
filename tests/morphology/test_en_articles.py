"""English articles and capitals."""

from __future__ import annotations

import pytest

from pressloc.morphology import en


@pytest.mark.parametrize(
    ("word", "article"),
    [
        ("OSCE mission", "an"), ("MP", "an"), ("UN body", "a"), ("NATO state", "a"), ("UNESCO list", "a"),
        ("EU member", "an"), ("European", "a"), ("hour", "an"), ("honorary consul", "an"), ("heir", "an"),
        ("unit", "a"), ("Ukrainian", "a"), ("Uzbek", "an"), ("unidentified", "an"), ("unanimous vote", "a"),
        ("one-off", "a"), ("onerous duty", "an"), ("8-year term", "an"), ("11th session", "an"), ("18-month", "an"),
        ("80th", "an"), ("100th", "a"), ("“open” day", "an"), ("SCO summit", "an"), ("CIS state", "a"),
        ("treaty", "a"), ("agreement", "an"), ("Eurasian", "a"), ("use", "a"), ("umbrella", "an"),
    ],
)  # fmt: skip
def test_a_or_an_by_sound(word: str, article: str) -> None:
    assert en.indefinite(word) == article


@pytest.mark.parametrize(
    "name",
    [
        "United Nations", "Senate", "Mazhilis", "OSCE", "CIS", "Netherlands", "European Union", "President of Kazakhstan",
        "Ministry of Justice", "Caspian Sea", "Middle East", "IPA CIS", "Volga",
    ],
)  # fmt: skip
def test_names_with_the(name: str) -> None:
    assert en.article(name) == "the"


@pytest.mark.parametrize(
    "name", ["Kazakhstan", "NATO", "UNESCO", "Astana", "President Tokayev", "Davos", "OPEC", "agenda"]
)
def test_names_without_article(name: str) -> None:
    assert en.article(name) == ""


def test_the_termbase_and_persons_decide() -> None:
    assert en.article("PACE", {"article": "none"}) == ""
    assert en.article("Ili", {"article": "the"}) == "the"
    assert en.article("Catherine of Aragon", person=True) == ""


def test_the_article_is_capital_only_at_the_start_of_a_sentence() -> None:
    assert en.with_article("Senate") == "the Senate"
    assert en.with_article("Senate", sentence_start=True) == "The Senate"
    assert en.with_article("Kazakhstan", sentence_start=True) == "Kazakhstan"


def test_capitals() -> None:
    assert en.title_case("permanent representative to the UN") == "Permanent Representative to the UN"
    assert en.lower_case("Deputy Minister of Foreign Affairs") == "deputy minister of foreign affairs"
    assert en.lower_case("President of Kazakhstan") == "president of Kazakhstan"
    assert en.case_variants("ambassador") == ("ambassador", "Ambassador")

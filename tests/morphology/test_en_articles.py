"""English articles and capitals."""

from __future__ import annotations

import pytest

from pressloc.morphology import en
from pressloc.morphology.en_agreement import agreement_errors


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


@pytest.mark.parametrize(
    ("text", "found", "corrected"),
    [
        ("They held a extended meeting.", "a extended", "an extended"),
        ("A exhibition opened in Paris.", "A exhibition", "An exhibition"),
        ("He said: \"A exhibition opened.\"", "A exhibition", "An exhibition"),
        ("to submit an common tariff", "an common", "a common"),
        ("It lasted a hour.", "a hour", "an hour"),
    ],
)
def test_wrong_articles_are_found(text: str, found: str, corrected: str) -> None:
    start = text.index(found)
    assert agreement_errors(text) == ((start, start + len(found), found, corrected),)


@pytest.mark.parametrize(
    "text",
    ["an hour, an hourglass and a European union", "hepatitis A in the schools", "a one-off, an MP, a SIM card, a UN body",
     "THE EAGLE TRAINED BY A SCHOOLBOY", "vitamin A is sold", "Section A applies", "an eight-day trip, an 18-year-old"],
)  # fmt: skip
def test_right_articles_are_left_alone(text: str) -> None:
    assert agreement_errors(text) == ()

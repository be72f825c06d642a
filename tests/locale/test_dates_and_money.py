"""Dates and times to values and back, and amounts of money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.locale.dates import extract_dates, format_date
from pressloc.locale.money import currency_name, extract_money
from pressloc.locale.numbers import extract

DATES = [
    ("ru", "8 декабря 2025 г.", [(8, 12, 2025)]),
    ("ru", "12.11.2025", [(12, 11, 2025)]),
    ("ru", "01.09.27", [(1, 9, 2027)]),
    ("ru", "15–17 декабря", [(15, 12, None), (17, 12, None)]),
    ("ru", "в сентябре 2024 года", [(None, 9, 2024)]),
    ("ru", "третья статья марта", [(None, 3, None)]),
    ("kk", "2025 жылғы 6 қараша", [(6, 11, 2025)]),
    ("kk", "2025 жылғы 18 қыркүйектегі", [(18, 9, 2025)]),
    ("kk", "2017 жылдың қыркүйегінде", [(None, 9, 2017)]),
    ("kk", "6 қарашада", [(6, 11, None)]),
    ("en", "6 November 2025", [(6, 11, 2025)]),
    ("en", "November 6, 2025", [(6, 11, 2025)]),
    ("en", "the 6th of November", [(6, 11, None)]),
    ("en", "23 Oct.", [(23, 10, None)]),
    ("en", "1 Feb. 2026", [(1, 2, 2026)]),
    ("en", "2025-11-12", [(12, 11, 2025)]),
    ("en", "deputies may march", []),
    ("en", "In May we meet", [(None, 5, None)]),
]


@pytest.mark.parametrize(("lang", "text", "wanted"), DATES, ids=lambda v: str(v))
def test_dates(lang: str, text: str, wanted: list[tuple[int | None, ...]]) -> None:
    found = extract_dates(text, lang)  # type: ignore[arg-type]
    assert [(d.day, d.month, d.year) for d in found] == wanted
    assert all(text[d.start : d.end] == d.text for d in found)


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("kk", "сағат 10.00-де", "10"),
        ("kk", "сағат 18.30-да", "18.30"),
        ("ru", "в 18:30", "18.30"),
        ("ru", "в 18 часов", "18"),
        ("en", "6:30 p.m.", "18.30"),
        ("en", "at 10 a.m.", "10"),
        ("en", "at 12 p.m.", "12"),
    ],
)
def test_times(lang: str, text: str, value: str) -> None:
    (found,) = extract(text, lang)  # type: ignore[arg-type]
    assert (found.kind, found.value) == ("time", Decimal(value))


def test_a_duration_is_no_time() -> None:
    (found,) = extract("24 часа", "ru")
    assert found.kind == "number"


@given(st.dates(), st.sampled_from(["kk", "ru", "en"]))
def test_formatted_dates_read_back(date, lang) -> None:  # type: ignore[no-untyped-def]
    year = date.year if 1000 < date.year < 3000 else None
    text = format_date(date.day, date.month, year, lang)
    assert [(d.day, d.month, d.year) for d in extract_dates(text, lang)] == [(date.day, date.month, year)]


def test_a_date_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="day is out of range"):
        format_date(31, 2, 2025, "ru")


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "USD 4.5 m and €20", [("4500000.0", "USD"), ("20", "EUR")]),
        ("ru", "95 млн долл., 500 МРП и 9,4 млрд тенге", [("95000000", "USD"), ("9400000000.0", "KZT")]),
        ("kk", "136 млн АҚШ долл., 1,7 млрд теңгені", [("136000000", "USD"), ("1700000000.0", "KZT")]),
        ("en", "KZT 590 mln", [("590000000", "KZT")]),
        ("ru", "100 тысяч рублей, 5 процентов", [("100000", "RUB")]),
    ],
)
def test_money(lang: str, text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(str(m.amount), m.currency) for m in extract_money(text, lang)] == wanted  # type: ignore[arg-type]


def test_currency_names_are_those_of_cldr() -> None:
    assert currency_name("USD", "kk") == "АҚШ доллары"

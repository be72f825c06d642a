"""Numbers in text to values: a table of readings per language (number_readings.tsv), and their comparison."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.locale.numbers import Quantity, compare, extract, format_number
from pressloc.locale.tokens import readings, roman

TABLE = Path(__file__).parent / "number_readings.tsv"
LANG = st.sampled_from(["kk", "ru", "en"])


def _rows() -> list[list[str]]:
    lines = TABLE.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _shown(quantity: Quantity) -> str:
    value = quantity.value.normalize()
    unit = f" {quantity.unit}" if quantity.unit else ""
    return f"{'~' if quantity.soft else ''}{value:f}{unit}"


@pytest.mark.parametrize(("lang", "text", "wanted"), _rows(), ids=lambda v: v)
def test_reading(lang: str, text: str, wanted: str) -> None:
    assert "; ".join(_shown(q) for q in extract(text, lang)) == wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(("lang", "text", "wanted"), _rows(), ids=lambda v: v)
def test_offsets_are_those_of_the_text(lang: str, text: str, wanted: str) -> None:
    for quantity in extract(text, lang):  # type: ignore[arg-type]
        assert text[quantity.start : quantity.end] == quantity.text


@given(value=st.decimals(0, 10**12, places=2), lang=LANG)
def test_formatted_numbers_read_back(value: Decimal, lang: str) -> None:
    (found,) = extract(format_number(value, lang), lang)  # type: ignore[arg-type]
    assert found.may_be(value)


@given(value=st.integers(0, 10**9), source=LANG, target=LANG)
def test_a_number_written_in_two_languages_never_differs(value: int, source: str, target: str) -> None:
    texts = [format_number(Decimal(value), lang) for lang in (source, target)]  # type: ignore[arg-type]
    assert compare(texts[0], source, texts[1], target) == ()  # type: ignore[arg-type]


@given(st.text(max_size=60), LANG)
def test_any_text_is_read_without_error(text: str, lang: str) -> None:
    for quantity in extract(text, lang):  # type: ignore[arg-type]
        assert text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    ("lang", "value", "written"),
    [
        ("en", "12345.6", "12,345.6"),
        ("ru", "12345.6", "12\u00a0345,6"),
        ("kk", "1234567", "1\u00a0234\u00a0567"),
        ("ru", "2025", "2025"),
        ("en", "4500", "4,500"),
    ],
)
def test_format_number(lang: str, value: str, written: str) -> None:
    assert format_number(Decimal(value), lang) == written  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("raw", "lang", "values"),
    [
        ("12,345", "en", ["12345", "12.345"]),
        ("12,345", "ru", ["12.345", "12345"]),
        ("1.500", "kk", ["1.500", "1500"]),
        ("1.500", "en", ["1.500", "1500"]),
        ("1,234,567.8", "ru", ["1234567.8"]),
        ("1.234.567", "en", ["1234567"]),
        ("0,345", "ru", ["0.345"]),
        ("10\u202f000", "en", ["10000"]),
    ],
)
def test_digit_strings_with_their_readings(raw: str, lang: str, values: list[str]) -> None:
    assert readings(raw, lang) == tuple(map(Decimal, values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("raw", "value"),
    [("XXI", 21), ("ХХІ", 21), ("XLIV", 44), ("IIII", 0), ("IXI", 0), ("VX", 0), ("XIX", 19)],
)
def test_roman(raw: str, value: int) -> None:
    assert roman(raw) == value


@pytest.mark.parametrize(
    ("source", "target", "kinds"),
    [
        ("12 laws and 5 bills", "12 законов и 6 законопроектов", ["changed"]),
        ("12 laws", "законы", ["missing"]),
        ("laws", "12 законов", ["extra"]),
        ("USD 5 m", "5 млн евро", ["unit"]),
        ("5 laws and 5 bills", "5 законов и законопроекты", ["count"]),
        ("+5 points, -5 points", "5 пунктов, 5 пунктов", ["sign"]),
        ("it fell to -5", "упала до 5", []),
        ("first of the two", "12", ["extra"]),
        ("one side", "сторона", []),
    ],
)
def test_what_kind_of_difference(source: str, target: str, kinds: list[str]) -> None:
    assert [d.kind for d in compare(source, "en", target, "ru")] == kinds

"""Numbers that stand alone, as another language writes them."""

from __future__ import annotations

import pytest

from pressloc.locale.cells import lone_number
from pressloc.model import Lang


@pytest.mark.parametrize(
    ("source", "target", "text", "written"),
    [
        ("kk", "en", "14 300", "14,300"),
        ("ru", "en", " 1\u00a0250\u00a0000,5 ", " 1,250,000.5 "),
        ("en", "ru", "12,460", "12\u00a0460"),
        ("en", "kk", "-1,234.5 %", "-1\u00a0234,5 %"),
        ("kk", "ru", "14 300", None),
        ("ru", "en", "8 7172 00", None),
        ("ru", "en", "12,5", None),
        ("en", "ru", "3.2", None),
        ("ru", "en", "14 300 человек", None),
    ],
)
def test_lone_numbers(source: Lang, target: Lang, text: str, written: str | None) -> None:
    assert lone_number(text, source, target) == written

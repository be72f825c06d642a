"""The data files of the locale package hold together."""

from __future__ import annotations

import pytest

from pressloc.locale.lexicon import lexicon
from pressloc.locale.typography import typography
from pressloc.model import LANGS


@pytest.mark.parametrize("lang", LANGS)
def test_all_months_and_the_same_units_in_each_language(lang) -> None:  # type: ignore[no-untyped-def]
    words = lexicon(lang).words.values()
    assert {int(w.value) for w in words if w.role == "month"} == set(range(1, 13))
    assert {w.unit for w in words if w.unit} == {w.unit for w in lexicon("en").words.values() if w.unit}


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_to_hundred_has_a_word(lang) -> None:  # type: ignore[no-untyped-def]
    parts = {
        int(w.value)
        for w in lexicon(lang).words.values()
        if w.role in ("unit", "teen", "ten") and not w.ordinal
    }
    assert {*range(1, 10), 10, *range(20, 100, 10)} <= parts


@pytest.mark.parametrize("lang", LANGS)
def test_month_names_are_those_of_cldr(lang) -> None:  # type: ignore[no-untyped-def]
    from babel.dates import get_month_names

    for style in ("format", "stand-alone"):
        for number, name in get_month_names("wide", style, lang).items():
            word = lexicon(lang).look_up(name)
            assert word is not None
            assert (word.role, int(word.value)) == ("month", number)


@pytest.mark.parametrize("lang", LANGS)
def test_quotation_marks_pair(lang) -> None:  # type: ignore[no-untyped-def]
    style = typography(lang)
    assert not style.foreign & {*style.outer, *style.inner}

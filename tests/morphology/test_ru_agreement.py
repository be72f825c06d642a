"""Agreement of the words inside an occurrence of a Russian term."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.morphology import ru

WRONG = [
    ("Межпарламентская Ассамблея", "Межпарламентской Ассамблею", "Межпарламентскую Ассамблею"),
    ("Конституционный Суд", "Конституционного Судом", "Конституционным Судом"),
    ("Касым-Жомарт Токаев", "Касым-Жомартом Токаева", "Касым-Жомарта Токаева"),
    (
        "Президент Касым-Жомарт Токаев",
        "Президентом Касым-Жомарту Токаевым",
        "Президентом Касым-Жомартом Токаевым",
    ),
    ("двусторонние отношения", "двусторонних отношениями", "двусторонними отношениями"),
]
RIGHT = [
    ("Межпарламентская Ассамблея", "Межпарламентскую Ассамблею"),
    ("Межпарламентская Ассамблея", "межпарламентской ассамблее"),
    ("Президент Касым-Жомарт Токаев", "Президенту Касым-Жомарту Токаеву"),
    ("зона, свободная от ядерного оружия", "зоны, свободной от ядерного оружия"),
]


@pytest.mark.parametrize(("term", "surface", "corrected"), WRONG)
def test_disagreement_is_corrected(term: str, surface: str, corrected: str) -> None:
    assert ru.check_agreement(term, surface) == corrected


@pytest.mark.parametrize(("term", "surface"), RIGHT)
def test_agreement_is_left_alone(term: str, surface: str) -> None:
    assert ru.check_agreement(term, surface) is None


@pytest.mark.parametrize("surface", ["Генеральную Ассамблеи", "Ассамблею", "Ассамблею Межпарламентской", ""])
def test_what_is_no_occurrence_is_not_judged(surface: str) -> None:
    assert ru.check_agreement("Межпарламентская Ассамблея", surface) is None


def test_errors_are_found_in_a_text_with_their_place() -> None:
    text = "Делегация посетила Межпарламентской Ассамблею СНГ; Межпарламентская Ассамблея СНГ приняла закон."
    [(start, end, corrected)] = ru.agreement_errors(text, "Межпарламентская Ассамблея СНГ")
    assert text[start:end] == "Межпарламентской Ассамблею СНГ"
    assert corrected == "Межпарламентскую Ассамблею СНГ"


@given(
    st.sampled_from(
        ["Генеральная Ассамблея ООН", "первый заместитель министра", "Ерлан Кошанов", "круглый стол"]
    ),
    st.data(),
)
def test_no_own_form_of_a_term_is_an_error(term: str, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(ru.inflect(term)))
    assert ru.check_agreement(term, form.text) is None

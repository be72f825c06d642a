"""Transliteration of names that the termbase does not have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.model import Lang
from pressloc.morphology.translit import transliterate, variants

KAZAKH_ONLY = set("әғқңөұүһі")


@pytest.mark.parametrize(
    ("name", "source", "target", "expected"),
    [
        ("Щербаков", "ru", "en", "Shcherbakov"),
        ("Юлия", "ru", "en", "Iuliia"),
        ("Анна-Мария Цой", "ru", "en", "Anna-Mariia Tsoi"),
        ("ХАРИТОНОВ", "ru", "en", "KHARITONOV"),
        ("Ерлан Қошанов", "kk", "en", "Yerlan Koshanov"),
        ("Мәулен Әшімбаев", "kk", "en", "Maulen Ashimbayev"),
        ("Қайрат", "kk", "en", "Kairat"),
        ("Әлия Құрманғалиева", "kk", "ru", "Алия Курмангалиева"),
        ("Абай Құнанбайұлы", "kk", "ru", "Абай Кунанбайулы"),
        ("Дина Асқарқызы", "kk", "ru", "Дина Аскаркызы"),
        ("Serik Zhumangarin", "en", "ru", "Серик Жумангарин"),
        ("Yermek", "en", "ru", "Ермек"),
        ("Sergey", "en", "ru", "Сергей"),
        ("Владимир Путин", "ru", "kk", "Владимир Путин"),
    ],
)
def test_the_norm(name: str, source: Lang, target: Lang, expected: str) -> None:
    assert transliterate(name, source, target) == expected


@pytest.mark.parametrize(
    ("name", "source", "target", "expected"),
    [
        ("Дмитрий", "ru", "en", "Dmitry"),
        ("Сергей", "ru", "en", "Sergey"),
        ("Юрий", "ru", "en", "Yuri"),
        ("Ерлан", "kk", "en", "Erlan"),
        ("Жомарт", "kk", "en", "Jomart"),
        ("Қанат", "kk", "en", "Qanat"),
        ("Өмірбек", "kk", "ru", "Омирбек"),
        ("Токаев", "ru", "kk", "Тоқаев"),
        ("Мурат", "ru", "kk", "Мұрат"),
        ("Имангали", "ru", "kk", "Иманғали"),
        ("Nurlan", "en", "kk", "Нұрлан"),
    ],
)
def test_spellings_to_look_for(name: str, source: Lang, target: Lang, expected: str) -> None:
    found = variants(name, source, target)
    assert expected in found
    assert found[0] == transliterate(name, source, target)
    assert len(found) == len(set(found)) <= 64


def test_the_same_language_changes_nothing() -> None:
    assert transliterate("Ерлан", "kk", "kk") == "Ерлан"
    assert variants("Ерлан", "kk", "kk") == ("Ерлан",)


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі -", max_size=30))
def test_kazakh_to_russian_leaves_no_kazakh_letter(name: str) -> None:
    assert not KAZAKH_ONLY & set(transliterate(name, "kk", "ru"))


@given(st.text(max_size=20))
def test_any_text_passes(name: str) -> None:
    for source, target in (
        ("ru", "en"),
        ("kk", "en"),
        ("kk", "ru"),
        ("ru", "kk"),
        ("en", "ru"),
        ("en", "kk"),
    ):
        assert transliterate(name, source, target) == variants(name, source, target)[0]  # type: ignore[arg-type]

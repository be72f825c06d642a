"""Furniture lines and contact lines: what is looked up, what stays, what is left to the engine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.model import Lang
from pressloc.resources import data_path
from pressloc.workflow.phrasebook import contact_line, look_up, translate_contact


@pytest.mark.parametrize(
    ("source", "target", "text", "expected"),
    [
        ("ru", "en", "Новости", "News"),
        ("en", "kk", "Contacts", "Байланыстар"),
        ("ru", "kk", "КОНТАКТЫ", "БАЙЛАНЫС"),
        ("kk", "ru", "Байланыс:", "Контакты:"),
        ("en", "ru", "All rights reserved.", "Все права защищены."),
        ("ru", "en", "тел.:", "tel.:"),
        ("ru", "kk", "Новости / Законотворчество", "Жаңалықтар / Заң шығармашылығы"),
        ("ru", "kk", "Новости / Телефонограмма", None),
        ("en", "kk", "Copyright 2025.", "© 2025."),
        ("ru", "en", "© 2019–2025", "© 2019–2025"),
        ("ru", "en", "Телефонограмма", None),
        ("ru", "en", "", None),
        ("ru", "en", "2025", None),
    ],
)
def test_look_up(source: Lang, target: Lang, text: str, expected: str | None) -> None:
    assert look_up(text, source, target) == expected


@pytest.mark.parametrize(
    ("source", "target", "text", "expected"),
    [
        ("ru", "kk", "Тел.: 8 (7172) 00-00-01, e-mail: press@senate.example", "Тел.: 8 (7172) 00-00-01, e-mail: press@senate.example"),
        ("kk", "en", "Байланыс: baspasoz@senat.example, тел.: 8 (7172) 00-00-04", "Contact: baspasoz@senat.example, tel.: 8 (7172) 00-00-04"),
        ("en", "ru", "Contact: Tel. +7 (7172) 00-00-00, ext. 114; press@parlament.example", "Контакты: Тел. +7 (7172) 00-00-00, доб. 114; press@parlament.example"),
        ("ru", "en", "Горячая линия: +66 00 000 00 00 (круглосуточно).", "Hotline: +66 00 000 00 00 (round the clock)."),
        ("ru", "en", "Пишите нам: press@senate.example", None),  # a label that the book does not know
        ("ru", "en", "Вопросы можно направлять до вечера пятницы по адресу press@senate.example", None),  # a sentence
        ("ru", "en", "Сенат принял 12 законов", None),
    ],
)
def test_contact_lines(source: Lang, target: Lang, text: str, expected: str | None) -> None:
    assert translate_contact(text, source, target) == expected


@given(st.text(alphabet="абв Тел.:;,()+-0123456789@www.senate/\n", max_size=80))
def test_pieces_give_back_the_line(text: str) -> None:
    pieces = contact_line(text)
    assert pieces is None or "".join(piece.text for piece in pieces) == text


def test_every_row_has_three_languages() -> None:
    rows = [line.split("\t") for line in data_path("phrasebook.tsv").read_text("utf-8").splitlines()]
    assert all(len(row) == 3 and all(cell == cell.strip() and cell for cell in row) for row in rows)

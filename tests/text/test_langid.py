"""Language identification on what press pages consist of: headings, names, contacts, mixed lines."""

from __future__ import annotations

import pytest

from pressloc.model import Lang
from pressloc.resources import data_path
from pressloc.text.langid import identify

LINES: list[tuple[str, Lang]] = [
    ("Сенат депутаттарының сапары", "kk"),
    ("Сенат отырысы", "kk"),
    ("Мемлекеттік кеме", "kk"),
    ("Апта шолуы", "kk"),
    ("Спорт жаршысы", "kk"),
    ("Сот жаршысы", "kk"),
    ("Келесі отырыс", "kk"),
    ("Комитет отырысы", "kk"),
    ("Сайттың картасы", "kk"),
    ("Нұрлан Әбдірахман", "kk"),
    ("Бейсенбі, 5 мамыр", "kk"),
    ("Карта портала", "ru"),
    ("Пресс-служба", "ru"),
    ("Заседание Бюро", "ru"),
    ("Депутатский корпус", "ru"),
    ("Вручена премия «Бейбітшілік»", "ru"),
    ("В эфире – «Хабар 24»", "ru"),
    ("Зеленая энергетика", "ru"),
    ("Цифровые технологии", "ru"),
    ("Энергетика және экология", "kk"),
    ("Открыт Telegram-канал Сената", "ru"),
    ("Медалью «Ерен еңбегі үшін» награждены пять врачей", "ru"),
    ("Committee meeting", "en"),
    ("The newspaper «Егемен Қазақстан» reported it", "en"),
    ("Kassym-Jomart Tokayev received Sadyr Japarov", "en"),
    ("Site map", "en"),
    ("Cенат oтырысы", "kk"),
]


@pytest.mark.parametrize(("text", "lang"), LINES)
def test_lines(text: str, lang: Lang) -> None:
    """The language of the line's own words, not of the names in it."""
    guess = identify(text)
    assert guess.lang == lang
    assert guess.confidence == max(guess.scores.values())
    assert sum(guess.scores.values()) == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "12.05.2025", "https://senat.kz/ru/novosti", "press@senat-press.example", "– * –"])
def test_nothing_to_tell_by(text: str) -> None:
    """No words, no confidence."""
    assert identify(text).confidence == 0


def test_doubt_shows() -> None:
    """A word of both languages is no certainty, a sentence is."""
    assert identify("Министр").confidence < 0.8
    assert identify("Министр депутаттардың сауалдарына жауап берді.").confidence > 0.99


def test_the_model_is_small() -> None:
    """It ships in the wheel: under a megabyte."""
    assert data_path("langid/weights.bin").stat().st_size < 1_000_000

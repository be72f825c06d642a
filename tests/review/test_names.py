"""Persons whom the termbase does not know: found in any case, spelled, and put into the form that their place asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressloc.model import Lang
from pressloc.workflow.review.names import unknown_persons

TABLE = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("names.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("source_lang", "lang", "source", "name", "form", "certain"), TABLE, ids=lambda value: value[:24])
def test_names(source_lang: Lang, lang: Lang, source: str, name: str, form: str, certain: str) -> None:
    found = {person.text: person for person in unknown_persons(source, source_lang, lang, ())}
    assert name in found
    assert source[found[name].start : found[name].end] == name
    assert found[name].forms[0] == form
    assert found[name].certain == (certain == "yes")


@pytest.mark.parametrize(
    ("lang", "source"),
    [
        ("ru", "В Астане и Алматы открыты Центры Абая. Республика Казахстан. Нью-Йорк."),
        ("kk", "Абай облысы. Ұлы Отан соғысы. Қазақстан Республикасы."),
        ("en", "United Nations, New York, North Kazakhstan, the European Union."),
        ("ru", "ст. 597 п. 3 Закона, т. е. гл. 5"),
    ],
)
def test_what_is_no_person(lang: Lang, source: str) -> None:
    assert unknown_persons(source, lang, "en" if lang != "en" else "ru", ()) == ()


def test_the_article_s_own_spelling_goes_before_the_norm() -> None:
    source = "Председатель Б. Нургожин выступил."
    (norm,) = unknown_persons(source, "ru", "kk", ())
    (known,) = unknown_persons(source, "ru", "kk", (), "Төраға Б. Нұрғожинге сөз берді.")
    assert (norm.forms[0], known.forms[0]) == ("Б. Нургожин", "Б. Нұрғожин")
    text = "Кеше Б. Нұрғожиннің сөзі"
    assert known.place_in(text) == (text.index("Б."), text.index(" сөзі"))
    assert known.place_in("Төраға сөйледі") is None


def test_a_name_in_a_form_that_no_case_has_is_found() -> None:
    (person,) = unknown_persons("Под председательством Председателя Б. К. Нургожина.", "ru", "kk", (), "Б. Нұрғожина")
    assert person.forms[0] == "Б. К. Нұрғожиннің"
    text = "Мәжіліс Төрағасының Б. Нұрғожина палаталық бюросы"
    place = person.place_in(text)
    assert place is not None
    assert text[slice(*place)] == "Б. Нұрғожина"


def test_names_of_the_termbase_are_left_out() -> None:
    source = "Выступил Ержан Казыханов."
    assert unknown_persons(source, "ru", "kk", [(9, 24)]) == ()
    title = "во главе с заместителем Председателя Мадиной Кенжебек"
    (person,) = unknown_persons(title, "ru", "kk", [(11, 36)])
    assert person.forms[0] == "Мадина Кенжебекпен"

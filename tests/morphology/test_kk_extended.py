"""Forms for recognition only, verbs, possessive chains, figures."""

from __future__ import annotations

import pytest

from pressloc.model import Form
from pressloc.morphology import kk
from pressloc.morphology.kk_numerals import roman_value, spoken_last_word
from pressloc.morphology.kk_possession import bare_stem
from pressloc.morphology.kk_verbs import verb_forms, verb_stem


@pytest.mark.parametrize(
    ("term", "surface"),
    [
        ("Парламент", "Парламентіміздің"),
        ("ел", "елімізге"),
        ("ел", "еліңізде"),
        ("комиссия", "комиссиямыз"),
        ("топ", "тобымызбен"),
        ("депутат", "депутаттарымыздың"),
        ("Сенат", "Сенаттағы"),
        ("Қазақстан Республикасы", "Қазақстан Республикасындағы"),
        ("БҰҰ", "БҰҰ-дағы"),
        ("Қазақстан", "Қазақстандық"),
        ("Қазақстан", "Қазақстандықтардың"),
        ("электр энергиясы", "электр энергиямыздың"),
        ("келіссөз", "келіссөзмен"),
        ("заңды қабылдау", "заңды қабылдады"),
        ("заңды қабылдау", "заңды қабылданатын"),
    ],
)
def test_further_forms_are_known_and_never_the_norm(term: str, surface: str) -> None:
    plain = {f.text for f in kk.inflect(term)}
    extended = {f.text: f.norm for f in kk.inflect_extended(term)}
    assert surface not in plain
    assert extended[surface] is False
    assert plain <= extended.keys()


@pytest.mark.parametrize(
    ("verb", "stem", "some"),
    [
        ("өткізу", "өткіз", "өткізді өткізеді өткізіп өткізген өткізілді өткізетін өткізбейді өткізсін"),
        ("бақылау", "бақыла", "бақылады бақылайды бақылап бақыланды бақыланатын бақыламайды"),
        ("қорғау", "қорға", "қорғады қорғалды қорғанды"),
        ("жою", "жой", "жойды жояды жойып жойған жойылды"),
        ("көбею", "көбей", "көбейді көбейеді көбейіп көбейген"),
        ("оқу", "оқы", "оқыды оқиды оқып оқылды"),
        ("шығу", "шық", "шықты шығады шығып шыққан шықпайды"),
        ("жабу", "жап", "жапты жабады жауып жабылды жапқан"),
        ("ету", "ет", "етті етеді етіп еткен етілді етпейді"),
        ("алу", "ал", "алды алады алынды алмайды"),
    ],
)
def test_verb_forms(verb: str, stem: str, some: str) -> None:
    assert verb_stem(verb) == stem
    assert set(some.split()) <= set(verb_forms(verb))
    assert verb not in verb_forms(verb)


def test_what_is_no_verbal_noun_is_refused() -> None:
    with pytest.raises(ValueError, match="verbal noun"):
        verb_stem("келісім")


@pytest.mark.parametrize(
    ("term", "variants"),
    [
        ("Қазақстан Республикасының Парламенті", {"Қазақстан Республикасы Парламенті"}),
        ("Қазақстан Республикасы Парламенті", {"Қазақстан Республикасының Парламенті"}),
        ("БҰҰ-ның Бас хатшысы", {"БҰҰ Бас хатшысы"}),
        (
            "Қазақстан Республикасы Парламентінің Сенаты",
            {"Қазақстан Республикасының Парламенті Сенаты", "Қазақстан Республикасы Парламенті Сенаты"},
        ),
        ("сессияның ашылуы", set()),
        ("елші", set()),
    ],
)
def test_chain_variants(term: str, variants: set[str]) -> None:
    found = kk.chain_variants(term)
    assert variants <= set(found)
    assert term not in found
    assert bool(found) == bool(variants)


@pytest.mark.parametrize(
    ("possessed", "bare"),
    [
        ("министрлігі", "министрлік"),
        ("одағы", "одақ"),
        ("тобы", "топ"),
        ("клубы", "клуб"),
        ("халқы", "халық"),
        ("орны", "орын"),
        ("мүлкі", "мүлік"),
        ("жобасы", "жоба"),
        ("кеңесі", "кеңес"),
        ("отырысы", "отырыс"),
        ("қаулысы", "қаулы"),
        ("басшысы", "басшы"),
        ("желісі", "желі"),
        ("мүддесі", "мүдде"),
        ("палатасы", "палата"),
        ("серіктесі", "серіктес"),
        ("актісі", "акті"),
        ("модулі", "модуль"),
        ("педагогі", "педагог"),
        ("бюросы", "бюро"),
        ("нүктесі", "нүкте"),
        ("командасы", "команда"),
        ("отандасы", "отандас"),
        ("көзқарасы", "көзқарас"),
        ("елордасы", "елорда"),
        ("академигі", "академик"),
        ("масштабы", "масштаб"),
        ("тарабы", "тарап"),
        ("кинофестивалі", "кинофестиваль"),
    ],
)
def test_bare_stem_of_a_possessed_noun(possessed: str, bare: str) -> None:
    assert bare_stem(possessed) == bare


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("0", "нөл"),
        ("7", "жеті"),
        ("10", "он"),
        ("25", "бес"),
        ("40", "қырық"),
        ("100", "жүз"),
        ("1 000", "мың"),
        ("30 000", "мың"),
        ("5 000 000", "миллион"),
        ("2,5", "бес"),
        ("1.000", "мың"),
        ("2024", "төрт"),
    ],
)
def test_the_last_spoken_word_of_a_number(number: str, word: str) -> None:
    assert spoken_last_word(number) == word


def test_figures_with_suffixes() -> None:
    assert kk.attach_to_number("DAT", "25") == "25-ке"
    assert kk.attach_to_number("INS", "9") == "9-бен"
    assert kk.attach_to_number("NOM", "9") == "9"
    assert (kk.ordinal("25"), kk.ordinal("6"), kk.ordinal("30")) == ("25-ші", "6-шы", "30-шы")
    with pytest.raises(ValueError, match="no figures"):
        kk.attach_to_number("DAT", "сөз")


def test_roman_numerals() -> None:
    assert [roman_value(t) for t in ("XXI", "IV", "MCMXCI", "IIII", "", "ABC")] == [
        21,
        4,
        1991,
        None,
        None,
        None,
    ]


def test_attach_is_pure_string_building() -> None:
    assert kk.attach("DAT", "Сенат", back=True, final="T") == "Сенатқа"
    assert kk.attach("LOC", "Сенаты", back=True, final="P") == "Сенатында"
    assert kk.attach("NOM", "Сенат", back=True, final="T") == "Сенат"


def test_slots_of_extended_forms() -> None:
    ours = next(f for f in kk.inflect_extended("ел") if f.text == "еліміздің")
    assert ours.form == Form("GEN", "sg", True)

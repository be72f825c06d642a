"""Names of unknown persons in machine output: put right where the model bent them, left alone where it read them well."""

from __future__ import annotations

import pytest

from pressloc.model import Lang
from pressloc.mt.registry import load_engine
from pressloc.ports import Engine, Hypothesis, MTRequest
from pressloc.workflow.naming import folded, with_names


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine("ctranslate2")


CASES: list[tuple[Lang, Lang, str, str, str]] = [
    ("ru", "en", "По словам руководителя группы Т. А. Абишева, всё готово.", "According to the head, T. Abisheva, all is ready.",
     "According to the head, T. A. Abishev, all is ready."),
    ("ru", "en", "Это подтвердил Е. Белоусов.", "Mr Beolusov confirmed this.", "Mr Belousov confirmed this."),
    ("ru", "en", "под председательством Председателя Б. К. Нургожина", "chaired by Chairman Bakh K. Nurgozhin",
     "chaired by Chairman B. K. Nurgozhin"),
    ("kk", "ru", "Қаржы министрі Санжар Қалиев сөйледі.", "Министр финансов Санжар Калалиев выступил.",
     "Министр финансов Санжар Калиев выступил."),
    ("ru", "kk", "Болат Нургожин выступил.", "Болат Нұрғожин сөйледі.", "Болат Нұрғожин сөйледі."),
    ("ru", "en", "Е. Садырбек согласился.", "Mr Sadyrbek agreed.", "Mr Sadyrbek agreed."),
    ("kk", "en", "депутат Ерлан Садырбектің айтуынша", "according to Deputy Yerlan Sadyrbek", "according to Deputy Yerlan Sadyrbek"),
    ("kk", "en", "Клэр Дюмонтель сөйледі.", "Claire Dumontel spoke.", "Claire Dumontel spoke."),
    ("ru", "en", "Выступил Т. А. Абишев.", "The law was adopted.", "The law was adopted."),
]


@pytest.mark.parametrize(("source", "target", "text", "draft", "right"), CASES, ids=lambda value: value[:20])
def test_names(engine: Engine, source: Lang, target: Lang, text: str, draft: str, right: str) -> None:
    request = MTRequest(text, source, target)
    (done,) = with_names(engine, [(request, (), Hypothesis(draft))], lambda *_: True)
    assert done.text == right
    (kept,) = with_names(engine, [(request, (), Hypothesis(draft))], lambda *_: False)
    assert kept.text == draft


def test_spellings_of_one_name_fold_alike() -> None:
    assert folded("Нұрғожин", "kk") == folded("Нургожин", "ru") == folded("Nurgozhin", "en")
    assert folded("Бауыржан", "kk") == folded("Бауржан", "ru") == folded("Baurzhan", "en")
    assert folded("Серикбаева", "ru") == folded("Serikbayeva", "en")
    assert folded("Абишев", "ru") != folded("Абишева", "ru")

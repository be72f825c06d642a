"""The slot of a place in the target, terms in a strange slot, and where a word without a translation would go."""

from __future__ import annotations

import pytest

from pressloc.model import Form, Lang, Term
from pressloc.ports import Hypothesis
from pressloc.terms.align import insertion_point
from pressloc.terms.expected import TargetForm
from pressloc.terms.place import by_slot, slots_at, strange_slot
from pressloc.terms.recognise import Recogniser
from pressloc.terms.swap import candidates


@pytest.mark.parametrize(
    ("lang", "text", "words", "case", "number", "possessive"),
    [
        ("kk", "жиынды өткізді", "жиынды", "ACC", "sg", False),
        ("kk", "палаталарда қаралды", "палаталарда", "LOC", "pl", False),
        ("kk", "өкілдерінің сөзі", "өкілдерінің", "GEN", "pl", True),
        ("kk", "мекемесіне барды", "мекемесіне", "DAT", "sg", True),
        ("ru", "выступил в верхней палате вчера", "верхней палате", "LOC", "sg", False),
        ("ru", "встреча с народными избранниками", "народными избранниками", "INS", "pl", False),
        ("ru", "решение верхней палаты", "верхней палаты", "GEN", "sg", False),
        ("en", "the lawmakers met", "lawmakers", "NOM", "pl", False),
        ("en", "the chamber's vote", "chamber's", "GEN", "sg", False),
    ],
)
def test_the_words_of_a_place_tell_its_slot(
    lang: Lang, text: str, words: str, case: str, number: str, possessive: bool
) -> None:
    start = text.index(words)
    slots = slots_at(text, start, start + len(words), lang)
    assert slots[0] == Form(case, number, possessive)  # type: ignore[arg-type]


def test_nothing_tells_nothing() -> None:
    assert slots_at("…", 0, 1, "kk") == ()
    assert slots_at("", 0, 0, "ru") == ()


def test_forms_in_the_slot_come_first_and_possessives_last() -> None:
    term = Term("Senate", "en")
    forms = [TargetForm("Senate's", term, Form("GEN")), TargetForm("Senate", term, Form())]
    assert [f.text for f in by_slot(forms, (), 2)] == ["Senate", "Senate's"]
    assert [f.text for f in by_slot(forms, (Form("GEN"),), 1)] == ["Senate's"]


@pytest.mark.parametrize(
    ("langs", "source", "target", "strange"),
    [
        (("kk", "ru"), "Анкарада жұмыс істеді", "работал в Анкара", True),
        (("kk", "ru"), "Анкарада жұмыс істеді", "работал в Анкаре", False),
        (("ru", "kk"), "рассмотрен Сенатом", "Сенатқа қаралды", True),
        (("ru", "kk"), "рассмотрен Сенатом", "Сенатпен қаралды", False),
        (("en", "ru"), "held in Astana.", "прошла в Астану", True),
        (("en", "ru"), "held in Astana.", "прошла в Астане", False),
        (("en", "kk"), "the Astana process", "Астанада", False),  # an attribute: English does not tell
        (("kk", "ru"), "Астана көшелері", "улицы Астаной", False),  # unmarked: neither does Kazakh
        (("ru", "en"), "в Сенате", "Senate's", False),
        (("ru", "en"), "депутаты", "a deputy", True),
        (("kk", "en"), "депутат", "deputies", False),  # a Kazakh singular may mean many
        (("kk", "ru"), "депутаттар", "депутата", True),
        (("ru", "kk"), "депутаты", "депутат", False),
    ],
)
def test_terms_in_a_strange_slot(
    recogniser: Recogniser, langs: tuple[Lang, Lang], source: str, target: str, strange: bool
) -> None:
    (hit,) = (h for h in recogniser.find(source, langs[0]) if " " not in h.text)
    found = next(h for h in recogniser.occurrences(target, langs[1], frozenset({hit.concept})) if " " not in h.text)
    assert strange_slot(hit, source, found.forms, langs[1]) is strange


MONOTONE = Hypothesis(
    text="one two four.", tokens=("one", "two", "four", "."), spans=((0, 3), (4, 7), (8, 12), (12, 13)),
    source_tokens=("один", "два", "три", "четыре"), source_spans=((0, 4), (5, 8), (9, 12), (13, 19)),
    attention=((0.9, 0.1, 0.0, 0.0), (0.1, 0.8, 0.1, 0.0), (0.0, 0.1, 0.1, 0.8), (0.0, 0.0, 0.0, 1.0)),
)  # fmt: skip


def test_a_word_without_translation_goes_between_its_neighbours() -> None:
    assert insertion_point(MONOTONE, 9, 12) == 8  # три: before four
    assert insertion_point(MONOTONE, 0, 4) == 0
    assert insertion_point(MONOTONE, 13, 19) == 12  # четыре: behind the last word, before the mark
    assert insertion_point(Hypothesis(text="x"), 0, 1) is None


def test_the_attention_stays_with_a_swapped_sentence() -> None:
    (candidate,) = candidates("one two four.", 4, 7, [TargetForm("twenty", Term("twenty", "en"), Form())], "en")
    new = candidate.replacing(MONOTONE, -1.0)
    assert (new.text, new.score) == ("one twenty four.", -1.0)
    assert [new.text[slice(*span)] for span in new.spans] == ["one", "twenty", "four", "."]
    assert new.attention == MONOTONE.attention

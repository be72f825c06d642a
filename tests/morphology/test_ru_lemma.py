"""The lemma of a Russian adjective in an oblique case."""

from __future__ import annotations

import pytest

from pressloc.morphology.ru_dictionary import adjective_lemmas


@pytest.mark.parametrize(("word", "lemma"), [
    ("казахстанской", "казахстанский"), ("государственных", "государственный"), ("подписанного", "подписанный"),
    ("первою", "первый"), ("третьей", "третий"), ("внешнюю", "внешний"), ("чрезвычайным", "чрезвычайный"),
    ("договаривающихся", "договаривающийся"), ("полномочный", "полномочный"),
])  # fmt: skip
def test_oblique_adjectives_have_a_lemma(word: str, lemma: str) -> None:
    assert adjective_lemmas(word)[0] == lemma


@pytest.mark.parametrize("word", ["сенат", "выступил", "вчера"])
def test_what_is_no_adjective_has_none(word: str) -> None:
    assert adjective_lemmas(word) == ()

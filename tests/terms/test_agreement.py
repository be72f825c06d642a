"""Wrong endings inside terms are found and corrected; right ones are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressloc.model import Lang
from pressloc.terms.agreement import disagreements
from pressloc.terms.recognise import Recogniser


@pytest.mark.parametrize(
    ("lang", "text", "found", "corrected"),
    [
        ("ru", "на Межпарламентской Ассамблею СНГ", "Межпарламентской Ассамблею СНГ", "Межпарламентской Ассамблее СНГ"),
        ("kk", "Парламентқа жіберілді", "Парламентқа", "Парламентке"),
        ("kk", "Астанаде өтті", "Астанаде", "Астанада"),
    ],
)  # fmt: skip
def test_wrong_endings(recogniser: Recogniser, lang: Lang, text: str, found: str, corrected: str) -> None:
    (item,) = disagreements(text, lang, [recogniser.termbase["ipa-cis"]])
    assert (item.found, text[item.start : item.end]) == (found, found)
    if lang == "kk":
        assert item.corrected == corrected
    else:
        assert item.corrected in (corrected, "Межпарламентскую Ассамблею СНГ")


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_right_texts_are_left_alone(recogniser: Recogniser, lang: Lang) -> None:
    from marked import parse

    for line in (Path(__file__).parent / f"golden.{lang}.txt").read_text(encoding="utf-8").splitlines()[1:]:
        text, hits = parse(line)
        assert disagreements(text, lang, [recogniser.termbase[c] for _, _, c in hits]) == ()

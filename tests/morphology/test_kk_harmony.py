"""The check of suffix agreement: what it must correct and what it must leave alone."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pressloc.morphology import kk
from pressloc.morphology.kk_lexicon import nouns

TABLE = Path(__file__).with_name("kk_harmony.tsv")
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
PAIRS = [
    line.split("\t")
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]
    if not line.startswith("#")
]


@pytest.mark.parametrize(("word", "correction"), PAIRS, ids=lambda v: v or "right")
def test_table(word: str, correction: str) -> None:
    assert kk.harmony_error(word) == (correction or None)


def test_no_form_of_a_noun_is_an_error() -> None:
    for noun in sorted(nouns())[::7]:
        for form in kk.inflect_extended(noun):
            if form.text.endswith(("бен", "пен", "мен")):
                continue
            assert kk.harmony_error(form.text) is None, form


def test_errors_in_a_text_are_located() -> None:
    text = "Депутат Парламентқа келді, Сенатына барды."
    assert kk.agreement_errors(text) == ((8, 19, "Парламентқа", "Парламентке"),)


@pytest.mark.shared
@pytest.mark.slow
def test_silence_on_edited_texts() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the shared corpus is not beside the project")
    words = 0
    found: list[str] = []
    for path in sorted(CORPUS.glob("authored_*.tsv")) + sorted(CORPUS.glob("gov_titles*.tsv.gz")):
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                cells = line.rstrip("\n").split("\t")
                if len(cells) > 2:
                    words += len(cells[2].split())
                    found += [f"{word} → {fix}" for _, _, word, fix in kk.agreement_errors(cells[2])]
    assert len(found) < words * 0.0005, found

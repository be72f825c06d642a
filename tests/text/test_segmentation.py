"""Sentence boundaries: the readable cases of tests/text/segmentation, one test a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressloc.model import LANGS, Lang
from pressloc.text.segment import spans

FOLDER = Path(__file__).parent / "segmentation"


def cases() -> list[tuple[Lang, str]]:
    """(language, marked text) of every case."""
    found: list[tuple[Lang, str]] = []
    for lang in LANGS:
        for block in (FOLDER / f"{lang}.txt").read_text(encoding="utf-8").split("\n\n"):
            marked = "\n".join(line for line in block.split("\n") if not line.startswith("# ")).strip("\n")
            if marked:
                found.append((lang, marked))
    return found


def marked(text: str, lang: Lang) -> str:
    """`text` with | behind each segment but the last."""
    ends = {end for _, end in spans(text, lang)[:-1]}
    return "".join(char + "|" * (at + 1 in ends) for at, char in enumerate(text))


@pytest.mark.parametrize(("lang", "expected"), cases(), ids=lambda value: value[:40])
def test_boundaries(lang: Lang, expected: str) -> None:
    """Breaks stand where the case marks them and nowhere else."""
    assert marked(expected.replace("|", ""), lang) == expected

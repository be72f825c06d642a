"""The common nouns of official Kazakh texts (data/morphology/kk_nouns.txt) and their possessed shapes."""

from __future__ import annotations

from functools import cache

from pressloc.morphology.kk_loans import stems
from pressloc.resources import data_path


@cache
def nouns() -> frozenset[str]:
    """Common nouns, countries and cities, lower case. Raises FileNotFoundError when the data is missing."""
    lines = data_path("morphology/kk_nouns.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def possessed_shapes() -> dict[str, str]:
    """Third-person possessed shape → noun (министрлігі → министрлік)."""
    return {next(stems(noun)).possessed: noun for noun in sorted(nouns())}

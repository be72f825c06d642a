"""The Russian word lists (`data/morphology/ru.toml`, `ru_names.toml`) as frozen sets, loaded once."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from pressloc.resources import data_path


def fold(word: str) -> str:
    """Comparison key: lower case, ё as е (the lists are written that way)."""
    return word.lower().replace("ё", "е")


@cache
def _file(name: str) -> dict[str, Any]:
    with (data_path("morphology") / name).open("rb") as stream:
        return tomllib.load(stream)


@cache
def words(section: str, key: str, file: str = "ru.toml") -> frozenset[str]:
    """The list `key` of `[section]`, folded."""
    return frozenset(fold(word) for word in _file(file)[section][key])


@cache
def table(section: str, file: str = "ru.toml") -> dict[str, str]:
    """The section `[section]` of key = "value" lines, keys folded."""
    return {fold(key): str(value) for key, value in _file(file)[section].items()}


def name_words(section: str, key: str) -> frozenset[str]:
    """The list `key` of `[section]` in `ru_names.toml`, folded."""
    return words(section, key, "ru_names.toml")


@cache
def irregular_nouns() -> dict[str, dict[str, str]]:
    """The tables `[irregular.WORD]`: `gender` and `forms` (six singular cases, in the order of CASES)."""
    return {fold(word): dict(row) for word, row in _file("ru.toml")["irregular"].items()}

"""The English word lists (`data/morphology/en.toml`), loaded once."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from pressloc.resources import data_path


@cache
def _file() -> dict[str, Any]:
    with (data_path("morphology") / "en.toml").open("rb") as stream:
        return tomllib.load(stream)


@cache
def words(section: str, key: str) -> frozenset[str]:
    """The list `key` of `[section]`."""
    return frozenset(str(word).lower() for word in _file()[section][key])


@cache
def table(section: str) -> dict[str, str]:
    """The section `[section]` of key = "value" lines."""
    return {key.lower(): str(value) for key, value in _file()[section].items()}

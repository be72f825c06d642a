"""The tables of Kazakh morphology (data/morphology/kk.toml), read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from pressloc.resources import data_path


@cache
def tables() -> Mapping[str, Any]:
    """The whole of kk.toml. Raises FileNotFoundError when the installation lacks its data."""
    return tomllib.loads(data_path("morphology/kk.toml").read_text(encoding="utf-8"))


@cache
def words(section: str, key: str) -> frozenset[str]:
    """A word list of the tables, for look-up: `words("bare", "words")`."""
    return frozenset(tables()[section][key])


@cache
def endings(section: str, key: str) -> tuple[str, ...]:
    """A list of endings of the tables, for `str.endswith`."""
    return tuple(tables()[section][key])


@cache
def pattern(section: str, key: str) -> re.Pattern[str]:
    """A list of regular expressions of the tables as one pattern that must fit the end of a word."""
    return re.compile(f"(?:{'|'.join(tables()[section][key])})$")

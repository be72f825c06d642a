"""Typographic conventions of a language: quotation marks, words that may repeat, abbreviations with a stop."""

from __future__ import annotations

import tomllib
from functools import cache

from attrs import frozen

from pressloc.model import Lang
from pressloc.resources import data_path


@frozen
class Typography:
    """The conventions of one language; see data/locale/typography.toml for sources.

    `outer` and `inner` are (opening, closing) quotation marks; `foreign` marks do not belong into the language,
    `nested_only` ones only inside `outer`. `abbreviations` are written without their last stop.
    """

    outer: tuple[str, str]
    inner: tuple[str, str]
    foreign: frozenset[str]
    nested_only: frozenset[str]
    may_repeat: frozenset[str]
    abbreviations: frozenset[str]


@cache
def typography(lang: Lang) -> Typography:
    """The conventions of `lang`, loaded once."""
    data = tomllib.loads(data_path("locale/typography.toml").read_text("utf-8"))[lang]
    return Typography(
        outer=(data["outer"][0], data["outer"][1]),
        inner=(data["inner"][0], data["inner"][1]),
        foreign=frozenset(data["foreign"]),
        nested_only=frozenset(data["nested_only"]),
        may_repeat=frozenset(data["may_repeat"].split()),
        abbreviations=frozenset(data["abbreviations"].split()),
    )

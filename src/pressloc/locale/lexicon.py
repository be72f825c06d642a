"""The words that carry numbers, units and months in kk, ru and en, from data/locale/words.*.toml.

Roles of a word:

- `unit`, `teen`, `ten`, `hundred`: the parts of a spelled-out number below 1000 that are added up;
- `times_hundred`: en *hundred*, kk *жүз*: multiplies the unit before it;
- `magnitude` (thousand, млн) multiplies everything before it; `maybe_magnitude` (en *m*) does so beside money only;
- `half_more` (полтора, жарты) is a factor of the magnitude after it; `half_after` (жарым) adds a half;
- `word`: stands alone (dozen, вдвое); `period` too (decade, ғасыр), but gives a number before it a second reading; `percent`, `per` + `cent`; `minus`; `month`; `currency`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from attrs import frozen

from pressloc.model import Lang
from pressloc.resources import data_path


@frozen
class Word:
    """What one surface form means. `alternatives` are other values that it may stand for."""

    role: str
    value: Decimal
    ordinal: bool = False
    soft: bool = False
    alternatives: tuple[Decimal, ...] = ()
    unit: str = ""


@frozen
class Lexicon:
    """The number words of one language: `words` by lower-case surface form (ru with ё written as е)."""

    lang: Lang
    words: Mapping[str, Word]
    before_unit: frozenset[str]
    joiner: re.Pattern[str]
    a_half: re.Pattern[str] | None
    range_words: frozenset[str]
    compound: re.Pattern[str] | None
    compound_values: Mapping[str, Decimal]
    half_prefix: str
    soften_alone: Mapping[str, tuple[Decimal, ...]]
    negative: re.Pattern[str]

    def look_up(self, text: str) -> Word | None:
        """The word entry of a surface form in any case, with compounds (двухдневный, бесжылдық) taken apart."""
        key = fold(text, self.lang)
        found = self.words.get(key)
        if found is not None or len(key) < 6:
            return found
        if self.half_prefix and key.startswith(self.half_prefix):
            return self._half(key)
        match = self.compound.match(key) if self.compound else None
        return Word("word", self.compound_values[match[1]], soft=True) if match else None

    def _half(self, key: str) -> Word | None:
        rest = self.words.get(key[len(self.half_prefix) :])
        if rest is None or rest.role != "magnitude":
            return None
        return Word("word", rest.value / 2)


def fold(text: str, lang: Lang) -> str:
    """Lower case, and ё as е in Russian: the key form of `Lexicon.words`."""
    low = text.lower()
    return low.replace("ё", "е") if lang == "ru" else low


@cache
def lexicon(lang: Lang) -> Lexicon:
    """The number words of `lang`, loaded once."""
    data = tomllib.loads(data_path(f"locale/words.{lang}.toml").read_text("utf-8"))
    grammar: Mapping[str, Any] = data["grammar"]
    excluded = frozenset(grammar.get("not", "").split())
    compounds = dict(pair.split("=") for pair in grammar["compound"].split())
    alone = tuple(Decimal(v) for v in grammar.get("soften_alone_values", ()))
    return Lexicon(
        lang=lang,
        words={form: word for form, word in _forms(data) if form not in excluded},
        before_unit=frozenset(grammar["before_unit"].split()),
        joiner=re.compile(grammar["joiner"], re.IGNORECASE),
        a_half=re.compile(grammar["a_half"], re.IGNORECASE) if grammar["a_half"] else None,
        range_words=frozenset(grammar["range_words"].split()),
        compound=_compound_pattern(compounds, grammar["compound_heads"].split()),
        compound_values={part: Decimal(value) for part, value in compounds.items()},
        half_prefix=grammar["half_prefix"],
        soften_alone=dict.fromkeys(grammar.get("soften_alone", "").split(), alone),
        negative=re.compile("|".join(grammar["negative"].split()), re.IGNORECASE),
    )


def _compound_pattern(compounds: Mapping[str, str], heads: list[str]) -> re.Pattern[str] | None:
    if not compounds:
        return None
    parts = sorted(compounds, key=len, reverse=True)
    return re.compile(f"({'|'.join(parts)})(?:{'|'.join(heads)})")


def _forms(data: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    endings: Mapping[str, str] = data.get("endings", {})
    for name, role in (("month", "month"), ("unit", "currency")):
        for key, forms in data[name].items():
            value = Decimal(key) if role == "month" else Decimal(1)
            for form in _inflect(forms, "", endings):
                yield form, Word(role, value, unit="" if role == "month" else key)
    for group in data["word"]:
        alternatives = tuple(Decimal(v) for v in group.get("alternatives", ()))
        for key, forms in group["values"].items():
            word = Word(
                group["role"], Decimal(key), group.get("ordinal", False), group.get("soft", False), alternatives
            )
            for form in _inflect(forms, group.get("endings", ""), endings):
                yield form, word


def _inflect(forms: str, default: str, endings: Mapping[str, str]) -> Iterator[str]:
    """All surface forms of `forms`: words, each with `:class` of endings or the group's default class."""
    for form in forms.split():
        stem, _, kind = form.partition(":")
        kind = kind or default
        if not kind:
            yield stem
            continue
        for ending in endings[kind].split():
            yield stem + ending.strip("-")

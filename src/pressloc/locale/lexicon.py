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

from attrs import evolve, frozen

from pressloc.model import Lang
from pressloc.resources import data_path


@frozen
class Word:
    """What one surface form means. `alternatives` are other values that it may stand for.

    `after` forms only continue a number; `final` ones (Kazakh, with a case ending) only end it.
    """

    role: str
    value: Decimal
    ordinal: bool = False
    soft: bool = False
    alternatives: tuple[Decimal, ...] = ()
    unit: str = ""
    after: bool = False
    final: bool = False


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
    compound_part: re.Pattern[str] | None
    compound_values: Mapping[str, Decimal]
    half_prefixes: tuple[str, ...]
    half_gap: re.Pattern[str]
    alone_after: re.Pattern[str] | None
    soften_alone: Mapping[str, tuple[Decimal, ...]]
    negative: re.Pattern[str]
    one_less: re.Pattern[str] | None

    def look_up(self, text: str) -> Word | None:
        """The word entry of a surface form in any case, with compounds (двухдневный, бесжылдық) taken apart."""
        key = fold(text, self.lang)
        found = self.words.get(key)
        if found is not None or len(key) < 6:
            return found
        for prefix in self.half_prefixes:
            if key.startswith(prefix):
                return self._half(key[len(prefix) :])
        match = self.compound.match(key) if self.compound else None
        return self._compound(match) if match and self.compound_part else None

    def _compound(self, match: re.Match[str]) -> Word:
        value = sum((self.compound_values[p] for p in self.compound_part.findall(match[1])), Decimal(0))  # type: ignore[union-attr]
        return Word("word", value * self.compound_values.get(match[2], 1), soft=True)

    def _half(self, key: str) -> Word | None:
        rest = self.words.get(key)
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
    compounds = _pairs(grammar["compound"])
    magnitudes = _pairs(grammar.get("compound_magnitudes", ""))
    alone = tuple(Decimal(v) for v in grammar.get("soften_alone_values", ()))
    return Lexicon(
        lang=lang,
        words=_index(data),
        before_unit=frozenset(grammar["before_unit"].split()),
        joiner=re.compile(grammar["joiner"], re.IGNORECASE),
        a_half=_optional(grammar, "a_half"),
        range_words=frozenset(grammar["range_words"].split()),
        compound=_compound_pattern(compounds, magnitudes, grammar["compound_heads"].split()),
        compound_part=re.compile("|".join(sorted(compounds, key=len, reverse=True))) if compounds else None,
        compound_values={part: Decimal(value) for part, value in {**compounds, **magnitudes}.items()},
        half_prefixes=tuple(grammar["half_prefix"].split()),
        half_gap=re.compile(grammar["half_gap"]),
        alone_after=_optional(grammar, "alone_after"),
        soften_alone=dict.fromkeys(grammar.get("soften_alone", "").split(), alone),
        one_less=_optional(grammar, "one_less"),
        negative=re.compile("|".join(grammar["negative"].split()), re.IGNORECASE),
    )


def _optional(grammar: Mapping[str, Any], name: str) -> re.Pattern[str] | None:
    return re.compile(grammar[name], re.IGNORECASE) if grammar.get(name) else None


def _index(data: Mapping[str, Any]) -> Mapping[str, Word]:
    """Surface form to word; the first entry of the file wins. `not` and `after` of the grammar list homographs."""
    excluded = frozenset(data["grammar"].get("not", "").split())
    after = frozenset(data["grammar"].get("after", "").split())
    words: dict[str, Word] = {}
    for form, word in _forms(data):
        if form not in excluded:
            words.setdefault(form, evolve(word, after=True) if form in after else word)
    return words


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in text.split())


def _compound_pattern(
    parts: Mapping[str, str], magnitudes: Mapping[str, str], heads: list[str]
) -> re.Pattern[str] | None:
    """Numeral parts, then a magnitude (group 2) or one of the known heads: двадцати-двух-летний, сто-тысячный."""
    if not parts:
        return None
    longest_first = "|".join(sorted(parts, key=len, reverse=True))
    return re.compile(f"((?:{longest_first})+)(?:({'|'.join(magnitudes) or '(?!)'})|{'|'.join(heads)})")


def _forms(data: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    endings: Mapping[str, str] = data.get("endings", {})
    for name, role in (("month", "month"), ("unit", "currency")):
        for key, forms in data[name].items():
            value = Decimal(key) if role == "month" else Decimal(1)
            for form, _ in _inflect(forms, "", endings):
                yield form, Word(role, value, unit="" if role == "month" else key)
    for group in data["word"]:
        alternatives = tuple(Decimal(str(v)) for v in group.get("alternatives", ()))
        for key, forms in group["values"].items():
            word = Word(
                group["role"], Decimal(key), group.get("ordinal", False), group.get("soft", False), alternatives,
                after=group.get("after", False),
            )  # fmt: skip
            for form, final in _inflect(forms, group.get("endings", ""), endings):
                yield form, evolve(word, final=final)


def _inflect(forms: str, default: str, endings: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """All surface forms of `forms` (words, each with `:class` of endings or the group's default class).

    The flag says that a case ending closes the form: only classes that list the bare stem as "-" have it.
    """
    for form in forms.split():
        stem, _, kind = form.partition(":")
        kind = kind or default
        if not kind:
            yield stem, False
            continue
        listed = endings[kind].split()
        for ending in listed:
            yield stem + ending.strip("-"), "-" in listed and ending != "-"

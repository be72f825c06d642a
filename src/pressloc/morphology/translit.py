"""Transliteration of names between Kazakh, Russian and English, for names that the termbase does not have.

Table-driven (`data/morphology/translit.toml`). A name of the termbase is never transliterated: its spelling is known.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import islice

from attrs import frozen

from pressloc.model import Lang
from pressloc.resources import data_path

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_AFTER = frozenset("аеёиоуыэюяәөұүіьъaeiou")
# The systems of a pair, the norm first. English to Kazakh goes through Russian letters, which Kazakh names share.
_SYSTEMS: dict[tuple[Lang, Lang], tuple[tuple[str, ...], ...]] = {
    ("ru", "en"): (("ru-en",), ("ru-en.press",)),
    ("kk", "en"): (("kk-en",),),
    ("kk", "ru"): (("kk-ru",),),
    ("ru", "kk"): (("ru-kk",),),
    ("en", "ru"): (("en-ru",),),
    ("en", "kk"): (("en-ru", "ru-kk"),),
}
_LIMIT = 64  # candidates of one name: beyond it they are no longer plausible


@frozen
class _Rule:
    letters: str
    outputs: tuple[str, ...]
    at_start: bool
    after_vowel: bool
    at_end: bool

    def fits(self, word: str, at: int) -> bool:
        """Whether the rule applies to the lower-case `word` at position `at`."""
        end = at + len(self.letters)
        return (
            word.startswith(self.letters, at)
            and (not self.at_start or at == 0)
            and (not self.after_vowel or (at > 0 and word[at - 1] in _AFTER))
            and (not self.at_end or end == len(word))
        )


@cache
def _rules(system: str) -> tuple[_Rule, ...]:
    """The rules of a table, longest first, the narrower context before the wider."""
    with (data_path("morphology") / "translit.toml").open("rb") as stream:
        table = tomllib.load(stream)[system]
    rules = [
        _Rule(
            letters=key.strip("^+$"),
            outputs=tuple("" if output == "-" else output for output in value.split("|")),
            at_start=key.startswith("^"),
            after_vowel=key.startswith("+"),
            at_end=key.endswith("$"),
        )
        for key, value in table.items()
    ]
    return tuple(
        sorted(rules, key=lambda r: (-len(r.letters), not (r.at_start or r.after_vowel or r.at_end)))
    )


def _cells(word: str, system: str) -> list[tuple[str, ...]]:
    """For each letter group of `word` its outputs, cased like the group; letters without a rule stay."""
    cells: list[tuple[str, ...]] = []
    lower, at = word.lower(), 0
    while at < len(word):
        rule = next((rule for rule in _rules(system) if rule.fits(lower, at)), None)
        if rule is None:
            cells.append((word[at],))
            at += 1
            continue
        source = word[at : at + len(rule.letters)]
        whole = len(word) > 1 and word.isupper()
        cells.append(tuple(_cased(output, source, whole=whole) for output in rule.outputs))
        at += len(rule.letters)
    return cells


def _cased(output: str, source: str, *, whole: bool) -> str:
    if whole:
        return output.upper()
    return output[:1].upper() + output[1:] if source[:1].isupper() else output


def _combinations(cells: list[tuple[str, ...]]) -> Iterator[str]:
    """All spellings, those that deviate least from the norm first."""
    choices = [index for index, cell in enumerate(cells) if len(cell) > 1]
    seen = {(0,) * len(cells)}
    queue = [(0,) * len(cells)]
    while queue:
        picks = queue.pop(0)
        yield "".join(cell[pick] for cell, pick in zip(cells, picks, strict=True))
        for index in choices:
            if picks[index] + 1 < len(cells[index]):
                changed = (*picks[:index], picks[index] + 1, *picks[index + 1 :])
                if changed not in seen:
                    seen.add(changed)
                    queue.append(changed)


def _systems(source: Lang, target: Lang) -> tuple[tuple[str, ...], ...]:
    try:
        return _SYSTEMS[source, target]
    except KeyError:
        raise ValueError(f"no transliteration from {source!r} to {target!r}") from None


def transliterate(name: str, source: Lang, target: Lang) -> str:
    """`name` in the letters of `target`: Russian to English by ICAO 9303, Kazakh to English as press services spell.

    Spaces, hyphens and what is no letter of `source` stay. Same language: `name` itself. Raises ValueError for a
    pair of unknown languages.
    """
    if source == target:
        return name
    for system in _systems(source, target)[0]:
        name = next(_spellings(name, system))
    return name


def variants(name: str, source: Lang, target: Lang) -> tuple[str, ...]:
    """Spellings of `name` to look for in a `target` text, the norm first, at most 64: Ерлан → Yerlan, Erlan."""
    if source == target:
        return (name,)
    found: dict[str, None] = {}
    for chain in _systems(source, target):
        names = [name]
        for system in chain:
            names = [text for current in names for text in islice(_spellings(current, system), _LIMIT)][
                :_LIMIT
            ]
        found |= dict.fromkeys(names)
    first = transliterate(name, source, target)
    return tuple(dict.fromkeys((first, *found)))[:_LIMIT]


def _spellings(name: str, system: str) -> Iterator[str]:
    cells: list[tuple[str, ...]] = []
    last = 0
    for match in _WORD.finditer(name):
        cells += [(name[last : match.start()],), *_cells(match[0], system)]
        last = match.end()
    return _combinations([*cells, (name[last:],)])

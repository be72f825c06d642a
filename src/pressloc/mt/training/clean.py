"""Cleaning of parallel rows before training. Each rule is a predicate over one language or over a pair; a row loses
the cells that fail and goes when fewer than two remain. Counts by reason make the cleaning visible."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

import regex
from attrs import define, field

from pressloc.model import Lang
from pressloc.mt.training.rows import COLUMNS, Row, make_row

MAX_WORDS = 100
MAX_RATIO = 2.5  # of characters; short lines (names, titles) vary more
RATIO_FROM = 20
RUN = 8  # words: a shared run of this length with an evaluation set counts as overlap
RUN_COMPOSED = 6  # the same for grammar-made lines: they can be made again, so more of them may go

_KAZAKH_ONLY = frozenset("әғқңөұүһі")
_MARKUP = regex.compile(r"</?[a-z][^>]{0,80}>|https?://|www\.|\{\w*\}|%[sd]\b")
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_MIXED = regex.compile(r"(?=\w*\p{Cyrillic})(?=\w*\p{Latin})[\p{Cyrillic}\p{Latin}]+")
_LOOKALIKES = str.maketrans("aceopxyABCEHKMOPTXhi", "асеорхуАВСЕНКМОРТХһі")
_INVISIBLE = regex.compile(r"[\p{Cf}\p{Cc}--[\t]]", regex.V1)


def repair(text: str, lang: Lang) -> str:
    """NFC, no invisible characters, single spaces; Latin look-alikes inside Cyrillic words become Cyrillic.

    Only words whose Latin letters all have a Cyrillic twin change; `h` and `i` have one in Kazakh alone.
    """
    text = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text.replace("\t", " "))).split())
    if lang == "en":
        return text
    twins = frozenset("aceopxyABCEHKMOPTX" + ("hi" if lang == "kk" else ""))

    def fixed(match: regex.Match[str]) -> str:
        word = match.group()
        latin = [c for c in word if c.isascii()]
        cyrillic = len(word) - len(latin)
        return (
            word.translate(_LOOKALIKES) if cyrillic >= len(latin) and all(c in twins for c in latin) else word
        )

    return _MIXED.sub(fixed, text)


def cell_fault(text: str, lang: Lang) -> str | None:
    """Why a cell is unfit for training: `markup`, `long`, `script`, `language`; None if it is fit."""
    if _MARKUP.search(text):
        return "markup"
    if len(text.split()) > MAX_WORDS:
        return "long"
    cyrillic = sum("Ѐ" <= c <= "ӿ" for c in text)
    latin = sum(c.isascii() and c.isalpha() for c in text)
    if cyrillic + latin and (cyrillic > latin) == (lang == "en") and max(cyrillic, latin) > 4:
        return "script"
    lower = text.lower()
    if lang == "ru" and sum(c in _KAZAKH_ONLY for c in lower) > 1:
        return "language"
    if lang == "kk" and cyrillic > 60 and not any(c in _KAZAKH_ONLY for c in lower):
        return "language"
    return None


def pair_fault(one: str, other: str) -> str | None:
    """Why two sides cannot be translations: `identical` (longer lines) or `ratio`; None if they can."""
    shorter, longer = sorted((len(one), len(other)))
    if one == other and longer >= RATIO_FROM:
        return "identical"
    return "ratio" if longer >= RATIO_FROM and longer > MAX_RATIO * shorter else None


def key(text: str) -> str:
    """What makes two sentences the same: their words, case and punctuation ignored."""
    return " ".join(_WORD.findall(text.lower()))


@define
class Overlap:
    """Sentences of evaluation sets, to keep out of training: equal lines on any side and shared runs of `run` words."""

    _keys: set[str] = field(factory=set)
    _runs: set[str] = field(factory=set)
    _run: int = RUN

    @classmethod
    def of(cls, texts: Iterable[str], run: int = RUN) -> Overlap:
        """Index the lines of all evaluation sets, in any language."""
        overlap = cls(run=run)
        for text in texts:
            words = key(text).split()
            if len(words) >= 3:
                overlap._keys.add(" ".join(words))
            overlap._runs.update(_runs(words, run))
        return overlap

    def __contains__(self, text: str) -> bool:
        words = key(text).split()
        return " ".join(words) in self._keys or any(run in self._runs for run in _runs(words, self._run))


def _runs(words: list[str], run: int) -> Iterator[str]:
    return (" ".join(words[i : i + run]) for i in range(len(words) - run + 1))


def _ignore(_: str) -> None:
    """No counting."""


def clean(
    rows: Iterable[Row], overlap: Overlap | None = None, count: Callable[[str], None] | None = None
) -> Iterator[Row]:
    """Rows fit for training. `count(reason)` hears of every dropped cell (`markup`, …) or row (`duplicate`, `evaluation`)."""
    note = count or _ignore
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        texts: dict[Lang, str] = {}
        for lang, raw in row.texts.items():
            text = repair(raw, lang)
            fault = cell_fault(text, lang)
            if fault:
                note(fault)
            else:
                texts[lang] = text
        for one, other in combinations(COLUMNS, 2):
            if one in texts and other in texts and (fault := pair_fault(texts[one], texts[other])):
                note(fault)
                del texts[max((one, other), key=lambda lang: len(texts[lang]))]
        fit = make_row(row.corpus, texts)
        if fit is None:
            continue
        identity = tuple(key(fit.text(lang)) for lang in COLUMNS)
        if identity in seen:
            note("duplicate")
            continue
        seen.add(identity)
        if overlap is not None and any(text in overlap for text in fit.texts.values()):
            note("evaluation")
            continue
        yield fit


def report(counts: Counter[str]) -> str:
    """One line of counts by reason, most frequent first."""
    return ", ".join(f"{reason} {number}" for reason, number in counts.most_common()) or "nothing dropped"

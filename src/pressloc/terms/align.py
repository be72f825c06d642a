"""Where in a translation a stretch of the source went: by the engine's attention, else in proportion to position."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressloc.model import Lang
from pressloc.ports import Hypothesis

_THRESHOLD = 0.35  # of a target token's attention on the stretch, from which the token speaks for it
_WORD = re.compile(r"[\w’'-]+")
# Words at the edge of an aligned stretch that belong to the sentence, not to the term.
_FUNCTION: dict[Lang, frozenset[str]] = {
    "en": frozenset(["of", "the", "a", "an", "in", "at", "on", "to", "for", "from", "with", "by", "and", "or", "as"]),
    "ru": frozenset(["в", "во", "на", "с", "со", "к", "ко", "о", "об", "при", "по", "из", "от", "для", "до", "и",
                     "за", "под", "над", "между", "у", "а", "что"]),
    "kk": frozenset(["мен", "пен", "бен", "және", "үшін", "туралы", "бойынша", "жөніндегі", "жөнінде", "арқылы",
                     "деп", "да", "де", "ал"]),
}  # fmt: skip


def aligned_span(hypothesis: Hypothesis, start: int, end: int, lang: Lang) -> tuple[int, int] | None:
    """The (start, end) in `hypothesis.text` of whole words that attend to source characters [start:end).

    The run of target tokens with the largest attention above the threshold, widened to words and rid of
    prepositions, articles and conjunctions at its edges. None without attention or when nothing attends.
    """
    if not hypothesis.attention or not hypothesis.spans or not hypothesis.source_spans:
        return None
    columns = [i for i, (a, b) in enumerate(hypothesis.source_spans) if a < end and b > start]
    if not columns:
        return None
    gains = [sum(row[i] for i in columns if i < len(row)) - _THRESHOLD for row in hypothesis.attention]
    run = _best_run(gains[: len(hypothesis.spans)])
    if run is None:
        return None
    return _whole_words(hypothesis.text, hypothesis.spans[run[0]][0], hypothesis.spans[run[1] - 1][1], lang)


def proportional_span(source: str, target: str, start: int, end: int, lang: Lang) -> tuple[int, int] | None:
    """The words of `target` at the relative place of source characters [start:end): a guess without attention."""
    if not source or not target.strip():
        return None
    left = round(start / len(source) * len(target))
    right = max(left + 1, round(end / len(source) * len(target)))
    return _whole_words(target, min(left, len(target) - 1), min(right, len(target)), lang)


def insertion_point(hypothesis: Hypothesis, start: int, end: int) -> int | None:
    """Where in `hypothesis.text` words for source characters [start:end) would fit that have no translation: the
    start of the word before which most that translates the source's beginning stands, and behind which most that
    translates its end. None without attention."""
    if not hypothesis.attention or not hypothesis.spans or not hypothesis.source_spans:
        return None
    columns = [(i, (a + b) / 2) for i, (a, b) in enumerate(hypothesis.source_spans) if b > a and not (a < end and b > start)]
    sides = []  # per target token: -1 it translates what stands before, 1 what stands behind
    for row in hypothesis.attention[: len(hypothesis.spans)]:
        lean = sum(row[i] * (1 if middle >= end else -1) for i, middle in columns if i < len(row))
        sides.append(lean)
    text = hypothesis.text
    starts = [0, *(n for n, (a, _) in enumerate(hypothesis.spans) if 0 < a < len(text) and text[a - 1] == " " and text[a].isalnum())]
    last = next((n for n in range(len(sides), 0, -1) if text[slice(*hypothesis.spans[n - 1])].isalnum()), len(sides))
    best = min((*starts, last), key=lambda cut: sum(max(0.0, s) for s in sides[:cut]) - sum(min(0.0, s) for s in sides[cut:]))
    return hypothesis.spans[best - 1][1] if best == last and best else hypothesis.spans[best][0]


def _best_run(gains: Sequence[float]) -> tuple[int, int] | None:
    """The slice with the largest positive sum."""
    best, best_sum, current, begin = None, 0.0, 0.0, 0
    for i, gain in enumerate(gains):
        if current <= 0:
            current, begin = 0.0, i
        current += gain
        if current > best_sum:
            best, best_sum = (begin, i + 1), current
    return best


def _whole_words(text: str, start: int, end: int, lang: Lang) -> tuple[int, int] | None:
    words = [m for m in _WORD.finditer(text) if m.start() < end and m.end() > start]
    while words and words[0].group().lower() in _FUNCTION[lang]:
        words.pop(0)
    while words and words[-1].group().lower() in _FUNCTION[lang]:
        words.pop()
    return (words[0].start(), words[-1].end()) if words else None

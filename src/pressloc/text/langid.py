"""Which of kk, ru, en a line is in: letters and pieces of each word weighed by a small trained model.

Every word votes with the probabilities of a softmax over its character n-grams (1 to 5, with word ends) and itself;
a vote is bounded, so that a foreign name or a quoted title does not outweigh the sentence around it. The endings of
Russian adjectives, which no Kazakh word has, count besides: words that both languages share stand beside them in
headings (Зеленая энергетика). The weights are
eight-bit numbers in hashed buckets (data/langid/weights.bin), trained by benchmarks/langid_train.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from zlib import crc32

import regex
from attrs import frozen

from pressloc.model import LANGS, Lang
from pressloc.resources import data_path
from pressloc.text.scripts import repair_lookalikes, without_neutral

BUCKETS = 1 << 16
SCALE = 16.0  # a stored weight is sixteenths of a nat
MAX_GRAM = 5
_LONGEST = 40  # letters of a word that are looked at
_FLOOR = 0.02  # what the least likely language keeps of each word's vote
_QUOTED = 0.3  # weight of a word in quotation marks, where others stand outside
_ENDING = 3.0  # nats for Russian that an ending of its adjectives gives, which no Kazakh word has
_TEMPER = 0.7  # words of one text are not independent: their votes are counted at this rate

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}’ʼ']*")
_QUOTATION = regex.compile(r"«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"]*\"")
_RUSSIAN = regex.compile(r"[а-яё]{3,}(?:[ая]я|ое|ые|ого|ому|ых|ыми|ый)")
_CONTACT = regex.compile(r"(?i)\be-?mail\b|\bP\.?S\.?(?=\W)|\b[IVXLC]+\b")


@frozen
class Guess:
    """A language, how sure (0 to 1; 0 when the text has nothing to tell by), and all three probabilities."""

    lang: Lang
    confidence: float
    scores: Mapping[Lang, float]


def identify(text: str) -> Guess:
    """The language of `text`. Addresses, digits and inline codes say nothing; a text of those alone has confidence
    0 (and `en` for want of another). Of mixed lines it names the language of most words.
    """
    log = evidence(text)
    if log is None:
        return Guess("en", 0.0, dict.fromkeys(LANGS, 1 / len(LANGS)))
    return from_evidence(log)


def from_evidence(log: tuple[float, ...]) -> Guess:
    """The guess that log-probabilities in the order of LANGS (up to a constant) amount to."""
    top = max(log)
    weights = [math.exp(value - top) for value in log]
    total = sum(weights)
    scores = {lang: weight / total for lang, weight in zip(LANGS, weights, strict=True)}
    best = max(LANGS, key=lambda lang: scores[lang])
    return Guess(best, scores[best], scores)


def evidence(text: str) -> tuple[float, ...] | None:
    """Log-likelihoods of `text` in the order of LANGS, up to a constant; None when it has no words."""
    clean = _CONTACT.sub(" ", repair_lookalikes(without_neutral(text)))
    quoted = [m.span() for m in _QUOTATION.finditer(clean)]
    words = [(m.group(), any(a < m.start() < b for a, b in quoted)) for m in _WORD.finditer(clean)]
    if not words:
        return None
    all_quoted = all(inside for _, inside in words)
    totals = [0.0] * len(LANGS)
    for word, inside in words:
        rate = _TEMPER * (_QUOTED if inside and not all_quoted else 1.0)
        for k, value in enumerate(_vote(word.lower())):
            totals[k] += rate * value
    return tuple(totals)


def grams(word: str) -> Iterator[int]:
    """Buckets of a lower-case word's features: its character n-grams with word ends, and itself."""
    word = word[:_LONGEST].replace("ё", "е")
    marked = f"^{word}$"
    for size in range(1, MAX_GRAM + 1):
        for start in range(len(marked) - size + 1):
            yield crc32(marked[start : start + size].encode()) % BUCKETS
    yield crc32(b"=" + word.encode()) % BUCKETS


@lru_cache(maxsize=50_000)
def _vote(word: str) -> tuple[float, ...]:
    """Bounded log-probabilities of one word."""
    weights = _weights()
    count = len(LANGS)
    sums = [0] * count
    for bucket in grams(word):
        at = bucket * count
        for k in range(count):
            sums[k] += weights[at + k]
    if _RUSSIAN.fullmatch(word):
        sums[LANGS.index("ru")] += round(_ENDING * SCALE)
    top = max(sums)
    exps = [math.exp((value - top) / SCALE) for value in sums]
    total = sum(exps)
    return tuple(math.log((1 - _FLOOR) * e / total + _FLOOR / count) for e in exps)


@cache
def _weights() -> memoryview:
    data = data_path("langid/weights.bin").read_bytes()
    if len(data) != BUCKETS * len(LANGS):
        raise ValueError(f"langid/weights.bin has {len(data)} bytes, expected {BUCKETS * len(LANGS)}")
    return memoryview(data).cast("b")

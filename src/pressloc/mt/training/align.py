"""Word alignment for guided attention: IBM Model 1 with a diagonal prior (Dyer et al. 2013) on word beginnings,
trained in both directions; a link needs both directions to agree. Kazakh and Russian inflect, hence beginnings.

Works on pieces of the tokenizer, so that links come out as spans of pieces.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
STEM = 5  # letters of a word that count
TENSION = 3.0  # how strongly links keep to the diagonal; Kazakh verbs stand last, so less than fast_align's 4
ROUNDS = 5
AGREED = 0.25  # least geometric mean of both directions' posteriors for a link


@frozen
class Words:
    """A sentence's words: `stems`, and for each the first and past-the-end piece."""

    stems: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def words_of(pieces: Sequence[str]) -> Words:
    """Group pieces into words: a new one begins at `▁` and between letters or digits and punctuation."""
    stems: list[str] = []
    spans: list[tuple[int, int]] = []
    kind_before = None
    for number, piece in enumerate(pieces):
        text = piece.lstrip("▁")
        kind = any(c.isalnum() for c in text) if text else kind_before
        if piece.startswith("▁") or kind != kind_before or not stems:
            stems.append("")
            spans.append((number, number))
        stems[-1] += text.lower()
        spans[-1] = (spans[-1][0], number + 1)
        kind_before = kind
    return Words(tuple(s if s.isdigit() else s[:STEM] for s in stems), tuple(spans))


@frozen
class _Cells:
    """All (target word, source word) pairs of a bitext, target by target; `rows` are the first cells of the targets."""

    source: Ints
    target: Ints
    prior: Floats
    rows: Ints


def _numbered(sentences: Sequence[Words]) -> list[Ints]:
    numbers: dict[str, int] = {}
    return [
        np.array([numbers.setdefault(s, len(numbers)) for s in w.stems], dtype=np.int64) for w in sentences
    ]


def _cells(source: Sequence[Ints], target: Sequence[Ints]) -> _Cells:
    sources, targets, priors, lengths = [], [], [], []
    for left, right in zip(source, target, strict=True):
        n, m = len(left), len(right)
        if n == 0 or m == 0:
            continue
        distance = np.abs((np.arange(m)[:, None] + 0.5) / m - (np.arange(n)[None] + 0.5) / n)
        priors.append(np.exp(-TENSION * distance).ravel())
        sources.append(np.tile(left, m))
        targets.append(np.repeat(right, n))
        lengths.append(np.full(m, n))
    counts = np.concatenate(lengths)
    rows = np.concatenate(([0], np.cumsum(counts)[:-1]))
    return _Cells(np.concatenate(sources), np.concatenate(targets), np.concatenate(priors), rows)


def _posteriors(cells: _Cells) -> Floats:
    """Model 1 by expectation maximisation: for each cell p(source word | target word, sentence)."""
    codes, which = np.unique(cells.source * (cells.target.max() + 1) + cells.target, return_inverse=True)
    owner = codes // (cells.target.max() + 1)
    table = np.ones(len(codes))
    widths = np.diff(np.append(cells.rows, len(cells.source)))
    posterior = cells.prior
    for _ in range(ROUNDS):
        weight = table[which] * cells.prior
        posterior = weight / np.repeat(np.add.reduceat(weight, cells.rows) + 1e-12, widths)
        expected = np.bincount(which, posterior, minlength=len(codes))
        # a small constant keeps rare words from claiming whole sentences (the garbage-collector effect)
        table = expected / (np.bincount(owner, expected)[owner] + 1.0)
    return posterior


def align(source: Sequence[Words], target: Sequence[Words]) -> list[Ints]:
    """For each sentence pair, an array (target pieces, 2) of source piece spans; (0, 0) where there is no link."""
    left, right = _numbered(source), _numbered(target)
    forward = _posteriors(_cells(left, right))
    backward = _posteriors(_cells(right, left))
    links, place = [], 0
    for a, b, words, gold in zip(left, right, source, target, strict=True):
        n, m = len(a), len(b)
        spans = np.zeros((gold.spans[-1][1] if m else 0, 2), dtype=np.int64)
        if n and m:
            both = (
                forward[place : place + n * m].reshape(m, n) * backward[place : place + n * m].reshape(n, m).T
            )
            best = both.argmax(1)
            agreed = np.sqrt(both[np.arange(m), best]) >= AGREED
            place += n * m
            for word in np.nonzero(agreed)[0]:
                first, end = gold.spans[word]
                spans[first:end] = words.spans[best[word]]
        links.append(spans)
    return links

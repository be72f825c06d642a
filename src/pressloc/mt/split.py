"""Sentences longer than a model's positions: cut at a clause boundary instead of being truncated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pressloc.i18n import N_
from pressloc.mt.pieces import Pieces
from pressloc.ports import Hypothesis

SPLIT_NOTE = N_("The sentence is longer than the model can take and was translated in parts")

# Where a long sentence may be cut, best first: sentence and clause marks, commas, any blank.
_BOUNDARIES = ((".", "!", "?", "…", ";", ":"), (",", "—", "–", ")"), ())


def split_spans(text: str, pieces: Pieces, limit: int) -> list[tuple[int, int]]:
    """Spans of `text` of at most `limit` pieces each that together cover it (blanks between left out).

    Each cut falls in the second half of the window, at the best kind of boundary there; a text without blanks
    is cut between pieces.
    """
    parts: list[tuple[int, int]] = []
    first, count = 0, len(pieces.tokens)
    while count - first > limit:
        cut = next(_cuts(text, pieces, first + max(1, limit // 2), first + limit))
        parts.append((pieces.spans[first][0], pieces.spans[cut - 1][1]))
        first = cut
    if first < count:
        parts.append((pieces.spans[first][0], pieces.spans[-1][1]))
    return [(start, end) for start, end in parts if end > start]


def _cuts(text: str, pieces: Pieces, low: int, high: int) -> Iterator[int]:
    """Token indices to cut before, best first; the latest of the best kind."""
    blanks = [i for i in range(high, low - 1, -1) if pieces.spans[i][0] > pieces.spans[i - 1][1]]
    for marks in _BOUNDARIES:
        for i in blanks:
            if not marks or text[max(0, pieces.spans[i - 1][1] - 1)] in marks:
                yield i
    yield high


def join_hypotheses(parts: Sequence[Hypothesis]) -> Hypothesis:
    """One hypothesis from those of consecutive parts.

    Source spans are those of the whole text already. Texts are joined by a blank; the score is the mean over all tokens; attention becomes block-diagonal.
    """
    text = ""
    spans: list[tuple[int, int]] = []
    for part in parts:
        text += " " if text and part.text else ""
        spans.extend((s + len(text), e + len(text)) for s, e in part.spans)
        text += part.text
    width = sum(len(part.source_tokens) for part in parts)
    rows: list[tuple[float, ...]] | None = []
    column = 0
    for part in parts:
        if part.attention is None or rows is None:
            rows = None
            continue
        n = len(part.source_tokens)
        rows.extend((0.0,) * column + tuple(row) + (0.0,) * (width - column - n) for row in part.attention)
        column += n
    return Hypothesis(
        text=text,
        score=_mean(parts),
        tokens=tuple(t for part in parts for t in part.tokens),
        token_scores=tuple(s for part in parts for s in part.token_scores),
        spans=tuple(spans),
        source_tokens=tuple(t for part in parts for t in part.source_tokens),
        source_spans=tuple(s for part in parts for s in part.source_spans),
        attention=None if rows is None else tuple(rows),
        notes=(SPLIT_NOTE,),
    )


def _mean(parts: Sequence[Hypothesis]) -> float | None:
    weighted = [(part.score, len(part.tokens) + 1) for part in parts]
    scores = [s * n for s, n in weighted if s is not None]
    return sum(scores) / sum(n for _, n in weighted) if len(scores) == len(parts) and parts else None

"""Interactive completion: hypotheses that begin with the characters a translator has typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from attrs import evolve

from pressloc.mt.decoding import Decoder
from pressloc.mt.pieces import SPACE
from pressloc.mt.prefix import Cut, keep_typed, prefix_cuts
from pressloc.mt.rows import Row
from pressloc.ports import DecodingOptions, Hypothesis

_MOST_STARTS = 8  # ways to go on from a half-typed word that are decoded in full
_CUTS_AT_ONCE = 8  # each returns the probabilities of the whole vocabulary at every forced position


def complete(decoder: Decoder, rows: Sequence[Row], options: DecodingOptions) -> list[list[Hypothesis]]:
    """For each row, up to `n_best` hypotheses that begin with its `prefix`, best first.

    A prefix that ends with a complete word is simply forced; only where the search goes on with the same word, and
    where the last word is half typed, the likeliest ways of going on are looked up: at most `beam` (or `n_best`).
    """
    found: list[dict[str, Hypothesis]] = [{} for _ in rows]
    cuts = [prefix_cuts(row.prefix, decoder.target) for row in rows]
    whole = [i for i, own in enumerate(cuts) if len(own) == 1]
    _collect(decoder, rows, [(i, cuts[i][0].forced) for i in whole], options, found)
    open_ = [i for i in range(len(rows)) if not found[i]]
    limit = max(1, min(_MOST_STARTS, max(options.beam, options.n_best)))
    starts = _starts(decoder, [rows[i] for i in open_], limit, max(1, options.n_best))
    forced = [(i, start) for i, own in zip(open_, starts, strict=True) for start in own or [()]]
    _collect(decoder, rows, forced, options, found)
    return [sorted(own.values(), key=lambda h: -_score(h))[: max(1, options.n_best)] for own in found]


def _collect(
    decoder: Decoder, rows: Sequence[Row], forced: Sequence[tuple[int, tuple[str, ...]]], options: DecodingOptions,
    found: Sequence[dict[str, Hypothesis]],
) -> None:
    """Decode rows behind forced pieces; of hypotheses that go on as typed the best of each text joins `found`."""
    decoded = decoder.decode([rows[i] for i, _ in forced], [pieces for _, pieces in forced], options)
    for (i, _), own in zip(forced, decoded, strict=True):
        words = len(decoder.target.encode(rows[i].prefix).tokens)
        for hypothesis in own:
            if rows[i].prefix[-1].isspace() and not _ends_word(hypothesis, words):
                continue
            kept = _as_typed(decoder, rows[i].prefix, hypothesis)
            rival = found[i].get(kept.text)
            if rival is None or _score(kept) > _score(rival):
                found[i][kept.text] = kept


def _ends_word(hypothesis: Hypothesis, count: int) -> bool:
    """Whether a new word begins behind the first `count` pieces."""
    following = hypothesis.tokens[count : count + 1]
    return not following or following[0].startswith(SPACE)


def _score(hypothesis: Hypothesis) -> float:
    return hypothesis.score if hypothesis.score is not None else float("-inf")


def _as_typed(decoder: Decoder, prefix: str, hypothesis: Hypothesis) -> Hypothesis:
    normal, _ = decoder.target.decode(decoder.target.encode(prefix).tokens)
    length = len(normal) + (1 if prefix[-1].isspace() else 0)
    text, spans = keep_typed(prefix, hypothesis.text, hypothesis.spans, length)
    return evolve(hypothesis, text=text, spans=spans)


def _starts(decoder: Decoder, rows: Sequence[Row], limit: int, least: int) -> list[list[tuple[str, ...]]]:
    """For each row, up to `limit` sequences of pieces to force for its prefix, the likeliest first; `least` for one
    that ends with a complete word, behind which the search finds its way."""
    vocabulary = decoder.vocabulary
    cuts = [(i, cut) for i, row in enumerate(rows) for cut in prefix_cuts(row.prefix, decoder.target)]
    rivals = Counter(i for i, _ in cuts)
    found: list[dict[tuple[str, ...], float]] = [{} for _ in rows]
    for first in range(0, len(cuts), _CUTS_AT_ONCE):
        batch = cuts[first : first + _CUTS_AT_ONCE]
        steps = _next_pieces(decoder, [(rows[i], cut) for i, cut in batch])
        for (i, cut), logits in zip(batch, steps, strict=True):
            # what is forced weighs only against another way of cutting
            weighed = zip(cut.forced, logits, strict=False) if rivals[i] > 1 else ()
            so_far = sum(float(_log_softmax(step)[vocabulary.index(piece)]) for piece, step in weighed)
            if not cut.rest:
                found[i][cut.forced] = so_far
                continue
            last = _log_softmax(logits[len(cut.forced)])
            ways = limit if rivals[i] > 1 else least
            for k in sorted(vocabulary.beginning_with(cut.rest), key=lambda k: -last[k])[:ways]:
                found[i].setdefault((*cut.forced, vocabulary.pieces[k]), so_far + float(last[k]))
    return [sorted(own, key=lambda pieces: -own[pieces])[:limit] for own in found]


def _next_pieces(decoder: Decoder, cuts: Sequence[tuple[Row, Cut]]) -> list[Any]:
    """For each cut the logits of all pieces at every forced position and at the next one."""
    results = decoder.translator.translate_batch(
        [list(row.source) for row, _ in cuts],
        target_prefix=[[*row.tags, *cut.forced] for row, cut in cuts],
        beam_size=1,
        max_input_length=0,
        max_decoding_length=max(len(row.tags) + len(cut.forced) for row, cut in cuts) + 1,
        return_logits_vocab=True,
    )
    return [result.logits[0][len(row.tags) :] for (row, _), result in zip(cuts, results, strict=True)]


def _log_softmax(step: Any) -> Any:
    import numpy as np

    logits = np.asarray(step).reshape(-1)
    return logits - np.logaddexp.reduce(logits)

"""The default engine: a converted model on CTranslate2, int8 on the office's own processor."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import evolve

from pressloc.errors import EngineError
from pressloc.model import Lang, Signature
from pressloc.mt.batches import token_batches
from pressloc.mt.config import ModelConfig, read_config
from pressloc.mt.installed import model_directory
from pressloc.mt.pieces import Tokenizer, load_tokenizer
from pressloc.mt.prefix import Cut, Vocabulary, keep_typed, make_vocabulary, prefix_cuts
from pressloc.mt.rows import Row, read_annotation, request_rows
from pressloc.mt.settings import describe, read_settings
from pressloc.mt.split import join_hypotheses
from pressloc.ports import DecodingOptions, Hypothesis, MTRequest

_SETTINGS: dict[str, object] = {
    "inter_threads": 2,
    "intra_threads": 1,
    "device": "cpu",
    "compute_type": "default",
    "batch_tokens": 2048,
}
_PREFIX_ROWS = 8  # ways to go on from a half-typed word that are decoded in full
_CUTS_AT_ONCE = 8  # each returns the whole vocabulary's probabilities
_LENGTH_FACTOR, _LENGTH_EXTRA = (
    3,
    24,
)  # a target longer than 3 × source pieces + 24 is a loop, not a translation


class CTranslate2Engine:
    """Engine over one converted model directory (`model.bin`, vocabulary, tokenizer, `pressloc.json`).

    `inter_threads` sentences-batches are decoded at once with `intra_threads` threads each; `batch_tokens` bounds
    a batch's padded source tokens. Raises EngineError when the directory cannot be loaded.
    """

    name = "ctranslate2"
    can_score = True
    can_prefix = True

    def __init__(self, directory: Path, settings: Mapping[str, object] | None = None) -> None:
        import ctranslate2

        self._settings = read_settings(self.name, settings, _SETTINGS)
        self._directory = directory
        self.config: ModelConfig = read_config(directory)
        self._source: Tokenizer = load_tokenizer(directory / self.config.tokenizer)
        same = self.config.target_tokenizer == self.config.tokenizer
        self._target = self._source if same else load_tokenizer(directory / self.config.target_tokenizer)
        try:
            self._translator = self._open(
                ctranslate2, self._settings["inter_threads"], self._settings["intra_threads"]
            )
        except (OSError, RuntimeError, ValueError) as error:
            raise EngineError(f"the model cannot be loaded: {error}", where=str(directory)) from None
        self._annotation = (
            read_annotation(self.config, self._source_words) if self.config.annotation else None
        )

    @classmethod
    def load(cls, model: str | None, settings: Mapping[str, object]) -> CTranslate2Engine:
        """The engine for an installed model's name or a directory; None is the starter model that ships here."""
        return cls(model_directory(model or "starter"), settings)

    def signature(self, options: DecodingOptions) -> Signature:
        """`ctranslate2:MODEL@VERSION beam=4 …`: what makes the output."""
        return Signature(self.name, self.config.name, self.config.version, describe(options))

    def directions(self) -> frozenset[tuple[Lang, Lang]]:
        """The pairs this model translates."""
        return self.config.directions

    def translate(self, requests: Sequence[MTRequest], options: DecodingOptions) -> list[list[Hypothesis]]:
        """See ports.Engine. Blank requests give one empty hypothesis; long ones are translated in parts."""
        rows: list[Row] = []
        places: list[list[int]] = []
        for request in requests:
            own = request_rows(request, self.config, self._source, self._target, self._annotation)
            places.append(list(range(len(rows), len(rows) + len(own))))
            rows += own
        typed = [i for i, row in enumerate(rows) if row.prefix]
        plain = [i for i, row in enumerate(rows) if not row.prefix]
        decoded = dict(
            zip(plain, self._decode([rows[i] for i in plain], [()] * len(plain), options), strict=True)
        )
        decoded |= dict(zip(typed, self._complete([rows[i] for i in typed], options), strict=True))
        return [
            _join([rows[i] for i in own], [decoded[i] for i in own], request)
            for own, request in zip(places, requests, strict=True)
        ]

    def score(self, requests: Sequence[MTRequest], targets: Sequence[str]) -> list[float]:
        """See ports.Engine. A request longer than the model takes raises EngineError: it has no one score."""
        rows, ends = [], []
        for request, target in zip(requests, targets, strict=True):
            own = request_rows(request, self.config, self._source, self._target, self._annotation)
            if len(own) != 1:
                raise EngineError("cannot score a blank sentence or one longer than the model takes")
            rows.append(own[0])
            ends.append(self._target.encode(target).tokens[: self.config.max_target_tokens])
        return [sum(scores) / max(1, len(scores)) for scores in self._log_probs(rows, ends)]

    # --- decoding ------------------------------------------------------------------------------------------

    def _decode(
        self, rows: Sequence[Row], forced: Sequence[tuple[str, ...]], options: DecodingOptions
    ) -> list[list[Hypothesis]]:
        """Hypotheses of each row whose target begins with its tags and the `forced` pieces."""
        arguments = _arguments(options)
        translator = self._sampler(options.seed) if options.sampling_topk else self._translator
        found: list[Any] = [None] * len(rows)
        waiting: list[tuple[list[int], list[Any]]] = []
        lengths = [len(row.source) for row in rows]
        for batch in token_batches(lengths, int(str(self._settings["batch_tokens"]))):
            prefixes = [[*rows[i].tags, *forced[i]] for i in batch]
            # The limit counts the tags and what is forced.
            bound = max(map(len, prefixes)) + _LENGTH_FACTOR * lengths[batch[0]] + _LENGTH_EXTRA
            results = translator.translate_batch(
                [list(rows[i].source) for i in batch],
                target_prefix=prefixes,
                max_input_length=0,
                max_decoding_length=min(bound, options.max_length, self.config.max_target_tokens),
                asynchronous=True,
                **arguments,
            )
            waiting.append((batch, results))
        for batch, results in waiting:
            for index, result in zip(batch, results, strict=True):
                try:
                    found[index] = result.result()
                except RuntimeError as error:
                    raise EngineError(f"model {self.config.name} failed: {error}") from None
        lists = [self._hypotheses(row, result, options) for row, result in zip(rows, found, strict=True)]
        return self._rescored(rows, lists, forced, options)

    def _hypotheses(self, row: Row, result: Any, options: DecodingOptions) -> list[Hypothesis]:
        hypotheses = []
        for n, tokens in enumerate(result.hypotheses):
            kept = tuple(tokens[len(row.tags) :])
            text, spans = self._target.decode(kept)
            attention = None
            if options.attention:
                rows = result.attention[n][len(row.tags) : len(tokens)]
                attention = tuple(tuple(float(v) for v in line) for line in rows)
            hypotheses.append(
                Hypothesis(
                    text=text.strip(),
                    # The search divides by all tokens with the end of sentence, tags included but not scored.
                    score=result.scores[n] * (len(tokens) + 1) / (len(kept) + 1) if result.scores else None,
                    tokens=kept,
                    spans=spans,
                    source_tokens=row.source,
                    source_spans=tuple(
                        (s + row.offset, e + row.offset) if e > s else (0, 0) for s, e in row.spans
                    ),
                    attention=attention,
                )
            )
        return hypotheses

    def _rescored(
        self,
        rows: Sequence[Row],
        lists: list[list[Hypothesis]],
        forced: Sequence[tuple[str, ...]],
        options: DecodingOptions,
    ) -> list[list[Hypothesis]]:
        """True log-probabilities where the search's own score is something else, and per-token scores with attention.

        Penalties, sampling and forced pieces all change what the search reports.
        """
        bent = (
            options.repetition_penalty != 1
            or options.coverage_penalty
            or options.no_repeat_ngram
            or options.sampling_topk
        )
        if not (bent or options.attention or any(forced)):
            return lists
        flat = [(row, h) for row, own in zip(rows, lists, strict=True) for h in own]
        scored = iter(self._log_probs([row for row, _ in flat], [h.tokens for _, h in flat]))
        result = []
        for own in lists:
            new = [
                evolve(h, score=sum(s) / max(1, len(s)), token_scores=s[:-1])
                for h, s in zip(own, scored, strict=False)
            ]
            result.append(sorted(new, key=lambda h: -(h.score or 0.0)))
        return result

    def _log_probs(self, rows: Sequence[Row], targets: Sequence[tuple[str, ...]]) -> list[tuple[float, ...]]:
        """Log-probabilities of each target's pieces and of its end, tags left out (nats)."""
        if not rows:
            return []
        offset = len(rows[0].tags)
        try:
            results = self._translator.score_batch(
                [list(row.source) for row in rows],
                [[*row.tags, *target] for row, target in zip(rows, targets, strict=True)],
                max_batch_size=int(str(self._settings["batch_tokens"])),
                batch_type="tokens",
                max_input_length=0,
            )
        except RuntimeError as error:
            raise EngineError(f"model {self.config.name} failed: {error}") from None
        return [tuple(result.log_probs[offset:]) for result in results]

    # --- interactive completion ----------------------------------------------------------------------------

    def _complete(self, rows: Sequence[Row], options: DecodingOptions) -> list[list[Hypothesis]]:
        """For each row, hypotheses that begin with the characters of its `prefix`, best first."""
        starts = self._starts(rows, limit=max(1, min(_PREFIX_ROWS, max(options.beam, options.n_best))))
        flat = [(i, forced) for i, own in enumerate(starts) for forced in own or [()]]
        decoded = self._decode([rows[i] for i, _ in flat], [forced for _, forced in flat], options)
        found: list[dict[str, Hypothesis]] = [{} for _ in rows]
        for (i, _), own in zip(flat, decoded, strict=True):
            for hypothesis in own:
                kept = self._as_typed(rows[i].prefix, hypothesis)
                rival = found[i].get(kept.text)
                if rival is None or (kept.score or 0.0) > (rival.score or 0.0):
                    found[i][kept.text] = kept
        return [
            sorted(options_of.values(), key=lambda h: -(h.score or 0.0))[: max(1, options.n_best)]
            for options_of in found
        ]

    def _as_typed(self, prefix: str, hypothesis: Hypothesis) -> Hypothesis:
        normal, _ = self._target.decode(self._target.encode(prefix).tokens)
        length = len(normal) + (1 if prefix[-1].isspace() else 0)
        text, spans = keep_typed(prefix, hypothesis.text, hypothesis.spans, length)
        return evolve(hypothesis, text=text, spans=spans)

    def _starts(self, rows: Sequence[Row], limit: int) -> list[list[tuple[str, ...]]]:
        """For each row, up to `limit` sequences of pieces to force for its prefix, the likeliest first."""
        cuts = [(i, cut) for i, row in enumerate(rows) for cut in prefix_cuts(row.prefix, self._target)]
        found: list[dict[tuple[str, ...], float]] = [{} for _ in rows]
        for first in range(0, len(cuts), _CUTS_AT_ONCE):
            batch = cuts[first : first + _CUTS_AT_ONCE]
            for (i, cut), table in zip(
                batch, self._next_pieces([(rows[i], cut) for i, cut in batch]), strict=True
            ):
                so_far = sum(
                    float(table[n, self._positions.get(piece, 0)]) for n, piece in enumerate(cut.forced)
                )
                if not cut.rest:
                    found[i][cut.forced] = so_far
                    continue
                last = table[len(cut.forced)]
                for k in sorted(self._vocabulary.beginning_with(cut.rest), key=lambda k: -last[k])[:limit]:
                    found[i].setdefault((*cut.forced, self._vocabulary.pieces[k]), so_far + float(last[k]))
        return [sorted(own, key=lambda pieces: -own[pieces])[:limit] for own in found]

    def _next_pieces(self, cuts: Sequence[tuple[Row, Cut]]) -> list[Any]:
        """For each cut an array: log-probabilities of all pieces at every forced position and at the next one."""
        import numpy as np

        results = self._translator.translate_batch(
            [list(row.source) for row, _ in cuts],
            target_prefix=[[*row.tags, *cut.forced] for row, cut in cuts],
            beam_size=1,
            max_input_length=0,
            max_decoding_length=max(len(row.tags) + len(cut.forced) for row, cut in cuts) + 1,
            return_logits_vocab=True,
        )
        tables = []
        for (row, cut), result in zip(cuts, results, strict=True):
            steps = result.logits[0][len(row.tags) : len(row.tags) + len(cut.forced) + 1]
            logits = np.array([np.asarray(step).reshape(-1) for step in steps])
            tables.append(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))
        return tables

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return make_vocabulary(
            _read_vocabulary(self._directory, "target"), frozenset(self._target.vocabulary())
        )

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {piece: i for i, piece in enumerate(self._vocabulary.pieces)}

    @property
    def _source_words(self) -> frozenset[str]:
        return frozenset(_read_vocabulary(self._directory, "source"))

    def _open(self, library: Any, inter: object, intra: object) -> Any:
        return library.Translator(
            str(self._directory),
            device=str(self._settings["device"]),
            compute_type=str(self._settings["compute_type"]),
            inter_threads=inter,
            intra_threads=intra,
        )

    def _sampler(self, seed: int) -> Any:
        """A translator of one worker with its generator freshly seeded: workers draw from generators of their own,
        so that the same seed gives the same samples only in a new one."""
        import ctranslate2

        ctranslate2.set_random_seed(seed)
        return self._open(ctranslate2, 1, 0)


def _arguments(options: DecodingOptions) -> dict[str, object]:
    """DecodingOptions in CTranslate2's words."""
    arguments: dict[str, object] = {
        "num_hypotheses": options.n_best,
        "return_scores": True,
        "return_attention": options.attention,
        "repetition_penalty": options.repetition_penalty,
        "no_repeat_ngram_size": options.no_repeat_ngram,
    }
    if options.sampling_topk:
        return arguments | {
            "beam_size": 1,
            "sampling_topk": options.sampling_topk,
            "sampling_temperature": options.temperature,
        }
    return arguments | {
        "beam_size": max(options.beam, options.n_best),
        "coverage_penalty": options.coverage_penalty,
    }


def _join(rows: Sequence[Row], decoded: Sequence[list[Hypothesis]], request: MTRequest) -> list[Hypothesis]:
    if not rows:
        return [Hypothesis(text=request.prefix, score=None)]
    if len(rows) == 1:
        return decoded[0]
    count = min(map(len, decoded))
    return [join_hypotheses([own[n] for own in decoded], [0] * len(decoded)) for n in range(count)]


def _read_vocabulary(directory: Path, side: str) -> list[str]:
    for name in ("shared_vocabulary.json", f"{side}_vocabulary.json"):
        path = directory / name
        if path.is_file():
            return [str(piece) for piece in json.loads(path.read_text(encoding="utf-8"))]
    for name in ("shared_vocabulary.txt", f"{side}_vocabulary.txt"):
        path = directory / name
        if path.is_file():
            return path.read_text(encoding="utf-8").splitlines()
    raise EngineError(
        f"the model's {side} vocabulary is missing", where=str(directory), do="Install the model again"
    )

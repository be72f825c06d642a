"""Search on a loaded CTranslate2 model: rows in, hypotheses with true log-probabilities out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from pressloc.errors import EngineError
from pressloc.i18n import _
from pressloc.mt.batches import token_batches
from pressloc.mt.config import ModelConfig
from pressloc.mt.pieces import Tokenizer
from pressloc.mt.prefix import Vocabulary, make_vocabulary
from pressloc.mt.rows import Row
from pressloc.ports import DecodingOptions, Hypothesis

# A target longer than 3 × source pieces + 24 is a loop, not a translation.
_LENGTH_FACTOR, _LENGTH_EXTRA = 3, 24
_SMALLEST_BATCH = 256  # source tokens; smaller batches cost more than a second worker gains


@frozen
class Runtime:
    """Where and how wide a model runs: see CTranslate2Engine's settings."""

    device: str
    compute_type: str
    inter_threads: int
    intra_threads: int
    batch_tokens: int


class Decoder:
    """A translator over `directory` with the tokenizer of its target side. Raises EngineError if it cannot load."""

    def __init__(self, directory: Path, config: ModelConfig, target: Tokenizer, runtime: Runtime) -> None:
        self.config, self.target = config, target
        self._directory, self._runtime = directory, runtime
        try:
            self.translator = self._open(runtime.inter_threads, runtime.intra_threads)
        except (OSError, RuntimeError, ValueError) as error:
            raise EngineError(_("the model cannot be loaded: {error}", error=error), where=str(directory)) from None

    def decode(
        self, rows: Sequence[Row], forced: Sequence[tuple[str, ...]], options: DecodingOptions, refused: Sequence[str] = ()
    ) -> list[list[Hypothesis]]:
        """Hypotheses of each row, best first, whose target begins with the row's tags and its `forced` pieces and has
        none of those `refused` behind them.

        `score` is always the model's own mean log-probability with the end of sentence, so that hypotheses of
        different searches compare; per-token scores are given where they had to be computed, and where asked for.
        """
        translator = self._sampler(options.seed) if options.sampling_topk else self.translator
        arguments = search_arguments(options)
        if refused:
            arguments["suppress_sequences"] = [[piece] for piece in refused]
        lengths = [len(row.source) for row in rows]
        waiting: list[tuple[list[int], list[Any]]] = []
        for batch in token_batches(lengths, self._budget(lengths)):
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
        lists: list[list[Hypothesis]] = [[] for _ in rows]
        for batch, results in waiting:
            for index, result in zip(batch, results, strict=True):
                lists[index] = self._hypotheses(rows[index], self._wait(result), options)
        return self._rescored(rows, lists, forced, options)

    def log_probs(self, rows: Sequence[Row], targets: Sequence[tuple[str, ...]]) -> list[tuple[float, ...]]:
        """Log-probabilities (nats) of each target's pieces and of its end of sentence; tags left out."""
        try:
            results = self.translator.score_batch(
                [list(row.source) for row in rows],
                [[*row.tags, *target] for row, target in zip(rows, targets, strict=True)],
                max_batch_size=self._runtime.batch_tokens,
                batch_type="tokens",
                max_input_length=0,
            )
        except RuntimeError as error:
            raise EngineError(_("the model {model} failed: {error}", model=self.config.name, error=error)) from None
        return [tuple(result.log_probs[len(row.tags) :]) for row, result in zip(rows, results, strict=True)]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The target side's pieces in model order."""
        return make_vocabulary(
            read_vocabulary(self._directory, "target"), frozenset(self.target.vocabulary())
        )

    def _budget(self, lengths: Sequence[int]) -> int:
        """Tokens of a batch: so many that a short article still gives each worker one, up to the setting."""
        share = sum(lengths) // self._runtime.inter_threads + 1
        return min(self._runtime.batch_tokens, max(_SMALLEST_BATCH, share))

    def _wait(self, result: Any) -> Any:
        try:
            return result.result()
        except RuntimeError as error:
            raise EngineError(_("the model {model} failed: {error}", model=self.config.name, error=error)) from None

    def _hypotheses(self, row: Row, result: Any, options: DecodingOptions) -> list[Hypothesis]:
        hypotheses = []
        source_spans = tuple((s + row.offset, e + row.offset) if e > s else (0, 0) for s, e in row.spans)
        # Each look at a field of the result copies all of it.
        tables = result.attention if options.attention else []
        for n, (tokens, mean) in enumerate(zip(result.hypotheses, result.scores, strict=True)):
            kept = tuple(tokens[len(row.tags) :])
            text, spans = self.target.decode(kept)
            attention = tuple(map(tuple, tables[n][len(row.tags) : len(tokens)])) if tables else None
            # The search divides by all tokens and the end of sentence, the tags counted though not scored.
            score = mean * (len(tokens) + 1) / (len(kept) + 1)
            hypotheses.append(
                Hypothesis(
                    text=text.rstrip(),
                    score=score,
                    tokens=kept,
                    spans=spans,
                    source_tokens=row.source,
                    source_spans=source_spans,
                    attention=attention,
                )
            )
        # Counting the tags or not can turn the order of hypotheses of different length.
        return sorted(hypotheses, key=lambda h: -(h.score or 0.0))

    def _rescored(
        self,
        rows: Sequence[Row],
        lists: list[list[Hypothesis]],
        forced: Sequence[tuple[str, ...]],
        options: DecodingOptions,
    ) -> list[list[Hypothesis]]:
        """True log-probabilities where the search reports something else: with penalties, samples, forced pieces."""
        bent = (
            options.repetition_penalty != 1
            or options.coverage_penalty != 0
            or options.no_repeat_ngram > 0
            or options.sampling_topk > 0
            or options.own_script
        )
        if not (bent or options.token_scores or any(forced)):
            return lists
        flat = [(row, h) for row, own in zip(rows, lists, strict=True) for h in own]
        scored = iter(self.log_probs([row for row, _ in flat], [h.tokens for _, h in flat]))
        result = []
        for own in lists:
            new = []
            for hypothesis in own:
                scores = next(scored)
                new.append(
                    evolve(hypothesis, score=sum(scores) / max(1, len(scores)), token_scores=scores[:-1])
                )
            result.append(sorted(new, key=lambda h: -(h.score or 0.0)))
        return result

    def _open(self, inter_threads: int, intra_threads: int) -> Any:
        import ctranslate2

        return ctranslate2.Translator(
            str(self._directory),
            device=self._runtime.device,
            compute_type=self._runtime.compute_type,
            inter_threads=inter_threads,
            intra_threads=intra_threads,
        )

    def _sampler(self, seed: int) -> Any:
        """A translator of one worker, freshly seeded: each worker draws from a generator that is seeded once, so
        the same seed gives the same samples only in a new one. One thread: a second spends more than it gains."""
        import ctranslate2

        ctranslate2.set_random_seed(seed)
        return self._open(1, 1)


def search_arguments(options: DecodingOptions) -> dict[str, object]:
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
    # A beam narrower than the number asked for would return fewer hypotheses.
    return arguments | {
        "beam_size": max(options.beam, options.n_best),
        "coverage_penalty": options.coverage_penalty,
    }


def read_vocabulary(directory: Path, side: str) -> list[str]:
    """The pieces of one `side` ("source", "target") in model order, from the files that CTranslate2 writes."""
    for name in ("shared_vocabulary.json", f"{side}_vocabulary.json"):
        path = directory / name
        if path.is_file():
            return [str(piece) for piece in json.loads(path.read_text(encoding="utf-8"))]
    raise EngineError(
        _("the model's vocabulary ({side}) is missing", side=side),
        where=str(directory),
        do=_("Install the model again"),
    )

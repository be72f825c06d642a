"""The machine part of the way: engine, gate with its retries, enforcement of terms, for many sentences at once."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from pressloc.model import Lang, Signature, TermHit, TermResult
from pressloc.mt.retry import STEPS, Step, gated_translate
from pressloc.ports import DecodingOptions, Engine, Hypothesis, MTRequest
from pressloc.terms.enforce import Enforcer


@frozen
class Sentence:
    """A request with the terms recognised in its text."""

    request: MTRequest
    hits: tuple[TermHit, ...] = ()


@frozen
class Draft:
    """A machine translation: the hypothesis, what made it, which step put which term in."""

    hypothesis: Hypothesis
    signature: Signature
    terms: tuple[TermResult, ...] = ()


@frozen
class GatedEngine:
    """An engine whose plain translations have passed the gate, with its retries; other calls go straight through."""

    engine: Engine
    steps: tuple[Step, ...] = STEPS

    @property
    def name(self) -> str:
        return self.engine.name

    def signature(self, options: DecodingOptions) -> Signature:
        return self.engine.signature(options)

    def directions(self) -> frozenset[tuple[Lang, Lang]]:
        return self.engine.directions()

    def translate(self, requests: Sequence[MTRequest], options: DecodingOptions) -> list[list[Hypothesis]]:
        """As the engine; a plain best-one search is judged and tried again where it fails."""
        if options.n_best > 1 or options.sampling_topk or any(request.prefix for request in requests):
            return self.engine.translate(requests, options)
        gated = gated_translate(self.engine, requests, options, steps=self.steps)
        return [list(outcome.hypotheses) for outcome in gated]

    def score(self, requests: Sequence[MTRequest], targets: Sequence[str]) -> list[float]:
        return self.engine.score(requests, targets)

    @property
    def can_score(self) -> bool:
        return self.engine.can_score

    @property
    def can_prefix(self) -> bool:
        return self.engine.can_prefix


def translate_sentences(
    engine: GatedEngine, enforcer: Enforcer, sentences: Sequence[Sentence], options: DecodingOptions
) -> list[Draft]:
    """A draft for each sentence, in order: translated, tried again where the gate says so, terms put in.

    Raises EngineError.
    """
    requests = [sentence.request for sentence in sentences]
    enforced = enforcer.translate(engine, requests, [s.hits for s in sentences], options)
    signature = engine.signature(options)
    return [Draft(outcome.hypothesis, signature, outcome.terms) for outcome in enforced]

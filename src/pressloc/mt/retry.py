"""Translate, judge, and try the failing again in other ways; what still fails is flagged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from pressloc.model import Finding
from pressloc.mt.gate import badness, fails, judge
from pressloc.mt.thresholds import Thresholds
from pressloc.ports import DecodingOptions, Engine, Hypothesis, MTRequest


@frozen
class Gated:
    """The outcome for one request: hypotheses with the chosen one first, its findings, how it was made.

    `step` is "" for the first search, else the name of the retry that gave it; `tried` all retries made for it;
    `signature` the printable signature of what made it.
    """

    hypotheses: tuple[Hypothesis, ...]
    findings: tuple[Finding, ...]
    signature: str
    step: str = ""
    tried: tuple[str, ...] = ()

    @property
    def best(self) -> Hypothesis:
        """The chosen hypothesis."""
        return self.hypotheses[0]


@frozen
class Step:
    """A way to try again: a name for the record, and the options made from the first search's."""

    name: str
    options: Callable[[DecodingOptions], DecodingOptions]


# A wider search that must cover the source; no loops; samples, of which the best judged is taken (the order of
# Guerreiro et al. 2023, Looking for a Needle in a Haystack: reranked samples repair most hallucinations).
STEPS: tuple[Step, ...] = (
    Step("wide-beam", lambda o: evolve(o, beam=8, coverage_penalty=0.2)),
    Step("no-repeat", lambda o: evolve(o, beam=8, no_repeat_ngram=4)),
    Step("samples", lambda o: evolve(o, sampling_topk=10, temperature=0.8, n_best=max(8, o.n_best))),
)


def gated_translate(
    engine: Engine,
    requests: Sequence[MTRequest],
    options: DecodingOptions,
    *,
    fallback: Engine | None = None,
    steps: Sequence[Step] = STEPS,
    thresholds: Thresholds | None = None,
) -> list[Gated]:
    """Translations of `requests` in order, each with its findings.

    Output with a major or critical finding is searched for again, all failing requests of a step in one batch,
    and last with the `fallback` engine if one is given. Of all that was found the least bad is kept, the earliest
    of equals, the likelier of one search. Raises EngineError as the engine does.
    """
    outcomes = _attempt(engine, requests, options, "", thresholds)
    attempts = [(engine, step.name, step.options(options)) for step in steps]
    if fallback is not None:
        attempts.append((fallback, f"engine:{fallback.name}", options))
    for other, name, changed in attempts:
        failing = [
            i
            for i, outcome in enumerate(outcomes)
            if fails(outcome.findings) and (requests[i].source, requests[i].target) in other.directions()
        ]
        if not failing:
            continue
        again = _attempt(other, [requests[i] for i in failing], changed, name, thresholds)
        for i, outcome in zip(failing, again, strict=True):
            better = outcome if badness(outcome.findings) < badness(outcomes[i].findings) else outcomes[i]
            outcomes[i] = evolve(better, tried=(*outcomes[i].tried, name))
    return outcomes


def _attempt(
    engine: Engine,
    requests: Sequence[MTRequest],
    options: DecodingOptions,
    step: str,
    thresholds: Thresholds | None,
) -> list[Gated]:
    """One search, the best judged hypothesis of each request brought to the front."""
    signature = engine.signature(options)
    outcomes = []
    for request, hypotheses in zip(requests, engine.translate(requests, options), strict=True):
        verdicts = [
            judge(
                request.text, h, request.source, request.target, model=signature.model, thresholds=thresholds
            )
            for h in hypotheses
        ]
        chosen = min(range(len(hypotheses)), key=lambda i: (badness(verdicts[i]), i))
        rest = [h for i, h in enumerate(hypotheses) if i != chosen]
        outcomes.append(Gated((hypotheses[chosen], *rest), verdicts[chosen], str(signature), step))
    return outcomes

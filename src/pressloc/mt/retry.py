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


def _unchanged(request: MTRequest) -> MTRequest:
    return request


def _unannotated(request: MTRequest) -> MTRequest:
    return evolve(request, terms=())


@frozen
class Step:
    """A way to try again: a name for the record, the options made from the first search's, what becomes of the
    request. With `cures` it is tried only for output with a finding of one of these checks; `annotated` only for
    requests that carry terms; `small` also for output that passes with such a finding."""

    name: str
    options: Callable[[DecodingOptions], DecodingOptions]
    request: Callable[[MTRequest], MTRequest] = _unchanged
    cures: frozenset[str] = frozenset()
    annotated: bool = False
    small: bool = False

    def concerns(self, request: MTRequest, findings: Sequence[Finding]) -> bool:
        """Whether the step may help the output of `request`, which has `findings`."""
        if (self.annotated and not request.terms) or not (self.small or fails(findings)):
            return False
        return not self.cures or any(finding.check in self.cures for finding in findings)


# The cheapest first: with the letters of the language only; without the lemmas in the source, which can lead a search astray; a search that must cover the
# source; one without loops; samples, of which the best judged is taken (the order of Guerreiro et al. 2023, Looking
# for a Needle in a Haystack: reranked samples repair most hallucinations).
STEPS: tuple[Step, ...] = (
    Step("own-script", lambda o: evolve(o, own_script=True), cures=frozenset({"mt-script"}), small=True),
    Step("plain", lambda o: evolve(o, n_best=max(o.beam, o.n_best)), request=_unannotated, annotated=True),
    Step("wide-beam", lambda o: evolve(o, beam=8, coverage_penalty=0.2), cures=frozenset({"mt-length", "mt-empty"})),
    Step("no-repeat", lambda o: evolve(o, beam=8, no_repeat_ngram=4), cures=frozenset({"mt-repetition", "mt-doubled"})),
    Step("samples", lambda o: evolve(o, sampling_topk=10, temperature=0.8, n_best=4), request=_unannotated),
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
    attempts = [(engine, step, step.options(options)) for step in steps]
    if fallback is not None:
        attempts.append((fallback, Step(f"engine:{fallback.name}", lambda o: o), options))
    for other, step, changed in attempts:
        failing = [
            i
            for i, outcome in enumerate(outcomes)
            if step.concerns(requests[i], outcome.findings)
            and (requests[i].source, requests[i].target) in other.directions()
        ]
        if not failing:
            continue
        again = _attempt(other, [step.request(requests[i]) for i in failing], changed, step.name, thresholds)
        for i, outcome in zip(failing, again, strict=True):
            better = outcome if badness(outcome.findings) < badness(outcomes[i].findings) else outcomes[i]
            outcomes[i] = evolve(better, tried=(*outcomes[i].tried, step.name))
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
        chosen, findings = _least_bad(request, hypotheses, signature.model, thresholds)
        rest = [h for i, h in enumerate(hypotheses) if i != chosen]
        outcomes.append(Gated((hypotheses[chosen], *rest), findings, str(signature), step))
    return outcomes


def _least_bad(
    request: MTRequest, hypotheses: Sequence[Hypothesis], model: str, thresholds: Thresholds | None
) -> tuple[int, tuple[Finding, ...]]:
    """The place of the first hypothesis that passes, else of the least bad, with its findings."""
    best: tuple[int, tuple[Finding, ...]] = 0, ()
    for number, hypothesis in enumerate(hypotheses):
        findings = judge(
            request.text, hypothesis, request.source, request.target, model=model, thresholds=thresholds
        )
        if number == 0 or badness(findings) < badness(best[1]):
            best = number, findings
        if not fails(best[1]):
            break
    return best

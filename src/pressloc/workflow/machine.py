"""The machine part of the way: engine, gate with its retries, enforcement of terms, for many sentences at once."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from pressloc.model import Finding, Signature, TermHit, TermResult
from pressloc.mt.gate import badness, judge
from pressloc.mt.retry import STEPS, Step, gated_translate
from pressloc.ports import DecodingOptions, Engine, Hypothesis, MTRequest
from pressloc.terms.enforce import Enforcer
from pressloc.workflow.naming import with_names
from pressloc.workflow.numbering import with_numbers


@frozen
class Sentence:
    """A request with the terms recognised in its text."""

    request: MTRequest
    hits: tuple[TermHit, ...] = ()


@frozen
class Draft:
    """A machine translation: the hypothesis, what made it, which step put which term in, what the gate says of it."""

    hypothesis: Hypothesis
    signature: Signature
    terms: tuple[TermResult, ...] = ()
    findings: tuple[Finding, ...] = ()


def translate_sentences(
    engine: Engine, enforcer: Enforcer, sentences: Sequence[Sentence], options: DecodingOptions, *,
    retries: Sequence[Step] = STEPS,
) -> list[Draft]:
    """A draft for each sentence, in order: translated, tried again where the gate says so, terms put in,
    names and numbers put right.

    What changes a sentence may not make it worse in the eyes of the gate. Raises EngineError.
    """  # fmt: skip
    hits = [sentence.hits for sentence in sentences]
    asked = enforcer.annotated([sentence.request for sentence in sentences], hits)
    gated = gated_translate(engine, asked, enforcer.search(engine, options), steps=retries)
    signature = engine.signature(options)
    verdicts = {(request, outcome.best.text): outcome.findings for request, outcome in zip(asked, gated, strict=True)}
    limits = {request: badness(outcome.findings) for request, outcome in zip(asked, gated, strict=True)}

    def accept(request: MTRequest, hypothesis: Hypothesis) -> bool:
        found = judge(request.text, hypothesis, request.source, request.target, model=signature.model)
        verdicts[request, hypothesis.text] = found
        return badness(found) <= limits[request]

    found = [outcome.hypotheses for outcome in gated]
    enforced = enforcer.put_in(engine, asked, found, hits, options, accept)
    named = with_names(engine, [(r, own, e.hypothesis) for r, own, e in zip(asked, hits, enforced, strict=True)], accept)
    final = with_numbers(list(zip(asked, named, strict=True)), accept)
    return [
        Draft(hypothesis, signature, outcome.terms, verdicts[request, hypothesis.text])
        for request, outcome, hypothesis in zip(asked, enforced, final, strict=True)
    ]

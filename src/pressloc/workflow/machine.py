"""The machine part of the way: engine, gate with its retries, enforcement of terms, for many sentences at once."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from pressloc.model import Finding, TermHit, TermResult
from pressloc.mt.retry import gated_translate
from pressloc.ports import DecodingOptions, Engine, Hypothesis, MTRequest
from pressloc.terms.recognise import Recogniser


@frozen
class Sentence:
    """A request with the terms recognised in its text."""

    request: MTRequest
    hits: tuple[TermHit, ...] = ()


@frozen
class Draft:
    """A machine translation: the hypothesis, what became of the terms, what the gate found, what made it."""

    hypothesis: Hypothesis
    signature: str
    terms: tuple[TermResult, ...] = ()
    findings: tuple[Finding, ...] = ()


def translate_sentences(
    engine: Engine, recogniser: Recogniser, sentences: Sequence[Sentence], options: DecodingOptions
) -> list[Draft]:
    """A draft for each sentence, in order. Raises EngineError."""
    gated = gated_translate(engine, [s.request for s in sentences], options)
    return [Draft(g.best, f"{g.signature} {g.step}".rstrip(), (), g.findings) for g in gated]

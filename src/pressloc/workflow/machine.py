"""The machine part of the way: engine, enforcement of terms, gate with its retries, for many sentences at once."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from pressloc.model import Finding, TermHit, TermResult
from pressloc.ports import DecodingOptions, Engine, Hypothesis, MTRequest
from pressloc.terms.recognise import Recogniser


@frozen
class Sentence:
    """A request with the terms recognised in its text."""

    request: MTRequest
    hits: tuple[TermHit, ...] = ()


@frozen
class Draft:
    """A machine translation: the hypothesis, what became of the terms, what the gate found."""

    hypothesis: Hypothesis
    terms: tuple[TermResult, ...] = ()
    findings: tuple[Finding, ...] = ()


def translate_sentences(
    engine: Engine, recogniser: Recogniser, sentences: Sequence[Sentence], options: DecodingOptions
) -> list[Draft]:
    """A draft for each sentence, in order. Raises EngineError."""
    hypotheses = engine.translate([s.request for s in sentences], options)
    return [Draft(found[0]) for found in hypotheses]

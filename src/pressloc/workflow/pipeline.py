"""The way of a segment to its target: copy, memory, or machine with terms enforced and the output judged.

Stages are called for many segments at once, so that the engine always has full batches; what goes in and comes out
are plain values. Only the loaded model and lexicons live longer than a call.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs
from attrs import define, field, frozen

from pressloc.locale.cells import lone_number
from pressloc.model import (
    ConceptKind,
    Lang,
    Origin,
    Segment,
    Suggestion,
    TermHit,
    TermResult,
    TermVerdict,
    UnitKind,
)
from pressloc.mt.codes import Plain, restore_codes, strip_codes
from pressloc.mt.gate import judge
from pressloc.mt.retry import STEPS, Step
from pressloc.mt.router import make_router
from pressloc.ports import CheckContext, DecodingOptions, Engine, MTRequest
from pressloc.store.database import Store
from pressloc.terms.enforce import Enforcer
from pressloc.terms.recognise import Recogniser, top_level
from pressloc.terms.verify import ArticleState, verify_with_state
from pressloc.text.scripts import is_translatable
from pressloc.workflow.casing import all_caps, sentence_case
from pressloc.workflow.checking import check_segment, mention_findings, polish
from pressloc.workflow.machine import Draft, Sentence, translate_sentences
from pressloc.workflow.phrasebook import look_up, translate_contact
from pressloc.workflow.project import Settings
from pressloc.workflow.protect import Protected, protect
from pressloc.workflow.recall import recall_all
from pressloc.workflow.termbase import open_termbase

_TITLES = (UnitKind.HEADING, UnitKind.TITLE)
_GATE_TWINS = {  # a check that says again what the gate has said already
    "numbers": "mt-number",
    "dates": "mt-number",
    "untranslated": "mt-copied",
    "wrong-script": "mt-script",
    "inline-codes": "mt-code",
    "repeated-word": "mt-repetition",
    "empty": "mt-empty",
}


@frozen
class Job:
    """A segment to bring into `target`; `article` groups segments whose terms must agree."""

    segment: Segment
    target: Lang
    article: str = ""


@define
class RunMemory:
    """What a run remembers between batches, by article and target language: persons named in full, terms chosen,
    bodies introduced."""

    known: dict[tuple[str, Lang], frozenset[str]] = field(factory=dict)
    states: dict[tuple[str, Lang], ArticleState] = field(factory=dict)
    introduced: dict[tuple[str, Lang], frozenset[str]] = field(factory=dict)


@frozen
class Prepared:
    """A job with its plain text and the terms in it; `known` are the persons that the article named before."""

    job: Job
    plain: Plain
    hits: tuple[TermHit, ...]
    known: frozenset[str]


@frozen
class Guarded:
    """A job as an engine gets it: its text without what a machine must not touch, and the terms there."""

    safe: Protected
    hits: tuple[TermHit, ...]


@frozen(eq=False)
class Pipeline:
    """Everything loaded that a segment needs on its way. `suggest` may be called many times.

    `retries` are the ways in which output that fails the gate is tried again; without any it is flagged at once.
    """

    engine: Engine
    recogniser: Recogniser
    options: DecodingOptions = DecodingOptions()
    retries: tuple[Step, ...] = STEPS

    def suggest(
        self, jobs: Sequence[Job], *, store: Store | None = None, memory: RunMemory | None = None
    ) -> list[Suggestion]:
        """A suggestion for each job, in order; `store` lends its translation memory.

        Jobs of one article should come in document order; `memory` carries the article's state from call to call.
        Raises EngineError, StoreError.
        """
        run = memory or RunMemory()
        prepared = [self._prepare(job, run) for job in jobs]
        drafts = [_copied(item) for item in prepared]
        if store is not None:
            _recall(store, prepared, drafts)
        for n, item in enumerate(prepared):
            if drafts[n] is None and not item.plain.anchors:
                drafts[n] = _furniture(item)
        self._translate(prepared, drafts)
        return [self._finish(item, draft, run) for item, draft in zip(prepared, drafts, strict=True) if draft]

    def _prepare(self, job: Job, run: RunMemory) -> Prepared:
        plain = strip_codes(job.segment.text, job.segment.codes)
        key = (job.article, job.target)
        known = run.known.get(key, frozenset())
        hits = self.recogniser.find(plain.text, job.segment.lang, known=known)
        persons = {h.concept for h in hits if self.recogniser.termbase[h.concept].kind == ConceptKind.PERSON}
        if persons:
            run.known[key] = known | persons
        return Prepared(job, plain, hits, known)

    def _guard(self, item: Prepared) -> Guarded:
        segment = item.job.segment
        safe = protect(segment.text, segment.codes, segment.lang, item.job.target)
        if safe.plain.text == item.plain.text:
            return Guarded(safe, item.hits)
        return Guarded(safe, self.recogniser.find(safe.plain.text, segment.lang, known=item.known))

    def _translate(self, prepared: Sequence[Prepared], drafts: list[Suggestion | None]) -> None:
        """Fill the gaps of `drafts` by machine; equal sentences are translated once."""
        waiting: dict[MTRequest, list[int]] = {}
        guarded: dict[int, Guarded] = {}
        for n, (item, draft) in enumerate(zip(prepared, drafts, strict=True)):
            if draft is None:
                heading = item.job.segment.kind in _TITLES
                guarded[n] = own = self._guard(item)
                text = own.safe.plain.text
                text = sentence_case(text, own.hits) if all_caps(text) else text
                request = MTRequest(text, item.job.segment.lang, item.job.target, heading=heading)
                waiting.setdefault(request, []).append(n)
        if not waiting:
            return
        sentences = [Sentence(request, guarded[ns[0]].hits) for request, ns in waiting.items()]
        aligned = any(own.safe.plain.anchors or own.hits for own in guarded.values())
        options = attrs.evolve(self.options, attention=aligned)  # costs time, serves codes and terms only
        made = translate_sentences(self.engine, Enforcer(self.recogniser), sentences, options, retries=self.retries)
        for outcome, ns in zip(made, waiting.values(), strict=True):
            for n in ns:
                drafts[n] = _suggestion(prepared[n], guarded[n].safe, outcome)

    def _finish(self, item: Prepared, draft: Suggestion, run: RunMemory) -> Suggestion:
        """Judge the terms and run the checks on what now stands in the target."""
        key = (item.job.article, item.job.target)
        segment = item.job.segment
        introduced = run.introduced.get(key, frozenset())
        if draft.origin == Origin.COPY:
            context = CheckContext(segment, draft.text, item.job.target, (), segment.codes)
            _, run.introduced[key] = mention_findings(context, self.recogniser, introduced)
            return attrs.evolve(draft, terms=_own_terms(item.hits))
        if draft.origin == Origin.MT:
            draft = attrs.evolve(draft, text=polish(CheckContext(segment, draft.text, item.job.target, (), segment.codes)))
        target = strip_codes(draft.text, segment.codes).text
        results, run.states[key] = verify_with_state(
            item.hits, target, item.job.target, self.recogniser, source=item.plain.text, state=run.states.get(key)
        )
        steps = {(r.concept, r.source): r.step for r in draft.terms}
        results = tuple(attrs.evolve(r, step=steps.get((r.concept, r.source), "")) for r in results)
        context = CheckContext(segment, draft.text, item.job.target, item.hits, segment.codes)
        said = {f.check for f in draft.findings}
        found = check_segment(context, results, self.recogniser.termbase)
        early, run.introduced[key] = mention_findings(context, self.recogniser, introduced)
        findings = [f for f in (*found, *early) if _GATE_TWINS.get(f.check) not in said]
        return attrs.evolve(draft, terms=results, findings=(*draft.findings, *findings))


def _copied(item: Prepared) -> Suggestion | None:
    segment = item.job.segment
    if segment.lang == item.job.target or not is_translatable(item.plain.text):
        number = None if item.plain.anchors else lone_number(segment.text, segment.lang, item.job.target)
        return Suggestion(number or segment.text, Origin.COPY, signature="copy")
    return None


def _furniture(item: Prepared) -> Suggestion | None:
    """A line of the built-in phrasebook, or a contact line whose labels are in it."""
    source, target = item.job.segment.lang, item.job.target
    found = look_up(item.plain.text, source, target) or translate_contact(item.plain.text, source, target)
    return None if found is None else Suggestion(found, Origin.TM, 100, "tm:phrasebook")


def _own_terms(hits: Sequence[TermHit]) -> tuple[TermResult, ...]:
    """Terms of a copied segment: they stand there as they stood."""
    return tuple(
        TermResult(h.concept, h.text, (h.text,), h.text, TermVerdict.OK, start=h.start, end=h.end) for h in top_level(hits)
    )


def _recall(store: Store, prepared: Sequence[Prepared], drafts: list[Suggestion | None]) -> None:
    for target in {item.job.target for item in prepared}:
        open_ = [n for n, item in enumerate(prepared) if drafts[n] is None and item.job.target == target]
        found = recall_all(store, [prepared[n].job.segment for n in open_], target)
        for n, suggestion in zip(open_, found, strict=True):
            drafts[n] = suggestion


def _suggestion(item: Prepared, safe: Protected, draft: Draft) -> Suggestion:
    """Codes back in their places, and the last judgement of the gate on all that was done to the sentence."""
    segment = item.job.segment
    hypothesis = draft.hypothesis
    if all_caps(item.plain.text):
        hypothesis = attrs.evolve(hypothesis, text=hypothesis.text.upper())
    restored = restore_codes(safe.plain, hypothesis, safe.codes)
    if restored.text == draft.hypothesis.text and safe.plain.text == segment.text:
        findings = draft.findings  # nothing was done to it since
    else:
        findings = judge(
            safe.plain.text, hypothesis, segment.lang, item.job.target, model=draft.signature.model,
            coded=safe.text, restored=restored,
        )  # fmt: skip
    return Suggestion(
        safe.unwrapped(restored.text), Origin.MT, 0, str(draft.signature), draft.hypothesis.score, draft.terms, findings
    )


def open_pipeline(
    settings: Settings, *, root: Path, engine: str | None = None, model: str | None = None
) -> Pipeline:
    """Load the engine (default: the project's) and the termbase. Raises UsageError, EngineError, InputError."""
    mt = settings.mt
    named = engine or model  # who names one on the command line wants that and no other
    loaded = make_router(
        {} if named else mt.directions,
        engine=engine or mt.engine,
        model=model or (mt.model if engine in (None, mt.engine) else None),
        pivot=mt.pivot,
        settings=mt.settings,
    )
    return Pipeline(loaded, Recogniser(open_termbase(settings, root)), DecodingOptions(beam=mt.beam))

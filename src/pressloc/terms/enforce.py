"""Enforcement: the office's terms in a machine translation, in the form the sentence needs, over any engine.

A cascade, each step for the sentences that the step before left wanting, each as one batch over all of them:

1. model:  the request carries target-lemma annotations (an engine trained with them follows; others ignore them);
2. nbest:  of eight hypotheses, one that has the terms and is about as likely as the best;
3. swap:   the words that the source term attends to give way to the term in each licensed form; the engine scores
           the results and the likeliest stays, unless the sentence becomes too unlikely;
4. prefix: the translation is decoded anew behind each form of the term, so that the rest can adapt;
5. flag:   nothing fitted; the text stays, the result says what was expected.

Constraints on one surface form fail in inflected languages (46 % of a constrained Czech system's errors were
agreement errors: Jon et al. 2021), hence forms, licences and scores instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from pressloc.model import ConceptKind, Lang, TermHit, TermResult, TermVerdict
from pressloc.ports import DecodingOptions, Engine, Hypothesis, MTRequest, TermRequest
from pressloc.terms.align import aligned_span, proportional_span
from pressloc.terms.expected import TargetForm, slot_cases, target_forms, target_terms
from pressloc.terms.recognise import Recogniser, top_level
from pressloc.terms.slots import case_before
from pressloc.terms.swap import Candidate, candidates
from pressloc.terms.verify import is_soft, verify

_ENOUGH, _HOPELESS = 3, 0.67
_FAILED = (TermVerdict.MISSING, TermVerdict.FORBIDDEN)


@frozen
class EnforceOptions:
    """Thresholds, in nats of mean log-probability per token that a sentence may lose to a step.

    `common` bounds swaps and prefixes for common single words (`meeting`, which may rightly be rendered by a
    synonym), `proper` for names, bodies, abbreviations and terms of several words, where the wrong name is worse
    than a clumsy sentence. `variants` bounds the forms tried for one term, `rounds` the terms repaired in one
    sentence.
    """

    annotate: bool = True
    n_best: int = 8
    nbest_margin: float = 0.15
    common: float = 0.15
    proper: float = 0.6
    variants: int = 14
    prefixes: int = 4
    rounds: int = 6


@frozen
class Enforced:
    """A translation after enforcement. Each result's `step` tells what put the term there ("model", "nbest",
    "swap", "prefix"), or "flag" where it is missing still."""

    hypothesis: Hypothesis
    terms: tuple[TermResult, ...] = ()


@frozen
class _Work:
    """A sentence on its way through the cascade; `steps` maps a hit's index to the step that settled it."""

    request: MTRequest
    hits: tuple[TermHit, ...]
    hypothesis: Hypothesis
    results: tuple[TermResult, ...]
    base: float = 0.0
    steps: Mapping[str, str] = field(factory=dict)
    tried: frozenset[str] = frozenset()

    def failing(self) -> tuple[TermResult, ...]:
        """Results still to be repaired, without those given up. None in a sentence that has most of its terms
        wrong: that is no translation of the source, and terms would not make it one."""
        if len(self.hits) >= _ENOUGH and self.failures() > _HOPELESS * len(self.hits):
            return ()
        return tuple(r for r in self.results if r.status in _FAILED and r.concept not in self.tried)

    def failures(self) -> int:
        """How many terms are missing or forbidden."""
        return sum(r.status in _FAILED for r in self.results)


_Plan = tuple[TermResult, list[Candidate]]


@frozen(eq=False)
class Enforcer:
    """Enforces the terms of a recogniser's termbase on the output of any engine."""

    recogniser: Recogniser
    options: EnforceOptions = EnforceOptions()

    def translate(
        self, engine: Engine, requests: Sequence[MTRequest], hits: Sequence[Sequence[TermHit]],
        options: DecodingOptions,
    ) -> list[Enforced]:
        """Translate `requests`, whose recognised source terms are `hits` (one sequence a request, offsets in its
        text), and put the terms in. Steps that the engine cannot do (`can_score`, `can_prefix`) are left out.
        Raises EngineError as the engine does.
        """
        kept = [tuple(top_level(h for h in own if not is_soft(h))) for own in hits]
        asked = [self._annotated(r, own) for r, own in zip(requests, kept, strict=True)]
        found = engine.translate(asked, options)
        works = [
            self._judged(_Work(request, own, hypotheses[0], ()), hypotheses[0], "model")
            for request, own, hypotheses in zip(asked, kept, found, strict=True)
        ]
        works = self._nbest(engine, works, options)
        if engine.can_score:
            works = self._swaps(engine, works)
            if engine.can_prefix:
                works = self._prefixes(engine, works, options)
        return [self._finished(work, own) for work, own in zip(works, hits, strict=True)]

    # --- judging -----------------------------------------------------------------------------------------------

    def _annotated(self, request: MTRequest, hits: Sequence[TermHit]) -> MTRequest:
        if not self.options.annotate:
            return request
        wanted = []
        for hit in hits:
            terms = target_terms(self.recogniser.termbase[hit.concept], hit, request.target)
            if terms:
                wanted.append(TermRequest(hit.start, hit.end, terms[0].text, hit.concept))
        return evolve(request, terms=tuple(wanted))

    def _verify(self, work: _Work, text: str) -> tuple[TermResult, ...]:
        return verify(work.hits, text, work.request.target, self.recogniser, source=work.request.text)

    def _judged(self, work: _Work, hypothesis: Hypothesis, step: str) -> _Work:
        """`work` with a new hypothesis; terms that it settles are credited to `step`."""
        results = self._verify(work, hypothesis.text)
        steps = dict(work.steps)
        for result in results:
            if result.status not in _FAILED:
                steps.setdefault(result.concept, step)
            else:
                steps.pop(result.concept, None)
        return evolve(work, hypothesis=hypothesis, results=results, steps=steps)

    def _finished(self, work: _Work, hits: Sequence[TermHit]) -> Enforced:
        """Results for all hits, phrases too, with the steps."""
        results = verify(hits, work.hypothesis.text, work.request.target, self.recogniser, source=work.request.text)
        known = {hit.concept for hit in work.hits}
        marked = tuple(
            evolve(r, step="flag" if r.status in _FAILED else work.steps.get(r.concept, "model"))
            if r.concept in known else r
            for r in results
        )
        return Enforced(work.hypothesis, marked)

    # --- step 2: n-best ----------------------------------------------------------------------------------------

    def _nbest(self, engine: Engine, works: list[_Work], options: DecodingOptions) -> list[_Work]:
        at = [i for i, work in enumerate(works) if work.failing()]
        if not at:
            return works
        wide = evolve(options, n_best=self.options.n_best, beam=max(options.beam, self.options.n_best), attention=True)
        offered = engine.translate([works[i].request for i in at], wide)
        works = list(works)
        for i, hypotheses in zip(at, offered, strict=True):
            works[i] = self._best_of(works[i], hypotheses)
        return works

    def _best_of(self, work: _Work, hypotheses: Sequence[Hypothesis]) -> _Work:
        """The hypothesis with the fewest failures among those about as likely as the best; equal ones: the likelier."""
        top = max((h.score for h in hypotheses if h.score is not None), default=None)
        best = None
        for hypothesis in hypotheses:
            if top is not None and hypothesis.score is not None and hypothesis.score < top - self.options.nbest_margin:
                continue
            judged = self._judged(work, hypothesis, "nbest")
            if best is None or judged.failures() < best.failures():
                best = judged
        if best is None:
            return work
        if best.failures() >= work.failures():  # keep the base text, but with attention where that is the same text
            same = next((h for h in hypotheses if h.text == work.hypothesis.text), None)
            return evolve(work, hypothesis=same) if same is not None else best if best.failures() == work.failures() else work
        return best

    # --- step 3: swap ------------------------------------------------------------------------------------------

    def _swaps(self, engine: Engine, works: list[_Work]) -> list[_Work]:
        works = list(works)
        for _ in range(self.options.rounds):
            plans = {i: plan for i, work in enumerate(works) if (plan := self._plan(work)) is not None}
            if not plans:
                return works
            self._score_round(engine, works, plans)
        return works

    def _plan(self, work: _Work) -> _Plan | None:
        """The next term to repair and the texts to try (none when no place was found)."""
        failing = work.failing()
        if not failing:
            return None
        result = failing[0]
        hit = next(h for h in work.hits if h.concept == result.concept)
        span = self._place(work, result, hit)
        if span is None:
            return result, []
        forms = self._forms(work, hit, self.options.variants)
        return result, [
            c for c in candidates(work.hypothesis.text, *span, forms, work.request.target)
            if self._improves(work, result, c.text)
        ]

    def _place(self, work: _Work, result: TermResult, hit: TermHit) -> tuple[int, int] | None:
        """Where the term belongs: what stands there in a wrong form, else what attends to the source term. Places
        that overlap another term's are refused."""
        if result.start >= 0:
            return result.start, result.end
        span = aligned_span(work.hypothesis, hit.start, hit.end, work.request.target)
        if span is None:
            return None
        for other in work.results:
            if other.concept != result.concept and other.start < span[1] and other.end > span[0] and other.start >= 0:
                return None
        text = work.hypothesis.text[slice(*span)]
        return None if any(c.isdigit() for c in text) and not any(c.isdigit() for c in hit.text) else span

    def _forms(self, work: _Work, hit: TermHit, limit: int) -> tuple[TargetForm, ...]:
        lang: Lang = work.request.target
        cases = slot_cases(hit, case_before(work.request.text, hit.start, hit.lang), lang)
        return target_forms(self.recogniser.termbase[hit.concept], hit, lang, cases, limit)

    def _improves(self, work: _Work, result: TermResult, text: str) -> bool:
        """Whether `text` repairs `result`, harms no other term and says none twice."""
        after = self._verify(work, text)
        if sum(r.status in _FAILED for r in after) >= work.failures():
            return False
        if any(r.concept == result.concept and r.status in _FAILED for r in after):
            return False
        in_source = sum(h.concept == result.concept for h in work.hits)
        return self._count(text, result.concept, work) <= max(in_source, 1)

    def _count(self, text: str, concept: str, work: _Work) -> int:
        return len(top_level(self.recogniser.occurrences(text, work.request.target, frozenset({concept}))))

    def _score_round(self, engine: Engine, works: list[_Work], plans: Mapping[int, _Plan]) -> None:
        """Score every candidate of every planned sentence in one call; take the likeliest that costs little."""
        requests: list[MTRequest] = []
        texts: list[str] = []
        for i, (_, tries) in plans.items():
            if tries:
                requests += [works[i].request] * (len(tries) + 1)
                texts += [works[i].hypothesis.text, *(c.text for c in tries)]
        scores = iter(engine.score(requests, texts)) if texts else iter(())
        for i, (result, tries) in plans.items():
            base = next(scores) if tries else 0.0
            scored = [Hypothesis(c.text, score=next(scores)) for c in tries]
            works[i] = self._chosen(evolve(works[i], base=base), result, scored, "swap")

    def _chosen(self, work: _Work, result: TermResult, offered: Sequence[Hypothesis], step: str) -> _Work:
        """The likeliest of `offered` when it costs no more than the margin; else the term counts as tried."""
        best = max(offered, key=lambda h: h.score or 0.0, default=None)
        if best is None or work.base - (best.score or 0.0) > self._margin(work, result):
            return evolve(work, tried=work.tried | {result.concept})
        return evolve(self._judged(work, best, step), base=best.score or 0.0)

    def _margin(self, work: _Work, result: TermResult) -> float:
        concept = self.recogniser.termbase[result.concept]
        hit = next(h for h in work.hits if h.concept == result.concept)
        named = concept.kind in (ConceptKind.PERSON, ConceptKind.PLACE, ConceptKind.ORGANISATION)
        weighty = named or hit.term.abbreviation or " " in hit.term.text or result.status == TermVerdict.FORBIDDEN
        return self.options.proper if weighty else self.options.common

    # --- step 4: prefix ----------------------------------------------------------------------------------------

    def _prefixes(self, engine: Engine, works: list[_Work], options: DecodingOptions) -> list[_Work]:
        works = [evolve(work, tried=frozenset()) for work in works]
        narrow = evolve(options, beam=2, n_best=1, attention=False)
        at = [i for i, work in enumerate(works) if work.failing()]
        for i, score in zip(at, _scores(engine, [works[i] for i in at]), strict=True):
            works[i] = evolve(works[i], base=score)
        for _ in range(self.options.rounds):
            plans = {i: self._beginnings(works[i]) for i in at if works[i].failing()}
            if not plans:
                break
            flat = [(i, c) for i, (_, tries) in plans.items() for c in tries]
            requests = [evolve(works[i].request, prefix=c.prefix) for i, c in flat]
            decoded = engine.translate(requests, narrow) if requests else []
            offered: dict[int, list[Hypothesis]] = {i: [] for i in plans}
            for (i, _), hypotheses in zip(flat, decoded, strict=True):
                if hypotheses[0].score is not None and self._improves(works[i], plans[i][0], hypotheses[0].text):
                    offered[i].append(hypotheses[0])
            for i, found in offered.items():
                works[i] = self._chosen(works[i], plans[i][0], found, "prefix")
        return works

    def _beginnings(self, work: _Work) -> _Plan:
        """The next missing term with a few texts whose beginning, up to the term, is to be completed."""
        result = work.failing()[0]
        hit = next(h for h in work.hits if h.concept == result.concept)
        text = work.hypothesis.text
        span = self._place(work, result, hit) or proportional_span(
            work.request.text, text, hit.start, hit.end, work.request.target
        )
        if span is None:
            return result, []
        forms = self._forms(work, hit, self.options.prefixes)
        return result, list(candidates(text, *span, forms, work.request.target))


def _scores(engine: Engine, works: Sequence[_Work]) -> list[float]:
    return engine.score([w.request for w in works], [w.hypothesis.text for w in works]) if works else []

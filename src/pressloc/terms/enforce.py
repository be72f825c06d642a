"""Enforcement: the office's terms in a machine translation, in the form the sentence needs, over any engine.

A cascade, each step for the sentences that the step before left wanting, each as one batch over all of them:

1. model:  the request carries target-lemma annotations (an engine trained with them follows; others ignore them);
2. nbest:  of the hypotheses of the search, then of a second one without annotations, one that has more of the terms
           and is about as likely as the best;
3. swap:   the words that the source term attends to give way to the term in each likely form; the engine scores the
           results and the likeliest stays, unless the sentence becomes too unlikely;
4. prefix: the translation is decoded anew behind the likeliest forms of the term, so that the rest can adapt;
5. flag:   nothing fitted; the text stays, the result says what was expected.

Last, words that do not go together are put in order (`mend`).

Constraints on one surface form fail in inflected languages (46 % of a constrained Czech system's errors were
agreement errors: Jon et al. 2021), hence forms, slots and scores instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from pressloc.model import TermHit, TermResult
from pressloc.ports import DecodingOptions, Engine, Hypothesis, MTRequest, TermRequest
from pressloc.terms.expected import target_terms
from pressloc.terms.judging import FAILED, Accept, Judge, Work, weighed
from pressloc.terms.mend import Mender
from pressloc.terms.recognise import Recogniser, top_level
from pressloc.terms.repair import Margins, Repairer
from pressloc.terms.swap import Candidate
from pressloc.terms.verify import is_soft


@frozen
class EnforceOptions:
    """Thresholds and widths of the cascade.

    `nbest_margin` is in nats of mean log-probability per token: how far a hypothesis may be from the best of its
    search, `form_margin` where only the form of a term is better; `margins` say what a repair may cost,
    `concord` what words that go together may. `variants` forms of a term are
    scored, `prefixes` decoded; `rounds` bounds the terms repaired in one sentence.
    """

    annotate: bool = True
    nbest_margin: float = 0.3
    form_margin: float = 0.1
    margins: Margins = Margins(once=4.0, token=0.2, weight=1.8)
    concord: Margins = Margins(once=6.0, token=0.2, weight=1.0)
    variants: int = 3
    prefixes: int = 2
    rounds: int = 6


@frozen
class Enforced:
    """A translation after enforcement. Each result's `step` tells what put the term there ("model", "nbest",
    "swap", "prefix"), or "flag" where it is missing still."""

    hypothesis: Hypothesis
    terms: tuple[TermResult, ...] = ()


@frozen(eq=False)
class Enforcer:
    """Enforces the terms of a recogniser's termbase on the output of any engine."""

    recogniser: Recogniser
    options: EnforceOptions = EnforceOptions()
    _judge: Judge = field(init=False, repr=False)
    _repair: Repairer = field(init=False, repr=False)
    _mend: Mender = field(init=False, repr=False)

    @_judge.default
    def _make_judge(self) -> Judge:
        return Judge(self.recogniser)

    @_repair.default
    def _make_repairer(self) -> Repairer:
        return Repairer(self._judge, self.options.margins, self.options.variants, self.options.prefixes)

    @_mend.default
    def _make_mender(self) -> Mender:
        return Mender(self._judge, self.options.concord, self.options.rounds)

    def translate(
        self, engine: Engine, requests: Sequence[MTRequest], hits: Sequence[Sequence[TermHit]], options: DecodingOptions
    ) -> list[Enforced]:
        """Translate `requests`, whose recognised source terms are `hits` (one sequence a request, offsets in its
        text), and put the terms in. Raises EngineError as the engine does.
        """
        asked = self.annotated(requests, hits)
        return self.put_in(engine, asked, engine.translate(asked, self.search(engine, options)), hits, options)

    def search(self, engine: Engine, options: DecodingOptions) -> DecodingOptions:
        """The options of the search that `put_in` starts from: the whole beam, which costs an engine nothing that
        searches itself, and attention."""
        width = max(options.beam, options.n_best) if engine.can_score else options.n_best
        return evolve(options, n_best=width, attention=True)

    def annotated(
        self, requests: Sequence[MTRequest], hits: Sequence[Sequence[TermHit]]
    ) -> list[MTRequest]:
        """The requests with the terms that they should use."""
        if not self.options.annotate:
            return list(requests)
        return [self._annotated(r, _firm(own)) for r, own in zip(requests, hits, strict=True)]

    def put_in(
        self, engine: Engine, requests: Sequence[MTRequest], found: Sequence[Sequence[Hypothesis]],
        hits: Sequence[Sequence[TermHit]], options: DecodingOptions, accept: Accept = lambda *_: True,
    ) -> list[Enforced]:
        """Put the terms `hits` into translations `found` of `requests` (hypotheses of a search as `search` says, the
        chosen one first). What replaces a chosen one has passed `accept`. Steps that the engine cannot do
        (`can_score`, `can_prefix`) are left out. Raises EngineError.
        """  # fmt: skip
        works = [self._started(request, _firm(own), hypotheses, accept)
                 for request, own, hypotheses in zip(requests, hits, found, strict=True)]
        if engine.can_score:
            works = self._searched(engine, works, options, accept)
            works = weighed(engine, works, [i for i, work in enumerate(works) if work.failing()])
            works = self._swapped(engine, works, accept)
            if engine.can_prefix:
                works = self._prefixed(engine, works, options, accept)
            works = self._mend.mended(engine, works, accept)
        return [self._finished(work, own) for work, own in zip(works, hits, strict=True)]

    def _annotated(self, request: MTRequest, hits: Sequence[TermHit]) -> MTRequest:
        wanted = []
        for hit in hits:
            terms = target_terms(self.recogniser.termbase[hit.concept], hit, request.target)
            if terms:
                wanted.append(TermRequest(hit.start, hit.end, terms[0].text, hit.concept))
        return evolve(request, terms=tuple(wanted))

    def _finished(self, work: Work, hits: Sequence[TermHit]) -> Enforced:
        """Results for all hits, phrases too, with the steps."""
        results = work.results if len(hits) == len(work.hits) else self._judge.results(work, work.hypothesis.text, hits)
        known = {hit.concept for hit in work.hits}
        marked = tuple(
            evolve(r, step="flag" if r.status in FAILED else work.steps.get(r.concept, "model"))
            if r.concept in known else r
            for r in results
        )
        return Enforced(work.hypothesis, marked)

    # --- step 2: n-best ----------------------------------------------------------------------------------------

    def _started(
        self, request: MTRequest, hits: tuple[TermHit, ...], hypotheses: Sequence[Hypothesis], accept: Accept
    ) -> Work:
        first = hypotheses[0]
        work = self._judge.judged(Work(request, hits, first, base=first.score), first, "model")
        if work.failing():
            return self._best_of(work, hypotheses[1:], first.score, self.options.nbest_margin, accept)
        if self._judge.strange(work):
            return self._best_of(work, hypotheses[1:], first.score, self.options.form_margin, accept)
        return work

    def _searched(
        self, engine: Engine, works: Sequence[Work], options: DecodingOptions, accept: Accept
    ) -> list[Work]:
        """A second search for sentences that lack terms, without the lemmas in the source: they can lead it astray."""
        at = [i for i, work in enumerate(works) if work.failing() and work.request.terms]
        bare = [evolve(works[i].request, terms=()) for i in at]
        narrow = self.search(engine, evolve(options, beam=min(2, options.beam)))
        result = list(works)
        for i, hypotheses in zip(at, engine.translate(bare, narrow) if at else (), strict=True):
            better = self._best_of(
                works[i], hypotheses, hypotheses[0].score, self.options.nbest_margin, accept
            )
            # scores of a search without the lemmas say nothing about the request with them
            result[i] = evolve(better, base=None) if better.hypothesis is not works[i].hypothesis else works[i]
        return result

    def _best_of(
        self, work: Work, hypotheses: Sequence[Hypothesis], top: float | None, margin: float, accept: Accept
    ) -> Work:
        """The hypothesis with the fewest failures of those within `margin` of `top`; of equal ones that with the
        fewest terms in a strange slot, then the likelier."""
        best, rank = work, (work.failures(), self._judge.strange(work))
        for hypothesis in hypotheses:
            if top is not None and hypothesis.score is not None and hypothesis.score < top - margin:
                continue
            judged = self._judge.judged(work, hypothesis, "nbest")
            if judged.failures() > rank[0]:
                continue
            own = (judged.failures(), self._judge.strange(judged))
            if own < rank and accept(work.request, hypothesis):
                best, rank = evolve(judged, base=hypothesis.score), own
        return best

    # --- step 3: swap ------------------------------------------------------------------------------------------

    def _swapped(self, engine: Engine, works: Sequence[Work], accept: Accept) -> list[Work]:
        done = list(works)
        for _ in range(self.options.rounds):
            plans = {i: (failing[0], self._repair.swaps(work, failing[0]))
                     for i, work in enumerate(done) if (failing := work.failing())}
            if not plans:
                break
            self._score_round(engine, done, plans, accept)
        return done

    def _score_round(
        self, engine: Engine, works: list[Work], plans: Mapping[int, tuple[TermResult, list[Candidate]]], accept: Accept
    ) -> None:
        """Score every candidate of every planned sentence in one call; take the likeliest that costs little."""
        flat = [(i, c) for i, (_, tries) in plans.items() for c in tries]
        scores = engine.score([works[i].request for i, _ in flat], [c.text for _, c in flat]) if flat else []
        scored: dict[int, list[tuple[float, Candidate]]] = {i: [] for i in plans}
        for (i, candidate), score in zip(flat, scores, strict=True):
            scored[i].append((score, candidate))
        for i, (result, _) in plans.items():
            ranked = sorted(scored[i], key=lambda pair: -pair[0])
            forms = tuple(dict.fromkeys(candidate.form for _, candidate in ranked))
            work = evolve(works[i], ranked={**works[i].ranked, result.concept: forms}) if forms else works[i]
            offered = [candidate.replacing(work.hypothesis, score) for score, candidate in ranked]
            works[i] = self._chosen(work, result, offered, "swap", accept)

    def _chosen(
        self, work: Work, result: TermResult, offered: Sequence[Hypothesis], step: str, accept: Accept
    ) -> Work:
        """The likeliest of `offered` that costs no more than the margin and is accepted; without one the term counts
        as tried."""
        margin = self._repair.margin(work, result)
        for hypothesis in sorted(offered, key=lambda h: -(h.score or 0.0)):
            if (work.base or 0.0) - (hypothesis.score or 0.0) > margin:
                break
            if accept(work.request, hypothesis):
                return evolve(self._judge.judged(work, hypothesis, step), base=hypothesis.score)
        return evolve(work, tried=work.tried | {result.concept})

    # --- step 4: prefix ----------------------------------------------------------------------------------------

    def _prefixed(
        self, engine: Engine, works: Sequence[Work], options: DecodingOptions, accept: Accept
    ) -> list[Work]:
        done = [evolve(work, tried=frozenset()) for work in works]
        narrow = evolve(options, beam=1, n_best=1, attention=True)
        for _ in range(self.options.rounds):
            plans = {i: (failing[0], self._repair.beginnings(work, failing[0]))
                     for i, work in enumerate(done) if (failing := work.failing())}
            if not plans:
                break
            flat = [(i, c) for i, (_, tries) in plans.items() for c in tries]
            decoded = engine.translate([evolve(done[i].request, prefix=c.prefix) for i, c in flat], narrow) if flat else []
            offered: dict[int, list[Hypothesis]] = {i: [] for i in plans}
            for (i, _), hypotheses in zip(flat, decoded, strict=True):
                if hypotheses[0].score is not None and self._judge.improves(done[i], plans[i][0], hypotheses[0].text):
                    offered[i].append(hypotheses[0])
            for i, own in offered.items():
                done[i] = self._chosen(done[i], plans[i][0], own, "prefix", accept)
        return done


def _firm(hits: Sequence[TermHit]) -> tuple[TermHit, ...]:
    """The hits to enforce: outer ones, no set phrases."""
    return tuple(top_level(hit for hit in hits if not is_soft(hit)))

"""A sentence on its way through enforcement, and the judgement of what a change does to its terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, field, frozen

from pressloc.model import TermHit, TermResult, TermVerdict
from pressloc.ports import Engine, Hypothesis, MTRequest
from pressloc.terms.agreement import Disagreement, disagreements
from pressloc.terms.expected import TargetForm
from pressloc.terms.place import strange_slot
from pressloc.terms.recognise import Recogniser, top_level
from pressloc.terms.verify import verify

FAILED = (TermVerdict.MISSING, TermVerdict.FORBIDDEN)
Accept = Callable[[MTRequest, Hypothesis], bool]
"""Whether a hypothesis may take the place of the one that the search gave."""

_ENOUGH, _HOPELESS = 3, 0.67


@frozen
class Work:
    """A sentence on its way through the cascade.

    `base` is the score of the hypothesis under the request (None: not known yet), `steps` the step that settled a
    concept, `tried` the concepts given up, `ranked` the forms of a concept that were scored, the likeliest first.
    """

    request: MTRequest
    hits: tuple[TermHit, ...]
    hypothesis: Hypothesis
    results: tuple[TermResult, ...] = ()
    base: float | None = None
    steps: Mapping[str, str] = field(factory=dict)
    tried: frozenset[str] = frozenset()
    ranked: Mapping[str, tuple[TargetForm, ...]] = field(factory=dict)

    def failing(self) -> tuple[TermResult, ...]:
        """Results still to be repaired, without those given up. None in a sentence that has most of its terms
        wrong: that is no translation of the source, and terms would not make it one."""
        if len(self.hits) >= _ENOUGH and self.failures() > _HOPELESS * len(self.hits):
            return ()
        return tuple(r for r in self.results if r.status in FAILED and r.concept not in self.tried)

    def failures(self) -> int:
        """How many terms are missing or forbidden."""
        return sum(r.status in FAILED for r in self.results)

    def hit(self, result: TermResult) -> TermHit:
        """The first hit that `result` speaks of."""
        return next(h for h in self.hits if h.concept == result.concept)


@frozen(eq=False)
class Judge:
    """Judges translations by the terms of a recogniser's termbase."""

    recogniser: Recogniser

    def results(self, work: Work, text: str, hits: Sequence[TermHit] | None = None) -> tuple[TermResult, ...]:
        """What becomes of the sentence's terms (or of `hits`) in `text`."""
        return verify(work.hits if hits is None else hits, text, work.request.target, self.recogniser, source=work.request.text)

    def judged(self, work: Work, hypothesis: Hypothesis, step: str) -> Work:
        """`work` with a new hypothesis; terms that it settles are credited to `step`."""
        results = self.results(work, hypothesis.text)
        steps = dict(work.steps)
        for result in results:
            if result.status not in FAILED:
                steps.setdefault(result.concept, step)
            else:
                steps.pop(result.concept, None)
        return evolve(work, hypothesis=hypothesis, results=results, steps=steps)

    def disagreements(self, work: Work) -> tuple[Disagreement, ...]:
        """The words of a translation that do not go together, by place."""
        concepts = [self.recogniser.termbase[concept] for concept in dict.fromkeys(hit.concept for hit in work.hits)]
        return disagreements(work.hypothesis.text, work.request.target, concepts)

    def strange(self, work: Work) -> int:
        """How many terms stand in a strange slot (see `place.strange_slot`)."""
        lang, text = work.request.target, work.hypothesis.text
        there = {r.concept: r for r in work.results if r.status not in FAILED and r.start >= 0}
        if not there:
            return 0
        strange = set()
        for hit in self.recogniser.occurrences(text, lang, frozenset(there)):
            result = there[hit.concept]
            if (hit.start, hit.end) == (result.start, result.end) and strange_slot(
                work.hit(result), work.request.text, hit.forms, lang
            ):
                strange.add(hit.concept)
        return len(strange)

    def improves(self, work: Work, result: TermResult, text: str) -> bool:
        """Whether `text` repairs `result`, harms no other term and says none twice."""
        after = self.results(work, text)
        if sum(r.status in FAILED for r in after) >= work.failures():
            return False
        if any(r.concept == result.concept and r.status in FAILED for r in after):
            return False
        said = top_level(self.recogniser.occurrences(text, work.request.target, frozenset({result.concept})))
        return len(said) <= max(1, sum(h.concept == result.concept for h in work.hits))


def weighed(engine: Engine, works: Sequence[Work], at: Sequence[int]) -> list[Work]:
    """`works` with the score, under the request, of the texts of those `at` that have none."""
    missing = [i for i in at if works[i].base is None]
    texts = [works[i].hypothesis.text for i in missing]
    scores = engine.score([works[i].request for i in missing], texts) if missing else []
    result = list(works)
    for i, score in zip(missing, scores, strict=True):
        result[i] = evolve(works[i], base=score)
    return result

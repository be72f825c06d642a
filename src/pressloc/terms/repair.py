"""Texts that would put a missing term into a translation: where it belongs, in which forms, and how much it may cost."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from pressloc.model import ConceptKind, TermHit, TermResult, TermVerdict
from pressloc.terms.align import aligned_span, insertion_point, proportional_span
from pressloc.terms.expected import TargetForm, slot_cases, target_forms
from pressloc.terms.judging import Judge, Work
from pressloc.terms.place import by_slot, slots_at
from pressloc.terms.slots import case_before
from pressloc.terms.swap import Candidate, candidates

_ALL_FORMS = 28  # seven cases, two numbers, with and without possession


@frozen
class Margins:
    """What a repair may cost, in nats of log-probability: `once` for the term itself, of which the model did not
    think, and `token` more for each token of a sentence that it makes less likely. `weight` is how much more of both
    a name, a body, an abbreviation or a term of several words may cost: there the wrong name is worse than a clumsy
    sentence, while a common single word (`meeting`) may rightly be rendered by a synonym.
    """

    once: float
    token: float
    weight: float

    def bound(self, tokens: int, *, weighty: bool) -> float:
        """The largest loss of mean log-probability per token for a sentence of `tokens`."""
        return (self.token + self.once / max(1, tokens)) * (self.weight if weighty else 1.0)


@frozen(eq=False)
class Repairer:
    """Plans repairs of a sentence's first failing term. `variants` bounds the forms that are scored for one term,
    `prefixes` those behind which a translation is decoded anew at one place."""

    judge: Judge
    margins: Margins
    variants: int
    prefixes: int

    def swaps(self, work: Work, result: TermResult) -> list[Candidate]:
        """The text with the words that the source term went to replaced by the term in each likely form; only
        texts that are better for the terms. None where no place is found."""
        hit = work.hit(result)
        span = self.place(work, result, hit)
        if span is None:
            return []
        forms = self._forms(work, hit, span, self.variants)
        found = candidates(work.hypothesis.text, *span, forms, work.request.target)
        return [c for c in found if self.judge.improves(work, result, c.text)]

    def beginnings(self, work: Work, result: TermResult) -> list[Candidate]:
        """Texts whose beginning, up to the term, is to be completed: the term in place of what the source term
        went to; where nothing is, put in between (without attention: at the relative
        place)."""
        hit, lang, text = work.hit(result), work.request.target, work.hypothesis.text
        found: dict[str, Candidate] = {}
        for body, span in self._spots(work, result, hit):
            ranked = work.ranked.get(result.concept) if body == text else None
            # a gap has no words whose slot would tell the form: the source's slot does
            forms = (ranked or self._forms(work, hit, span, self.prefixes))[: self.prefixes if body == text else 1]
            for candidate in candidates(body, *span, forms, lang):
                found.setdefault(candidate.prefix, candidate)
        return list(found.values())

    def place(self, work: Work, result: TermResult, hit: TermHit) -> tuple[int, int] | None:
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

    def margin(self, work: Work, result: TermResult) -> float:
        """What the repair of `result` may cost."""
        concept, hit = self.judge.recogniser.termbase[result.concept], work.hit(result)
        named = concept.kind in (ConceptKind.PERSON, ConceptKind.PLACE, ConceptKind.ORGANISATION)
        weighty = named or hit.term.abbreviation or " " in hit.term.text or result.status == TermVerdict.FORBIDDEN
        return self.margins.bound(len(work.hypothesis.tokens), weighty=weighty)

    def _spots(self, work: Work, result: TermResult, hit: TermHit) -> Iterator[tuple[str, tuple[int, int]]]:
        """The text, opened where nothing stands for the term, and the place in it: one or none."""
        text, lang = work.hypothesis.text, work.request.target
        span = self.place(work, result, hit)
        if span is not None:
            yield text, span
            return
        point = insertion_point(work.hypothesis, hit.start, hit.end)
        if point is not None:
            yield _opened(text, point)
            return
        span = proportional_span(work.request.text, text, hit.start, hit.end, lang)
        if span is not None:
            yield text, span

    def _forms(self, work: Work, hit: TermHit, span: tuple[int, int], limit: int) -> tuple[TargetForm, ...]:
        lang = work.request.target
        cases = slot_cases(hit, case_before(work.request.text, hit.start, hit.lang), lang)
        forms = target_forms(self.judge.recogniser.termbase[hit.concept], hit, lang, cases, _ALL_FORMS)
        return by_slot(forms, slots_at(work.hypothesis.text, *span, lang), limit)


def _opened(text: str, point: int) -> tuple[str, tuple[int, int]]:
    """`text` with a gap for a word at `point`, and the gap's place."""
    before, after = text[:point], text[point:]
    before += "" if not before or before[-1] in " «“\"(" else " "
    after = f" {after}" if after[:1].isalnum() else after
    return before + after, (len(before), len(before))

"""Words of a translation that do not go together put in order: each way to mend them is scored, the likeliest stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from pressloc.ports import Engine
from pressloc.terms.agreement import Disagreement
from pressloc.terms.judging import Accept, Judge, Work, weighed
from pressloc.terms.repair import Margins
from pressloc.terms.swap import replaced


@frozen
class _Option:
    """A text in which `words` stand for the wrong ones, and its score."""

    score: float
    text: str
    words: str


@frozen(eq=False)
class Mender:
    """Mends disagreements. `margins` say what that may cost, `rounds` bounds the places mended in one sentence."""

    judge: Judge
    margins: Margins
    rounds: int

    def mended(self, engine: Engine, works: Sequence[Work], accept: Accept) -> list[Work]:
        """`works` with one place of each sentence mended a round. What cannot be mended without harm to terms, or makes
        the sentence too unlikely, stays as it is."""
        done, left = list(works), [0] * len(works)
        plans: dict[int, Disagreement] = {}
        for turn in range(self.rounds):
            open_ = list(plans) if turn else range(len(done))  # what had nothing to mend has not changed since
            plans = {}
            for i in open_:
                wrong = self.judge.disagreements(done[i])
                if len(wrong) > left[i]:
                    plans[i] = wrong[left[i]]
            if not plans:
                break
            done = weighed(engine, done, list(plans))
            for i, options in self._scored(engine, done, plans).items():
                mended = self._likeliest(done[i], plans[i], options, accept)
                left[i] += mended is None
                done[i] = mended or done[i]
        return done

    def _scored(
        self, engine: Engine, works: Sequence[Work], plans: dict[int, Disagreement]
    ) -> dict[int, list[_Option]]:
        flat = [(i, words) for i, wrong in plans.items() for words in (wrong.corrected, *wrong.others)]
        texts = [_put(works[i].hypothesis.text, plans[i], words) for i, words in flat]
        scores = engine.score([works[i].request for i, _ in flat], texts)
        found: dict[int, list[_Option]] = {i: [] for i in plans}
        for (i, words), text, score in zip(flat, texts, scores, strict=True):
            found[i].append(_Option(score, text, words))
        return found

    def _likeliest(self, work: Work, wrong: Disagreement, options: Iterable[_Option], accept: Accept) -> Work | None:
        """The likeliest way that costs no more than the margin and harms no term; one that leaves fewer terms in a
        strange slot (the singular for a plural) goes before it."""
        least = (work.base or 0.0) - self.margins.bound(len(work.hypothesis.tokens), weighty=False)
        tries: list[tuple[int, float, Work]] = []
        for option in options:
            new = (wrong.start, wrong.start + len(option.words))
            hypothesis = replaced(work.hypothesis, option.text, (wrong.start, wrong.end), new, option.score)
            judged = self.judge.judged(work, hypothesis, "model")
            if option.score >= least and judged.failures() <= work.failures():
                tries.append((self.judge.strange(judged), -option.score, evolve(judged, base=option.score)))
        ranked = [judged for _, _, judged in sorted(tries, key=lambda item: item[:2])]
        return next((judged for judged in ranked if accept(work.request, judged.hypothesis)), None)


def _put(text: str, wrong: Disagreement, words: str) -> str:
    return text[: wrong.start] + words + text[wrong.end :]

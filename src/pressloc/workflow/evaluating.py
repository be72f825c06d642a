"""`models eval`: the whole pipeline on test sets, with term success and gate rate beside chrF++ and BLEU."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

from pressloc.model import Lang, Segment, TermVerdict
from pressloc.mt.training.evaluate import Direction, evaluate
from pressloc.workflow.pipeline import Job, Pipeline

_RIGHT = (TermVerdict.OK, TermVerdict.INFLECTED)


def evaluate_pipeline(
    pipeline: Pipeline, sets: Sequence[Path], *, directions: Sequence[tuple[Lang, Lang]] = (), limit: int = 0,
    report: Callable[[str], None] = print,
) -> list[Direction]:  # fmt: skip
    """Scores per set and direction. `extra` has `terms` (share of source terms found right in the target, of all
    that were recognised) and `gate` (share of segments that the gate flags after its retries). Raises InputError,
    EngineError.
    """
    extras: list[dict[str, float]] = []

    def translate(texts: Sequence[str], source: Lang, target: Lang) -> list[str]:
        jobs = [Job(Segment(f"{n}:1", str(n), text, 0, len(text), source), target, str(n)) for n, text in enumerate(texts)]
        made = pipeline.suggest(jobs)
        results = [r for s in made for r in s.terms]
        flagged = sum(any(f.check.startswith("mt-") for f in s.findings) for s in made)
        right = sum(r.status in _RIGHT for r in results)
        extras.append({"terms": right / len(results) if results else 1.0, "gate": flagged / len(made)})
        return [s.text for s in made]

    found = evaluate(translate, sets, directions=directions, limit=limit, report=report)
    return [attrs.evolve(one, extra=extra) for one, extra in zip(found, extras, strict=True)]

"""The night job: every segment without a translation, across all articles, in batches that are durable one by one.

Killed at any moment, the next run goes on where this one stopped: what a batch wrote is committed as a whole, and
what has a text, a human's above all, is never chosen again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
from attrs import frozen

from pressloc.model import Lang, Origin, State, Suggestion, severity_rank
from pressloc.model import Severity as _Severity
from pressloc.store import articles, targets
from pressloc.store.database import Store
from pressloc.store.records import SegmentRow
from pressloc.workflow.pipeline import Job, Pipeline
from pressloc.workflow.project import no_article

BATCH = 64  # segments a transaction: keeps the engine full, and little is lost when it is killed
WHO = "pressloc"


@frozen
class Pending:
    """A segment to translate into `lang`; `words` of its source."""

    article: str
    row: SegmentRow
    lang: Lang

    @property
    def words(self) -> int:
        return len(self.row.text.split())


@frozen
class Report:
    """How many segments were done, by origin; `flagged` have a finding of weight, `skipped` got a text meanwhile."""

    done: int = 0
    tm: int = 0
    mt: int = 0
    copy: int = 0
    flagged: int = 0
    skipped: int = 0

    def as_json(self) -> dict[str, object]:
        return {"schema": "pressloc/pretranslate/1", **attrs.asdict(self)}


NOTHING = Report()


def pending(store: Store, names: Sequence[str] = ()) -> list[Pending]:
    """What is to be done for the articles `names` (default: all), article by article. Raises UsageError."""
    work: list[Pending] = []
    with store.begin() as connection:
        known = {article.name: article for article in articles.all_articles(connection)}
        missing = [name for name in names if name not in known]
        if missing:
            raise no_article(missing[0], known)
        for name in names or known:
            article = known[name]
            rows = {row.id: row for row in articles.segments(connection, article.id)}
            for lang in article.targets:
                ids = targets.untranslated(connection, article.id, lang)
                work += [Pending(name, rows[segment_id], lang) for segment_id in ids]
    return work


def run(store: Store, pipeline: Pipeline, work: Sequence[Pending], advance: Callable[[int], None]) -> Report:
    """Translate `work` batch by batch; `advance` hears the words done. Raises EngineError, StoreError."""
    report = Report()
    for start in range(0, len(work), BATCH):
        batch = _still_open(store, work[start : start + BATCH])
        report = attrs.evolve(report, skipped=report.skipped + len(work[start : start + BATCH]) - len(batch))
        jobs = [Job(articles.as_segment(item.row), item.lang) for item in batch]
        suggestions = pipeline.suggest(jobs, store=store)
        report = _write(store, batch, suggestions, report)
        advance(sum(item.words for item in work[start : start + BATCH]))
    return report


def _still_open(store: Store, batch: Sequence[Pending]) -> list[Pending]:
    """Without what another job or a reviewer has done since the work was listed."""
    with store.begin() as connection:
        found = [targets.target(connection, item.row.id, item.lang) for item in batch]
    return [item for item, target in zip(batch, found, strict=True) if (not target.text or target.stale) and not target.draft]


def _write(store: Store, batch: Sequence[Pending], suggestions: Sequence[Suggestion], report: Report) -> Report:
    counts = attrs.asdict(report)
    with store.begin() as connection:
        for item, suggestion in zip(batch, suggestions, strict=True):
            current = targets.target(connection, item.row.id, item.lang)
            human = current.origin == Origin.HUMAN or current.state in (State.REVIEWED, State.FINAL)
            if human or current.draft or (current.text and not current.stale):
                counts["skipped"] += 1
                continue
            flagged = any(severity_rank(f.severity) >= severity_rank(_Severity.MAJOR) for f in suggestion.findings)
            new = attrs.evolve(
                current, text=suggestion.text, origin=suggestion.origin, match=suggestion.match,
                signature=suggestion.signature, score=suggestion.score, machine_text=suggestion.text,
                terms=suggestion.terms, findings=suggestion.findings, stale=False,
                state=State.INITIAL if flagged else State.TRANSLATED,
            )  # fmt: skip
            try:
                targets.write(connection, new, action="pretranslate", who=WHO)
            except targets.RevisionConflict:  # a reviewer was faster
                counts["skipped"] += 1
                continue
            counts["done"] += 1
            counts["flagged"] += flagged
            counts[str(suggestion.origin)] = counts.get(str(suggestion.origin), 0) + 1
    return Report(**{name: counts[name] for name in attrs.asdict(report)})

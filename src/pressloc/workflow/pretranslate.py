"""The night job: every segment without a translation, across all articles, in batches that are durable one by one.

Killed at any moment, the next run goes on where this one stopped: what a batch wrote is committed as a whole, and
what has a text, a human's above all, is never chosen again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
from attrs import frozen
from sqlalchemy import Connection

from pressloc.model import Lang, Origin, State, Suggestion
from pressloc.mt.gate import fails
from pressloc.store import articles, targets
from pressloc.store.database import Store
from pressloc.store.records import SegmentRow, TargetRow
from pressloc.workflow.pipeline import Job, Pipeline, RunMemory
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
    report, memory = Report(), RunMemory()
    for start in range(0, len(work), BATCH):
        listed = work[start : start + BATCH]
        batch = _still_open(store, listed)
        report = attrs.evolve(report, skipped=report.skipped + len(listed) - len(batch))
        jobs = [Job(articles.as_segment(item.row), item.lang, item.article) for item in batch]
        suggestions = pipeline.suggest(jobs, store=store, memory=memory)
        report = _write(store, batch, suggestions, report)
        advance(sum(item.words for item in listed))
    return report


def _still_open(store: Store, batch: Sequence[Pending]) -> list[Pending]:
    """Without what another job or a reviewer has done since the work was listed."""
    with store.begin() as connection:
        return [item for item in batch if _is_open(connection, targets.target(connection, item.row.id, item.lang))]


def _is_open(connection: Connection, target: TargetRow) -> bool:
    """Whether a machine may write here: no human's text or draft, nothing translated that is not stale."""
    human = target.origin == Origin.HUMAN or target.state in (State.REVIEWED, State.FINAL)
    free = not human and (not target.text or target.stale)
    return free and not targets.has_draft(connection, target.segment_id, target.lang)


def _write(store: Store, batch: Sequence[Pending], suggestions: Sequence[Suggestion], report: Report) -> Report:
    counts = attrs.asdict(report)
    with store.begin() as connection:
        for item, suggestion in zip(batch, suggestions, strict=True):
            current = targets.target(connection, item.row.id, item.lang)
            if not _is_open(connection, current):
                counts["skipped"] += 1
                continue
            flagged = fails(suggestion.findings)
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
            counts[str(suggestion.origin)] += 1
    return Report(**counts)

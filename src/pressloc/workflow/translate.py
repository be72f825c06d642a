"""Translating files without a project: read, translate all segments into all targets in one go, put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from pressloc.model import Lang, Segment, Suggestion, TermVerdict
from pressloc.store.database import Store
from pressloc.workflow.documents import Loaded, assemble, export_remarks
from pressloc.workflow.forms import segment_json
from pressloc.workflow.pipeline import Job, Pipeline, RunMemory

BATCH = 128  # segments handed to the pipeline at once: keeps the engine full, and progress moves


@frozen
class Target:
    """One file in one target language: its bytes and what became of each segment."""

    lang: Lang
    data: bytes
    segments: tuple[tuple[Segment, Suggestion], ...]
    warnings: tuple[str, ...] = ()


@frozen
class Translated:
    """A file with its targets."""

    loaded: Loaded
    targets: tuple[Target, ...]


@frozen
class Summary:
    """What happened to one target: segments by origin, terms by status, terms that enforcement put in, findings."""

    origins: Counter[str]
    terms: Counter[str]
    forced: int
    findings: Counter[str]


def word_count(files: Sequence[Loaded], targets: Sequence[Lang]) -> int:
    """Source words × targets: the unit of progress."""
    return sum(len(s.text.split()) for f in files for s in f.segments) * len(targets)


def translate_files(
    files: Sequence[Loaded],
    targets: Sequence[Lang],
    pipeline: Pipeline,
    advance: Callable[[int], None],
    *,
    store: Store | None = None,
) -> list[Translated]:
    """Translate `files` into `targets`; `advance` hears the words done. Batches run across files and languages.

    With `store` (inside a project) its translation memory is used. Raises EngineError, StoreError.
    """
    jobs = [Job(segment, lang, file.name) for file in files for lang in targets for segment in file.segments]
    suggestions: list[Suggestion] = []
    memory = RunMemory()
    for start in range(0, len(jobs), BATCH):
        batch = jobs[start : start + BATCH]
        suggestions += pipeline.suggest(batch, store=store, memory=memory)
        advance(sum(len(job.segment.text.split()) for job in batch))
    done = iter(suggestions)
    return [
        Translated(file, tuple(_target(file, lang, [next(done) for _ in file.segments]) for lang in targets))
        for file in files
    ]


def _target(file: Loaded, lang: Lang, suggestions: Sequence[Suggestion]) -> Target:
    texts = {s.id: suggestion.text for s, suggestion in zip(file.segments, suggestions, strict=True)}
    units = assemble(file.document, file.segments, texts)
    data = file.filter.write(file.document, units, lang)
    pairs = tuple(zip(file.segments, suggestions, strict=True))
    return Target(lang, data, pairs, export_remarks(file.document, units, data, file.filter))


def summarise(target: Target) -> Summary:
    """Counts over the segments of a target."""
    results = [result for _, suggestion in target.segments for result in suggestion.terms]
    return Summary(
        Counter(str(suggestion.origin) for _, suggestion in target.segments),
        Counter(str(result.status) for result in results),
        sum(result.step in ("nbest", "swap", "prefix") and result.status in (TermVerdict.OK, TermVerdict.INFLECTED) for result in results),
        Counter(str(finding.severity) for _, suggestion in target.segments for finding in suggestion.findings),
    )


def as_json(results: Sequence[Translated], paths: dict[tuple[str, Lang], Path]) -> dict[str, Any]:
    """The contract's `pressloc/translate/1` document; `path` is null where nothing was written."""
    return {
        "schema": "pressloc/translate/1",
        "files": [
            {
                "file": result.loaded.name,
                "targets": [
                    {
                        "lang": target.lang,
                        "path": str(path) if (path := paths.get((result.loaded.name, target.lang))) else None,
                        "segments": [segment_json(s, suggestion) for s, suggestion in target.segments],
                    }
                    for target in result.targets
                ],
            }
            for result in results
        ],
    }

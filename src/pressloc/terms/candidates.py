"""Candidates for hits, and which of those that overlap stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pressloc.model import Term


class Candidate(NamedTuple):
    """A designation that may stand at `[start:end)` of the source; `slots` as in `lexicon.FORMS`, a lower `rank` wins."""

    start: int
    end: int
    concept: str
    term: Term
    slots: tuple[int, ...]
    rank: tuple[int, ...]


def resolve(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One candidate a span; of crossing spans the longer (the earlier of equals); nested ones stay unless they name
    the concept of the longer hit again."""
    best: dict[tuple[int, int], Candidate] = {}
    for candidate in candidates:
        span = candidate[:2]
        if span not in best or candidate.rank < best[span].rank:
            best[span] = candidate
    kept: list[Candidate] = []
    for cluster in _clusters(sorted(best.values(), key=_by_start)):
        chosen: list[Candidate] = []
        for candidate in sorted(cluster, key=_by_length) if len(cluster) > 1 else cluster:
            if all(_compatible(candidate, other) for other in chosen):
                chosen.append(candidate)
        kept += sorted(chosen, key=_by_start) if len(chosen) > 1 else chosen
    return kept


def _by_start(candidate: Candidate) -> tuple[int, int]:
    return candidate.start, -candidate.end


def _by_length(candidate: Candidate) -> tuple[int, int]:
    return candidate.start - candidate.end, candidate.start


def _clusters(candidates: Sequence[Candidate]) -> Iterable[Sequence[Candidate]]:
    """Runs of candidates (by start) that hang together by overlaps; nothing crosses from one run to another."""
    first = end = 0
    for at, candidate in enumerate(candidates):
        if candidate.start >= end and at > first:
            yield candidates[first:at]
            first = at
        end = max(end, candidate.end)
    if candidates:
        yield candidates[first:]


def _compatible(candidate: Candidate, longer: Candidate) -> bool:
    if candidate.end <= longer.start or candidate.start >= longer.end:
        return True
    inside = candidate.start >= longer.start and candidate.end <= longer.end
    return inside and candidate.concept != longer.concept

"""How a session goes: segments and words an hour, and how much of the drafts had to change."""

from __future__ import annotations

import attrs
from attrs import frozen
from rapidfuzz.distance import Levenshtein


@frozen
class Session:
    """Counts since `began` (seconds of a monotonic clock). `edited` sums shares of characters changed, 0 to 1."""

    began: float
    segments: int = 0
    words: int = 0
    machine: int = 0
    edited: float = 0.0
    untouched: int = 0

    def confirmed(self, source: str, machine: str | None, final: str) -> Session:
        """The session after one more segment; `machine` is what was proposed first, None for none."""
        counted = attrs.evolve(self, segments=self.segments + 1, words=self.words + len(source.split()))
        if not machine:
            return counted
        distance = edit_share(machine, final)
        return attrs.evolve(
            counted, machine=self.machine + 1, edited=self.edited + distance, untouched=self.untouched + (distance == 0)
        )

    def per_hour(self, now: float) -> float:
        """Segments an hour, measured over at least a minute."""
        return self.segments * 3600 / max(60.0, now - self.began)

    def words_per_hour(self, now: float) -> float:
        """Source words an hour, measured over at least a minute."""
        return self.words * 3600 / max(60.0, now - self.began)

    @property
    def mean_edit(self) -> float:
        """Mean share of characters changed in segments that had a proposal, 0 to 1."""
        return self.edited / self.machine if self.machine else 0.0


def edit_share(before: str, after: str) -> float:
    """Levenshtein distance over the longer length: 0 = untouched, 1 = written anew."""
    return float(Levenshtein.normalized_distance(before, after))

"""Batches by token budget: sentences of like length together, so that little is padding."""

from __future__ import annotations

from collections.abc import Sequence


def token_batches(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Group indices of `lengths` (tokens) so that longest × count ≤ `budget` in each group, longest first.

    A sentence longer than the budget has a group of its own. Longest first lets parallel workers finish together.
    """
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    batches: list[list[int]] = []
    for index in order:
        # The first of a batch is its longest, so the padded size is known.
        if batches and lengths[batches[-1][0]] * (len(batches[-1]) + 1) <= budget:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches

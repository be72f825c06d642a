"""A sampled softmax: the frequent pieces, those of the batch, and a random sample of the rest, which stands for all of
the rest through its logits' offset. On a CPU the full softmax is a quarter of a step (Jean et al. 2015)."""

from __future__ import annotations

import math

import numpy as np
import torch
from attrs import frozen
from numpy.typing import NDArray
from torch import Tensor


@frozen
class Choice:
    """Chosen `rows` of the vocabulary in ascending order, the `offset` of each one's logit, and the gold tokens'
    places among them."""

    rows: Tensor
    offset: Tensor
    gold: Tensor


@frozen(eq=False)
class Shortlist:
    """`frequent` marks the pieces that are always scored; `sampled` is how many of the others a batch draws."""

    frequent: Tensor
    sampled: int

    @classmethod
    def of(cls, counts: NDArray[np.float64], frequent: int, sampled: int) -> Shortlist:
        """From weighted counts of pieces in the targets; `</s>` (id 2) is always scored."""
        marked = torch.zeros(len(counts), dtype=torch.bool)
        marked[torch.from_numpy(np.argsort(-counts, kind="stable")[:frequent].copy())] = True
        marked[2] = True
        return cls(marked, sampled)

    def choose(self, gold: Tensor, seed: int) -> Choice:
        """The rows for a batch's gold tokens (1-D), the same for the same seed."""
        inside = self.frequent.clone()
        inside[gold.cpu()] = True
        rest = (~inside).nonzero().squeeze(1)
        count = min(self.sampled, len(rest))
        picked = rest[torch.randperm(len(rest), generator=torch.Generator().manual_seed(seed))[:count]]
        offset = torch.zeros(len(inside))
        if count:
            offset[picked] = math.log(len(rest) / count)
        inside[picked] = True
        rows = inside.nonzero().squeeze(1)
        place = torch.zeros(len(inside), dtype=torch.long)
        place[rows] = torch.arange(len(rows))
        device = gold.device
        return Choice(rows.to(device), offset[rows].to(device), place[gold.cpu()].to(device))

"""One training step: parts of a batch go through the network on parallel threads, their gradients are summed.

Each thread computes alone (one OpenMP thread): on a machine shared with other work a part that waits for its core
delays one part, not every matrix product. Sums follow the order of the parts, so the result does not depend on which
thread finished first.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import torch
from attrs import frozen
from torch import Tensor

from pressloc.mt.training.batches import Batch
from pressloc.mt.training.loss import cross_entropy, guided_alignment
from pressloc.mt.training.network import PAD, Translator, seed_dropout
from pressloc.mt.training.shortlist import Shortlist


@frozen
class Part:
    """What one part of a step gave: gradients by parameter, and sums for the log."""

    gradients: tuple[Tensor, ...]
    nll: float
    tokens: int
    alignment: float


@frozen
class Losses:
    """Weights of the losses in a step: label `smoothing`, `guide` of guided alignment, `force` share of alignment forcing, `frozen` encoder layers; a
    `shortlist` for a sampled softmax, None for the full one."""

    smoothing: float
    guide: float
    force: float
    frozen: int
    shortlist: Shortlist | None = None


def forward(
    network: Translator, batch: Batch, losses: Losses, seed: int = 0
) -> tuple[Tensor, Tensor, Tensor]:
    """(smoothed cross entropy, nll, alignment loss), means over the batch's gold tokens and links."""
    memory, bias = network.encode(batch.source, losses.frozen)
    if batch.targets > 1:
        memory = memory.repeat(batch.targets, 1, 1)
        bias = None if bias is None else bias.repeat(batch.targets, 1, 1, 1)
    hidden, attentions = network.decode(batch.inputs, memory, bias, batch.links, losses.force)
    gold = batch.gold.reshape(-1)
    kept = (gold != PAD).nonzero().squeeze(1)
    states = hidden.reshape(-1, network.config.width)[kept]
    weight, offset, wanted = network.demb.weight, network.out_bias, gold[kept]
    if losses.shortlist is not None:
        choice = losses.shortlist.choose(wanted, seed)
        weight, wanted = weight[choice.rows], choice.gold
        offset = offset[choice.rows] + choice.offset.to(offset.dtype)
    loss, nll = cross_entropy(states, weight, offset, wanted, losses.smoothing)
    return loss, nll, guided_alignment(attentions, batch.links)


def compute(
    network: Translator, names: Sequence[str], batch: Batch, total: int, seed: int, losses: Losses
) -> Part:
    """Gradients of one part, weighted by its share of the step's `total` gold tokens."""
    seed_dropout(seed)
    parameters = dict(network.named_parameters())
    tokens = batch.tokens()
    loss, nll, alignment = forward(network, batch, losses, seed)
    objective = (loss + losses.guide * alignment) * (tokens / total)
    gradients = torch.autograd.grad(objective, [parameters[name] for name in names], allow_unused=True)
    filled = [
        torch.zeros_like(parameters[name]) if gradient is None else gradient
        for name, gradient in zip(names, gradients, strict=True)
    ]
    return Part(tuple(filled), float(nll.detach()) * tokens, tokens, float(alignment.detach()))


class Workers:
    """Threads that compute the parts of a step; a matrix product never spreads over them, so sums do not depend on them."""

    def __init__(self, threads: int) -> None:
        self.threads = max(1, threads)
        self._pool = ThreadPoolExecutor(self.threads, initializer=torch.set_num_threads, initargs=(1,))

    def gradients(
        self, network: Translator, names: Sequence[str], parts: Sequence[Batch], seed: int, losses: Losses
    ) -> tuple[dict[str, Tensor], Part]:
        """Summed gradients by name, and the sums of the log (`alignment` as a mean over parts)."""
        total = sum(part.tokens() for part in parts)
        jobs = [(part, total, seed * 1009 + number) for number, part in enumerate(parts)]

        def one(job: tuple[Batch, int, int]) -> Part:
            return compute(network, names, *job, losses)

        results = list(self._pool.map(one, jobs))
        summed = list(results[0].gradients)
        for result in results[1:]:
            torch._foreach_add_(summed, list(result.gradients))
        log = Part((), sum(r.nll for r in results), total, sum(r.alignment for r in results) / len(results))
        return dict(zip(names, summed, strict=True)), log

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()

"""Losses: label-smoothed cross entropy over a tied projection, and guided alignment.

The softmax over the whole vocabulary is the memory peak of training: logits are made, used and dropped chunk by
chunk, with gradients computed in the forward pass. `torch.compile` fuses the element-wise part where a C++ compiler
is at hand (three times faster on a CPU); the eager path gives the same numbers.
"""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

CHUNK = 1024


def _chunk_statistics(
    logits: Tensor, gold: Tensor, smoothing: float, scale: float
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Gradient of the smoothed loss without the gold term, summed nll, summed uniform loss, gradient's column sums."""
    scores, size = logits.float(), logits.shape[1]
    peak = scores.amax(-1, keepdim=True)
    powers = torch.exp(scores - peak)
    total = powers.sum(-1, keepdim=True)
    normaliser = total.log() + peak
    gradient = (powers / total - smoothing / size) * scale
    return (
        gradient.to(logits.dtype),
        (normaliser - scores.gather(1, gold[:, None])).sum(),
        (normaliser - scores.mean(-1, keepdim=True)).sum(),
        gradient.sum(0),
    )


@functools.cache
def _statistics(device: str) -> Callable[..., Any]:
    compilable = device == "cuda" or any(shutil.which(name) for name in ("g++", "clang++"))
    return torch.compile(_chunk_statistics, dynamic=True) if compilable else _chunk_statistics


class _FusedCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, hidden: Tensor, weight: Tensor, bias: Tensor, gold: Tensor, smoothing: float, count: int
    ) -> tuple[Tensor, Tensor]:
        statistics = _statistics(hidden.device.type)
        grad_hidden = torch.empty_like(hidden)
        grad_weight = torch.zeros(weight.shape, device=weight.device)
        grad_bias = torch.zeros(bias.shape, device=bias.device)
        nll = uniform = torch.zeros((), device=hidden.device)
        share = -(1 - smoothing) / count
        for start in range(0, hidden.shape[0], CHUNK):
            states, labels = hidden[start : start + CHUNK], gold[start : start + CHUNK]
            gradient, chunk_nll, chunk_uniform, column = statistics(
                F.linear(states, weight, bias), labels, smoothing, 1.0 / count
            )
            step = torch.full((len(labels), 1), share, dtype=gradient.dtype, device=gradient.device)
            gradient.scatter_add_(1, labels[:, None], step)
            grad_bias += column
            grad_bias.index_add_(0, labels, step[:, 0].float())
            grad_hidden[start : start + CHUNK] = gradient @ weight
            grad_weight += gradient.t() @ states
            nll, uniform = nll + chunk_nll, uniform + chunk_uniform
        ctx.save_for_backward(grad_hidden, grad_weight.to(weight.dtype), grad_bias.to(bias.dtype))
        return ((1 - smoothing) * nll + smoothing * uniform) / count, nll / count

    @staticmethod
    def backward(ctx: Any, grad: Tensor, _: Tensor) -> tuple[Tensor | None, ...]:
        hidden, weight, bias = ctx.saved_tensors
        return (
            hidden * grad.to(hidden.dtype),
            weight * grad.to(weight.dtype),
            bias * grad.to(bias.dtype),
            None,
            None,
            None,
        )


def cross_entropy(
    hidden: Tensor, weight: Tensor, bias: Tensor, gold: Tensor, smoothing: float
) -> tuple[Tensor, Tensor]:
    """(smoothed loss, nll), means in nats over the `gold` tokens; `hidden` is (tokens, width) without padding."""
    loss, nll = _FusedCrossEntropy.apply(hidden, weight, bias, gold, smoothing, max(1, len(gold)))
    return loss, nll


def guided_alignment(attentions: Sequence[Tensor], links: Tensor) -> Tensor:
    """Mean negative log of the attention mass that the guided heads put on a linked source span (nats).

    `attentions`: per decoder layer (batch, heads, target, source); `links`: (batch, target, 2), first and past-the-end
    source position of the token to be predicted, equal where there is no link (Chen et al. 2016). The lower half of
    the layers is taught where the token just read stands, the upper half where the next one does: the second
    builds on the first.
    """
    behind = torch.zeros_like(links)
    behind[:, 1:] = links[:, :-1]
    half = len(attentions) // 2
    losses = [_missed(a, behind if n < half else links) for n, a in enumerate(attentions)]
    return torch.stack(losses).mean()


def _missed(attention: Tensor, links: Tensor) -> Tensor:
    start, end = links[..., :1], links[..., 1:]
    known = (end > start).squeeze(-1)
    if not bool(known.any()):
        return torch.zeros((), device=links.device)
    place = torch.arange(attention.shape[-1], device=links.device)
    mass = (attention.float() * ((place >= start) & (place < end))[:, None]).sum(-1)
    return -(mass.clamp_min(1e-6).log() * known[:, None]).sum() / (known.sum() * attention.shape[1])

"""The trainer: a network with its optimiser, averaged weights and place in the data, one step at a time.

The device and number format follow the machine: CUDA with bfloat16; a CPU that multiplies bfloat16 natively
(AVX512-BF16 or AMX) with bfloat16 weights over float32 masters; any other CPU with float32.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import torch
from attrs import frozen
from torch import Tensor

from pressloc.mt.training.batches import Sampler
from pressloc.mt.training.network import Translator, encoder_parameters
from pressloc.mt.training.optimise import Group, Optimiser
from pressloc.mt.training.recipe import Schedule
from pressloc.mt.training.shortlist import Shortlist
from pressloc.mt.training.step import Losses, Workers


@frozen
class Device:
    """Where and in which number format to compute."""

    name: str
    dtype: torch.dtype
    threads: int


def best_device() -> Device:
    """CUDA if there is one; else the CPU, in bfloat16 where it has instructions for it."""
    if torch.cuda.is_available():
        return Device("cuda", torch.bfloat16, 1)
    try:
        native = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    except AttributeError:  # a torch without these probes
        native = False
    return Device("cpu", torch.bfloat16 if native else torch.float32, len(os.sched_getaffinity(0)))


def guide_weight(schedule: Schedule, step: int) -> float:
    """Weight of guided alignment at a step."""
    left = max(0.0, 1 - step / schedule.guide_steps) if schedule.guide_steps else 0.0
    return schedule.guide_floor + (schedule.guide - schedule.guide_floor) * left


def force_share(schedule: Schedule, step: int) -> float:
    """Share of alignment forcing at a step."""
    return schedule.force * max(0.0, 1 - step / schedule.force_steps) if schedule.force_steps else 0.0


def trained_names(network: Translator, frozen_layers: int) -> list[str]:
    """Parameters that get a gradient: all, or without the embeddings and lowest layers of the encoder."""
    if frozen_layers == 0:
        return [name for name, _ in network.named_parameters()]
    fixed = ("emb.", "pos.", "ln_e.", *(f"enc.{n}." for n in range(frozen_layers)))
    return [name for name, _ in network.named_parameters() if not name.startswith(fixed)]


def groups_of(network: Translator, schedule: Schedule) -> list[Group]:
    """Learning-rate groups: the decoder's matrices by Muon, its other parameters and the encoder's by AdamW."""
    shapes = {name: p.ndim for name, p in network.named_parameters()}
    names = trained_names(network, schedule.frozen)
    encoder = encoder_parameters(names)
    matrices = tuple(n for n in names if n.startswith("dec.") and shapes[n] == 2)
    rest = tuple(n for n in names if n not in encoder and n not in matrices)
    return [
        group
        for group in (
            Group(matrices, schedule.muon_rate, muon=True),
            Group(rest, schedule.rate, muon=False),
            Group(tuple(n for n in names if n in encoder), schedule.encoder_rate, muon=False),
        )
        if group.names
    ]


class Trainer:
    """A network with its optimiser, averaged weights and place in the data; `state()` and `load()` resume it."""

    def __init__(
        self, network: Translator, sampler: Sampler, schedule: Schedule, device: Device,
        groups: Sequence[Group] | None = None,
    ) -> None:  # fmt: skip
        self.network = network.to(device.name, device.dtype).train()
        self.sampler, self.schedule, self.device = sampler, schedule, device
        groups = groups_of(network, schedule) if groups is None else groups
        self.names = [name for group in groups for name in group.names]
        trained = frozenset(self.names)
        for name, parameter in network.named_parameters():
            parameter.requires_grad_(name in trained)
        self.optimiser = Optimiser(network, groups)
        self.average = {name: value.clone() for name, value in self.optimiser.masters.items()}
        self.workers = Workers(device.threads)
        counts = sampler.piece_counts(network.config.vocabulary)
        frequent, sampled = schedule.softmax_frequent, schedule.softmax_sampled
        self.shortlist = Shortlist.of(counts, frequent, sampled) if sampled else None
        self.step_count = self.tokens = 0
        self.spent = self.best = 0.0
        self.stale = 0
        self.position = (0, 0)

    def steps(self, factor: Callable[[int], float]) -> Iterator[tuple[float, float, int]]:
        """Train without end, yielding after each step (nll per token, alignment loss, tokens)."""
        stream = self.sampler.batches(self.position)
        while True:
            parts = []
            position = self.position
            for _ in range(self.schedule.parts):
                position, batch = next(stream)
                parts.append(batch.to(self.device.name))
            guide, force = (
                guide_weight(self.schedule, self.step_count),
                force_share(self.schedule, self.step_count),
            )
            losses = Losses(self.schedule.smoothing, guide, force, self.schedule.frozen, self.shortlist)
            gradients, log = self.workers.gradients(self.network, self.names, parts, self.step_count, losses)
            self.optimiser.step(gradients, factor(self.step_count))
            keep = min(self.schedule.average, (1 + self.step_count) / (10 + self.step_count))
            for name, value in self.optimiser.masters.items():
                self.average[name].lerp_(value, 1 - keep)
            self.step_count, self.tokens, self.position = (
                self.step_count + 1,
                self.tokens + log.tokens,
                position,
            )
            yield log.nll / log.tokens, log.alignment, log.tokens

    def weights(self) -> dict[str, Tensor]:
        """Averaged weights, with those that were not trained, float32 on the CPU."""
        whole = {name: p.detach().float().cpu() for name, p in self.network.named_parameters()}
        return {**whole, **{name: value.detach().cpu() for name, value in self.average.items()}}

    def state(self) -> dict[str, Any]:
        """All that a resumed run needs to go on as if it had not stopped."""
        fixed = {n: p.detach() for n, p in self.network.named_parameters() if n not in self.average}
        return {
            "optimiser": self.optimiser.state(), "average": self.average, "fixed": fixed, "step": self.step_count,
            "tokens": self.tokens, "spent": self.spent, "best": self.best, "stale": self.stale, "position": self.position,
        }  # fmt: skip

    def load(self, state: Mapping[str, Any]) -> None:
        """Continue from `state()`."""
        self.optimiser.load(state["optimiser"])
        parameters = dict(self.network.named_parameters())
        for name, value in state["fixed"].items():
            parameters[name].data.copy_(value)
        self.average = dict(state["average"])
        self.step_count, self.tokens, self.spent = state["step"], state["tokens"], state["spent"]
        self.best, self.stale, self.position = state["best"], state["stale"], tuple(state["position"])

"""The optimiser: Muon for the weight matrices of hidden layers, AdamW for everything else.

Muon (Jordan et al. 2024) replaces a matrix's momentum by its nearest orthogonal matrix, found with a few
Newton-Schulz steps; scaled to AdamW's update size (Liu et al. 2025) both share one learning rate. On this little
text it needs about half the tokens that AdamW needs. Weights may be bfloat16: both parts update float32 masters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from attrs import frozen
from torch import Tensor, nn

_COEFFICIENTS = (3.4445, -4.7750, 2.0315)  # quintic Newton-Schulz, Jordan et al. 2024
_STEPS = 5


def orthogonalise(matrices: Tensor) -> Tensor:
    """Approximate U·Vᵀ of each matrix in a batch (n, rows, columns), rows ≤ columns; singular values near 1.
    Works in the matrices' own number format: bfloat16 is enough, but slow on a CPU without instructions for it."""
    a, b, c = _COEFFICIENTS
    norms = matrices.flatten(1).norm(dim=1)[:, None, None]
    x = matrices / (norms + 1e-12)
    for _ in range(_STEPS):
        gram = x @ x.mT
        x = torch.baddbmm(x, (torch.baddbmm(gram, gram, gram, beta=b, alpha=c)), x, beta=a)
    return x


@frozen
class Group:
    """Parameters that share a learning rate. `muon` is for matrices of hidden layers."""

    names: tuple[str, ...]
    rate: float
    muon: bool


def square_blocks(matrix: Tensor) -> Tensor:
    """A fused or wide matrix as a batch of blocks of its shorter side: (blocks, side, side)."""
    rows, columns = matrix.shape
    if rows >= columns and rows % columns == 0:
        return matrix.view(rows // columns, columns, columns)
    if columns % rows == 0:
        return matrix.view(rows, columns // rows, rows).transpose(0, 1)
    return matrix[None] if rows <= columns else matrix.mT[None]


def join_blocks(blocks: Tensor, shape: torch.Size) -> Tensor:
    """The inverse of `square_blocks`."""
    rows, columns = shape
    if rows >= columns and rows % columns == 0:
        return blocks.reshape(rows, columns)
    if columns % rows == 0:
        return blocks.transpose(0, 1).reshape(rows, columns)
    return blocks[0] if rows <= columns else blocks[0].mT


class Optimiser:
    """Steps a network's parameters by groups. `decay` is decoupled weight decay, `clip` the largest gradient norm.

    Orthogonal updates are the costly part on a CPU and change slowly: each is used `REUSE` times.
    """

    REUSE = 4
    MOMENTUM = 0.95

    def __init__(
        self, network: nn.Module, groups: Sequence[Group], *, decay: float = 0.01, clip: float = 1.0
    ) -> None:
        self.groups, self.decay, self.clip, self.count = tuple(groups), decay, clip, 0
        parameters = dict(network.named_parameters())
        self.parameters = {name: parameters[name] for group in self.groups for name in group.names}
        self.masters = {name: p.detach().float().clone() for name, p in self.parameters.items()}
        self.momentum = {n: torch.zeros_like(self.masters[n]) for g in self.groups if g.muon for n in g.names}
        self.direction: dict[str, Tensor] = {}
        self._adam_groups = [group for group in self.groups if not group.muon]
        parts = [{"params": [self.masters[n] for n in g.names], "lr": g.rate} for g in self._adam_groups]
        nothing = [{"params": [torch.zeros(1)], "lr": 0.0}]  # AdamW refuses to be empty
        self._adam = torch.optim.AdamW(parts or nothing, betas=(0.9, 0.98), weight_decay=decay, fused=True)

    def step(self, gradients: Mapping[str, Tensor], factor: float) -> float:
        """One update with all rates times `factor`. Returns the gradient norm before clipping."""
        norm = float(torch.stack(torch._foreach_norm(list(gradients.values()))).float().norm())
        scale = min(1.0, self.clip / (norm + 1e-6))
        for group in self.groups:
            if group.muon:
                self._muon(group, gradients, group.rate * factor)
        for group, adam in zip(self._adam_groups, self._adam.param_groups, strict=False):
            adam["lr"] = group.rate * factor
            for name in group.names:
                self.masters[name].grad = gradients[name].float().mul_(scale)
        self._adam.step()
        self.count += 1
        for name, master in self.masters.items():
            master.grad = None
            self.parameters[name].data.copy_(master)
        return norm

    def _muon(self, group: Group, gradients: Mapping[str, Tensor], rate: float) -> None:
        for name in group.names:
            self.momentum[name].lerp_(gradients[name].float(), 1 - self.MOMENTUM)
        if self.count % self.REUSE == 0:
            self._orthogonal(group, gradients)
        for name in group.names:
            master, direction = self.masters[name], self.direction[name]
            side = min(master.shape)
            master.mul_(1 - rate * self.decay).sub_(direction, alpha=rate * 0.2 * side**0.5)

    def _orthogonal(self, group: Group, gradients: Mapping[str, Tensor]) -> None:
        """Renew `direction`: matrices of one block size go through Newton-Schulz as one batch."""
        sizes: dict[torch.Size, list[tuple[str, Tensor]]] = {}
        for name in group.names:
            ahead = torch.lerp(self.momentum[name], gradients[name].float(), 1 - self.MOMENTUM)  # Nesterov
            block = square_blocks(ahead)
            sizes.setdefault(block.shape[1:], []).append((name, block.to(gradients[name].dtype)))
        for members in sizes.values():
            results = orthogonalise(torch.cat([block for _, block in members]))
            for (name, _), result in zip(members, results.split([len(b) for _, b in members]), strict=True):
                self.direction[name] = join_blocks(result.float(), self.masters[name].shape)

    def state(self) -> dict[str, Any]:
        """Everything that a bit-equal resume needs."""
        return {
            "count": self.count,
            "masters": self.masters,
            "momentum": self.momentum,
            "direction": self.direction,
            "adam": self._adam.state_dict(),
        }

    def load(self, state: Mapping[str, Any]) -> None:
        """Take over `state()` of a network with the same parameters and groups."""
        self.count = state["count"]
        for name, value in state["masters"].items():
            self.masters[name].copy_(value)
            self.parameters[name].data.copy_(value)
        self.momentum, self.direction = dict(state["momentum"]), dict(state["direction"])
        self._adam.load_state_dict(state["adam"])

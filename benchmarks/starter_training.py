"""Target tokens a second of one training step, beside transformers' Marian of the same shape with AdamW.

    python benchmarks/starter_training.py [--steps 5]

Both train on the same random lines of 30 tokens in the number format that the machine is best at. Ours adds guided
alignment, forcing and Muon, and gives each source once for two targets; the peer sees each pair.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import torch

from pressloc.mt.training.batches import Batch
from pressloc.mt.training.network import NetworkConfig, Translator
from pressloc.mt.training.optimise import Optimiser
from pressloc.mt.training.recipe import Schedule
from pressloc.mt.training.shortlist import Shortlist
from pressloc.mt.training.step import Losses, Workers
from pressloc.mt.training.trainer import best_device, groups_of, trained_names

PIECES, TIME, LINES = 15672, 30, 26


def our_step(dtype: torch.dtype, threads: int) -> Callable[[], int]:
    """A step of the recipe: two parts of 13 sources with two targets each."""
    schedule = Schedule()
    network = Translator(NetworkConfig(PIECES, encoder_layers=6)).to(dtype).train()
    names = trained_names(network, schedule.frozen)
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(name in names)
    optimiser, workers = Optimiser(network, groups_of(network, schedule)), Workers(threads)
    counts = torch.arange(PIECES, 0, -1).double().numpy()
    shortlist = Shortlist.of(counts, schedule.softmax_frequent, schedule.softmax_sampled)
    losses = Losses(schedule.smoothing, schedule.guide, schedule.force, schedule.frozen, shortlist)
    links = torch.arange(TIME).repeat(LINES, 1)
    spans = torch.stack([links, links + 1], -1)
    number = 0

    def step() -> int:
        nonlocal number
        number += 1
        parts = [
            Batch(*(torch.randint(4, PIECES, (n, TIME)) for n in (LINES // 2, LINES, LINES)), spans)
            for _ in range(2)
        ]
        gradients, log = workers.gradients(network, names, parts, number, losses)
        optimiser.step(gradients, 1.0)
        return log.tokens

    return step


def peer_step(dtype: torch.dtype) -> Callable[[], int]:
    """forward, backward, fused AdamW of a Marian on as many pairs."""
    from transformers import MarianConfig, MarianMTModel

    config = MarianConfig(
        vocab_size=PIECES, d_model=384, encoder_layers=6, decoder_layers=4, encoder_attention_heads=12,
        decoder_attention_heads=6, encoder_ffn_dim=1536, decoder_ffn_dim=1536, pad_token_id=1, eos_token_id=2,
        decoder_start_token_id=0,
    )  # fmt: skip
    model = MarianMTModel(config).to(dtype).train()
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-4, fused=True)

    def step() -> int:
        source, target = (torch.randint(4, PIECES, (2 * LINES, TIME)) for _ in range(2))
        model(input_ids=source, labels=target).loss.backward()
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        return target.numel()

    return step


def speed(step: Callable[[], int], steps: int) -> float:
    """Tokens a second after two steps of warming up."""
    for _ in range(2):
        step()
    start = time.perf_counter()
    return sum(step() for _ in range(steps)) / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=5)
    steps = parser.parse_args().steps
    device = best_device()
    torch.set_num_threads(device.threads)
    peer = speed(peer_step(device.dtype), steps)
    own = speed(our_step(device.dtype, device.threads), steps)
    print(f"{device.dtype}, {device.threads} threads")
    print(f"{'pressloc':<24}{own:>8.0f} target tokens/s")
    print(f"{'transformers Marian':<24}{peer:>8.0f} target tokens/s")
    print(f"ratio {own / peer:.2f}")


if __name__ == "__main__":
    main()

"""`models adapt` for any sequence-to-sequence checkpoint of transformers: full fine-tuning, or LoRA through peft.

The engine `transformers` says how the checkpoint is told its languages; training uses the same rows, so that the adapted
folder loads in the engine as its base did.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from attrs import frozen
from torch import Tensor

from pressloc.errors import InputError
from pressloc.i18n import _
from pressloc.mt.rows import request_rows
from pressloc.mt.training.adapt import HELD_SHARE, read_memory
from pressloc.mt.training.rows import Row
from pressloc.mt.transformers import TransformersEngine
from pressloc.ports import MTRequest

IGNORED = -100  # transformers leaves such labels out of the loss
LORA_TARGETS = r".*(q_proj|k_proj|v_proj|out_proj|\.q|\.k|\.v|\.o)"
RATE, LORA_RATE = 2e-5, 3e-4


@frozen
class Pair:
    """Ids of a source row, and of the decoder's tags, target pieces and end."""

    source: tuple[int, ...]
    tags: tuple[int, ...]
    target: tuple[int, ...]


def adapt_transformers(
    base: str,
    memory: Sequence[Path],
    out: Path,
    *,
    lora: bool = False,
    rank: int = 16,
    epochs: int = 3,
    lines: int = 8,
    report: Callable[[str], None] = print,
) -> Path:
    """Fine-tune `base` (a folder or hub name) on approved segments in the directions it offers; write a checkpoint to `out`.

    Every tenth segment is held out; the weights of the epoch with the lowest loss on these are kept, the base's
    included. `lines` segments make a batch. Raises PresslocError.
    """
    rows = read_memory(memory)
    engine = TransformersEngine(base)
    network: Any = engine._network
    held = pairs_of(engine, rows[::HELD_SHARE])
    kept = pairs_of(engine, [row for n, row in enumerate(rows) if n % HELD_SHARE])
    if not kept or not held:
        raise InputError(
            _("no segments in the model's directions"), where=base, do=_("Give a memory with its languages")
        )
    if lora:
        from peft import LoraConfig, get_peft_model

        config = LoraConfig(r=rank, lora_alpha=2 * rank, target_modules=LORA_TARGETS, lora_dropout=0.05)
        network = get_peft_model(network, config)
    best, chosen = loss_on(engine, network, held), _copy(network)
    report(f"{len(kept)} pairs to learn from, {len(held)} held out; loss before {best:.3f}")
    optimiser = torch.optim.AdamW(
        [p for p in network.parameters() if p.requires_grad],
        lr=LORA_RATE if lora else RATE,
        weight_decay=0.01,
    )
    order = random.Random(0)  # noqa: S311 - no secret
    for epoch in range(1, epochs + 1):
        order.shuffle(kept)
        network.train()
        for start in range(0, len(kept), lines):
            loss = batch_loss(engine, network, kept[start : start + lines])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        now = loss_on(engine, network, held)
        report(f"epoch {epoch}: loss on held-out segments {now:.3f}")
        if now < best:
            best, chosen = now, _copy(network)
    network.load_state_dict(chosen, strict=False)
    whole = network.merge_and_unload() if lora else network
    whole.save_pretrained(out, safe_serialization=True)
    engine._tokenizer._tokenizer.save_pretrained(out)
    return out


def pairs_of(engine: TransformersEngine, rows: Sequence[Row]) -> list[Pair]:
    """The training pairs of rows in the engine's directions; lines longer than the model takes are left out."""
    tokenizer, result = engine._tokenizer, []
    for row in rows:
        for source, target in sorted(engine.directions()):
            request = MTRequest(row.text(source), source, target)
            if not (row.text(source) and row.text(target)):
                continue
            own = request_rows(request, engine.config, tokenizer, tokenizer, None)
            if len(own) == 1:
                pieces = tokenizer.encode_target(row.text(target)).tokens
                ids = (*tokenizer.ids(pieces), int(engine._end))
                result.append(
                    Pair(tuple(tokenizer.ids(own[0].source)), tuple(tokenizer.ids(own[0].tags)), ids)
                )
    return result


def batch_loss(engine: TransformersEngine, network: Any, pairs: Sequence[Pair]) -> Tensor:
    """Mean cross entropy (nats a token) of a batch; tags are given, not predicted."""
    pad, device = engine._tokenizer.pad_id, engine._device
    inputs = [[int(engine._start), *pair.tags, *pair.target[:-1]] for pair in pairs]
    labels = [[IGNORED] * len(pair.tags) + list(pair.target) for pair in pairs]
    sources = [list(pair.source) for pair in pairs]
    output = network(
        input_ids=_padded(sources, pad, device),
        attention_mask=_padded([[1] * len(s) for s in sources], 0, device),
        decoder_input_ids=_padded(inputs, pad, device),
        labels=_padded(labels, IGNORED, device),
    )
    loss: Tensor = output.loss
    return loss


def loss_on(engine: TransformersEngine, network: Any, pairs: Sequence[Pair], lines: int = 16) -> float:
    """Mean loss over batches of held-out pairs."""
    network.eval()
    with torch.inference_mode():
        losses = [
            float(batch_loss(engine, network, pairs[n : n + lines])) for n in range(0, len(pairs), lines)
        ]
    return sum(losses) / len(losses)


def _copy(network: Any) -> dict[str, Tensor]:
    """The weights that train."""
    return {n: p.detach().clone() for n, p in network.named_parameters() if p.requires_grad}


def _padded(lines: Sequence[Sequence[int]], fill: int, device: str) -> Tensor:
    width = max(map(len, lines))
    return torch.tensor([[*line, *[fill] * (width - len(line))] for line in lines], device=device)

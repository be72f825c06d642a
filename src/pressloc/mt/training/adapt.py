"""`models adapt`: fine-tune a checkpoint on an office's own approved segments, in full or through LoRA (Hu et al. 2022).

Two kinds of base: a checkpoint of the starter network (a folder with `config.json` of `models train`), or any
sequence-to-sequence checkpoint of transformers (a folder or a hub name), see `adapt_transformers`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import evolve
from torch import Tensor

from pressloc.errors import InputError
from pressloc.i18n import _
from pressloc.mt.training import checkpoint, examples
from pressloc.mt.training.annotate import Lemma
from pressloc.mt.training.batches import Sampler
from pressloc.mt.training.clean import clean
from pressloc.mt.training.decode import dev_score
from pressloc.mt.training.lora import lora_groups, merge
from pressloc.mt.training.network import Translator
from pressloc.mt.training.recipe import Schedule
from pressloc.mt.training.rows import Row, read_rows
from pressloc.mt.training.trainer import Trainer, best_device

GENTLE = Schedule(
    rate=1e-4, muon_rate=1e-4, encoder_rate=3e-5, warmup=10, tokens=512, parts=1, guide=0.05, guide_floor=0.05,
    guide_steps=0, force=0, annotate=0.3, frozen=2, average=0.99,
)  # fmt: skip
HELD_SHARE = 10  # every tenth segment watches for overfitting
MIN_ROWS = 20


def read_memory(paths: Sequence[Path]) -> list[Row]:
    """Approved segments from TMX or TSV files, cleaned. Raises InputError with fewer than twenty."""
    rows = list(clean(row for path in paths for row in read_rows(path, "memory")))
    if len(rows) < MIN_ROWS:
        raise InputError(
            _("only {found} usable segments; adapting needs {wanted}", found=len(rows), wanted=MIN_ROWS),
            where=str(paths[0]),
            do=_("Add approved translations"),
        )
    return rows


def adapt(
    base: Path, memory: Sequence[Path], out: Path, *, lora: bool = False, rank: int = 16, epochs: float = 4,
    lemmas: Sequence[Lemma] = (), report: Callable[[str], None] = print,
) -> Path:  # fmt: skip
    """Fine-tune the checkpoint folder `base` on `memory` into the folder `out` and return it.

    Every tenth segment is held out; the weights with the best chrF++ on these are kept, the untouched base's
    included, so adapting never ships a worse model. `lora` trains low-rank updates of all matrices, merged at the
    end. Raises PresslocError.
    """
    rows = read_memory(memory)
    held, kept = rows[::HELD_SHARE], [row for n, row in enumerate(rows) if n % HELD_SHARE]
    network, tokenizer, about = checkpoint.load_checkpoint(base)
    before = dev_score(dict(network.named_parameters()), network.config, tokenizer, held)
    report(_("{kept} segments to learn from, {held} held out; chrF++ before {score}", kept=len(kept), held=len(held),
             score=f"{before:.1f}"))  # fmt: skip
    items = examples.prepare(kept, tokenizer, lemmas)
    schedule = evolve(GENTLE, rate=1e-3, encoder_rate=1e-3, frozen=0) if lora else GENTLE
    trained, best = _fine_tune(network, Sampler(items, {"memory": 1.0}, schedule, tokenizer), schedule, epochs,
                               rank if lora else 0, held, before, report)  # fmt: skip
    described = {
        **about,
        "adapted": {"segments": len(kept), "lora": lora, "chrf_before": before, "chrf_after": best},
    }
    checkpoint.copy_tokenizer(base, out)
    checkpoint.save_weights(out, trained, network.config, described)
    report(_("chrF++ {before} → {after} on held-out segments", before=f"{before:.1f}", after=f"{best:.1f}"))
    return out


def _fine_tune(
    network: Translator, sampler: Sampler, schedule: Schedule, epochs: float, rank: int, held: Sequence[Row],
    before: float, report: Callable[[str], None],
) -> tuple[dict[str, Tensor], float]:  # fmt: skip
    """Best weights on `held` and their score, over all epochs and the base itself."""
    best, chosen = before, {name: p.detach().clone() for name, p in network.named_parameters()}
    groups = lora_groups(network, rank, schedule) if rank else None
    trainer = Trainer(network, sampler, schedule, best_device(), groups)
    epoch = sum(len(ids) * (len(item.ids) - 1) for item in sampler.items for ids in item.ids.values())
    goal, mark, start = epoch * epochs, float(epoch), time.monotonic()

    def factor(step: int) -> float:
        return min(1.0, (step + 1) / schedule.warmup) * max(0.05, 1 - trainer.tokens / goal)

    for nll, _alignment, _seen in trainer.steps(factor):
        if trainer.tokens < min(mark, goal):
            continue
        mark += epoch
        weights = merge(trainer.weights(), rank)
        value = dev_score(weights, network.config, sampler.tokenizer, held)
        report(
            f"{(time.monotonic() - start) / 60:5.1f} min  {trainer.tokens} tokens  nll {nll:.3f}  chrF++ {value:.1f}"
        )
        if value > best:
            best, chosen = value, weights
        if trainer.tokens >= goal:
            break
    trainer.workers.close()
    return chosen, best

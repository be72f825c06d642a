"""`models train`: from a recipe to a checkpoint, resumable after a kill at any moment.

The whole state is written every ten minutes and at the end, each file replaced at once.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from pressloc.mt.training import checkpoint, clean, examples
from pressloc.mt.training.batches import Sampler
from pressloc.mt.training.decode import dev_score
from pressloc.mt.training.recipe import Recipe
from pressloc.mt.training.rows import Row, read_rows
from pressloc.mt.training.start import new_base
from pressloc.mt.training.tokenizer import Tokenizer
from pressloc.mt.training.trainer import Trainer, best_device

LOG_EVERY, SAVE_SECONDS, CHECK_SECONDS, DEV_LINES = 25, 600, 1800, 40
PREPARED = "prepared.pickle"


@frozen
class Progress:
    """One line of progress: means since the last one, and `dev` mean chrF++ when it was just measured."""

    minutes: float
    step: int
    nll: float
    alignment: float
    speed: float
    tokens: int
    dev: float | None = None

    def __str__(self) -> str:
        dev = "" if self.dev is None else f"  dev chrF++ {self.dev:.1f}"
        return (
            f"{self.minutes:6.1f} min  step {self.step}  nll {self.nll:.3f}  align {self.alignment:.2f}  "
            f"{self.speed:.0f} tok/s  {self.tokens / 1e6:.2f} M tokens{dev}"
        )


def rate_factor(step: int, warmup: int, spent: float) -> float:
    """The learning rate as a share of its peak: linear rise over `warmup` steps, then linear fall with the share
    of time `spent` (0 to 1) to a twentieth."""
    return min(1.0, (step + 1) / warmup) * max(0.05, 1 - spent)


def prepare(
    recipe: Recipe, tokenizer: Tokenizer, out: Path, say: Callable[[str], None]
) -> list[examples.Item]:
    """Clean, tokenise and align the recipe's corpora, or take them from an earlier start of the same run."""
    kept = out / PREPARED
    if kept.exists():
        return examples.load(kept)
    overlap = clean.Overlap.of(recipe.held_out_texts())
    dropped: Counter[str] = Counter()
    rows = list(clean.clean(recipe.rows(), overlap, lambda reason: dropped.update([reason])))
    say(f"{len(rows)} rows; dropped: {clean.report(dropped)}")
    items = examples.prepare(rows, tokenizer, recipe.lemmas())
    out.mkdir(parents=True, exist_ok=True)
    examples.save(items, kept)
    return items


def shares(recipe: Recipe) -> dict[str, float]:
    """Share of training lines by corpus name; the termbase counts as a corpus of share 8."""
    return {"termbase": 8.0, **{corpus.name: corpus.share for corpus in recipe.corpora}}


def train(
    recipe: Recipe,
    out: Path,
    *,
    minutes: float,
    base: Path | None = None,
    resume: bool = False,
    report: Callable[[str], None] = print,
) -> Path:
    """Train by `recipe` for at most `minutes` of wall-clock time over all starts, into the folder `out`; returns it.

    `base` is the checkpoint folder to start from; without one a new base is made in `out/base` (see `start`). With
    `resume` an interrupted run in `out` goes on. Progress lines go to `report`. Stops early after `patience` checks
    without a better dev score. Raises PresslocError."""
    if base is None:
        base = out / "base"
        if not (base / checkpoint.WEIGHTS).exists():
            report("making the base: e5's encoder under a fresh decoder")
            new_base(recipe, base)
    saved = checkpoint.load_state(out) if resume else None
    network, tokenizer, about = checkpoint.load_checkpoint(base, recipe.network.get("dropout"))
    items = prepare(recipe, tokenizer, out, report)
    device = best_device()
    machine_made = {corpus.name: corpus.source_only for corpus in recipe.corpora}
    sampler = Sampler(items, shares(recipe), recipe.schedule, tokenizer, machine_made)
    trainer = Trainer(network, sampler, recipe.schedule, device)
    if saved is not None:
        trainer.load(saved)
    dev = list(read_rows(recipe.files(recipe.dev)[0]))[:DEV_LINES] if recipe.dev else []
    about = {**about, "name": recipe.name, "version": recipe.version, "license": recipe.license}
    checkpoint.copy_tokenizer(base, out)
    report(
        f"{device.name} {device.dtype} · {device.threads} threads · {len(items)} items · {len(dev)} dev lines"
    )
    run(trainer, tokenizer, dev, out, about, minutes, report)
    return out


def run(
    trainer: Trainer, tokenizer: Tokenizer, dev: Sequence[Row], out: Path, about: Mapping[str, Any], minutes: float,
    report: Callable[[str], None],
) -> None:  # fmt: skip
    """The clock around `Trainer.steps`: log, save, check on dev, stop."""
    before, start = trainer.spent, time.monotonic()
    seen = tokens = 0
    nll = alignment = 0.0
    logged = saved = checked = start

    def save() -> None:
        described = {**about, "trained_tokens": about.get("trained_tokens", 0) + trainer.tokens}
        checkpoint.save_weights(out, trainer.weights(), trainer.network.config, described)
        checkpoint.save_state(out, trainer.state())

    def factor(step: int) -> float:
        return rate_factor(step, trainer.schedule.warmup, trainer.spent / (minutes * 60))

    for step_nll, step_alignment, step_tokens in trainer.steps(factor):
        now = time.monotonic()
        trainer.spent = before + now - start
        seen, tokens = seen + 1, tokens + step_tokens
        nll, alignment = nll + step_nll * step_tokens, alignment + step_alignment
        over = trainer.spent >= minutes * 60
        score = None
        if dev and (over or now - checked >= CHECK_SECONDS):
            score = dev_score(trainer.weights(), trainer.network.config, tokenizer, dev)
            trainer.stale = 0 if score > trainer.best else trainer.stale + 1
            trainer.best, checked = max(score, trainer.best), time.monotonic()
        if over or score is not None or trainer.step_count % LOG_EVERY == 0:
            speed = tokens / max(now - logged, 1e-9)
            report(
                str(
                    Progress(
                        trainer.spent / 60,
                        trainer.step_count,
                        nll / tokens,
                        alignment / seen,
                        speed,
                        trainer.tokens,
                        score,
                    )
                )
            )
            seen = tokens = 0
            nll = alignment = 0.0
            logged = time.monotonic()
        if over or trainer.stale >= trainer.schedule.patience:
            break
        if now - saved >= SAVE_SECONDS:
            save()
            saved = time.monotonic()
    save()
    trainer.workers.close()

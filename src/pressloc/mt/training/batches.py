"""Sampling by corpus share and packing into batches of equal cost.

The stream is a pure function of (items, schedule, seed, position): a resumed run continues where it stopped by
skipping to the round it was in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
import torch
from attrs import frozen
from numpy.typing import NDArray
from torch import Tensor

from pressloc.model import Lang
from pressloc.mt.training.examples import Example, Item, annotated, plain_target
from pressloc.mt.training.network import BOS, EOS, PAD
from pressloc.mt.training.recipe import Schedule
from pressloc.mt.training.rows import COLUMNS
from pressloc.mt.training.tokenizer import Tokenizer

ROUND = 6000  # examples drawn, sorted by length and packed at a time


@frozen
class Batch:
    """Tensors of one part of a step, int64. `source` (lines, time); `inputs`, `gold` (lines × targets, time), target by
    target; `links` (lines × targets, time, 2) in source positions. Padding is 1; gold is padded where nothing is lost."""

    source: Tensor
    inputs: Tensor
    gold: Tensor
    links: Tensor

    @property
    def targets(self) -> int:
        """How many targets each source line has."""
        return len(self.inputs) // len(self.source)

    def tokens(self) -> int:
        """Target tokens that the loss counts."""
        return int((self.gold != PAD).sum())

    def to(self, device: str) -> Batch:
        """The same on another device."""
        return Batch(*(t.to(device) for t in (self.source, self.inputs, self.gold, self.links)))


def collate(examples: Sequence[Example], tokenizer: Tokenizer) -> Batch:
    """Pad examples with equally many targets into a batch."""
    lines, count = len(examples), len(examples[0].targets)
    wide = max(len(e.source) for e in examples) + 2
    long = max(len(t.ids) for e in examples for t in e.targets) + 2
    source = np.full((lines, wide), PAD)
    inputs, gold = np.full((lines * count, long), PAD), np.full((lines * count, long), PAD)
    links = np.zeros((lines * count, long, 2), dtype=np.int64)
    for n, example in enumerate(examples):
        end = len(example.source) + 1
        source[n, 0], source[n, 1:end], source[n, end] = BOS, example.source, EOS
        for k, target in enumerate(example.targets):
            row, end = k * lines + n, len(target.ids) + 1
            inputs[row, 0], inputs[row, 1], inputs[row, 2 : end + 1] = (
                BOS,
                tokenizer.language(target.lang),
                target.ids,
            )
            gold[row, 1:end], gold[row, end] = target.ids, EOS
            links[row, 1:end] = target.links
    return Batch(*(torch.from_numpy(a) for a in (source, inputs, gold, links)))


def pack(examples: Sequence[Example], tokens: int, jitter: np.random.Generator) -> list[list[Example]]:
    """Groups of examples with equally many targets and near-equal lengths, at most `tokens` padded target tokens."""
    groups = []
    for count in sorted({len(e.targets) for e in examples}):
        same = [e for e in examples if len(e.targets) == count]
        lengths = np.array([e.length() for e in same])
        group: list[Example] = []
        longest = 0
        for n in np.argsort(lengths + jitter.random(len(same)) * 2):
            longest = max(longest, int(lengths[n]))
            if group and longest * (len(group) + 1) * count > tokens:
                groups.append(group)
                group, longest = [], int(lengths[n])
            group.append(same[n])
        groups.append(group)
    return groups


class Sampler:
    """Draws examples by corpus share and yields batches without end. `source_only` names, by corpus, languages whose text
    is never a target (back-translations)."""

    def __init__(
        self, items: Sequence[Item], shares: Mapping[str, float], schedule: Schedule, tokenizer: Tokenizer,
        source_only: Mapping[str, Collection[Lang]] | None = None,
    ) -> None:  # fmt: skip
        self.items, self.schedule, self.tokenizer = items, schedule, tokenizer
        self.source_only = source_only or {}
        self.drawn: list[tuple[int, Lang, Lang]] = [
            (n, source, target)
            for n, item in enumerate(items)
            for source in COLUMNS
            for target in COLUMNS
            if source != target and self._fits(item, source) and self._learns(item, target)
        ]
        corpora = [items[n].corpus for n, _, _ in self.drawn]
        sizes = {name: corpora.count(name) for name in set(corpora)}
        weights = np.array([shares.get(name, 0.0) / sizes[name] for name in corpora])
        self.chance = weights / weights.sum()

    def _fits(self, item: Item, lang: Lang) -> bool:
        return 0 < len(item.ids.get(lang, ())) <= self.schedule.longest

    def _learns(self, item: Item, target: Lang) -> bool:
        """Whether the item's text in `target` may be learnt: machine-made text is read, never imitated."""
        return self._fits(item, target) and target not in self.source_only.get(item.corpus, ())

    def piece_counts(self, size: int) -> NDArray[np.float64]:
        """Expected count of each vocabulary entry among the targets of a drawn example."""
        counts = np.zeros(size)
        for (n, _, target), chance in zip(self.drawn, self.chance, strict=True):
            np.add.at(counts, self.items[n].ids[target], chance)
        return counts

    def rounds(self, number: int) -> list[Batch]:
        """The batches of one round, in the order of training. Depends on the seed and `number` alone."""
        random = np.random.default_rng((self.schedule.seed, number))
        drawn = random.choice(len(self.drawn), ROUND, p=self.chance)
        examples = [self._example(self.drawn[n], random) for n in drawn]
        fit = [e for e in examples if len(e.source) <= 1.5 * self.schedule.longest]
        groups = pack(fit, self.schedule.tokens, random)
        return [collate(groups[n], self.tokenizer) for n in random.permutation(len(groups))]

    def batches(self, position: tuple[int, int] = (0, 0)) -> Iterator[tuple[tuple[int, int], Batch]]:
        """Batches from a (round, index) on, each with the position after it."""
        number, index = position
        while True:
            made = self.rounds(number)
            for place in range(index, len(made)):
                yield (number, place + 1), made[place]
            number, index = number + 1, 0

    def _example(self, drawn: tuple[int, Lang, Lang], random: np.random.Generator) -> Example:
        number, source, target = drawn
        item = self.items[number]
        marks = item.marks.get((source, target), ())
        if marks and random.random() < self.schedule.annotate:
            some = random.random() < 0.3
            kept = [mark for mark in marks if not some or random.random() < 0.6]
            return annotated(item, source, target, kept, self.tokenizer)
        targets = [plain_target(item, source, target)]
        third = next(lang for lang in COLUMNS if lang not in (source, target))
        if self._learns(item, third):
            targets.append(plain_target(item, source, third))
        return Example(item.ids[source], tuple(targets))

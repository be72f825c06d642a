"""From rows to training examples: token ids, alignment links and annotations, kept in memory and on disk.

An example is a source with one or two targets. A row of three languages gives its source once for both targets, so
that the encoder, the dearer half of a step, runs once for two losses.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from pressloc.model import Lang
from pressloc.mt.training.align import Words, align, words_of
from pressloc.mt.training.annotate import CLOSE, OPEN, Lemma, Lexicon, matches
from pressloc.mt.training.rows import COLUMNS, Row
from pressloc.mt.training.tokenizer import Encoded, Tokenizer

Ids = NDArray[np.int32]
Links = NDArray[np.int64]
Direction = tuple[Lang, Lang]


@frozen
class Mark:
    """An annotation that a line may carry: the lemma's ids go in before source piece `at`; `start`/`end` are the
    target pieces of the inflected term."""

    at: int
    lemma: Ids
    start: int
    end: int


@frozen
class Item:
    """A row made ready. `links[source, target]` is (target pieces, 2): spans of source pieces, equal where unlinked."""

    corpus: str
    ids: Mapping[Lang, Ids]
    links: Mapping[Direction, Links] = field(factory=dict)
    marks: Mapping[Direction, tuple[Mark, ...]] = field(factory=dict)


@frozen
class Target:
    """One target of an example: its language, ids, and links shifted by one for the source's `<s>`."""

    lang: Lang
    ids: Ids
    links: Links


@frozen
class Example:
    """A source (ids without `<s>` and `</s>`) and its targets."""

    source: Ids
    targets: tuple[Target, ...]

    def length(self) -> int:
        """The longest side in tokens, with the two that frame it."""
        return 2 + max(len(self.source), *(len(target.ids) for target in self.targets), 1)


def prepare(
    rows: Sequence[Row], tokenizer: Tokenizer, lemmas: Sequence[Lemma] = (), *, links: bool = True
) -> list[Item]:
    """Tokenise rows, align every pair of languages, find termbase lemmas."""
    encoded = [{lang: tokenizer.encode(text) for lang, text in row.texts.items()} for row in rows]
    linked = _links(encoded) if links else [{} for _ in rows]
    lexicons = {lang: Lexicon(lemmas, lang) for lang in COLUMNS} if lemmas else {}
    cache: dict[str, Ids] = {}
    return [
        Item(
            row.corpus,
            {lang: one.ids for lang, one in texts.items()},
            pairs,
            _marks(row, texts, lexicons, tokenizer, cache) if lexicons else {},
        )
        for row, texts, pairs in zip(rows, encoded, linked, strict=True)
    ]


def _links(encoded: Sequence[Mapping[Lang, Encoded]]) -> list[dict[Direction, Links]]:
    words: list[dict[Lang, Words]] = [
        {lang: words_of(one.pieces) for lang, one in texts.items()} for texts in encoded
    ]
    result: list[dict[Direction, Links]] = [{} for _ in encoded]
    for source in COLUMNS:
        for target in COLUMNS:
            both = [
                n for n, texts in enumerate(words) if source != target and source in texts and target in texts
            ]
            if not both:
                continue
            found = align([words[n][source] for n in both], [words[n][target] for n in both])
            for n, spans in zip(both, found, strict=True):
                result[n][source, target] = spans
    return result


def _marks(
    row: Row,
    texts: Mapping[Lang, Encoded],
    lexicons: Mapping[Lang, Lexicon],
    tokenizer: Tokenizer,
    cache: dict[str, Ids],
) -> dict[Direction, tuple[Mark, ...]]:
    result: dict[Direction, tuple[Mark, ...]] = {}
    for source in texts:
        for target in texts:
            if source == target:
                continue
            marks = []
            for lemma, there, here in matches(row.texts[source], row.texts[target], target, lexicons[source]):
                wanted = lemma.texts[target]
                if wanted not in cache:
                    cache[wanted] = tokenizer.ids(tokenizer.pieces(wanted))
                at = int(np.searchsorted(texts[source].ends, there.end)) + 1
                ends = texts[target].ends
                first = int(np.searchsorted(ends, here.start, side="right"))
                marks.append(Mark(at, cache[wanted], first, int(np.searchsorted(ends, here.end)) + 1))
            if marks:
                result[source, target] = tuple(marks)
    return result


def plain_target(item: Item, source: Lang, target: Lang) -> Target:
    """The target of an item with its links, or with none where the pair was not aligned."""
    ids = item.ids[target]
    links = item.links.get((source, target))
    shifted = np.zeros((len(ids), 2), dtype=np.int64)
    if links is not None:
        known = links[:, 1] > links[:, 0]
        shifted[known] = links[known] + 1
    return Target(target, ids, shifted)


def annotated(item: Item, source: Lang, target: Lang, marks: Iterable[Mark], tokenizer: Tokenizer) -> Example:
    """An example whose source carries the lemmas of `marks`; the term's target pieces are linked to the lemma."""
    ids, goal = item.ids[source], plain_target(item, source, target)
    links = goal.links.copy()
    opening, closing = [np.array([tokenizer.id(mark)], dtype=np.int32) for mark in (OPEN, CLOSE)]
    for mark in sorted(marks, key=lambda one: -one.at):
        block = np.concatenate([opening, mark.lemma, closing])
        ids = np.concatenate([ids[: mark.at], block, ids[mark.at :]])
        place = mark.at + 1
        links[links[:, 0] >= place, 0] += len(block)
        links[links[:, 1] > place, 1] += len(block)
        links[mark.start : mark.end] = (place + 1, place + 1 + len(mark.lemma))
    return Example(ids, (Target(target, goal.ids, links),))


def save(items: Sequence[Item], path: Path) -> None:
    """Keep prepared items for a restart."""
    part = path.with_suffix(".tmp")
    part.write_bytes(pickle.dumps(list(items), protocol=5))
    part.replace(path)


def load(path: Path) -> list[Item]:
    """Items written by `save` in the run's own folder (a pickle: never load one from elsewhere)."""
    items: list[Item] = pickle.loads(path.read_bytes())  # noqa: S301 - written by this run
    return items

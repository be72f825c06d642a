"""Which target words say what a stretch of the source says: by attention, else in proportion to the position."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from pressloc.ports import Hypothesis

# Words with inner hyphens, apostrophes and points (`U.S`, `3,5`); every other mark is a unit of its own.
_WORD = re.compile(r"\w+(?:[-‑'’.,]\w+)*|[^\w\s]")
_SHARE = 0.4  # of a target word's attention that must lie on the stretch for the word to belong to it
_SURE = 0.5  # mean share over the chosen words from which a place is no guess


@frozen
class Word:
    """A word or punctuation mark at [start, end)."""

    start: int
    end: int

    def is_mark(self, text: str) -> bool:
        """Whether it is punctuation."""
        return not text[self.start].isalnum() and text[self.start] != "_"


def split_words(text: str) -> list[Word]:
    """Words and punctuation marks of `text`, in order."""
    return [Word(*m.span()) for m in _WORD.finditer(text)]


@frozen
class Aligner:
    """Words of both texts and, with attention, a table of target words × source words (rows sum to at most 1)."""

    source_text: str
    target_text: str
    sources: tuple[Word, ...]
    words: tuple[Word, ...]
    table: tuple[tuple[float, ...], ...] | None

    @classmethod
    def of(cls, source: str, hypothesis: Hypothesis, target: str) -> Aligner:
        """The aligner for a hypothesis whose text is `target` (same length as `hypothesis.text`)."""
        sources, words = tuple(split_words(source)), tuple(split_words(target))
        return cls(source, target, sources, words, _word_table(sources, words, hypothesis))

    def project(
        self, stretch: tuple[int, int], words: Sequence[Word], within: tuple[int, int]
    ) -> tuple[tuple[int, int] | None, bool]:
        """The target place of source `stretch`, a run of `words`, and whether it is sure; None without words.

        `within` is the source range that `words` translate. Closing punctuation joins the place only if the
        stretch ends in punctuation too.
        """
        runs = _runs(self.words, words)
        if not runs:
            return None, False
        chosen, sure = self._by_attention(stretch, runs)
        if chosen is None:
            chosen, sure = self._by_position(stretch, words, within), False
        ends_in_mark = self._ends_in_mark(stretch)
        while len(chosen) > 1 and not ends_in_mark and chosen[-1].is_mark(self.target_text):
            chosen = chosen[:-1]
        return (chosen[0].start, chosen[-1].end), sure

    def boundary(
        self, at: int, glued_left: bool, place: tuple[int, int], within: tuple[int, int]
    ) -> tuple[int, bool]:
        """The target offset in `place` for a code that stands at source offset `at`, and whether it is sure.

        A code glued to the word on its left stays behind that word's translation, another before the
        translation of the word on its right.
        """
        words = [w for w in self.words if place[0] <= w.start and w.end <= place[1]]
        if not words:
            return place[0], False
        if glued_left:
            beside = next((w for w in reversed(self.sources) if w.end <= at), None)
        else:
            beside = next((w for w in self.sources if w.start >= at), None)
        if beside is not None and (same := self._same_mark(beside, words)) is not None:
            return (same.end if glued_left else same.start), True
        if beside is not None and self.table is not None:
            found, sure = self._by_attention((beside.start, beside.end), _runs(self.words, words))
            if found is not None:
                return (found[-1].end if glued_left else found[0].start), sure
        share = (at - within[0]) / max(1, within[1] - within[0])
        offset = place[0] + share * (place[1] - place[0])
        edges = [w.end if glued_left else w.start for w in words]
        return min(edges, key=lambda edge: abs(edge - offset)), False

    def _same_mark(self, beside: Word, words: Sequence[Word]) -> Word | None:
        """The one target word that is written like source word `beside` (a number, a name, a mark), if it is the only one."""
        written = self.source_text[beside.start : beside.end]
        same = [w for w in words if self.target_text[w.start : w.end] == written]
        rivals = sum(self.source_text[w.start : w.end] == written for w in self.sources)
        return same[0] if len(same) == 1 and rivals == 1 else None

    def _by_attention(
        self, stretch: tuple[int, int], runs: Sequence[Sequence[Word]]
    ) -> tuple[Sequence[Word] | None, bool]:
        """The run of words whose attention lies most on `stretch`: the largest sum of (share - _SHARE)."""
        if self.table is None:
            return None, False
        columns = [j for j, w in enumerate(self.sources) if w.start < stretch[1] and w.end > stretch[0]]
        index = {word: i for i, word in enumerate(self.words)}
        marks = self._ends_in_mark(stretch)
        best: tuple[float, Sequence[Word], float] | None = None
        for run in runs:
            # A mark neither starts nor stops a run: attention on punctuation says little.
            shares = [
                _SHARE if word.is_mark(self.target_text) and not marks else self._share(index[word], columns)
                for word in run
            ]
            total, first = 0.0, 0
            for i, share in enumerate(shares):
                if total <= 0:
                    total, first = 0.0, i
                total += share - _SHARE
                if total > 0 and (best is None or total > best[0]):
                    best = (total, run[first : i + 1], sum(shares[first : i + 1]) / (i + 1 - first))
        return (best[1], best[2] >= _SURE) if best else (None, False)

    def _share(self, row: int, columns: Sequence[int]) -> float:
        weights = self.table[row] if self.table is not None else ()
        whole = sum(weights)
        return sum(weights[j] for j in columns) / whole if whole > 0.1 else 0.0

    def _by_position(
        self, stretch: tuple[int, int], words: Sequence[Word], within: tuple[int, int]
    ) -> Sequence[Word]:
        inner = [w for w in self.sources if within[0] <= w.start and w.end <= within[1]] or list(self.sources)
        before = sum(w.end <= stretch[0] for w in inner)
        covered = max(1, sum(w.start < stretch[1] and w.end > stretch[0] for w in inner))
        scale = len(words) / max(1, len(inner))
        first = min(len(words) - 1, round(before * scale))
        last = min(len(words), max(first + 1, round((before + covered) * scale)))
        run = list(words[first:last])
        # Words of different free stretches do not form one place: keep the first run.
        return next((r for r in _runs(self.words, run) if r), run)

    def _ends_in_mark(self, stretch: tuple[int, int]) -> bool:
        inner = self.source_text[stretch[0] : stretch[1]].rstrip()
        return bool(inner) and not inner[-1].isalnum()


def _runs(all_words: Sequence[Word], chosen: Sequence[Word]) -> list[list[Word]]:
    """`chosen` as runs of neighbours in `all_words`."""
    keep = set(chosen)
    runs: list[list[Word]] = [[]]
    for word in all_words:
        if word in keep:
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _word_table(
    sources: Sequence[Word], words: Sequence[Word], hypothesis: Hypothesis
) -> tuple[tuple[float, ...], ...] | None:
    """Attention between words: mean over a target word's pieces of the sum over a source word's pieces."""
    if hypothesis.attention is None or not hypothesis.spans:
        return None
    owner = [_owner(sources, span) for span in hypothesis.source_spans]
    sums = [[0.0] * len(sources) for _ in words]
    counts = [0] * len(words)
    for span, row in zip(hypothesis.spans, hypothesis.attention, strict=False):
        word = _owner(words, span)
        if word is None:
            continue
        counts[word] += 1
        for column, weight in zip(owner, row, strict=False):
            if column is not None:
                sums[word][column] += weight
    return tuple(tuple(v / max(1, n) for v in line) for line, n in zip(sums, counts, strict=True))


def _owner(words: Sequence[Word], span: tuple[int, int]) -> int | None:
    """The word that holds most of `span`."""
    if span[1] <= span[0]:
        return None
    overlaps = [(min(w.end, span[1]) - max(w.start, span[0]), -i) for i, w in enumerate(words)]
    best = max(overlaps, default=(0, 0))
    return -best[1] if best[0] > 0 else None

"""Inline codes and machine translation: taken out of the source, put back into the target.

Engines translate plain text. `strip_codes` replaces each code character by the text it stands for and remembers
where it stood; `restore_codes` finds the place in the translation. Whatever the engine does, every code comes
back exactly once and spanning codes stay well nested; places that are guesses are reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen
from rapidfuzz import fuzz

from pressloc.model import CODE_BASE, CodeKind, InlineCode, is_code_char
from pressloc.mt.aligner import Aligner, Word
from pressloc.ports import Hypothesis

_LIKE = 50.0  # per cent of letters that a literal and what the model made of it share
_OPENING = "([{«“„‘‹"


@frozen
class Anchor:
    """Code `index` stood at [start, end) of the plain text (start == end unless the code has an equivalent)."""

    index: int
    start: int
    end: int


@frozen
class Plain:
    """A segment's text as an engine sees it, with the places of its codes, in order."""

    text: str
    anchors: tuple[Anchor, ...] = ()


@frozen
class Restored:
    """Target text with its code characters. `uncertain` lists the codes whose place is a guess."""

    text: str
    uncertain: tuple[int, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether every code stands where the text itself or the model's attention puts it."""
        return not self.uncertain


@frozen
class _Node:
    """A code or a pair with what it spans: source range [start, end), codes to write before and after it."""

    start: int
    end: int
    open: tuple[int, ...]
    close: tuple[int, ...] = ()
    children: tuple[_Node, ...] = ()
    literal: bool = False  # stands for the text between start and end itself
    stands: bool = False  # without text, but in the place of a word: a placeholder between blanks


@frozen
class _Placed:
    """A node's place in the target, [start, end) in characters."""

    node: _Node
    start: int
    end: int


def strip_codes(text: str, codes: Sequence[InlineCode]) -> Plain:
    """`text` with each code character replaced by its `equiv`; a character without a code is dropped."""
    parts: list[str] = []
    anchors: list[Anchor] = []
    length = 0
    for char in text:
        piece = char
        if is_code_char(char):
            index = ord(char) - CODE_BASE
            piece = codes[index].equiv if index < len(codes) else ""
            if index < len(codes):
                anchors.append(Anchor(index, length, length + len(piece)))
        parts.append(piece)
        length += len(piece)
    return Plain("".join(parts), tuple(anchors))


def restore_codes(plain: Plain, hypothesis: Hypothesis, codes: Sequence[InlineCode]) -> Restored:
    """Put the codes of `plain` into `hypothesis.text`.

    In this order: at the edges, where the source has them at the edges; around words that stand unchanged in
    both texts (names, numbers, addresses); by attention; in proportion to the position, at word boundaries.
    A code that touches no word in the source gets a blank where it would touch one.
    """
    text = "".join("\ufffd" if is_code_char(c) else c for c in hypothesis.text)
    if not plain.anchors:
        return Restored(text)
    if text == plain.text:
        return Restored(_insert(text, plain.anchors))
    if not text.strip():
        return Restored(
            "".join(chr(CODE_BASE + a.index) for a in plain.anchors), tuple(a.index for a in plain.anchors)
        )
    projection = _Projection(plain.text, text, Aligner.of(plain.text, hypothesis, text))
    written = projection.write(_tree(plain, codes), 0, len(text), (0, len(plain.text)))
    return Restored(written, tuple(sorted(projection.guessed)))


def _insert(text: str, anchors: Sequence[Anchor]) -> str:
    parts, at = [], 0
    for anchor in anchors:
        parts += [text[at : anchor.start], chr(CODE_BASE + anchor.index)]
        at = anchor.end
    return "".join([*parts, text[at:]])


def _tree(plain: Plain, codes: Sequence[InlineCode]) -> tuple[_Node, ...]:
    """Codes as a forest: pairs whose halves both stand here, in proper nesting, hold what is between them."""
    anchors = plain.anchors
    place = {anchor.index: n for n, anchor in enumerate(anchors)}
    stack: list[tuple[int, list[_Node]]] = []
    level: list[_Node] = []
    paired = _well_nested(anchors, codes, place)
    for n, anchor in enumerate(anchors):
        if anchor.index not in paired:
            literal = anchor.end > anchor.start
            stands = not literal and codes[anchor.index].kind is CodeKind.ALONE and _is_free(plain.text, anchor.start)
            level.append(_Node(anchor.start, anchor.end, (anchor.index,), literal=literal, stands=stands))
        elif codes[anchor.index].kind is CodeKind.OPEN:
            stack.append((n, level))
            level = []
        else:
            first, outer = stack.pop()
            start, end = anchors[first].end, anchor.start
            stands = start == end and any(node.stands for node in level)
            outer.append(
                _Node(start, end, (anchors[first].index,), (anchor.index,), tuple(level), stands=stands)
            )
            level = outer
    return tuple(level)


def _is_free(text: str, at: int) -> bool:
    """Whether no word of `text` touches the place `at`."""
    return not text[at - 1 : at].isalnum() and not text[at : at + 1].isalnum()


def _well_nested(anchors: Sequence[Anchor], codes: Sequence[InlineCode], place: dict[int, int]) -> set[int]:
    """Indices of codes whose partner is here too, opens before it closes, and crosses no other pair."""
    kept: set[int] = set()
    stack: list[int] = []
    for anchor in anchors:
        code = codes[anchor.index]
        partner = code.pair
        if partner is None or partner not in place or place[partner] == place[anchor.index]:
            continue
        if code.kind is CodeKind.OPEN and place[partner] > place[anchor.index]:
            stack.append(anchor.index)
        elif code.kind is CodeKind.CLOSE and partner in stack:
            # What opened after the partner and has not closed crosses it: those are placed one by one.
            del stack[stack.index(partner) + 1 :]
            stack.pop()
            kept |= {partner, anchor.index}
    return kept


class _Projection:
    """The placing of one segment's codes; collects the guesses on the way."""

    def __init__(self, source: str, target: str, aligner: Aligner) -> None:
        self._source, self._target, self._aligner = source, target, aligner
        self.guessed: set[int] = set()

    def write(self, nodes: Sequence[_Node], low: int, high: int, span: tuple[int, int]) -> str:
        """The target's characters [low, high) with `nodes` (siblings within source `span`) written in."""
        placed = self._place(nodes, low, high, span)
        parts: list[str] = []
        at, last = low, None
        for n, item in enumerate(placed, 1):
            start, end, node = max(item.start, at), max(item.end, at), item.node
            parts.append(self._target[at:start])
            if node.stands and self._needs_blank(node, last, "".join(parts)[-1:]):
                parts.append(" ")
            parts += [chr(CODE_BASE + i) for i in node.open]
            if not node.literal:
                parts.append(self.write(node.children, start, end, (node.start, node.end)))
            parts += [chr(CODE_BASE + i) for i in node.close]
            following = next((p.node for p in placed[n:] if max(p.start, end) == end), None)
            if node.stands and self._needs_blank_after(node, following, self._target[end : min(end + 1, high)]):
                parts.append(" ")
            at, last = end, node
        return "".join([*parts, self._target[at:high]])

    def _needs_blank(self, node: _Node, last: _Node | None, before: str) -> bool:
        """Whether a code that stands for a word would touch what is written before it: a word or, where the source
        has a blank between them, the code `last` or a mark."""
        if not before or before.isspace() or before in _OPENING:
            return False
        if is_code_char(before) and last is not None and last.end == node.start:
            return False
        return before.isalnum() or self._source[node.start - 1 : node.start].isspace()

    def _needs_blank_after(self, node: _Node, following: _Node | None, after: str) -> bool:
        """The same for what comes behind it: a word, or the code `following` at the same place."""
        if following is None:
            return after.isalnum()
        return not following.stands and self._source[node.end : following.start].isspace()

    def _place(self, nodes: Sequence[_Node], low: int, high: int, span: tuple[int, int]) -> list[_Placed]:
        """Disjoint places of sibling nodes, in target order; siblings at one place keep their source order."""
        spanning: list[tuple[int, _Placed]] = []
        for order, node in enumerate(nodes):
            if self._visible(node) and (
                range_ := self._range(node, low, high, span, [p for _, p in spanning])
            ):
                spanning.append((order, _Placed(node, *range_)))
        done = {order for order, _ in spanning}
        points: list[tuple[int, _Placed]] = []
        for order, node in enumerate(nodes):
            if order not in done:
                at = self._point(node, low, high, span)
                inside = next((p for _, p in spanning if p.start < at < p.end), None)
                if inside is not None:
                    at = inside.start if at - inside.start < inside.end - at else inside.end
                points.append((order, _Placed(node, at, at)))
        ordered = sorted(spanning + points, key=lambda pair: (pair[1].start, pair[1].end, pair[0]))
        return [placed for _, placed in ordered]

    def _visible(self, node: _Node) -> bool:
        return bool(self._source[node.start : node.end].strip()) or (node.literal and node.end > node.start)

    def _range(
        self, node: _Node, low: int, high: int, span: tuple[int, int], taken: Sequence[_Placed]
    ) -> tuple[int, int] | None:
        """Where the words that `node` spans ended up; None for a literal that the target does not have."""
        inner = self._source[node.start : node.end]
        free = _free(low, high, taken)
        if node.literal:
            return self._literal(node, inner, free, low, high, span)
        before, after = self._source[span[0] : node.start], self._source[node.end : span[1]]
        if not before.strip() and not after.strip():
            return _trim(self._target, low, high)
        found = _occurrences(self._target, inner.strip(), free)
        if len(found) == 1 and self._source.count(inner.strip()) == 1:
            return found[0]
        words = [w for w in self._aligner.words if any(s <= w.start and w.end <= e for s, e in free)]
        place, sure = self._aligner.project((node.start, node.end), words, span)
        if place is None:
            # No word is left for it: an empty place at the projected point.
            at = self._point(node, low, high, span)
            at = next((p.end for p in taken if p.start < at < p.end), at)
            self.guessed |= _indices(node)
            return at, at
        if not sure:
            self.guessed |= set(node.open) | set(node.close)
        return place

    def _literal(
        self,
        node: _Node,
        inner: str,
        free: Sequence[tuple[int, int]],
        low: int,
        high: int,
        span: tuple[int, int],
    ) -> tuple[int, int] | None:
        """The place of the text that a code stands for; blanks stand for any blank of the target."""
        if inner.strip():
            found = _occurrences(self._target, inner, free)
        else:
            found = [
                m.span() for s, e in free for m in re.finditer(r"\s+", self._target[:e]) if m.start() >= s
            ]
        if not found:
            return self._resembling(node, inner, free, span)
        wished = self._point(node, low, high, span, note=False)
        if len(found) > 1 and inner.strip() and self._source.count(inner) != len(found):
            self.guessed |= set(node.open)
        return min(found, key=lambda place: abs(place[0] - wished))

    def _resembling(
        self, node: _Node, inner: str, free: Sequence[tuple[int, int]], span: tuple[int, int]
    ) -> tuple[int, int] | None:
        """The words that the text of a literal went to, if the model changed it: GET /api/v2 | GET /Api/V2."""
        words = [w for w in self._aligner.words if any(s <= w.start and w.end <= e for s, e in free)]
        place, _ = self._aligner.project((node.start, node.end), words, span) if inner.strip() else (None, False)
        if place is None or fuzz.ratio(inner.lower(), self._target[slice(*place)].lower()) < _LIKE:
            return None
        self.guessed |= set(node.open)
        return place

    def _point(self, node: _Node, low: int, high: int, span: tuple[int, int], *, note: bool = True) -> int:
        """Where a code without text goes: at the same edge, else beside the word it stood beside."""
        start, end = _trim(self._target, low, high)
        before, after = self._source[span[0] : node.start], self._source[node.end : span[1]]
        if not before.strip():
            return low if before == "" else start
        if not after.strip():
            return end if after else high
        if note:
            self.guessed |= _indices(node)
        glued_left = not before[-1].isspace()
        at, sure = self._aligner.boundary(node.start, glued_left, (start, end), span)
        if sure and note:
            self.guessed -= _indices(node)
        if node.stands and self._target[max(at - 2, low) : at].isspace() and at - 2 >= low:
            at -= 1  # between the two blanks that the code left behind
        return min(max(at, low), high)


def _indices(node: _Node) -> set[int]:
    return {*node.open, *node.close}.union(*(_indices(child) for child in node.children))


def _free(low: int, high: int, taken: Sequence[_Placed]) -> list[tuple[int, int]]:
    """What of [low, high) no sibling holds yet."""
    free, at = [], low
    for placed in sorted(taken, key=lambda p: p.start):
        if placed.start > at:
            free.append((at, placed.start))
        at = max(at, placed.end)
    return [*free, (at, high)] if at < high else free


def _occurrences(text: str, wanted: str, free: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places of `wanted` in the free stretches, as whole words where it begins or ends with a word character."""
    if not wanted:
        return []
    left = r"(?<!\w)" if wanted[0].isalnum() else ""
    right = r"(?!\w)" if wanted[-1].isalnum() else ""
    pattern = re.compile(left + re.escape(wanted) + right)
    return [m.span() for s, e in free for m in pattern.finditer(text, s, e)]


def _trim(text: str, low: int, high: int) -> tuple[int, int]:
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high


__all__ = ["Anchor", "Plain", "Restored", "Word", "restore_codes", "strip_codes"]

"""Forcing a target to begin with given characters, also in the middle of a word.

A model writes pieces, a translator types characters: `Қазақ` may go on as `▁Қазақ|тар` or as the single piece
`▁Қазақстан`. So the last word is cut at each of its piece boundaries, and after each cut the pieces that begin
with the characters left over are tried, the likeliest first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from attrs import field, frozen

from pressloc.mt.pieces import SPACE, Tokenizer

_HIGHEST = "\U0010ffff"


@frozen
class Cut:
    """Pieces to force, and the characters that the next piece must begin with ("" = any piece)."""

    forced: tuple[str, ...]
    rest: str


@frozen
class Vocabulary:
    """Target pieces in model order, and sorted for look-up by their first characters."""

    pieces: tuple[str, ...]
    ordered: tuple[tuple[str, int], ...]
    positions: Mapping[str, int] = field(hash=False, repr=False)

    def index(self, piece: str) -> int:
        """The model index of `piece` (0 for one it does not have)."""
        return self.positions.get(piece, 0)

    def beginning_with(self, characters: str) -> list[int]:
        """Model indices of the pieces that begin with `characters`."""
        low = bisect_left(self.ordered, (characters, -1))
        high = bisect_left(self.ordered, (characters + _HIGHEST, -1))
        return [index for _, index in self.ordered[low:high]]


def make_vocabulary(pieces: Sequence[str], textual: frozenset[str]) -> Vocabulary:
    """A look-up over the model's target `pieces`; only those in `textual` (no tags, no bytes) are ever offered."""
    ordered = sorted((piece, index) for index, piece in enumerate(pieces) if piece in textual)
    return Vocabulary(tuple(pieces), tuple(ordered), {piece: i for i, piece in enumerate(pieces)})


def prefix_cuts(prefix: str, tokenizer: Tokenizer) -> list[Cut]:
    """The ways to force `prefix`: whole, and with its last word cut at each piece boundary.

    After a blank the next piece must begin a word; after a complete token anything may follow.
    """
    tokens = tokenizer.encode(prefix).tokens
    if not tokens:
        return []
    if prefix[-1].isspace():
        return [Cut(tokens, SPACE)]
    cuts = [Cut(tokens, "")]
    if prefix[-1].isalnum():
        first = max((i for i, token in enumerate(tokens) if token.startswith(SPACE)), default=0)
        cuts += [Cut(tokens[:i], "".join(tokens[i:])) for i in range(first, len(tokens))]
    return cuts


def keep_typed(
    prefix: str, text: str, spans: Sequence[tuple[int, int]], forced_length: int
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`text` with its first `forced_length` characters (the tokenizer's normal form) as they were typed.

    A tokenizer may rewrite what it reads (no-break spaces, `…`); the translator's own characters stay.
    """
    if text.startswith(prefix):
        return text, tuple(spans)
    shift = len(prefix) - forced_length
    moved = tuple(
        (
            min(s, len(prefix)) if s < forced_length else s + shift,
            max(0, min(e, len(prefix))) if e <= forced_length else e + shift,
        )
        for s, e in spans
    )
    return prefix + text[forced_length:], moved

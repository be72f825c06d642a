"""From marked-up source to a unit: pieces of text and inline codes, each knowing the source span it came from.

A format's reader makes pieces; `make_unit` turns a run of them into a `Unit` and the span that a translation
replaces. Markup that wraps the whole text (`<b>…</b>` around a list item) stays outside the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from pressloc.model import CODE_BASE, CODE_LIMIT, CodeKind, InlineCode, Unit, UnitKind, code_char

CODES_PER_UNIT = CODE_LIMIT - CODE_BASE + 1

# What must reach neither the terminal nor the model as a character: (regular expression, display, equiv).
_SPECIAL: tuple[tuple[str, str, str], ...] = (
    (r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])?", "esc", ""),  # ECMA-48
    (r"[\ue000-\uf8ff]+", "pua", ""),
    (r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+", "bidi", ""),  # UAX 9
    (r"\t+", "tab", " "),
    (r"[\u2028\u2029\x0b\x0c\x85\n\r]+", "br", " "),
    (r"\u00ad+", "shy", ""),
    (r"[\u200b-\u200d\u2060\ufeff]+", "zw", ""),
    (r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]+", "ctrl", ""),
    (r"[\ud800-\udfff]+", "ctrl", ""),
    (r"\{\{[^{}\n]{0,200}\}\}|\{%[^{}\n]{0,200}%\}", "tpl", ""),  # shortcodes of site generators, mail merge
)
_SPECIAL_RE = re.compile("|".join(f"({pattern})" for pattern, _, _ in _SPECIAL))
_HAS_WORD = re.compile(r"[^\W_]")
_EDGE = " \t\r\n\x0b\x0c\u00a0"


@frozen
class Piece:
    """A run of text or one inline code, with its span in the source.

    A text piece with `len(text) == end - start` is verbatim; any other is atomic (a decoded entity, a folded
    line break) and is never cut. `word` marks a code that stands for a word (a placeholder): it moves with the
    sentence and is never left outside.
    """

    text: str
    start: int
    end: int
    code: InlineCode | None = None
    word: bool = False

    @property
    def verbatim(self) -> bool:
        return self.code is None and len(self.text) == self.end - self.start


def standalone(data: str, display: str, equiv: str = "") -> InlineCode:
    """A placeholder code."""
    return InlineCode(CodeKind.ALONE, data, display, equiv)


def opening(data: str, display: str) -> InlineCode:
    """The start of a spanning code; `make_unit` finds its other half."""
    return InlineCode(CodeKind.OPEN, data, display)


def closing(data: str, display: str) -> InlineCode:
    """The end of a spanning code; `make_unit` finds its other half."""
    return InlineCode(CodeKind.CLOSE, data, display)


def text_pieces(text: str, start: int) -> Iterator[Piece]:
    """Verbatim `text` at source offset `start`, with its special characters split off as inline codes."""
    at = 0
    for match in _SPECIAL_RE.finditer(text):
        if match.start() > at:
            yield Piece(text[at : match.start()], start + at, start + match.start())
        yield _special_piece(match, match[0], start + match.start(), start + match.end())
        at = match.end()
    if at < len(text):
        yield Piece(text[at:], start + at, start + len(text))


def decoded_piece(text: str, raw: str, start: int) -> Piece:
    """`raw` at source offset `start` stands for `text` (an entity, an escape); a code if `text` is special."""
    match = _SPECIAL_RE.search(text)
    if match is None:
        return Piece(text, start, start + len(raw))
    return _special_piece(match, raw, start, start + len(raw))


def _special_piece(match: re.Match[str], data: str, start: int, end: int) -> Piece:
    _, display, equiv = _SPECIAL[(match.lastindex or 1) - 1]
    return Piece("", start, end, standalone(data, display, equiv), word=display == "tpl")


def has_words(pieces: Iterable[Piece]) -> bool:
    """Whether there is a letter or digit to translate in the text of `pieces`."""
    return any(p.code is None and _HAS_WORD.search(p.text) for p in pieces)


@frozen
class Cut:
    """A unit and the span of source that its translation replaces."""

    unit: Unit
    start: int
    end: int


class TooManyCodes(Exception):
    """A run holds more inline codes than the private-use area has characters."""


def make_unit(
    pieces: Sequence[Piece],
    unit_id: str,
    kind: UnitKind = UnitKind.PARAGRAPH,
    *,
    lang: str | None = None,
    notes: tuple[str, ...] = (),
) -> Cut | None:
    """The unit that `pieces` (consecutive in the source) make, or None when they hold no letter or digit.

    Raises TooManyCodes.
    """
    inner = trim(pieces)
    if not has_words(inner):
        return None
    text, codes = encode(inner)
    unit = Unit(unit_id, text, codes, kind, lang=lang, notes=notes)
    return Cut(unit, inner[0].start, inner[-1].end)


def encode(pieces: Sequence[Piece]) -> tuple[str, tuple[InlineCode, ...]]:
    """Text with code characters, and the codes with their pairs set. Raises TooManyCodes."""
    codes: list[InlineCode] = []
    text: list[str] = []
    for piece, pair in zip(pieces, _pairs(pieces), strict=True):
        if piece.code is None:
            text.append(piece.text)
            continue
        if len(codes) == CODES_PER_UNIT:
            raise TooManyCodes
        text.append(code_char(len(codes)))
        codes.append(evolve(piece.code, pair=pair))
    return "".join(text), tuple(codes)


def _pairs(pieces: Sequence[Piece]) -> list[int | None]:
    """For each piece the code index of its other half: a close matches the nearest open of the same display."""
    pairs: list[int | None] = [None] * len(pieces)
    waiting: dict[str, list[tuple[int, int]]] = {}
    index = 0
    for at, piece in enumerate(pieces):
        if piece.code is None:
            continue
        stack = waiting.setdefault(piece.code.display, [])
        if piece.code.kind is CodeKind.OPEN:
            stack.append((at, index))
        elif piece.code.kind is CodeKind.CLOSE and stack:
            other_at, other = stack.pop()
            pairs[at], pairs[other_at] = other, index
        index += 1
    return pairs


def trim(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` without blanks, loose codes and all-embracing pairs at the edges."""
    rest = [p for p in pieces if p.code is not None or p.text]
    partner = _partners(rest)
    low, high = 0, len(rest)
    while low < high:
        first, last = rest[low], rest[high - 1]
        if _blank(first) or _loose(first, low in partner):
            low += 1
        elif _blank(last) or _loose(last, high - 1 in partner):
            high -= 1
        elif first.code is not None and (partner.get(low) == high - 1 or partner.get(low) == low + 1):
            other = partner[low]
            low, high = (low + 1, high - 1) if other == high - 1 else (low + 2, high)
        elif last.code is not None and partner.get(high - 1) == high - 2:
            high -= 2
        elif first.verbatim and first.text[0] in _EDGE:
            kept = first.text.lstrip(_EDGE)
            rest[low] = Piece(kept, first.end - len(kept), first.end)
        elif last.verbatim and last.text[-1] in _EDGE:
            kept = last.text.rstrip(_EDGE)
            rest[high - 1] = Piece(kept, last.start, last.start + len(kept))
        else:
            break
    return rest[low:high]


def _partners(pieces: Sequence[Piece]) -> dict[int, int]:
    """Piece index of each paired code → piece index of its other half."""
    places = [at for at, piece in enumerate(pieces) if piece.code is not None]
    return {at: places[pair] for at, pair in enumerate(_pairs(pieces)) if pair is not None}


def _blank(piece: Piece) -> bool:
    return piece.code is None and not piece.text.strip(_EDGE)


def _loose(piece: Piece, paired: bool) -> bool:
    """A code that carries no text and belongs to no other: a picture, a line break, half of a broken pair."""
    return piece.code is not None and not piece.word and not paired and not piece.code.equiv.strip()

"""One form for many spellings: Unicode NFC, invisible characters, white space, quotes, dashes, ё, look-alikes.

`fold` is for finding things in a text (it keeps a map back to it), `tm_key` for recognising the same sentence,
`normalise` for cleaning what will be shown. White space and dashes are Unicode's categories; quotation marks are
those of Kazakh and Russian (« » „ “), English (“ ” ‘ ’) and typewriters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

import regex
from attrs import frozen

from pressloc.model import CODE_BASE, CODE_LIMIT, InlineCode
from pressloc.text.scripts import repair_lookalikes

CODE_MARK = "\ufffc"  # OBJECT REPLACEMENT CHARACTER: any inline code, in a key

_DOUBLE_QUOTES = "«»„“”‟\"‹›〝〞＂"
_SINGLE_QUOTES = "‘’‚‛'ʼʹ′`´＇"
_DASHES = "‐‑‒–—―−﹘﹣－"
# Invisible without meaning in the three languages: soft hyphen, zero-width characters, joiners, BOM.
_INVISIBLE = "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_UNIFY: dict[int, str] = {
    **{ord(c): '"' for c in _DOUBLE_QUOTES},
    **{ord(c): "'" for c in _SINGLE_QUOTES},
    **{ord(c): "-" for c in _DASHES},
}
_DROP: dict[int, None] = {ord(c): None for c in _INVISIBLE + _BIDI}
_CLEAN = regex.compile(f"[{_INVISIBLE}]+")
_SPACE_RUN = regex.compile(r"\s+")
# What makes a folded string differ in length from its source.
_DROPPABLE = f"{_INVISIBLE}{_BIDI}\ue000-\uf8ff"
# None of it is in a text of these characters without two white spaces in a row: most texts, told by a quick scan.
_ODD = re.compile(r"\s\s|[^\t\n\r -~\xa0§«°·»А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі‐-―‘-„№€₸−]")
_UNEVEN = regex.compile(f"[\\s{_DROPPABLE}]{{2,}}|[{_DROPPABLE}…]|[^\\p{{M}}\\s{_DROPPABLE}]\\p{{M}}+")


class _FoldTable(dict[int, str]):
    """str.translate table made as characters are met: lower case, ё → е, one space, quote and dash."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isspace():
            out = " "
        else:
            lower = char.lower()[0]  # İ alone has two; its dot goes
            out = "е" if lower == "ё" else lower
        self[code] = out
        return out


@cache
def _fold_table() -> _FoldTable:
    return _FoldTable(_UNIFY)


@frozen
class Folded:
    """A folded text and the way back to its source.

    The text is made of pieces: piece i begins at `pieces[i]` in `text` and at `sources[i]` in the source; with
    `widths[i]` 0 the two run character by character, otherwise every character of the piece stands for that many
    characters of the source.
    """

    text: str
    pieces: tuple[int, ...]
    sources: tuple[int, ...]
    widths: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of folded `[start:end)`, an empty range being a place; dropped characters at its
        edges are left out."""
        if len(self.pieces) == 1 and not self.widths[0]:
            return start + self.sources[0], max(start, end) + self.sources[0]
        begin = self._edges(start)[0]
        return begin, max(begin, self._edges(end - 1)[1]) if end > start else begin

    def to_source(self, position: int) -> int:
        """Offset in the source of the character at `position`; the length of `text` gives where its last ends."""
        return self._edges(position)[0] if position < len(self.text) else self._edges(position - 1)[1]

    def _edges(self, position: int) -> tuple[int, int]:
        """(start, end) in the source of one folded character."""
        if position < 0:
            return 0, 0
        at = bisect_right(self.pieces, position) - 1
        if self.widths[at]:
            return self.sources[at], self.sources[at] + self.widths[at]
        start = self.sources[at] + position - self.pieces[at]
        return start, start + 1


def fold(text: str, codes: Sequence[InlineCode] = ()) -> Folded:
    """Fold `text` for searching: NFC, lower case, ё as е, one kind of quote, dash and space, look-alikes repaired,
    invisible characters dropped, runs of white space as one space, … as three stops; inline codes give way to
    their `equiv` (nothing where `codes` has none). Linear time; offsets map back through the result.
    """
    if not _ODD.search(text):
        return Folded(repair_lookalikes(text).translate(_fold_table()), (0,), (0,), (0,))
    parts: list[str] = []
    pieces, sources, widths = [0], [0], [0]
    at = length = 0
    for hit in _UNEVEN.finditer(text):
        start, end = hit.span()
        replacement = _even(hit.group(), codes)
        parts += (text[at:start], replacement)
        length += start - at
        for new, source, width in ((length, start, end - start), (length + len(replacement), end, 0)):
            if pieces[-1] == new:  # the piece before is empty
                del pieces[-1], sources[-1], widths[-1]
            pieces.append(new)
            sources.append(source)
            widths.append(width)
        length += len(replacement)
        at = end
    parts.append(text[at:])
    folded = repair_lookalikes("".join(parts)).translate(_fold_table())
    return Folded(folded, tuple(pieces), tuple(sources), tuple(widths))


def _even(run: str, codes: Sequence[InlineCode]) -> str:
    """What an uneven run becomes: white space and droppable characters together, an ellipsis, a composed letter."""
    if run == "…":
        return "..."
    if regex.match(r"\P{M}\p{M}", run):
        return unicodedata.normalize("NFC", run)
    shown = "".join(_equiv(c, codes) if CODE_BASE <= ord(c) <= CODE_LIMIT else c for c in run)
    return _SPACE_RUN.sub(" ", shown.translate(_DROP))


def _equiv(char: str, codes: Sequence[InlineCode]) -> str:
    index = ord(char) - CODE_BASE
    return codes[index].equiv if index < len(codes) else ""


def normalise(text: str) -> str:
    """NFC; line ends as `\\n`; invisible characters dropped; look-alikes repaired. Spaces, quotes, dashes stay."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return repair_lookalikes(_CLEAN.sub("", text))


def collapse_spaces(text: str) -> str:
    """White space of any kind and length as single spaces, none at the ends."""
    return _SPACE_RUN.sub(" ", text).strip()


_CODES = regex.compile("[\ue000-\uf8ff]")
_QUOTE_PAIR = regex.compile("''|``|,,")
_QUOTE_MARK = regex.compile(r"(?<!\w)'|'(?!\w)")
_LOOSE_SPACE = regex.compile(r"(?<!\w) | (?!\w)")


def tm_key(text: str) -> str:
    """The key under which a translation memory files a sentence: equal for texts that differ only in look-alikes,
    letter case, ё, white space (inside it only between two words or numbers), quote style, kind of dash,
    invisible characters; inline codes count as generic marks (U+FFFC).
    """
    text = unicodedata.normalize("NFC", _CODES.sub(CODE_MARK, text).translate(_DROP))
    text = repair_lookalikes(text).casefold().replace("ё", "е").replace("…", "...")
    text = _QUOTE_PAIR.sub('"', text.translate(_UNIFY))
    text = _QUOTE_MARK.sub('"', text)
    return _LOOSE_SPACE.sub("", collapse_spaces(text))


@frozen
class ControlChar:
    """A character that changes how text is shown or read without being seen; `kind` is bidi, control, invisible
    or broken (a lone surrogate or noncharacter)."""

    position: int
    char: str
    name: str
    kind: str


_CONTROL = regex.compile(
    f"[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f{_BIDI}{_INVISIBLE}\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


def control_chars(text: str) -> tuple[ControlChar, ...]:
    """Bidirectional controls, C0/C1 controls (but tab and line ends), invisible and broken characters of `text`."""
    return tuple(
        ControlChar(m.start(), m.group(), unicodedata.name(m.group(), f"U+{ord(m.group()):04X}"), _kind(m.group()))
        for m in _CONTROL.finditer(text)
    )


def _kind(char: str) -> str:
    if char in _BIDI:
        return "bidi"
    if unicodedata.category(char) == "Cc":
        return "control"
    if unicodedata.category(char) in ("Cs", "Cn"):
        return "broken"
    return "invisible"

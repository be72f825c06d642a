"""Placeholders of string catalogues as inline codes, by the format flags of gettext."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pressloc.filters.pieces import Piece, closing, opening, standalone, text_pieces
from pressloc.filters.po.catalogue import escape, unescape
from pressloc.model import InlineCode, code_char

_PERCENT = (
    r"%(?:\([^()\s]+\)|\d+\$)?[-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh?|ll?|[Lqjzt])?[diouxXeEfFgGcrsapn%@]"
)
_NAMED = r"%\([^()\s]+\)[-+ #0]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]|%(?:\d+\$)?[sd](?![^\W_])"
_BRACE = r"\{\{|\}\}|\{[^{}\s]*(?:\{[^{}\s]*\}[^{}\s]*)*\}"
_NAMED_BRACE = r"\{[A-Za-z_][\w.]*\}|\{\d*\}"
# Flag of gettext → what its placeholders look like; without a flag only what is hardly anything else.
_FORMATS = {
    **dict.fromkeys(("c-format", "python-format", "objc-format", "php-format", "boost-format"), _PERCENT),
    **dict.fromkeys(
        ("python-brace-format", "csharp-format", "java-format", "qt-format", "perl-brace-format"), _BRACE
    ),
}
_TAG = r"<(?P<end>/)?(?P<name>[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*?)?(?P<empty>/)?>"
_VOID = frozenset(("br", "img", "hr", "wbr"))


def message_pieces(text: str, flags: Sequence[str]) -> Iterator[Piece]:
    """Pieces of a message (escapes resolved) at offsets of `text`; the data of codes is escaped for the file."""
    chosen = [_FORMATS[flag] for flag in flags if flag in _FORMATS] or [_NAMED, _NAMED_BRACE]
    if any(flag.startswith("no-") for flag in flags) and not any(flag in _FORMATS for flag in flags):
        chosen = [_NAMED_BRACE]
    at = 0
    for match in re.compile("|".join([_TAG, *chosen])).finditer(text):
        yield from _escaped(text, at, match.start())
        yield Piece("", match.start(), match.end(), _code(match), word=match["name"] is None)
        at = match.end()
    yield from _escaped(text, at, len(text))


def _code(match: re.Match[str]) -> InlineCode:
    raw, data = match[0], escape(match[0])
    name = match["name"]
    if name is None:
        equiv = {"%%": "%", "{{": "{", "}}": "}"}.get(raw, "")
        return standalone(data, raw, equiv)
    name = name.lower()
    if match["end"]:
        return closing(data, name)
    if match["empty"] or name in _VOID:
        return standalone(data, name, " " if name == "br" else "")
    return opening(data, name)


def _escaped(text: str, start: int, end: int) -> Iterator[Piece]:
    """Pieces of `text[start:end]`, the data of special characters escaped for the file."""
    for piece in text_pieces(text[start:end], start):
        if piece.code is None:
            yield piece
        else:
            code = standalone(escape(piece.code.data), piece.code.display, piece.code.equiv)
            yield Piece("", piece.start, piece.end, code)


def encoded_like(text: str, datas: Sequence[str]) -> str:
    """An existing translation (escapes resolved) with the code characters of its source, whose codes have `datas`.

    Each code is used once, the first of its kind first; what has no code left stays text.
    """
    left: dict[str, list[int]] = {}
    for index, data in enumerate(datas):
        left.setdefault(unescape(data), []).append(index)
    if not left:
        return text

    def code(match: re.Match[str]) -> str:
        return code_char(left[match[0]].pop(0)) if left[match[0]] else match[0]

    longest_first = sorted(left, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), code, text)

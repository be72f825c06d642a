"""Text of HTML: character references decoded on reading and written back in the document's own manner."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from pressloc.filters.pieces import Piece, decoded_piece, standalone, text_pieces

REFERENCE = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{0,31};?)")
_TOKEN = re.compile(rf"(?P<ref>{REFERENCE.pattern})|(?P<blank>[ \t\r\n\f]+)")
_SYNTAX = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def html_pieces(text: str, start: int, *, fold: bool = True) -> Iterator[Piece]:
    """Pieces of character data at source offset `start`: references decoded, blanks folded to one (`fold`)."""
    at = 0
    for match in _TOKEN.finditer(text):
        raw = match[0]
        if match["blank"] is not None and (raw == " " or not fold):
            continue
        decoded = " " if match["blank"] is not None else unescape(raw)
        if decoded == raw:
            continue
        if match.start() > at:
            yield from text_pieces(text[at : match.start()], start + at)
        at = match.end()
        if match["blank"] is None and not raw.endswith(";"):  # tolerated by browsers; kept as it stands
            yield Piece("", start + match.start(), start + at, standalone(raw, raw.strip("&#"), decoded))
        else:
            yield decoded_piece(decoded, raw, start + match.start())
    if at < len(text):
        yield from text_pieces(text[at:], start + at)


def escapers(text: str) -> dict[str, Callable[[str], str]]:
    """Escape functions by slot style (`text`, `attr"`, `attr'`, `attr`, `attr=`) in the manner of the document.

    A non-ASCII character (the no-break space, a dash) that `text` writes only as a reference gets the same one.
    """
    habits: dict[str, str] = {}
    for match in REFERENCE.finditer(text):
        char = unescape(match[0])
        if match[0].endswith(";") and len(char) == 1 and not char.isascii():
            habits.setdefault(char, match[0])
    literal = set(text)
    table = str.maketrans(_SYNTAX | {c: ref for c, ref in habits.items() if c not in literal})

    def attribute(quote: str, entity: str, before: str = "", after: str = "") -> Callable[[str], str]:
        return lambda value: before + value.translate(table).replace(quote, entity) + after

    return {
        "text": lambda value: value.translate(table),
        'attr"': attribute('"', "&quot;"),
        "attr'": attribute("'", "&#39;"),
        "attr": attribute('"', "&quot;", '"', '"'),
        "attr=": attribute('"', "&quot;", '="', '"'),
    }

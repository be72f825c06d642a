"""The lines of a plain text: their list markers, and which are headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from pressloc.model import UnitKind

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")  # a lone CR ends a line too
_BLANKS = " \t\u00a0\u3000\ufeff"
# Bullets (with U+F0B7, Word's Symbol bullet), numbers "1." "1.2)" "(3)", letters "а)", Roman numerals "IV."
_MARKER = re.compile(
    r"(?:[•●○◦▪▫■□►▶➢➤✓✔✅·*+\uf0b7\uf0a7\uf0d8]|\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]|\d{1,3}(?:\.\d{1,3}){1,3}"
    r"|\(?[^\W\d_]\)|[IVXІ]{1,5}[.)])[ \t\u00a0]+(?=\S)|[•●▪■►➢✓✔\uf0b7]"
)
_DASH = re.compile(r"[-‐‒–—―][ \t\u00a0]+(?=\S)")
_STOP = re.compile(r"[.;,:!?…][»”\"’)]*$")
_QUESTION = re.compile(r"[!?]+[»”\"’)]*$")
_INNER_STOP = re.compile(r"(?:[^\W\d_]{3}|\d{4})[.!?…]+[»”\"’)]*\s+[«“\"(]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]")
_CONTACT = re.compile(r"@|://|www\.|\+?\d[\d ()\u00a0-]{8,}\d")
_HEADING_CHARS, _HEADING_WORDS, _QUESTION_WORDS = 160, 22, 7


@frozen
class Line:
    """A line, its end included in the source but not in `text`.

    `start` is its offset in the source; `marker` the list marker or leading dash; `text` the rest without outer
    blanks, at source offset `text_start`.
    """

    number: int
    start: int
    marker: str
    text: str
    text_start: int

    @property
    def blank(self) -> bool:
        return not self.text

    @property
    def dash(self) -> str:
        """The dash it begins with, if any: a list item or direct speech, told by the lines around it."""
        return self.text[0] if _DASH.match(self.text) else ""


def parse_lines(text: str) -> list[Line]:
    """The lines of `text`, dash items of lists with their dash moved to `marker`."""
    lines = [
        _line(number, match.start(), match[0])
        for number, match in enumerate(_LINE.finditer(text), start=1)
        if match[0]
    ]
    for first, last in _dash_runs(lines):
        if _is_list(lines, first, last):
            lines[first:last] = [_with_dash_marker(line) for line in lines[first:last]]
    return lines


def _line(number: int, start: int, raw: str) -> Line:
    body = raw.rstrip("\r\n").rstrip(_BLANKS)
    rest = body.lstrip(_BLANKS)
    match = _MARKER.match(rest)
    marker = match[0] if match else ""
    text = rest[len(marker) :].lstrip(_BLANKS)
    return Line(number, start, marker, text, start + len(body) - len(text))


def _with_dash_marker(line: Line) -> Line:
    match = _DASH.match(line.text)
    if match is None:
        return line
    text = line.text[match.end() :]
    return Line(line.number, line.start, match[0], text, line.text_start + match.end())


def _dash_runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """(first, past the last) of runs of lines that begin with the same dash."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].dash and lines[end].dash == lines[at].dash:
            end += 1
        if end > at:
            runs.append((at, end))
        at = max(end, at + 1)
    return runs


def _is_list(lines: Sequence[Line], first: int, last: int) -> bool:
    """Items end in semicolons or follow a colon; a dash otherwise opens direct speech (Russian and Kazakh)."""
    if any(line.text.endswith(";") for line in lines[first:last]):
        return True
    lead = next((line.text for line in reversed(lines[:first]) if not line.blank), "")
    return last - first > 1 and lead.endswith(":")


def line_kinds(lines: Sequence[Line]) -> list[UnitKind]:
    """The kind of each line; blank ones count as paragraphs."""
    kinds = [UnitKind.LIST_ITEM if line.marker else UnitKind.PARAGRAPH for line in lines]
    top = True  # above the first running text stand the masthead, the dateline and the title, line by line
    for first, last in _blocks(lines):
        titles = [_could_be_heading(line) for line in lines[first:last]]
        top = top and all(len(line.text) <= _HEADING_CHARS for line in lines[first:last])
        if top or len(titles) == 1:
            for at, title in enumerate(titles, start=first):
                kinds[at] = UnitKind.HEADING if title else kinds[at]
    return kinds


def _blocks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """(first, past the last) of runs of non-blank lines."""
    blocks: list[tuple[int, int]] = []
    start: int | None = None
    for at, line in enumerate(lines):
        if line.blank and start is not None:
            blocks.append((start, at))
        start = None if line.blank else (at if start is None else start)
    return blocks if start is None else [*blocks, (start, len(lines))]


def _could_be_heading(line: Line) -> bool:
    text = line.text
    words = len(text.split())
    if line.dash or len(text) > _HEADING_CHARS or words > _HEADING_WORDS or _CONTACT.search(text):
        return False
    if line.marker and not line.marker[0].isdigit() and line.marker[0] not in "IVXІ":
        return False
    if _INNER_STOP.search(text):
        return False
    return (bool(_QUESTION.search(text)) and words <= _QUESTION_WORDS) or not _STOP.search(text)

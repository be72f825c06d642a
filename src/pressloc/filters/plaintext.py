"""Plain text: in a press release each line is a paragraph; markers of lists and blanks stay in the skeleton."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from pressloc.filters.encoding import decode, encode, output_encoding
from pressloc.filters.pieces import TooManyCodes, make_unit, text_pieces
from pressloc.filters.plainlines import Line, line_kinds, parse_lines
from pressloc.filters.splice import Edit, Mark, Slot, make_skeleton, slot_edits, splice, text_skeleton
from pressloc.i18n import _
from pressloc.locale.lists import counted_letter
from pressloc.model import Document, Lang, Unit, UnitKind

# Columns: a dateline with the place on the left and the date on the right, or cells between tabs.
_GAP = re.compile(r"[ \u00a0]{3,}|[ \u00a0]*\t[ \t\u00a0]*")
_LETTER = re.compile(r"\(?([a-zа-я])\)")
_LIST_LETTER = "list-letter"


@frozen
class PlainTextFilter:
    """The filter for `.txt` files."""

    name: str = "plaintext"
    extensions: tuple[str, ...] = (".txt", ".text")

    def read(self, data: bytes, name: str) -> Document:
        """A unit per non-blank line, or per column of it. Raises InputError on what is no text."""
        decoded = decode(data, name)
        lines = parse_lines(decoded.text)
        units: list[Unit] = []
        slots: list[Slot] = []
        marks: list[Mark] = []
        warnings = list(decoded.warnings)
        for line, kind in zip(lines, line_kinds(lines), strict=True):
            columns = list(_columns(line))
            if len(columns) > 1:
                kind = UnitKind.CELL
            for number, (start, text) in enumerate(columns, start=1):
                suffix = f".{number}" if len(columns) > 1 else ""
                try:
                    cut = make_unit(list(text_pieces(text, start)), f"l{line.number}{suffix}", kind)
                except TooManyCodes:
                    what = _("too many control characters; the line is kept as it is")
                    warnings.append(f"{name}:{line.number}: {what}")
                    continue
                if cut is not None:
                    units.append(cut.unit)
                    slots.append(Slot(cut.unit.id, cut.start, cut.end))
                    if number == 1 and (letter := _LETTER.match(line.marker)):
                        at = decoded.text.rfind(line.marker, line.start, line.text_start) + letter.start(1)
                        marks.append(Mark(_LIST_LETTER, at, at + 1, units=(cut.unit.id,)))
        return Document(
            name,
            self.name,
            tuple(units),
            make_skeleton(decoded.text, slots, marks),
            decoded.encoding,
            warnings=tuple(warnings),
        )

    def write(self, document: Document, targets: Mapping[str, str], lang: Lang | None) -> bytes:
        """The text with `targets` in place. Plain text declares no language; in `lang` the letters of list items count
        as it does."""
        skeleton = text_skeleton(document)
        edits = list(slot_edits(document, targets))
        for mark in skeleton.marks:
            if lang is not None and mark.units[0] in targets:
                edits.append(Edit(mark.start, mark.end, counted_letter(skeleton.text[mark.start : mark.end], lang)))
        text = splice(skeleton.text, edits)
        return encode(text, output_encoding(document, targets)[0])


def _columns(line: Line) -> Iterator[tuple[int, str]]:
    """(source offset, text) of the columns of a line."""
    at = 0
    for match in _GAP.finditer(line.text):
        if line.text[at : match.start()].strip():
            yield line.text_start + at, line.text[at : match.start()]
        at = match.end()
    if line.text[at:].strip():
        yield line.text_start + at, line.text[at:]

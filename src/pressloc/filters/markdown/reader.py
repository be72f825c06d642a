"""From Markdown source to units and slots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define, evolve, field

from pressloc.filters.markdown.blocks import Block, find_blocks
from pressloc.filters.markdown.frontmatter import front_matter
from pressloc.filters.markdown.inline import Mark, scan_inline, text_marks
from pressloc.filters.pieces import Cut, Piece, TooManyCodes, decoded_piece, make_unit, text_pieces, trim
from pressloc.filters.splice import Mark as Place
from pressloc.filters.splice import Slot, Span, TextSkeleton, make_skeleton
from pressloc.i18n import _
from pressloc.model import InlineCode, Unit, UnitKind

_NOTES = {"alt": "description of a picture", "title": "title shown on hovering"}


@define
class _Reader:
    text: str
    name: str
    found: list[tuple[Cut, str, tuple[Span, ...]]] = field(factory=list)
    warnings: list[str] = field(factory=list)

    def add(self, pieces: Sequence[Piece], style: str, kind: UnitKind, notes: tuple[str, ...] = ()) -> None:
        """Note the unit that `pieces` make, if there is text in them."""
        try:
            cut = make_unit(pieces, "", kind, notes=notes)
        except TooManyCodes:
            line = self.text.count("\n", 0, pieces[0].start) + 1
            self.warn(line, _("too many inline codes; the text is kept as it is"))
            return
        if cut is not None:
            spans = tuple((p.start, p.end) for p in trim(pieces) if p.code is not None)
            self.found.append((cut, style, spans))

    def warn(self, line: int, what: str) -> None:
        """Say that a line stays as it is."""
        self.warnings.append(f"{self.name}:{line}: {what}")

    def block(self, block: Block, labels: frozenset[str]) -> None:
        """Units of a block and of the descriptions and titles in it."""
        joined = _Joined(self.text, block.lines)
        marks = scan_inline(joined.text, labels)
        if block.table:
            marks = _with_pipes(joined.text, marks)
        style = "cell" if block.table else "heading" if block.kind is UnitKind.HEADING else "text"
        self.add(list(joined.pieces(marks)), style, block.kind)
        for mark in marks:
            for (start, end), nested in mark.nested:
                inner = _Joined(self.text, joined.spans(start, end))
                self.add(
                    list(inner.pieces(text_marks(inner.text))),
                    nested,
                    UnitKind.ATTRIBUTE,
                    (_NOTES[nested.rstrip("\"'(")],),
                )


@define
class _Joined:
    """Lines of the source joined by line feeds, with the way back to source offsets."""

    source: str
    lines: Sequence[Span]
    text: str = ""
    _starts: list[int] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.text = "\n".join(self.source[start:end] for start, end in self.lines)
        for start, end in self.lines:
            self._starts += range(start, end + 1)  # the line feed sits at the line's end

    def start(self, at: int) -> int:
        """Source offset at which character `at` begins."""
        return self._starts[at]

    def end(self, at: int) -> int:
        """Source offset at which the text before `at` ends."""
        if at and self.text[at - 1] == "\n":
            return self._starts[at]
        return self._starts[at - 1] + 1 if at else self._starts[0]

    def spans(self, start: int, end: int) -> list[Span]:
        """Source spans of the lines of `text[start:end]`."""
        spans: list[Span] = []
        for line in self.text[start:end].split("\n"):
            spans.append((self.start(start), self.start(start) + len(line)))
            start += len(line) + 1
        return spans

    def pieces(self, marks: Sequence[Mark]) -> Iterator[Piece]:
        """Pieces of the text with its `marks`."""
        at = 0
        for mark in marks:
            if mark.start > at:
                yield from self._plain(at, mark.start)
            start, end = self.start(mark.start), self.end(mark.end)
            raw = self.source[start:end]
            if mark.kind is not None:
                code = InlineCode(mark.kind, mark.data or raw, mark.display, mark.equiv)
                yield Piece("", start, end, code)
            else:
                yield decoded_piece(mark.equiv, raw, start)
            at = mark.end
        if at < len(self.text):
            yield from self._plain(at, len(self.text))

    def _plain(self, start: int, end: int) -> Iterator[Piece]:
        for begin, stop in self.spans(start, end):
            yield from text_pieces(self.source[begin:stop], begin)


def _with_pipes(text: str, marks: list[Mark]) -> list[Mark]:
    """In a table cell `\\|` is a pipe."""
    return [evolve(m, equiv="|") if m.kind is None and text[m.start : m.end] == "\\|" else m for m in marks]


def read_markdown(text: str, name: str) -> tuple[tuple[Unit, ...], TextSkeleton, str | None, tuple[str, ...]]:
    """(units, skeleton, declared language, warnings) of a Markdown text."""
    reader = _Reader(text, name)
    head = front_matter(text)
    for entry in head.fields:
        kind = UnitKind.TITLE if entry.key.lower() == "title" else UnitKind.ATTRIBUTE
        reader.add(entry.pieces, entry.style, kind, (f"front matter: {entry.key}",))
    offset = head.end or int(text.startswith("\ufeff"))
    blocks = find_blocks(text, offset)
    for block in blocks.blocks:
        reader.block(block, blocks.labels)
    for start, end in blocks.titles:
        inner = _Joined(text, [(start + 1, end - 1)])
        reader.add(
            list(inner.pieces(text_marks(inner.text))),
            f"title{text[start]}",
            UnitKind.ATTRIBUTE,
            (_NOTES["title"],),
        )
    for line in blocks.lost:
        reader.warn(line, _("the markup of this block is unusual; the text is kept as it is"))
    found = sorted(reader.found, key=lambda item: (item[0].start, -item[0].end))
    units = [evolve(cut.unit, id=f"u{number}") for number, (cut, _, _) in enumerate(found, start=1)]
    slots = [
        Slot(unit.id, cut.start, cut.end, style, codes)
        for unit, (cut, style, codes) in zip(units, found, strict=True)
    ]
    marks = [Place("lang", *head.lang)] if head.lang else []
    lang = text[slice(*head.lang)].lower().replace("_", "-").split("-")[0] if head.lang else None
    return tuple(units), make_skeleton(text, slots, marks), lang, tuple(reader.warnings)

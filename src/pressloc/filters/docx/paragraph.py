"""From a paragraph's atoms to a unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field

from pressloc.filters.docx.rebuild import text_run
from pressloc.filters.docx.runs import Atom, Chunk, Runs, merged
from pressloc.filters.docx.slots import Event, ParagraphSlot
from pressloc.filters.docx.xmltree import Node, Part
from pressloc.filters.pieces import Piece, make_unit, text_pieces
from pressloc.model import CodeKind, InlineCode, Unit, UnitKind

_WORD_CHARACTERS = re.compile(r"[^\W_]")


def read_paragraph(
    part: Part, node: Node, unit_id: str, kind: UnitKind
) -> tuple[Unit, ParagraphSlot, Runs] | None:
    """Unit and slot of paragraph `node`, or None without text. Raises TooManyCodes."""
    runs = Runs(part)
    runs.paragraph(node)
    atoms = list(merged(runs.atoms))
    weight: Counter[str] = Counter()
    for atom in atoms:
        if atom.kind is None:
            weight[atom.look] += len(_WORD_CHARACTERS.findall(atom.text))
    look = max(weight, key=lambda key: weight[key], default="")
    base = next((atom.rpr for atom in atoms if atom.kind is None and atom.look == look), "")
    pieces, events = _pieces(part, atoms, look)
    cut = make_unit(pieces, unit_id, kind)
    if cut is None:
        return None
    pairs = list(zip(pieces, events, strict=True))
    properties = node.child("w:pPr")
    inner = {
        id(event): event
        for piece, event in pairs
        if piece.code is not None and cut.start <= piece.start < cut.end
    }
    slot = ParagraphSlot(
        unit_id,
        properties.end if properties else node.inner_start,
        node.inner_end,
        base,
        tuple(_clipped(pairs, 0, cut.start)),
        tuple(_clipped(pairs, cut.end, pieces[-1].end)),
        tuple(inner.values()),
        "".join(runs.first),
        "".join(runs.last),
    )
    return cut.unit, slot, runs


def _pieces(part: Part, atoms: Sequence[Atom], base: str) -> tuple[list[Piece], list[Event]]:
    """Pieces at running offsets (a code is one wide) and, in parallel, the events that write them."""
    out = _Pieces(part)
    bases = [base]  # the look of text without a formatting code, by container
    for at, atom in enumerate(atoms):
        if atom.blank:
            out.blanks(atom)
        elif atom.kind is None:
            out.switch(atom if atom.look != bases[-1] else None)
            out.text(atom)
        else:
            format_ = None
            if atom.kind is not CodeKind.ALONE:
                out.switch(None)
            if atom.kind is CodeKind.OPEN:
                only = _only_text(atoms, at)
                bases.append(only.look if only else bases[-1])
                format_ = only.rpr if only else None
            elif atom.kind is CodeKind.CLOSE:
                bases.pop()
            code = InlineCode(atom.kind, _source(part, atom.chunk), atom.display, atom.equiv)
            out.code(code, atom.chunk, format_)
    out.switch(None)
    out.finish()
    return out.pieces, out.events


def _only_text(atoms: Sequence[Atom], at: int) -> Atom | None:
    """The text of the container that opens at `at`, if all of it looks alike: its formatting needs no own codes."""
    found: Atom | None = None
    for atom in atoms[at + 1 :]:
        if atom.kind is CodeKind.CLOSE:
            return found
        if atom.kind is CodeKind.OPEN or (
            found is not None and atom.kind is None and not atom.blank and atom.look != found.look
        ):
            return None
        found = atom if atom.kind is None and not atom.blank and found is None else found
    return None


@define
class _Pieces:
    """Gathers pieces and events. `current` is the text whose formatting is open; blanks wait in `held` until it is
    known whether they stand inside of it."""

    part: Part
    pieces: list[Piece] = field(factory=list)
    events: list[Event] = field(factory=list)
    at: int = 0
    current: Atom | None = None
    held: list[Atom] = field(factory=list)

    def switch(self, to: Atom | None) -> None:
        """Make the formatting of `to` (None: the base) the open one."""
        if (self.current and self.current.look) == (to and to.look):
            return
        if self.current is not None:
            self._code(InlineCode(CodeKind.CLOSE, "", self.current.label), format_="")
        self._release()
        if to is not None:
            self._code(InlineCode(CodeKind.OPEN, to.rpr, to.label), format_=to.rpr)
        self.current = to

    def blanks(self, atom: Atom) -> None:
        """Blanks, whose formatting nobody sees."""
        self.held.append(atom)

    def code(self, code: InlineCode, chunk: Chunk | None, format_: str | None = None) -> None:
        """A code of the source."""
        self._release()
        self._code(code, chunk, format_)

    def text(self, atom: Atom) -> None:
        """Text in the open formatting."""
        self._release()
        self._text(atom)

    def finish(self) -> None:
        """Blanks at the end."""
        self._release()

    def _release(self) -> None:
        held, self.held = self.held, []
        for atom in held:
            self._text(atom)

    def _code(self, code: InlineCode, chunk: Chunk | None = None, format_: str | None = None) -> None:
        self.pieces.append(Piece("", self.at, self.at + 1, code))
        self.events.append(Event("", code, chunk, format_))
        self.at += 1

    def _text(self, atom: Atom) -> None:
        for piece in text_pieces(atom.text, 0):
            if piece.code is None:
                self.pieces.append(Piece(piece.text, self.at, self.at + len(piece.text)))
                self.events.append(Event(piece.text))
                self.at += len(piece.text)
            else:  # a special character keeps its own run
                xml = text_run(self.part.prefix, atom.rpr, piece.code.data)
                code = InlineCode(CodeKind.ALONE, xml, piece.code.display, piece.code.equiv)
                self._code(code, Chunk(xml, 0, 0))


def _source(part: Part, chunk: Chunk | None) -> str:
    return "" if chunk is None else f"{chunk.before}{part.text[chunk.start : chunk.end]}{chunk.after}"


def _clipped(pairs: Iterable[tuple[Piece, Event]], start: int, end: int) -> Iterator[Event]:
    """Events of the offsets `[start, end)`, texts cut to it."""
    for piece, event in pairs:
        low, high = max(piece.start, start), min(piece.end, end)
        if low < high:
            yield Event(piece.text[low - piece.start : high - piece.start]) if event.code is None else event

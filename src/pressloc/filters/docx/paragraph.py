"""From a paragraph's atoms to a unit, and from a translation back to runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field, frozen

from pressloc.filters.docx.runs import Atom, Chunk, Runs, merged
from pressloc.filters.docx.xmltree import Node, Part, escape_text
from pressloc.filters.pieces import Piece, make_unit, text_pieces
from pressloc.filters.splice import Edit, splice
from pressloc.model import CODE_BASE, CodeKind, InlineCode, Unit, UnitKind, is_code_char

_LANG_TAGS = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-US"}
_WORD_CHARACTERS = re.compile(r"[^\W_]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@frozen
class Event:
    """Text, or a code: `format` is the `w:rPr` that an opening code switches to; without a `chunk` it is only that."""

    text: str = ""
    code: InlineCode | None = None
    chunk: Chunk | None = None
    format: str | None = None


@frozen
class ParagraphSlot:
    """A unit's place: the paragraph's content `[start, end)` of a part, and what surrounds and codes the text.

    `base` is the `w:rPr` of text outside formatting codes; `lead` and `tail` stay around the translation.
    """

    unit: str
    start: int
    end: int
    base: str
    lead: tuple[Event, ...]
    tail: tuple[Event, ...]
    codes: tuple[Event, ...]
    first: str
    last: str


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
                xml = _run(self.part.prefix, atom.rpr, piece.code.data)
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


def write_paragraph(
    part: Part, slot: ParagraphSlot, target: str, lang: str | None, edits: Sequence[Edit]
) -> str:
    """The content of the paragraph with `target`; `edits` are those of text boxes inside its codes.

    Codes may be missing, doubled or crossed in `target`: the runs are sound in any case.
    """
    writer = _Writer(part, slot.base, lang, edits)
    writer.out.append(slot.first)
    for event in slot.lead:
        writer.event(event)
    for event in _target_events(slot, target):
        writer.event(event)
    for event in slot.tail:
        writer.event(event)
    return writer.finish() + slot.last


def _target_events(slot: ParagraphSlot, target: str) -> Iterator[Event]:
    for run in re.findall(r"[\ue000-\uf8ff]|[^\ue000-\uf8ff]+", target):
        if not is_code_char(run[0]):
            yield Event(_CONTROLS.sub(" ", run))
        elif ord(run) - CODE_BASE < len(slot.codes):
            yield slot.codes[ord(run) - CODE_BASE]


@frozen
class _Open:
    """An open container, the markup that ends it, and the formatting outside it."""

    display: str
    end: str
    base: str


@define
class _Writer:
    part: Part
    base: str
    lang: str | None
    edits: Sequence[Edit]
    out: list[str] = field(factory=list)
    format: str | None = None
    open: list[_Open] = field(factory=list)

    def event(self, event: Event) -> None:
        """Write text, or a code."""
        if event.code is None:
            self.out.append(self._text(event.text))
        elif event.chunk is None:
            self.format = event.format if event.code.kind is CodeKind.OPEN else None
        elif event.code.kind is CodeKind.ALONE:
            self.out.append(self._xml(event.chunk))
        elif event.code.kind is CodeKind.OPEN:
            xml = self._xml(event.chunk)
            self.out.append(xml)
            self.open.append(_Open(event.code.display, _ends(xml, self.part.prefix), self.base))
            self.base = self.base if event.format is None else event.format
            self.format = None
        elif any(container.display == event.code.display for container in self.open):
            while (last := self._leave()).display != event.code.display:
                self.out.append(last.end)
            self.out.append(self._xml(event.chunk))

    def _leave(self) -> _Open:
        container = self.open.pop()
        self.base, self.format = container.base, None
        return container

    def finish(self) -> str:
        """End what is still open; the whole markup."""
        self.out += [container.end for container in reversed(self.open)]
        return "".join(self.out)

    def _xml(self, chunk: Chunk | None) -> str:
        if chunk is None:
            return ""
        within = [e for e in self.edits if chunk.start <= e.start and e.end <= chunk.end]
        return chunk.before + splice(self.part.text, within, chunk.start, chunk.end) + chunk.after

    def _text(self, text: str) -> str:
        rpr = self.base if self.format is None else self.format
        return _run(self.part.prefix, _with_lang(rpr, self.part.prefix, self.lang), text)


def _ends(xml: str, prefix: str) -> str:
    """Markup that ends a container opened by `xml`: a field's end, or the end tags of all that it leaves open."""
    if "fldChar" in xml:
        return f'<{prefix}r><{prefix}fldChar {prefix}fldCharType="end"/></{prefix}r>'
    opened: list[str] = []
    for match in re.finditer(r"<(/?)([^\s/>!?]+)(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(/?)>", xml):
        if match[1]:
            opened.pop()
        elif not match[3]:
            opened.append(match[2])
    return "".join(f"</{name}>" for name in reversed(opened))


def _run(prefix: str, rpr: str, text: str) -> str:
    parts = re.split("(\u2011)", text)
    inside = "".join(
        f"<{prefix}noBreakHyphen/>"
        if p == "\u2011"
        else f'<{prefix}t xml:space="preserve">{escape_text(p)}</{prefix}t>'
        for p in parts
        if p
    )
    return f"<{prefix}r>{rpr}{inside}</{prefix}r>" if inside else ""


def _with_lang(rpr: str, prefix: str, lang: str | None) -> str:
    """`rpr` with the proofing language `lang`, at the place that the schema gives it (17.3.2.28)."""
    tag = _LANG_TAGS.get(lang or "")
    if tag is None or not prefix:
        return rpr
    mark = f'<{prefix}lang {prefix}val="{tag}"/>'
    rest = re.sub(rf"<{prefix}lang\b[^>]*?(?:/>|>\s*</{prefix}lang\s*>)", "", rpr)
    if not rest or re.fullmatch(rf"<{prefix}rPr\s*/>", rest):
        return f"<{prefix}rPr>{mark}</{prefix}rPr>"
    later = re.search(rf"<{prefix}(?:eastAsianLayout|specVanish|oMath|rPrChange)\b|</{prefix}rPr\s*>\Z", rest)
    return rest if later is None else f"{rest[: later.start()]}{mark}{rest[later.start() :]}"

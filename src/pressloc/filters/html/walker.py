"""From HTML tokens to units, slots and marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from itertools import accumulate

from attrs import define, evolve, field

from pressloc.filters.html import rules
from pressloc.filters.html.elements import Element, Elements, language
from pressloc.filters.html.entities import html_pieces
from pressloc.filters.html.scanner import Attribute, Token
from pressloc.filters.pieces import (
    Cut,
    Piece,
    TooManyCodes,
    closing,
    make_unit,
    opening,
    standalone,
    trim,
)
from pressloc.filters.splice import Mark, Slot, TextSkeleton, make_skeleton
from pressloc.i18n import _
from pressloc.model import InlineCode, Unit, UnitKind

_TAG = re.compile(r"<[^>]*>")
_EQUIV_LIMIT = 200  # characters; longer code samples are no words of a sentence


@define
class _Found:
    """A unit found, with the number of the language mark that governs it."""

    cut: Cut
    style: str
    lang_mark: int | None
    codes: tuple[tuple[int, int], ...] = ()


@define
class Walker:
    """One pass over the tokens of `text`. Call `walk`, then `result`."""

    text: str
    tokens: Sequence[Token]
    name: str
    warnings: list[str] = field(factory=list)
    marks: list[Mark] = field(factory=list)
    lang: str | None = None
    _elements: Elements = field(factory=Elements)
    _pieces: list[Piece] = field(factory=list)
    _owners: dict[int, Element] = field(factory=dict)  # start of a text piece → the element it stands in
    _found: list[_Found] = field(factory=list)
    _ends: dict[int, int] = field(factory=dict)
    _blocks_before: list[int] = field(factory=list)  # how many block tags stand before each token

    def walk(self) -> None:
        """Visit all tokens."""
        self._ends = _matching_ends(self.tokens)
        block = (t.kind in ("start", "end") and t.name in rules.BLOCK for t in self.tokens)
        self._blocks_before = [0, *accumulate(map(int, block))]
        at = 0
        while at < len(self.tokens):
            at = self._visit(at)
        self._flush()

    def result(self) -> tuple[tuple[Unit, ...], TextSkeleton]:
        """The units in document order, numbered `u1`, `u2`, … and the skeleton."""
        found = sorted(self._found, key=lambda f: (f.cut.start, -f.cut.end))
        units: list[Unit] = []
        slots: list[Slot] = []
        governed: dict[int, list[str]] = {}
        for number, item in enumerate(found, start=1):
            unit = evolve(item.cut.unit, id=f"u{number}")
            units.append(unit)
            slots.append(Slot(unit.id, item.cut.start, item.cut.end, item.style, item.codes))
            if item.lang_mark is not None:
                governed.setdefault(item.lang_mark, []).append(unit.id)
        marks = [evolve(mark, units=tuple(governed.get(n, ()))) for n, mark in enumerate(self.marks)]
        return tuple(units), make_skeleton(self.text, slots, marks)

    def _visit(self, at: int) -> int:
        """Handle token `at`; returns the next one to visit."""
        token = self.tokens[at]
        match token.kind:
            case "text":
                self._text(token)
            case "rcdata" if token.name == "title":
                self._text(token)
            case "other" | "rcdata":
                self._code(token, standalone(self._raw(token), "code"))
            case "end":
                self._end(token)
            case "start":
                return self._start(at)
        return at + 1

    def _raw(self, token: Token) -> str:
        return self.text[token.start : token.end]

    def _text(self, token: Token) -> None:
        if not self._elements.current.translate:
            return
        for piece in html_pieces(self._raw(token), token.start):
            if piece.code is None:
                self._owners[piece.start] = self._elements.current
            self._pieces.append(piece)

    def _code(self, token: Token, code: InlineCode, end: int | None = None) -> None:
        self._pieces.append(Piece("", token.start, token.end if end is None else end, code))

    def _end(self, token: Token) -> None:
        if token.name in rules.BLOCK:
            self._flush()
            self._elements.end(token.name)
        elif token.name == "br":  # browsers read </br> as <br>
            self._code(token, standalone(self._raw(token), "br", " "))
        else:
            self._elements.end(token.name)
            self._code(token, closing(self._raw(token), token.name))

    def _start(self, at: int) -> int:
        token = self.tokens[at]
        block = token.name in rules.BLOCK
        if block:
            self._flush()
        lang_mark = self._note_marks(token)
        here = self._elements.inherited(token, lang_mark)
        if token.name in rules.OPAQUE_INLINE or (not here.translate and not block):
            end = self._closing_tag(at)
            if end is not None:
                raw = self.text[token.start : self.tokens[end].end]
                inside = self.text[token.end : self.tokens[end].start]
                self._code(token, standalone(raw, token.name, _plain(inside)), self.tokens[end].end)
                return end + 1
        if token.name in rules.OPAQUE_BLOCK:
            end = self._closing_tag(at)
            return len(self.tokens) if end is None else end + 1
        self._elements.start(token, lang_mark)
        self._attributes(token, here)
        if not block:
            empty = token.name in rules.VOID
            equiv = " " if token.name == "br" else ""
            raw = self._raw(token)
            self._code(token, standalone(raw, token.name, equiv) if empty else opening(raw, token.name))
        return at + 1

    def _closing_tag(self, at: int) -> int | None:
        """The token that closes start tag `at`; one that wraps text of a sentence may hold no block."""
        end = self._ends.get(at)
        if end is None or self.tokens[at].name in rules.OPAQUE_BLOCK | rules.FOREIGN:
            return end
        return end if self._blocks_before[end] == self._blocks_before[at] else None

    # --- attributes and marks ----------------------------------------------------------------------------------

    def _note_marks(self, token: Token) -> int | None:
        """Record what the tag declares; returns the number of its language mark."""
        number: int | None = None
        for attribute in token.attributes:
            if attribute.name in ("lang", "xml:lang"):
                number = len(self.marks) if number is None else number
                self._mark("html-lang" if token.name == "html" else "lang", attribute)
        if token.name == "html":
            self.lang = language(token) or self.lang
            if number is None:
                tag_name_end = token.start + 1 + len("html")
                self.marks.append(Mark("no-lang", tag_name_end, tag_name_end))
            self._mark("dir", token.attribute("dir"))
        elif token.name == "head":
            self.marks.append(Mark("head", token.end, token.end))
        elif token.name == "meta":
            self._note_meta(token)
        return number

    def _note_meta(self, token: Token) -> None:
        self._mark("charset", token.attribute("charset"))
        label, content = _meta_name(token), token.attribute("content")
        equiv = token.attribute("http-equiv")
        header = equiv.raw.strip().lower() if equiv else ""
        if content is None:
            return
        if header == "content-type" and "charset=" in content.raw.lower():
            start = content.start + content.raw.lower().index("charset=") + len("charset=")
            self.marks.append(Mark("charset", start, content.end, content.quote))
        elif header == "content-language":
            self._mark("html-lang", content)
        elif label == "og:locale":
            self._mark("locale", content)

    def _mark(self, name: str, attribute: Attribute | None) -> None:
        if attribute is not None:
            self.marks.append(Mark(name, attribute.start, attribute.end, f"attr{attribute.quote}"))

    def _attributes(self, token: Token, here: Element) -> None:
        if not here.translate:
            return
        for attribute in token.attributes:
            if not _translatable(token, attribute):
                continue
            kind = UnitKind.TITLE if _meta_name(token).endswith("title") else UnitKind.ATTRIBUTE
            pieces = list(html_pieces(attribute.raw, attribute.start, fold=False))
            notes = (f"{token.name} {attribute.name}",)
            self._add(pieces, f"attr{attribute.quote}", kind, here, notes)

    # --- units -------------------------------------------------------------------------------------------------

    def _flush(self) -> None:
        """Make the pieces gathered since the last block boundary into units."""
        pieces, self._pieces = self._pieces, []
        kind = self._elements.kind()
        for part in _paragraphs(pieces):
            self._add(part, "text", kind, self._owner(part))
        self._owners.clear()

    def _owner(self, pieces: Sequence[Piece]) -> Element:
        """The element whose language all the text has: `<li><a lang="kk">…</a></li>` is Kazakh as a whole."""
        owners = [
            self._owners[p.start]
            for p in pieces
            if p.code is None and p.text.strip() and p.start in self._owners
        ]
        marks = {owner.lang_mark for owner in owners}
        return owners[0] if len(marks) == 1 else self._elements.current

    def _add(
        self, pieces: Sequence[Piece], style: str, kind: UnitKind, owner: Element, notes: tuple[str, ...] = ()
    ) -> None:
        try:
            cut = make_unit(pieces, "", kind, lang=owner.lang, notes=notes)
        except TooManyCodes:
            line = self.text.count("\n", 0, pieces[0].start) + 1
            what = _("too many inline codes; the text is kept as it is")
            self.warnings.append(f"{self.name}:{line}: {what}")
            return
        if cut is not None:
            spans = tuple((p.start, p.end) for p in trim(pieces) if p.code is not None)
            self._found.append(_Found(cut, style, owner.lang_mark, spans))


def _matching_ends(tokens: Sequence[Token]) -> dict[int, int]:
    """Start tag → its end tag, elements of each name nesting by themselves."""
    ends: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        if token.kind == "start" and token.name not in rules.VOID:
            waiting.setdefault(token.name, []).append(at)
        elif token.kind == "end" and waiting.get(token.name):
            ends[waiting[token.name].pop()] = at
    return ends


def _meta_name(token: Token) -> str:
    if token.name != "meta":
        return ""
    label = token.attribute("name") or token.attribute("property") or token.attribute("itemprop")
    return label.raw.strip().lower() if label else ""


def _translatable(token: Token, attribute: Attribute) -> bool:
    if token.name == "meta":
        return attribute.name == "content" and _meta_name(token) in rules.TEXT_METAS
    if token.name == "input" and attribute.name == "value":
        type_ = token.attribute("type")
        return type_ is not None and type_.raw.lower() in rules.BUTTON_TYPES
    if attribute.name == "label":
        return token.name in rules.LABEL_ELEMENTS
    return attribute.name in rules.TEXT_ATTRIBUTES and token.name != "link"


def _paragraphs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Two or more `<br>` in a row part paragraphs."""
    parts: list[list[Piece]] = [[]]
    breaks = 0
    for piece in pieces:
        if piece.code is not None and piece.code.display == "br":
            breaks += 1
        elif piece.code is not None or piece.text.strip():
            if breaks > 1:
                parts.append([])
            breaks = 0
        parts[-1].append(piece)
    return parts


def _plain(markup: str) -> str:
    """What the reader sees of a short piece of markup."""
    text = " ".join(unescape(_TAG.sub("", markup)).split())
    return text if len(text) <= _EQUIV_LIMIT else ""

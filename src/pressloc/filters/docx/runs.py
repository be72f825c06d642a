"""A paragraph's runs as atoms: text with its formatting, and pieces of markup (ISO/IEC 29500-1, 17.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import define, evolve, field, frozen

from pressloc.filters.docx.xmltree import Node, Part
from pressloc.model import CodeKind

# Differences between runs that no reader sees: proofing marks, and formatting of complex (right-to-left) scripts.
_NOISE = frozenset(("w:lang", "w:noProof", "w:bCs", "w:iCs", "w:szCs", "w:rPrChange"))
_LABELS = {
    "w:b": "b",
    "w:i": "i",
    "w:u": "u",
    "w:strike": "s",
    "w:dstrike": "s",
    "w:caps": "caps",
    "w:smallCaps": "caps",
}
_STYLES = {"strong": "b", "strongemphasis": "b", "emphasis": "i", "intenseemphasis": "i"}  # character styles
_BLANKS = " \u00a0"
_DEPTH = 50  # containers in containers; Word nests two or three
_OFF = frozenset(("0", "false", "off", "none"))
_HIDDEN = frozenset(("w:vanish", "w:specVanish"))
_SKIPPED = frozenset(("w:pPr", "w:rPr", "w:proofErr", "w:lastRenderedPageBreak", "w:noProof"))
_HOISTED = frozenset(
    (
        "w:bookmarkStart",
        "w:commentRangeStart",
        "w:permStart",
        "w:bookmarkEnd",
        "w:commentRangeEnd",
        "w:permEnd",
        "w:commentReference",
    )
)
_CONTAINERS = {
    "w:hyperlink": "a",
    "w:ins": "ins",
    "w:moveTo": "ins",
    "w:smartTag": "tag",
    "w:customXml": "tag",
    "w:dir": "bidi",
    "w:bdo": "bidi",
}
_ALONE: dict[str, tuple[str, str]] = {  # element of a run → (display, equiv)
    "w:tab": ("tab", " "),
    "w:ptab": ("tab", " "),
    "w:br": ("br", " "),
    "w:cr": ("br", " "),
    **dict.fromkeys(
        ("w:footnoteReference", "w:endnoteReference", "w:footnoteRef", "w:endnoteRef"), ("fn", "")
    ),
    "w:sym": ("sym", ""),
    "w:softHyphen": ("shy", ""),
    **dict.fromkeys(("w:drawing", "w:pict", "w:object", "mc:AlternateContent"), ("img", "")),
    **dict.fromkeys(("w:pgNum", "w:fldChar", "w:instrText"), ("field", "")),
}


@frozen
class Chunk:
    """Markup of a code: `before`, the source span, `after`."""

    before: str
    start: int
    end: int
    after: str = ""


@frozen
class Atom:
    """`text` in the formatting `rpr` (source of `w:rPr`), whose visible part is `look`; or a code with its `chunk`."""

    text: str = ""
    rpr: str = ""
    look: str = ""
    label: str = ""
    kind: CodeKind | None = None
    chunk: Chunk | None = None
    display: str = ""
    equiv: str = ""

    @property
    def blank(self) -> bool:
        """Blanks whose formatting nobody sees (an underline would show)."""
        return self.kind is None and not self.text.strip(_BLANKS) and not {"u", "s"} & set(self.label)


@define
class Runs:
    """Collects the atoms of one paragraph; `first` and `last` is markup that moves to its edges when it changes."""

    part: Part
    atoms: list[Atom] = field(factory=list)
    first: list[str] = field(factory=list)
    last: list[str] = field(factory=list)
    hidden: bool = False
    tracked: bool = False
    depth: int = 0

    def paragraph(self, node: Node) -> None:
        """Read the paragraph `node`."""
        self._children(node.children)

    def _children(self, nodes: Sequence[Node]) -> None:
        at = 0
        while at < len(nodes):
            at = self._field(nodes, at) or self._child(nodes, at)

    def _child(self, nodes: Sequence[Node], at: int) -> int:
        node = nodes[at]
        if node.name == "w:r":
            self._run(node)
        elif node.name in _HOISTED:
            self._hoist(node, self.part.raw(node))
        elif node.name in _CONTAINERS or (node.name == "w:fldSimple" and _is_link(node.get("instr") or "")):
            self.tracked = self.tracked or _CONTAINERS.get(node.name) == "ins"
            self._container(node, node, _CONTAINERS.get(node.name, "a"))
        elif node.name == "w:sdt" and (content := node.child("w:sdtContent")):
            self._container(node, content, "tag")
        elif node.name not in _SKIPPED:
            deleted = node.name in ("w:del", "w:moveFrom")
            self.tracked = self.tracked or deleted
            display = (
                "del"
                if deleted
                else "field"
                if node.name == "w:fldSimple"
                else "math"
                if node.name[:2] == "m:"
                else "x"
            )
            self._alone(
                Chunk("", node.start, node.end), display, "" if deleted else _shown(self.part, [node])
            )
        return at + 1

    def _container(self, node: Node, content: Node, display: str) -> None:
        if content.inner_start == content.end:  # `<w:hyperlink/>`: nothing in it
            return
        if self.depth == _DEPTH:
            self._alone(Chunk("", node.start, node.end), display, _shown(self.part, [node]))
            return
        self.depth += 1
        self.atoms.append(
            Atom(kind=CodeKind.OPEN, chunk=Chunk("", node.start, content.inner_start), display=display)
        )
        self._children(content.children)
        self.depth -= 1
        self.atoms.append(
            Atom(kind=CodeKind.CLOSE, chunk=Chunk("", content.inner_end, node.end), display=display)
        )

    def _alone(self, chunk: Chunk, display: str, equiv: str = "") -> None:
        self.atoms.append(Atom(kind=CodeKind.ALONE, chunk=chunk, display=display, equiv=equiv))

    def _hoist(self, node: Node, xml: str) -> None:
        (self.first if node.name.endswith("Start") else self.last).append(xml)

    def _run(self, run: Node) -> None:
        properties = run.child("w:rPr")
        rpr = self.part.raw(properties) if properties else ""
        marks = [c for c in properties.children if c.name not in _NOISE] if properties else []
        look = "".join(self.part.raw(c) for c in marks)
        before, after = f"<{self.part.prefix}r>{rpr}", f"</{self.part.prefix}r>"
        if any(c.name in _HIDDEN and c.get("val") not in _OFF for c in marks):
            self.hidden = self.hidden or bool(_shown(self.part, [run]).strip())
            self._alone(Chunk("", run.start, run.end), "hidden")
            return
        for node in run.children:
            if node.name == "w:t":
                self.atoms.append(Atom(self.part.inner(node), rpr, look, _label(marks)))
            elif node.name == "w:noBreakHyphen":
                self.atoms.append(Atom("\u2011", rpr, look, _label(marks)))
            elif node.name in _HOISTED:
                self._hoist(node, f"{before}{self.part.raw(node)}{after}")
            elif node.name not in _SKIPPED:
                display, equiv = _ALONE.get(node.name, ("x", ""))
                if node.name == "w:br" and node.get("type") in ("page", "column"):
                    display, equiv = "page", ""
                self._alone(Chunk(before, node.start, node.end, after), display, equiv)

    def _field(self, nodes: Sequence[Node], at: int) -> int:
        """Read the complex field that begins with run `at`, if one does; returns the place after it, else 0.

        A link's result is text; the result of any other field (a page number, a date) belongs to the field.
        """
        depth, separate = 0, None
        for here in range(at, len(nodes)):
            for char in (c.get("fldCharType") for c in nodes[here].children if c.name == "w:fldChar"):
                if char == "separate" and depth == 1 and separate is None:
                    separate = here
                depth += {"begin": 1, "end": -1}.get(char or "", 0)
            if depth <= 0:
                break
        else:
            return 0
        if here == at and not any(
            c.get("fldCharType") == "begin" for c in nodes[at].children if c.name == "w:fldChar"
        ):
            return 0
        end = nodes[here]
        instruction = "".join(
            self.part.inner(c)
            for node in nodes[at : (separate or here) + 1]
            for c in node.children
            if c.name == "w:instrText"
        )
        if separate is not None and at < separate < here and _is_link(instruction):
            open_ = Chunk("", nodes[at].start, nodes[separate].end)
            self.atoms.append(Atom(kind=CodeKind.OPEN, chunk=open_, display="a"))
            self._children(nodes[separate + 1 : here])
            self.atoms.append(Atom(kind=CodeKind.CLOSE, chunk=Chunk("", end.start, end.end), display="a"))
        else:
            result = nodes[separate + 1 : here] if separate is not None else []
            self._alone(Chunk("", nodes[at].start, end.end), "field", _shown(self.part, result))
        return here + 1


def _is_link(instruction: str) -> bool:
    return instruction.split()[:1] == ["HYPERLINK"]


def _shown(part: Part, nodes: Sequence[Node]) -> str:
    return "".join(part.inner(n) for node in nodes for n in node.walk() if n.name in ("w:t", "m:t"))


def _label(marks: Sequence[Node]) -> str:
    """Short name of a formatting: `b`, `bi`, `sup`, … or `f` for fonts and colours."""
    labels = [_LABELS[c.name] for c in marks if c.name in _LABELS and c.get("val") not in _OFF]
    labels += [
        (c.get("val") or "")[:3] for c in marks if c.name == "w:vertAlign" and c.get("val") != "baseline"
    ]
    labels += [_STYLES.get((c.get("val") or "").lower(), "") for c in marks if c.name == "w:rStyle"]
    return "".join(dict.fromkeys(labels)) or "f"


def merged(atoms: Sequence[Atom]) -> Iterator[Atom]:
    """Neighbours that look alike as one text, and the blanks at the edges of a text as atoms of their own."""
    for look, group in groupby(atoms, key=lambda atom: None if atom.kind else (atom.look, atom.label)):
        if look is None:
            yield from group
            continue
        first, *rest = group
        yield from _split(evolve(first, text=first.text + "".join(atom.text for atom in rest)))


def _split(atom: Atom) -> Iterator[Atom]:
    core = atom.text.strip(_BLANKS)
    start = atom.text.find(core) if core else 0
    if not core or not evolve(atom, text=" ").blank:
        yield atom
        return
    for text in (atom.text[:start], core, atom.text[start + len(core) :]):
        if text:
            yield evolve(atom, text=text)

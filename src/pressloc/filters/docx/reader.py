"""All parts of a Word document to units and back."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import define, evolve, field, frozen

from pressloc.filters.docx.package import Package, open_package, write_package
from pressloc.filters.docx.paragraph import read_paragraph
from pressloc.filters.docx.rebuild import write_paragraph
from pressloc.filters.docx.slots import ParagraphSlot
from pressloc.filters.docx.xmltree import Node, Part, escape_text, parse_part
from pressloc.filters.pieces import TooManyCodes, text_pieces
from pressloc.filters.splice import Edit, changed_units, render, splice
from pressloc.i18n import _
from pressloc.model import Document, Lang, Unit, UnitKind

_HEADING = re.compile(r"heading \d|title|subtitle|toc heading", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S*\.\w{2,4}|\w+ ?\d+")
_LIST = re.compile(r"list\b", re.IGNORECASE)


@frozen
class TextSlot:
    """A unit that is the plain content of an element or the value of an attribute."""

    unit: str
    start: int
    end: int
    attribute: bool = False


@frozen
class PartSkeleton:
    """A part with the slots of its units; `language` is the span of `dc:language`."""

    name: str
    part: Part
    slots: tuple[ParagraphSlot | TextSlot, ...]
    language: tuple[int, int] | None = None


@frozen
class DocxSkeleton:
    """The package and its parts that hold units."""

    package: Package
    parts: tuple[PartSkeleton, ...]


@define
class _Reader:
    name: str
    styles: Mapping[str, str]
    units: list[Unit] = field(factory=list)
    warnings: list[str] = field(factory=list)
    lang: str | None = None

    def warn(self, what: str) -> None:
        """A remark, once."""
        remark = f"{self.name}: {what}"
        if remark not in self.warnings:
            self.warnings.append(remark)

    def core(self, name: str, part: Part) -> PartSkeleton:
        """The document's title and language."""
        slots: list[TextSlot] = []
        language = None
        for node in part.root.walk():
            if node.name == "dc:title" and part.inner(node).strip():
                unit = Unit(
                    f"u{len(self.units) + 1}",
                    _printable(part.inner(node)),
                    kind=UnitKind.TITLE,
                    notes=("document title",),
                )
                self.units.append(unit)
                slots.append(TextSlot(unit.id, node.inner_start, node.inner_end))
            elif node.name == "dc:language" and part.inner(node).strip():
                language = (node.inner_start, node.inner_end)
                self.lang = part.inner(node).strip().lower().split("-")[0]
        return PartSkeleton(name, part, tuple(slots), language)

    def body(self, name: str, part: Part) -> PartSkeleton:
        """The paragraphs of a part, those in text boxes too."""
        slots: list[ParagraphSlot | TextSlot] = []
        twins: dict[tuple[int, str, tuple[str, ...]], str] = {}
        for node in part.root.walk():
            if node.name == "wp:docPr":
                slots += self._description(node)
            if node.name != "w:p":
                continue
            try:
                found = read_paragraph(part, node, f"u{len(self.units) + 1}", self._kind(node))
            except TooManyCodes:
                self.warn(_("a paragraph has too many inline codes; it is kept as it is"))
                continue
            if found is None:
                continue
            unit, slot, runs = found
            if runs.hidden:
                self.warn(_("hidden text is kept as it is"))
            if runs.tracked:
                self.warn(
                    _("there are tracked changes; accept or reject them in Word before translating")
                )
            twin = self._twin(node, unit, twins)
            if twin is None:
                self.units.append(unit)
            slots.append(slot if twin is None else _renamed(slot, twin))
        return PartSkeleton(name, part, tuple(slots))

    def _description(self, node: Node) -> list[TextSlot]:
        """The alternative text of a picture, unless it is the file name that Word puts there."""
        text, span = _printable(node.get("descr") or ""), node.value_span("descr")
        if span is None or _FILE_NAME.fullmatch(text) or not any(char.isalpha() for char in text):
            return []
        unit = Unit(
            f"u{len(self.units) + 1}", text, kind=UnitKind.ATTRIBUTE, notes=("description of a picture",)
        )
        self.units.append(unit)
        return [TextSlot(unit.id, *span, attribute=True)]

    def _twin(self, node: Node, unit: Unit, twins: dict[tuple[int, str, tuple[str, ...]], str]) -> str | None:
        """A text box is written twice, for new and old versions of Word; the second takes the first's translation."""
        alternate = node.inside("mc:AlternateContent")
        if alternate is None:
            return None
        key = (id(alternate), unit.text, tuple(code.display for code in unit.codes))
        return twins.get(key) or (twins.setdefault(key, unit.id) and None)

    def _kind(self, node: Node) -> UnitKind:
        properties = node.child("w:pPr")
        style = properties.child("w:pStyle") if properties else None
        style_name = self.styles.get(
            (style.get("val") or "") if style else "", (style.get("val") or "") if style else ""
        )
        if _HEADING.match(style_name) or (properties and properties.child("w:outlineLvl")):
            return UnitKind.HEADING
        if node.inside("w:tc"):
            return UnitKind.CELL
        if _LIST.match(style_name) or (properties and properties.child("w:numPr")):
            return UnitKind.LIST_ITEM
        return UnitKind.PARAGRAPH


def read_docx(data: bytes, name: str, format_: str) -> Document:
    """The document of a .docx. Raises InputError."""
    package = open_package(data, name)
    styles = next((part for role, part in package.parts if role == "styles"), None)
    reader = _Reader(name, _style_names(package, styles, name))
    parts: list[PartSkeleton] = []
    for role, part_name in package.parts:
        if role == "styles":
            continue
        part = parse_part(package.contents[part_name], f"{name}: {part_name}")
        parts.append(reader.core(part_name, part) if role == "core" else reader.body(part_name, part))
    skeleton = DocxSkeleton(package, tuple(parts))
    return Document(
        name, format_, tuple(reader.units), skeleton, lang=reader.lang, warnings=tuple(reader.warnings)
    )


def write_docx(document: Document, targets: Mapping[str, str], lang: Lang | None) -> bytes:
    """The bytes with `targets` in place: only parts with a changed unit are written anew."""
    skeleton = document.skeleton
    if not isinstance(skeleton, DocxSkeleton):
        raise TypeError(f"document {document.name!r} was read by the filter {document.format!r}")
    changed = changed_units(document, targets)
    contents: dict[str, bytes] = {}
    for part in skeleton.parts:
        edits: list[Edit] = []
        for slot in reversed(part.slots):  # text boxes come after the paragraph that holds them
            if slot.unit not in changed:
                continue
            if isinstance(slot, TextSlot):
                new = escape_text(render(changed[slot.unit], targets[slot.unit]))
                new = new.replace('"', "&quot;").replace("'", "&apos;") if slot.attribute else new
            else:
                new = write_paragraph(part.part, slot, targets[slot.unit], lang, edits)
                edits = [e for e in edits if not (slot.start <= e.start and e.end <= slot.end)]
            edits.append(Edit(slot.start, slot.end, new))
        if part.language and lang and changed:
            edits.append(Edit(*part.language, lang))
        if edits:
            contents[part.name] = splice(part.part.text, edits).encode("utf-8")
    return write_package(skeleton.package, contents)


def _renamed(slot: ParagraphSlot, unit: str) -> ParagraphSlot:
    return evolve(slot, unit=unit)


def _printable(text: str) -> str:
    return " ".join("".join(p.text if p.code is None else p.code.equiv for p in text_pieces(text, 0)).split())


def _style_names(package: Package, part: str | None, name: str) -> dict[str, str]:
    """Style id → its name in English, which localised versions of Word keep (`heading 1`)."""
    if part is None:
        return {}
    tree = parse_part(package.contents[part], f"{name}: {part}")
    names: dict[str, str] = {}
    for node in tree.root.walk():
        if node.name == "w:style" and (title := node.child("w:name")):
            names[node.get("styleId") or ""] = title.get("val") or ""
    return names

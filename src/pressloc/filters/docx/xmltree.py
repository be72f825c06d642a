"""A part's XML as a light tree of source spans, so that a changed paragraph is spliced and all else stays as it was.

lxml (without entities, network or DTD) decides whether the XML is sound; only then the tree is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import unescape

from attrs import define, field

from pressloc.errors import InputError
from pressloc.i18n import _

if TYPE_CHECKING:
    from lxml import etree

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"|<(?P<close>/)?(?P<name>[^\s/>]+)(?P<attrs>(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(?P<empty>/)?>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DECLARED = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://purl.org/dc/elements/1.1/": "dc",
}


@define(eq=False)
class Node:
    """An element: its usual `name` (`w:p`), spans of the whole (`start`, `end`) and of the inside."""

    name: str
    raw_name: str
    start: int
    inner_start: int
    attrs: str = ""
    attrs_start: int = 0
    inner_end: int = 0
    end: int = 0
    parent: Node | None = None
    children: list[Node] = field(factory=list)

    def child(self, name: str) -> Node | None:
        """The first child called `name`."""
        return next((c for c in self.children if c.name == name), None)

    def get(self, name: str) -> str | None:
        """Value of the attribute with local name `name`."""
        for match in _ATTRIBUTE.finditer(self.attrs):
            if match[1].rpartition(":")[2] == name:
                return plain_text(match[2] if match[2] is not None else match[3])
        return None

    def value_span(self, name: str) -> tuple[int, int] | None:
        """Source span of the value of the attribute with local name `name`."""
        for match in _ATTRIBUTE.finditer(self.attrs):
            if match[1].rpartition(":")[2] == name:
                start, end = match.span(2) if match[2] is not None else match.span(3)
                return self.attrs_start + start, self.attrs_start + end
        return None

    def walk(self) -> Iterator[Node]:
        """The element and all in it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack += reversed(node.children)

    def inside(self, name: str) -> Node | None:
        """The nearest ancestor called `name`."""
        node = self.parent
        while node is not None and node.name != name:
            node = node.parent
        return node


@define
class Part:
    """A part: its `text`, the tree, and the prefix that WordprocessingML has in it (with the colon)."""

    text: str
    root: Node
    prefix: str

    def raw(self, node: Node) -> str:
        """Source of `node`."""
        return self.text[node.start : node.end]

    def inner(self, node: Node) -> str:
        """Source between the tags of `node`, as text."""
        return plain_text(self.text[node.inner_start : node.inner_end])


def check_xml(data: bytes, where: str) -> etree._Element:
    """Parse `data` with all that XML can do to a reader switched off. Raises InputError."""
    from lxml import etree

    if any(
        mark.encode(codec) in data
        for mark in ("<!DOCTYPE", "<!ENTITY")
        for codec in ("utf-8", "utf-16-le", "utf-16-be")
    ):
        raise InputError(
            _("XML with a document type or entities, which no Word document has"),
            where=where,
            do=_("Do not trust this file"),
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            _("broken XML: {error}", error=error),
            where=where,
            do=_("Open it in Word or LibreOffice and save it again"),
        ) from None


def parse_part(data: bytes, where: str) -> Part:
    """The tree of a part. Raises InputError when its XML is broken or hostile, or not in Unicode."""
    check_xml(data, where)
    declared = _DECLARED.match(data)
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    if encoding not in ("utf-8", "us-ascii", "ascii"):
        raise InputError(
            _("a part in {encoding}, where Word writes UTF-8", encoding=encoding.upper()),
            where=where,
            do=_("Open it in Word or LibreOffice and save it again"),
        )
    text = data.decode("utf-8")
    prefixes = {
        match[1].partition(":")[2]: _NAMESPACES[uri]
        for match in _ATTRIBUTE.finditer(text)
        if match[1].startswith("xmlns") and (uri := match[2] or match[3]) in _NAMESPACES
    }
    word = next((f"{prefix}:" if prefix else "" for prefix, usual in prefixes.items() if usual == "w"), "w:")
    return Part(text, _tree(text, prefixes), word)


def _tree(text: str, prefixes: dict[str, str]) -> Node:
    root = here = Node("", "", 0, 0, inner_end=len(text), end=len(text))
    for match in _TOKEN.finditer(text):
        raw = match["name"]
        if raw is None:
            continue
        if match["close"]:
            here.inner_end, here.end = match.start(), match.end()
            here = here.parent or root
            continue
        prefix, _, local = raw.rpartition(":")
        usual = prefixes.get(prefix, prefix)
        node = Node(
            f"{usual}:{local}" if usual else local,
            raw,
            match.start(),
            match.end(),
            match["attrs"],
            match.start("attrs"),
        )
        node.parent, node.inner_end, node.end = here, match.end(), match.end()
        here.children.append(node)
        if not match["empty"]:
            here = node
    return root


def plain_text(raw: str) -> str:
    """Character data with references and CDATA resolved."""
    raw = re.sub(r"<!--.*?-->|<\?.*?\?>", "", raw, flags=re.DOTALL)
    raw = re.sub(r"<!\[CDATA\[(.*?)\]\]>", lambda m: escape_text(m[1]), raw, flags=re.DOTALL)
    numeric = _REFERENCE.sub(lambda m: escape_text(chr(int(m[1], 16) if m[1] else int(m[2]))), raw)
    return unescape(numeric, {"&quot;": '"', "&apos;": "'"})


_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape_text(text: str) -> str:
    """`text` as character data; characters that XML 1.0 does not have are left out."""
    return _ILLEGAL.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

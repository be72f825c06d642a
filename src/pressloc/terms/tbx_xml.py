"""Parsing TBX safely, and bringing its three spellings (v3 DCA, v3 DCT, v2 martif) to one: v3 DCA."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressloc.errors import InputError
from pressloc.i18n import _
from pressloc.terms import tbx_grammar as grammar

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES = 256 * 1024 * 1024
_V2_NAMES = {
    "martif": "tbx",
    "martifHeader": "tbxHeader",
    "termEntry": "conceptEntry",
    "langSet": "langSec",
    "tig": "termSec",
    "ntig": "termSec",
}


def local(element: _Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def line_of(element: _Element) -> int:
    """The 1-based line the element starts at (1 when unknown)."""
    line = element.sourceline
    return line if isinstance(line, int) else 1


def parse_xml(data: bytes, name: str) -> _Element:
    """The root of `data`, parsed without entities, DTDs or network. Raises InputError with `where=name:line`."""
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise InputError(
            _("larger than the limit of {size} MB", size=MAX_BYTES // 1024 // 1024), where=name,
            do=_("Split it into smaller files"),
        )  # fmt: skip
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(
            _("broken XML: {error}", error=error.msg), where=f"{name}:{error.lineno or 1}", do=_("Correct the file")
        ) from None
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and dtd.entities():
        raise InputError(
            _("the file declares XML entities, which are not accepted"), where=f"{name}:1",
            do=_("Remove the <!ENTITY> declarations"),
        )  # fmt: skip
    return root


def normalised_root(root: _Element, name: str) -> _Element:
    """The same tree in v3 DCA spelling (changed in place, so that line numbers survive).

    A v2 file gets the attribute `version2`, since v3 rules do not apply to it. Raises InputError when the root is
    neither <tbx> nor <martif>.
    """
    kind = local(root)
    if kind == "martif":
        _from_v2(root)
    elif kind != "tbx":
        raise InputError(
            _("<{element}> is not the root of a TBX file", element=kind), where=f"{name}:{line_of(root)}",
            do=_("It must be <tbx> (version 3) or <martif> (version 2)"),
        )  # fmt: skip
    elif root.get("style") == "dct":
        _from_dct(root)
    return root


def _from_dct(root: _Element) -> None:
    """Data categories as tags become data categories as attributes; the namespace names the module."""
    for element in root.iter("*"):
        namespace, _, name = str(element.tag)[1:].rpartition("}")
        if namespace not in grammar.DCT_MODULES:
            continue
        category = grammar.CATEGORIES.get(name)
        element.tag = f"{{{grammar.NS}}}{category.element if category else 'admin'}"
        element.set("type", name)


def _from_v2(root: _Element) -> None:
    """ISO 30042:2008 names become those of 2019; the <termGrp> of an <ntig> is unwrapped."""
    for element in list(root.iter("*")):
        name = local(element)
        if name == "termGrp":
            _unwrap(element)
        else:
            element.tag = f"{{{grammar.NS}}}{_V2_NAMES.get(name, name)}"
    root.set("version2", "yes")


def _unwrap(element: _Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    position = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(position, child)
    parent.remove(element)

"""Judging a TBX file: well-formed, within the core structure, within its dialect (Core, Min or Basic)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from pressloc.errors import InputError
from pressloc.i18n import _
from pressloc.terms import tbx_grammar as grammar
from pressloc.terms.tbx_xml import line_of, local, normalised_root, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element


@frozen
class TbxProblem:
    """One broken rule: where (`line`, 1-based), which rule (a short stable name), and what is wrong there."""

    line: int
    rule: str
    message: str


def validate_tbx(data: bytes, name: str = "<tbx>") -> tuple[TbxProblem, ...]:
    """All rules of ISO 30042:2019 that `data` breaks, in document order; an empty tuple for a valid file.

    The dialect is the one the file declares. A file that is no XML yields the single problem `well-formed`;
    a private dialect is held to the core structure only, as the standard lets it define categories of its own.
    """
    try:
        root = parse_xml(data, name)
        root = normalised_root(root, name)
    except InputError as error:
        line = error.where.rpartition(":")[2]
        return (TbxProblem(int(line) if line.isdigit() else 1, "well-formed", error.what),)
    if root.get("version2"):
        return ()
    return tuple(sorted(_problems(root), key=lambda p: p.line))


def _problems(root: _Element) -> Iterator[TbxProblem]:
    dialect = root.get("type", "")
    modules = grammar.DIALECTS.get(dialect)
    if not str(root.tag).startswith(f"{{{grammar.NS}}}"):
        yield TbxProblem(line_of(root), "namespace", _("<tbx> must stand in the namespace {namespace}", namespace=grammar.NS))
    ids: set[str] = set()
    for element in root.iter("*"):
        yield from _structure(element)
        identifier = element.get("id")
        if identifier is not None:
            if identifier in ids:
                yield TbxProblem(line_of(element), "unique-id", _("the id “{id}” stands twice", id=identifier))
            ids.add(identifier)
        if modules is not None and local(element) in grammar.TYPED and element.get("type"):
            yield from _category(element, dialect, modules)


def _structure(element: _Element) -> Iterator[TbxProblem]:
    """The core structure: content models, stray text, required attributes."""
    name, line = local(element), line_of(element)
    for attribute in grammar.REQUIRED.get(name, ()):
        if not element.get(attribute):
            shown = "xml:lang" if attribute == grammar.XML_LANG else attribute
            what = _("<{element}> needs the attribute {attribute}", element=name, attribute=shown)
            yield TbxProblem(line, "required-attribute", what)
    if name in grammar.TYPED and not element.get("type"):
        what = _("<{element}> needs a type attribute that names its data category", element=name)
        yield TbxProblem(line, "type-required", what)
    if name in grammar.CONTENT:
        model, words = grammar.CONTENT[name]
        children = "".join(f"{local(child)} " for child in element.iterchildren("*"))
        if not model.fullmatch(children):
            what = _("<{element}> must hold {content}; it holds: {children}", element=name, content=_(words),
                     children=children or "–")  # fmt: skip
            yield TbxProblem(line, "core-structure", what)
        if _stray_text(element):
            what = _("text directly inside <{element}>: it must hold {content}", element=name, content=_(words))
            yield TbxProblem(line, "stray-text", what)
    elif name in grammar.TEXT_ELEMENTS:
        for child in element.iterchildren("*"):
            if local(child) not in grammar.INLINE_ELEMENTS:
                what = _("<{child}> is not allowed inside <{element}>", child=local(child), element=name)
                yield TbxProblem(line_of(child), "core-structure", what)
    elif name not in grammar.INLINE_ELEMENTS:
        yield TbxProblem(line, "core-structure", _("<{element}> is no element of TBX", element=name))


def _stray_text(element: _Element) -> bool:
    texts = [element.text, *(child.tail for child in element)]
    return any(text and text.strip() for text in texts)


def _level(element: _Element) -> tuple[str, bool]:
    """The level an element stands at (conceptEntry, langSec, termSec …) and whether a group holds it."""
    parent = element.getparent()
    grouped = False
    while parent is not None and local(parent).endswith("Grp"):
        grouped, parent = True, parent.getparent()
    return (local(parent) if parent is not None else ""), grouped


def _category(element: _Element, dialect: str, modules: frozenset[str]) -> Iterator[TbxProblem]:
    """The dialect's data categories: known, on the right element, at the right level, with a picklist value."""
    name, kind, line = local(element), element.get("type", ""), line_of(element)
    if name in ("item", "refObjectSec"):
        return
    category = grammar.CATEGORIES.get(kind)
    if category is None or category.element != name or category.module not in modules:
        what = _("{dialect} has no data category “{category}” on <{element}>", dialect=dialect, category=kind, element=name)
        yield TbxProblem(line, "data-category", what)
        return
    level, grouped = _level(element)
    if category.levels and level not in category.levels:
        allowed = ", ".join(sorted(category.levels))
        what = _("{category} is not allowed at {level} (only at {allowed})", category=kind, level=level, allowed=allowed)
        yield TbxProblem(line, "category-level", what)
    elif level in category.grouped and not grouped:
        yield TbxProblem(
            line, "category-level",
            _("{category} at {level} must stand in a group with what it belongs to", category=kind, level=level),
        )
    value = "".join(str(part) for part in element.itertext()).strip()
    if category.values and value not in category.values:
        yield TbxProblem(
            line, "picklist",
            _("“{value}” is no value of {category}; choose one of: {names}", value=value, category=kind,
              names=", ".join(sorted(category.values))),
        )

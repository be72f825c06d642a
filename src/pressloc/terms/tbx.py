"""Reading and writing termbases as TBX: ISO 30042:2019, dialect TBX-Basic, styles DCA and DCT; v2 (martif) read.

What TBX-Basic has a category for stands in that category: domain (subjectField), status (administrativeStatus),
part of speech, abbreviations and phrases (termType). The rest (kind of concept, inflection hints, posts of
persons) stands in <note> elements of the form `[property] key = value` and `[inflection] key = value`, which any
other TBX tool keeps and shows. Reading what was written gives the same concepts back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from pressloc.errors import InputError
from pressloc.i18n import _
from pressloc.model import LANGS, Concept, ConceptKind, Lang, Term, TermStatus
from pressloc.terms import tbx_grammar as grammar
from pressloc.terms.tbx_xml import line_of, local, normalised_root, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

Style = Literal["dca", "dct"]

_STATUS_OUT = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.DEPRECATED: "deprecatedTerm-admn-sts",
}
_STATUS_IN = {
    **{value: status for status, value in _STATUS_OUT.items()},
    "supersededTerm-admn-sts": TermStatus.DEPRECATED,
    "standardizedTerm": TermStatus.PREFERRED,
    **{value: TermStatus(value) for value in ("preferred", "admitted", "deprecated")},
    "superseded": TermStatus.DEPRECATED,
}
_POS_OUT = {"noun": "noun", "noun-phrase": "noun", "verb-phrase": "verb", "adjective": "adjective", "phrase": "other"}
_ABBREVIATIONS = frozenset({"abbreviation", "acronym", "initialism"})
_NOTE = re.compile(r"\[(property|inflection)\] ([\w.-]+) = (.*)", re.DOTALL)


def default_pos(tbx_pos: str, text: str) -> str:
    """The part of speech of our model for one of TBX and the term's text (a noun of several words is a phrase)."""
    if tbx_pos == "verb":
        return "verb-phrase"
    if tbx_pos == "adjective":
        return "adjective"
    if tbx_pos == "other":
        return "phrase"
    return "noun-phrase" if " " in text else "noun"


# --- reading ---------------------------------------------------------------------------------------------------


def read_tbx(data: bytes, name: str = "<tbx>") -> tuple[Concept, ...]:
    """The concepts of a TBX file, in file order; languages other than kk, ru and en are left out.

    Raises InputError (`where=name:line`) when the file is no XML, no TBX, carries entities, has a concept without
    an id or a term without text, or uses an id twice. Data categories beyond TBX-Basic are ignored: judging a
    file strictly is `validate_tbx`.
    """
    root = normalised_root(parse_xml(data, name), name)
    seen: dict[str, int] = {}
    concepts = []
    for number, entry in enumerate(root.iter(f"{{{grammar.NS}}}conceptEntry"), 1):
        line = line_of(entry)
        identifier = (entry.get("id") or f"c{number}").removeprefix("_")
        if identifier in seen:
            raise InputError(
                _("the concept id “{id}” already stands in line {line}", id=identifier, line=seen[identifier]),
                where=f"{name}:{line}", do=_("Give each concept an id of its own"),
            )  # fmt: skip
        seen[identifier] = line
        concepts.append(_concept(entry, identifier, name))
    return tuple(concepts)


def _text(element: _Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())


def _categories(element: _Element) -> dict[str, str]:
    """Data category -> text of the typed elements directly below `element` or in a group below it."""
    found: dict[str, str] = {}
    for child in element.iterchildren("*"):
        if local(child).endswith("Grp"):
            found.update(_categories(child))
        elif child.get("type"):
            found.setdefault(child.get("type", ""), _text(child))
    return found


def _notes(element: _Element) -> tuple[str, dict[str, str], dict[str, str]]:
    """Free notes (joined by line breaks), properties and inflection hints of an element."""
    free: list[str] = []
    ours: dict[str, dict[str, str]] = {"property": {}, "inflection": {}}
    for child in element.iterchildren(f"{{{grammar.NS}}}note"):
        match = _NOTE.fullmatch(_text(child))
        if match:
            ours[match[1]][match[2]] = match[3]
        elif _text(child):
            free.append(_text(child))
    return "\n".join(free), ours["property"], ours["inflection"]


def _concept(entry: _Element, identifier: str, name: str) -> Concept:
    note, properties, _ = _notes(entry)
    kind = properties.pop("kind", "term")
    terms: list[Term] = []
    for section in entry.iterchildren(f"{{{grammar.NS}}}langSec"):
        lang = (section.get(grammar.XML_LANG) or section.get("lang") or "").lower().split("-")[0]
        if lang in LANGS:
            terms += [
                _term(element, lang, name)
                for element in section.iterchildren(f"{{{grammar.NS}}}termSec")
            ]
    return Concept(
        id=identifier,
        domain=_categories(entry).get("subjectField", ""),
        kind=ConceptKind(kind) if kind in set(ConceptKind) else ConceptKind.TERM,
        terms=tuple(terms),
        note=note,
        gender=properties.pop("gender", ""),
        place_kind=properties.pop("place", ""),
        properties=properties,
    )


def _term(section: _Element, lang: Lang, name: str) -> Term:
    word = section.find(f"{{{grammar.NS}}}term")
    text = _text(word) if word is not None else ""
    if not text:
        raise InputError(
            _("a term without text"), where=f"{name}:{line_of(section)}", do=_("Fill in the <term>")
        )
    categories = _categories(section)
    _note, properties, hints = _notes(section)
    status = categories.get("administrativeStatus") or categories.get("usageStatus") or "preferred"
    return Term(
        text=text,
        lang=lang,
        status=_STATUS_IN.get(status, TermStatus.ADMITTED),
        abbreviation=categories.get("termType", "") in _ABBREVIATIONS,
        demonym=properties.get("demonym") == "yes",
        pos=properties.get("pos") or default_pos(categories.get("partOfSpeech", "noun"), text),
        hints=hints,
    )


# --- writing ---------------------------------------------------------------------------------------------------


def write_tbx(concepts: Iterable[Concept], *, title: str, source: str = "pressloc", style: Style = "dca") -> bytes:
    """A TBX-Basic file (UTF-8, LF) of `concepts` in the given order; the same input gives the same bytes.

    `title` and `source` go to the header; `style` is `dca` (data category as attribute) or `dct` (as tag).
    """
    from lxml import etree

    nsmap: dict[Any, str] = {None: grammar.NS}
    if style == "dct":
        nsmap |= {module: uri for uri, module in grammar.DCT_MODULES.items() if module in ("min", "basic")}
    root = etree.Element(f"{{{grammar.NS}}}tbx", nsmap=nsmap)
    root.set("type", "TBX-Basic")
    root.set("style", style)
    root.set(grammar.XML_LANG, "en")
    description = _sub(_sub(root, "tbxHeader"), "fileDesc")
    _sub(_sub(description, "titleStmt"), "title", title)
    _sub(_sub(description, "sourceDesc"), "p", source)
    body = _sub(_sub(root, "text"), "body")
    for concept in concepts:
        _write_concept(body, concept, style)
    etree.indent(root, space=" ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _sub(parent: _Element, name: str, text: str | None = None) -> _Element:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{grammar.NS}}}{name}")
    element.text = text
    return element


def _write_category(parent: _Element, category: str, value: str, style: Style) -> None:
    from lxml import etree

    known = grammar.CATEGORIES[category]
    if style == "dca":
        element = _sub(parent, known.element, value)
        element.set("type", category)
        return
    uri = next(uri for uri, module in grammar.DCT_MODULES.items() if module == known.module)
    etree.SubElement(parent, f"{{{uri}}}{category}").text = value


def _write_properties(parent: _Element, label: str, values: Iterable[tuple[str, str]]) -> None:
    for key, value in values:
        if value:
            _sub(parent, "note", f"[{label}] {key} = {value}")


def _write_concept(body: _Element, concept: Concept, style: Style) -> None:
    entry = _sub(body, "conceptEntry")
    entry.set("id", concept.id if re.match(r"[A-Za-z]", concept.id) else f"_{concept.id}")  # xml:id is an NCName
    if concept.domain:
        _write_category(entry, "subjectField", concept.domain, style)
    kind = "" if concept.kind == ConceptKind.TERM else str(concept.kind)
    own = [("kind", kind), ("gender", concept.gender), ("place", concept.place_kind)]
    _write_properties(entry, "property", own + sorted(concept.properties.items()))
    for line in filter(None, concept.note.split("\n")):
        _sub(entry, "note", line)
    for lang in ("en", "ru", "kk"):
        terms = [term for term in concept.terms if term.lang == lang]
        if terms:
            section = _sub(entry, "langSec")
            section.set(grammar.XML_LANG, lang)
            for term in terms:
                _write_term(section, term, style)


def _write_term(parent: _Element, term: Term, style: Style) -> None:
    section = _sub(parent, "termSec")
    _sub(section, "term", term.text)
    pos = _POS_OUT.get(term.pos, "other")
    _write_category(section, "partOfSpeech", pos, style)
    _write_category(section, "administrativeStatus", _STATUS_OUT[term.status], style)
    if term.abbreviation:
        _write_category(section, "termType", "abbreviation", style)
    elif term.pos == "phrase":
        _write_category(section, "termType", "phrase", style)
    own = [("demonym", "yes" if term.demonym else "")]
    if default_pos(pos, term.text) != term.pos:
        own.append(("pos", term.pos))
    _write_properties(section, "property", own)
    _write_properties(section, "inflection", sorted(term.hints.items()))

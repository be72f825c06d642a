"""The rules of TBX as data: the core structure of ISO 30042:2019 and the data categories of its public dialects.

Core structure: clause 8 and annex A of the standard. Data categories, levels and picklists: the Min and Basic
modules that the TBX Steering Committee publishes at tbxinfo.net. Where their sample files and their module
definitions name the same thing differently (`usageStatus` for `administrativeStatus`, `creation` for
`origination`), both are accepted.
"""

from __future__ import annotations

import re

from attrs import frozen

from pressloc.i18n import N_

NS = "urn:iso:std:iso:30042:ed-2"
DCT_MODULES = {
    "http://www.tbxinfo.net/ns/min": "min",
    "http://www.tbxinfo.net/ns/basic": "basic",
    "http://www.tbxinfo.net/ns/linguist": "linguist",
}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_LINK = "admin|adminGrp|transacGrp|note|ref|xref"
_AUX = f"{_LINK}|descrip|descripGrp"


def _model(pattern: str) -> re.Pattern[str]:
    """A content model over child names, each followed by one space: `term (note|ref)*` as a regular expression."""
    return re.compile(re.sub(r"[A-Za-z|]+", lambda m: f"(?:(?:{m.group()}) )", pattern).replace(") (", ")("))


# element -> (content model, the rule in words). Elements that are not listed hold text.
CONTENT: dict[str, tuple[re.Pattern[str], str]] = {
    "tbx": (_model("tbxHeader text"), N_("one <tbxHeader>, then one <text>")),
    "tbxHeader": (
        _model("fileDesc encodingDesc?revisionDesc?"),
        N_("one <fileDesc>, then an optional <encodingDesc> and <revisionDesc>"),
    ),
    "fileDesc": (_model("titleStmt?publicationStmt?sourceDesc+"), N_("at least one <sourceDesc>")),
    "titleStmt": (_model("title note*"), N_("one <title>, then notes")),
    "publicationStmt": (_model("p+"), N_("text wrapped in <p>")),
    "sourceDesc": (_model("p+"), N_("text wrapped in <p>")),
    "encodingDesc": (_model("p+"), N_("text wrapped in <p>")),
    "revisionDesc": (_model("change+"), N_("at least one <change>")),
    "change": (_model("p+"), N_("text wrapped in <p>")),
    "text": (_model("body back?"), N_("one <body>, then an optional <back>, nothing else")),
    "body": (_model("conceptEntry+"), N_("at least one <conceptEntry>, nothing else")),
    "conceptEntry": (
        _model(f"{_AUX}*langSec+"),
        N_("descriptive and administrative information, then at least one <langSec>"),
    ),
    "langSec": (_model(f"{_AUX}*termSec+"), N_("descriptive and administrative information, then at least one <termSec>")),
    "termSec": (_model(f"term termNote|termNoteGrp|{_AUX}*"), N_("exactly one <term>, and it comes first")),
    "descripGrp": (_model(f"descrip descripNote|{_LINK}*"), N_("exactly one <descrip>, and it comes first")),
    "adminGrp": (_model("admin adminNote|note|ref|xref*"), N_("exactly one <admin>, and it comes first")),
    "transacGrp": (_model("transac transacNote|date|note|ref|xref*"), N_("exactly one <transac>, and it comes first")),
    "termNoteGrp": (_model(f"termNote {_LINK}*"), N_("exactly one <termNote>, and it comes first")),
    "back": (_model("refObjectSec*"), N_("<refObjectSec> elements only")),
    "refObjectSec": (_model("refObject+"), N_("at least one <refObject>")),
    "refObject": (_model("item|itemSet|itemGrp+"), N_("at least one <item>")),
    "itemSet": (_model("item|itemGrp+"), N_("at least one <item>")),
    "itemGrp": (_model("item note|ref|xref*"), N_("exactly one <item>, and it comes first")),
}
TEXT_ELEMENTS = frozenset(
    ["term", "termNote", "descrip", "descripNote", "admin", "adminNote", "transac", "transacNote", "date", "note", "ref", "xref", "p", "title", "item"]
)
INLINE_ELEMENTS = frozenset(["hi", "foreign", "sc", "ec", "ph"])
TYPED = frozenset(["termNote", "descrip", "descripNote", "admin", "adminNote", "transac", "transacNote", "ref", "xref", "refObjectSec", "item"])
REQUIRED: dict[str, tuple[str, ...]] = {"tbx": ("type", "style", XML_LANG), "langSec": (XML_LANG,)}


@frozen
class Category:
    """A data category: the classification element that carries it, where it may stand, its picklist.

    `levels` are conceptEntry, langSec, termSec (empty = anywhere). `grouped` lists levels at which the category
    may stand only inside a group element.
    """

    element: str
    levels: frozenset[str]
    module: str
    values: frozenset[str] = frozenset()
    grouped: frozenset[str] = frozenset()


def _category(element: str, levels: str, module: str, values: str = "", grouped: str = "") -> Category:
    return Category(
        element, frozenset(levels.split()), module, frozenset(values.split()), frozenset(grouped.split())
    )


_STATUS = "preferredTerm-admn-sts admittedTerm-admn-sts deprecatedTerm-admn-sts supersededTerm-admn-sts"
_ALL = "conceptEntry langSec termSec"
CATEGORIES: dict[str, Category] = {
    "subjectField": _category("descrip", "conceptEntry", "min"),
    "customerSubset": _category("admin", "conceptEntry termSec", "min"),
    "administrativeStatus": _category("termNote", "termSec", "min", _STATUS),
    "usageStatus": _category("termNote", "termSec", "min", "preferred admitted deprecated superseded"),
    "partOfSpeech": _category("termNote", "termSec", "min", "noun verb adjective adverb properNoun other"),
    "definition": _category("descrip", "conceptEntry langSec", "basic"),
    "context": _category("descrip", "termSec", "basic"),
    "source": _category("admin", _ALL, "basic", grouped="conceptEntry"),
    "projectSubset": _category("admin", "conceptEntry termSec", "basic"),
    "crossReference": _category("ref", "conceptEntry termSec", "basic"),
    "externalCrossReference": _category("xref", _ALL, "basic"),
    "xGraphic": _category("xref", "conceptEntry langSec", "basic"),
    "geographicalUsage": _category("termNote", "termSec", "basic"),
    "grammaticalGender": _category("termNote", "termSec", "basic", "masculine feminine neuter other"),
    "termLocation": _category(
        "termNote",
        "termSec",
        "basic",
        "checkBox comboBox comboBoxElement dialogBox groupBox informativeMessage interactiveMessage menuItem "
        "progressBar pushButton radioButton slider spinBox tab tableText textBox toolTip user-definedType",
    ),
    "termType": _category(
        "termNote", "termSec", "basic", "fullForm acronym abbreviation shortForm variant phrase"
    ),
    "transactionType": _category("transac", _ALL, "basic", "origination creation modification"),
    "responsibility": _category("transacNote", _ALL, "basic"),
}

# dialect -> its modules; None = any category is allowed (the core dialect leaves types open)
DIALECTS: dict[str, frozenset[str] | None] = {
    "TBX-Core": None,
    "TBX-Min": frozenset({"min"}),
    "TBX-Basic": frozenset({"min", "basic"}),
}

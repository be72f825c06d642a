"""The guard finds what an export loses, and keeps still when nothing is lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pressloc.filters.docx import DocxFilter
from pressloc.filters.guard import count_back
from pressloc.filters.html import HtmlFilter
from pressloc.filters.markdown import MarkdownFilter
from pressloc.filters.plaintext import PlainTextFilter
from pressloc.filters.po import PoFilter
from pressloc.model import Severity, code_char, is_code_char
from pressloc.ports import Filter

sys.path.insert(0, str(Path(__file__).parent))
from docxkit import make, p, run

A, B = code_char(0), code_char(1)
SOURCES: list[tuple[Filter, bytes]] = [
    (PlainTextFilter(), "Бір\n\n1) екі;\n".encode()),
    (MarkdownFilter(), "# Бір\n\nЕкі **үш** төрт `код`\n\n![Сурет](a.png)\n".encode()),
    (HtmlFilter(), '<h1>Бір</h1><p>Екі <b>үш</b><br>төрт <img alt="Сурет"> бес</p>'.encode()),
    (DocxFilter(), make(p(run("Бір бүтін "), run("екі", "<w:b/>")) + p(run("үш")))),
    (PoFilter(), 'msgid "One {n}"\nmsgstr ""\n\nmsgid "Two"\nmsgstr "Екі"\n'.encode()),
]


@pytest.mark.parametrize(("filter_", "data"), SOURCES, ids=lambda v: getattr(v, "name", ""))
def test_a_full_export_is_clean(filter_: Filter, data: bytes) -> None:
    document = filter_.read(data, "a")
    targets = {
        u.id: "".join(c if is_code_char(c) else c.upper() for c in u.text) + " [x](y) <z>"
        for u in document.units
    }
    assert count_back(document, targets, filter_.write(document, targets, "kk"), filter_) == ()
    assert count_back(document, {}, data, filter_) == ()


@pytest.mark.parametrize(("filter_", "data"), SOURCES, ids=lambda v: getattr(v, "name", ""))
def test_the_untranslated_file_is_not_the_export(filter_: Filter, data: bytes) -> None:
    document = filter_.read(data, "a")
    targets = {u.id: u.text + " қосылды" for u in document.units}
    findings = count_back(document, targets, data, filter_)
    assert findings
    assert findings[0].severity is Severity.CRITICAL
    assert "қосылды" in findings[0].args["words"]


def test_bold_that_markdown_does_not_read_as_bold() -> None:
    filter_ = MarkdownFilter()
    document = filter_.read("Бір **екі** үш\n".encode(), "a.md")
    targets = {"u1": f"Бір{A}«екі»{B}үш"}
    findings = count_back(document, targets, filter_.write(document, targets, None), filter_)
    assert [(f.severity, f.args["codes"]) for f in findings] == [(Severity.MAJOR, "b, /b")]


def test_a_lost_unit_and_a_broken_file() -> None:
    filter_ = PlainTextFilter()
    document = filter_.read("Бір\nЕкі\n".encode(), "a.txt")
    lost = count_back(document, {}, "Бір\n".encode(), filter_)
    assert [f.message for f in lost] == [
        "The written file has {found} units instead of {meant}",
        "Words are missing in the written file: {words}",
    ]
    assert "cannot be read back" in count_back(document, {}, b"\xff\x00\x01", filter_)[0].message

"""`terms lint` finds planted faults and leaves the glossary alone; tables come in and go out."""

from __future__ import annotations

import io

import openpyxl
import pytest
from attrs import evolve

from pressloc.errors import InputError
from pressloc.model import Concept, ConceptKind, Term, TermStatus
from pressloc.terms.lint import lint
from pressloc.terms.tables import read_table, write_table
from pressloc.terms.termbase import builtin

GOOD = Concept("law", "law", ConceptKind.TERM, (
    Term("law", "en", pos="noun"), Term("закон", "ru", pos="noun"), Term("заң", "kk", pos="noun"),
))  # fmt: skip


def rules(*concepts: Concept) -> set[str]:
    return {finding.rule for finding in lint(concepts)}


def with_term(term: Term, concept: Concept = GOOD) -> Concept:
    return evolve(concept, terms=(*concept.terms, term))


@pytest.mark.parametrize(
    ("rule", "concepts"),
    [
        ("missing-language", [evolve(GOOD, terms=GOOD.terms[:2])]),
        ("duplicate", [GOOD, evolve(GOOD, id="statute")]),
        ("repeated", [with_term(Term("закон", "ru", TermStatus.ADMITTED, pos="noun"))]),
        ("deprecated-preferred", [GOOD, evolve(GOOD, id="x", terms=(
            Term("act", "en"), Term("акт", "ru"), Term("акт", "kk"), Term("Закон", "ru", TermStatus.DEPRECATED)))]),
        ("wrong-script", [with_term(Term("закон", "en", TermStatus.ADMITTED))]),
        ("wrong-script", [with_term(Term("заң шығару", "ru", TermStatus.ADMITTED))]),
        ("look-alike", [with_term(Term("зaконы", "ru", TermStatus.ADMITTED))]),
        ("not-clean", [with_term(Term("закон  о", "ru", TermStatus.ADMITTED))]),
        ("not-clean", [with_term(Term("за\u200bкон", "ru", TermStatus.ADMITTED))]),
        ("unsure-inflection", [with_term(Term("екпе дәрі", "kk", TermStatus.ADMITTED))]),
    ],
)  # fmt: skip
def test_each_fault_is_found(rule: str, concepts: list[Concept]) -> None:
    assert rule in rules(*concepts)


def test_a_clean_concept_has_no_findings() -> None:
    assert rules(GOOD) == set()


def test_tables_come_back() -> None:
    concepts = [c for c in builtin() if c.kind == ConceptKind.TERM][:200]
    for fmt in ("csv", "tsv"):
        back = read_table(write_table(concepts, fmt), f"t.{fmt}")
        assert [(c.id, c.domain, c.note) for c in back] == [
            (c.id, c.domain, " ".join(c.note.split())) for c in concepts
        ]
        assert [[t.text for t in c.terms if t.status == TermStatus.DEPRECATED] for c in back] == [
            [t.text for t in c.terms if t.status == TermStatus.DEPRECATED] for c in concepts
        ]
        assert all(b.preferred("kk").text == a.preferred("kk").text for a, b in zip(concepts, back, strict=True))


def test_a_spreadsheet_with_russian_headings() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Русский", "Қазақша", "English", "Примечание"])
    book.active.append(["закон", "заң", "law", "основной"])
    out = io.BytesIO()
    book.save(out)
    (concept,) = read_table(out.getvalue(), "Термины.xlsx")
    assert (concept.id, concept.note) == ("law", "основной")
    assert [(t.lang, t.text) for t in concept.terms] == [("en", "law"), ("ru", "закон"), ("kk", "заң")]


def test_semicolons_and_utf16() -> None:
    (concept,) = read_table("kk;ru\r\nзаң;закон\r\n".encode("utf-16"), "t.csv")
    assert [t.text for t in concept.terms] == ["закон", "заң"]


def test_formulas_are_defused_and_come_back() -> None:
    concept = evolve(GOOD, note="=cmd|' /C calc'!A0")
    data = write_table([concept], "csv")
    assert b",'=cmd" in data
    assert read_table(data, "t.csv")[0].note == concept.note


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"a,b\n1,2\n", "t.csv", "t.csv:1: no column en, ru or kk"),
        (b"id,en\nx,law\nx,act\n", "t.csv", "t.csv:3: the id “x” stands twice"),
        (b"id,en\nx,\n", "t.csv", "t.csv:2: a row without a term"),
        (b"en,kind\nlaw,thing\n", "t.csv", "unknown kind"),
        (b"en\n\x93law\n", "t.csv", "not in UTF-8"),
        (b"PK\x03\x04broken", "t.xlsx", "no readable workbook"),
        (b"", "t.doc", ".csv, .tsv or .xlsx"),
    ],
)
def test_bad_tables(data: bytes, name: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_table(data, name)
    assert message in caught.value.line()



def test_the_builtin_glossary_is_clean() -> None:
    assert [(f.concept, f.rule) for f in lint(builtin())] == []


def _triple(identifier: str, en: str, ru: str, kk: str) -> Concept:
    return Concept(identifier, "test", ConceptKind.TERM, (Term(en, "en", pos="noun"), Term(ru, "ru", pos="noun"),
                                                          Term(kk, "kk", pos="noun")))  # fmt: skip


def test_a_homonym_of_one_language_is_no_duplicate() -> None:
    homonyms = [_triple("a", "meeting", "встреча", "кездесу"), _triple("b", "meeting", "заседание", "отырыс")]
    assert lint(homonyms) == ()
    twice = [_triple("a", "meeting", "встреча", "кездесу"), _triple("b", "meeting", "встреча", "жүздесу")]
    assert {f.rule for f in lint(twice)} == {"duplicate"}


def test_official_names_keep_their_kazakh_spelling_but_no_other_word_does() -> None:
    assert "wrong-script" not in rules(_triple("a", "Jetisu Region", "область Жетісу", "Жетісу облысы"))
    assert "wrong-script" in rules(_triple("a", "Senate", "Сенатқа", "Сенат"))

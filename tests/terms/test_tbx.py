"""TBX: what is written comes back, the conformance files are judged rightly, hostile files are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.errors import InputError
from pressloc.model import Concept, ConceptKind, Term, TermStatus
from pressloc.resources import data_path
from pressloc.terms.tbx import read_tbx, write_tbx
from pressloc.terms.tbx_validate import validate_tbx

SUITE = Path(__file__).resolve().parents[3] / "shared" / "suites" / "tbx"
needs_suite = pytest.mark.skipif(not SUITE.exists(), reason="the TBX conformance files lie beside the project")

V3 = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
 <tbxHeader><fileDesc><sourceDesc><p>test</p></sourceDesc></fileDesc></tbxHeader>
 <text><body>{body}</body></text>
</tbx>"""
ENTRY = '<conceptEntry id="c1"><langSec xml:lang="ru"><termSec><term>сессия</term>{extra}</termSec></langSec></conceptEntry>'

V2 = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en">
 <martifHeader><fileDesc><sourceDesc><p>old</p></sourceDesc></fileDesc></martifHeader>
 <text><body>
  <termEntry id="senate">
   <descrip type="subjectField">parliament</descrip>
   <langSet xml:lang="en-GB"><tig><term>Senate</term><termNote type="partOfSpeech">noun</termNote></tig></langSet>
   <langSet xml:lang="kk"><ntig><termGrp><term>Сенат</term>
    <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig></langSet>
   <langSet xml:lang="de"><tig><term>Senat</term></tig></langSet>
  </termEntry>
 </body></text>
</martif>"""


@needs_suite
@pytest.mark.parametrize("name", ["basic_good.tbx", "core_structure_good.tbx", "min_good.tbx"])
def test_good_conformance_files_are_accepted(name: str) -> None:
    assert validate_tbx((SUITE / name).read_bytes(), name) == ()


@needs_suite
@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("basic_bad.tbx", {(24, "category-level"), (26, "data-category"), (69, "picklist"), (97, "category-level"),
                           (140, "data-category")}),
        ("core_structure_bad.tbx", {(15, "stray-text"), (20, "core-structure"), (26, "core-structure"),
                                    (27, "type-required"), (30, "core-structure"), (44, "core-structure")}),
        ("min_bad.tbx", {(21, "data-category"), (41, "data-category"), (803, "picklist")}),
        ("poorly_formed_xml.tbx", {(42, "well-formed")}),
    ],
)  # fmt: skip
def test_bad_conformance_files_are_rejected_for_each_broken_rule(name: str, rules: set[tuple[int, str]]) -> None:
    found = {(p.line, p.rule) for p in validate_tbx((SUITE / name).read_bytes(), name)}
    assert rules <= found


@needs_suite
def test_foreign_files_can_be_read() -> None:
    concepts = read_tbx((SUITE / "basic_good.tbx").read_bytes())
    assert len(concepts) == 45
    first = concepts[0]
    assert [t.text for t in first.terms if t.lang == "en"] == ["open cluster", "galactic cluster"]
    assert first.terms[1].status == TermStatus.DEPRECATED


def test_version_2_is_read() -> None:
    (concept,) = read_tbx(V2.encode())
    assert (concept.id, concept.domain) == ("senate", "parliament")
    assert [(t.text, t.lang, t.status) for t in concept.terms] == [
        ("Senate", "en", TermStatus.PREFERRED),
        ("Сенат", "kk", TermStatus.DEPRECATED),
    ]


@pytest.mark.parametrize(
    ("extra", "rule"),
    [
        ('<termNote type="partOfSpeech">nomen</termNote>', "picklist"),
        ('<termNote type="colour">red</termNote>', "data-category"),
        ('<termNote>noun</termNote>', "type-required"),
        ('<descrip type="subjectField">law</descrip>', "category-level"),
        ("stray", "stray-text"),
        ("<term>второй</term>", "core-structure"),
    ],
)
def test_each_rule_is_named(extra: str, rule: str) -> None:
    data = V3.format(body=ENTRY.format(extra=extra)).encode()
    assert [p.rule for p in validate_tbx(data)] == [rule]
    assert validate_tbx(V3.format(body=ENTRY.format(extra="")).encode()) == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<tbx", "t.tbx:1: broken XML"),
        (b"<html/>", "t.tbx:1: <html> is not the root"),
        (b'<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>', "declares XML entities"),
        (V3.format(body=ENTRY.format(extra="") * 2).encode(), "t.tbx:4: the concept id “c1” already stands in line 4"),
        (V3.format(body=ENTRY.format(extra="").replace("сессия", " ")).encode(), "a term without text"),
    ],
)
def test_unreadable_files_give_one_line_with_the_place(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_tbx(data, "t.tbx")
    assert message in caught.value.line()


def test_entities_are_never_expanded() -> None:
    bomb = b'<!DOCTYPE t [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><tbx>&b;&b;</tbx>'
    with pytest.raises(InputError):
        read_tbx(bomb)


_word = st.text("абвгдеёжзһәіңғүұқөabcdefXYZ&<>'«»–-", min_size=1, max_size=12)
_text = st.lists(_word, min_size=1, max_size=3).map(" ".join)
_key = st.sampled_from(["px", "harmony", "gen", "number"])
_term = st.builds(
    Term, text=_text, lang=st.sampled_from(["kk", "ru", "en"]), status=st.sampled_from(list(TermStatus)),
    abbreviation=st.booleans(), demonym=st.booleans(),
    pos=st.sampled_from(["noun", "noun-phrase", "verb-phrase", "adjective", "phrase"]),
    hints=st.dictionaries(_key, _text, max_size=2),
)
_concept = st.builds(
    Concept, id=st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True), domain=_text,
    kind=st.sampled_from(list(ConceptKind)),
    terms=st.lists(_term, max_size=5).map(lambda ts: tuple(sorted(ts, key=lambda t: ("en", "ru", "kk").index(t.lang)))),
    note=_text, gender=st.sampled_from(["", "m", "f"]), place_kind=st.sampled_from(["", "country"]),
    properties=st.dictionaries(st.sampled_from(["title.en", "period"]), _text, max_size=2),
)


@given(st.lists(_concept, max_size=3, unique_by=lambda c: c.id), st.sampled_from(["dca", "dct"]))
def test_what_is_written_is_valid_and_comes_back(concepts: list[Concept], style: str) -> None:
    concepts = [c for c in concepts if c.terms]
    data = write_tbx(concepts, title="t", style=style)
    back = read_tbx(data)
    assert back == tuple(concepts)
    assert [dict(t.hints) for c in back for t in c.terms] == [dict(t.hints) for c in concepts for t in c.terms]
    assert [dict(c.properties) for c in back] == [dict(c.properties) for c in concepts]
    if concepts:
        assert validate_tbx(data) == ()


def test_the_glossary_is_valid_and_as_the_writer_writes_it() -> None:
    files = sorted(data_path("glossary").glob("*.tbx"))
    assert len(files) == 15
    for path in files:
        data = path.read_bytes()
        assert validate_tbx(data, path.name) == ()
        again = write_tbx(read_tbx(data), title=f"pressloc glossary: {path.stem}", source="Compiled for pressloc; CC0")
        assert again == data, path.name


TABLES = Path(__file__).resolve().parents[3] / "shared" / "termbase"


@pytest.mark.skipif(not TABLES.exists(), reason="the seed tables lie beside the project")
def test_the_glossary_is_what_the_converter_makes_of_the_seed_tables() -> None:
    from pressloc.terms.seed import seed

    glossary = data_path("glossary")
    made = seed(TABLES, glossary / "amendments.tsv")
    assert set(made) == {path.stem for path in glossary.glob("*.tbx")}
    for name, concepts in made.items():
        stored = read_tbx((glossary / f"{name}.tbx").read_bytes())
        assert stored == concepts
        assert [dict(t.hints) for c in stored for t in c.terms] == [dict(t.hints) for c in concepts for t in c.terms]

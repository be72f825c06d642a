"""Word documents: untouched ones come back whole, translations keep markup sound, hostile ones are refused by name."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from docxkit import W, body, make, p, pack, part, run
from lxml import etree

from pressloc.errors import InputError
from pressloc.filters.docx import DocxFilter
from pressloc.model import Document, code_char, is_code_char

FILTER = DocxFilter()
SAMPLE = Path(__file__).parents[2].parent / "shared" / "samples" / "release.ru.docx"
BREAK, TAB = "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>"
A, B = code_char(0), code_char(1)


def read(data: bytes) -> Document:
    return FILTER.read(data, "a.docx")


def shown(text: str) -> str:
    return "".join(f"[{ord(c) - 0xE000}]" if is_code_char(c) else c for c in text)


def texts(*content: str) -> list[str]:
    return [shown(u.text) for u in read(make("".join(content))).units]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            p(run("Бір "), run("екі", "<w:lang w:val='ru-RU'/>"), "<w:proofErr w:type='x'/>", run(" үш")),
            ["Бір екі үш"],
        ),
        (p(run("Бәрі", "<w:b/>"), run(" қалың", "<w:b/><w:bCs/>")), ["Бәрі қалың"]),
        (p(run("Мына "), run("сөз", "<w:b/>"), run(" қалың бұл жолда")), ["Мына [0]сөз[1] қалың бұл жолда"]),
        (p(run("Бір"), run(" ", "<w:i/>"), run("екі")), ["Бір екі"]),
        (p(run("Бір"), BREAK, run("екі"), TAB, run("үш")), ["Бір[0]екі[1]үш"]),
        (p(BREAK, run("  Бір  "), BREAK), ["Бір"]),
        (p('<w:hyperlink r:id="r1">' + run("Бәрі сілтеме") + "</w:hyperlink>"), ["Бәрі сілтеме"]),
        (
            p(run("Қара: "), '<w:hyperlink r:id="r1">' + run("сайт") + "</w:hyperlink>", run(".")),
            ["Қара: [0]сайт[1]."],
        ),
        (p(run("A&amp;B &lt;c&gt; &#1179; &#38;lt;")), ["A&B <c> қ &lt;"]),
        (
            p(run("Бір"), "<w:del>" + "<w:r><w:delText>жоқ</w:delText></w:r></w:del>", run(" екі")),
            ["Бір[0] екі"],
        ),
        (p(run("Бір"), "<w:ins>" + run(" жаңа") + "</w:ins>", run(" екі")), ["Бір[0] жаңа[1] екі"]),
        (p(run("Бір"), run("жасырын", "<w:vanish/>"), run(" екі")), ["Бір[0] екі"]),
        (
            p(run("Жыл "), '<w:fldSimple w:instr=" PAGE ">' + run("7") + "</w:fldSimple>", run(" бет")),
            ["Жыл [0] бет"],
        ),
        (
            p("<w:sdt><w:sdtPr/><w:sdtContent>" + run("Бір") + "</w:sdtContent></w:sdt>", run(" екі")),
            ["[0]Бір[1] екі"],
        ),
        (
            p(run("кең")) + "<w:tbl><w:tr><w:tc>" + p(run("ұяшық")) + "</w:tc></w:tr></w:tbl><w:p/>",
            ["кең", "ұяшық"],
        ),
        (p(run("Кіші"), "<w:r><w:noBreakHyphen/></w:r>", run("кіші")), ["Кіші\u2011кіші"]),
        (p(run("\uf0b7 Бір \u202eекі")), ["Бір [0]екі"]),
    ],
)
def test_units(content: str, expected: list[str]) -> None:
    assert texts(content) == expected


def test_complex_fields() -> None:
    def field(instruction: str, result: str) -> str:
        char = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
        return (
            char.format("begin")
            + f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
            + char.format("separate")
            + run(result)
            + char.format("end")
        )

    data = make(
        p(run("Қара "), field('HYPERLINK "u"', "сайт"), run(" және "), field("PAGE", "12"), run(" бет"))
    )
    unit = read(data).units[0]
    assert shown(unit.text) == "Қара [0]сайт[1] және [2] бет"
    assert [(c.display, c.equiv, c.pair) for c in unit.codes] == [
        ("a", "", 1),
        ("a", "", 0),
        ("field", "12", None),
    ]
    out = FILTER.write(read(data), {"u1": f"See {code_char(2)}: {A}site"}, "en")
    assert body(out).count("fldCharType") == 6


def test_kinds_by_style_name_table_and_numbering() -> None:
    data = make(
        p(run("А"), ppr='<w:pStyle w:val="1"/>')
        + p(run("Б"), ppr='<w:pStyle w:val="a"/>')
        + p(run("В"), ppr="<w:numPr/>")
        + "<w:tbl><w:tr><w:tc>"
        + p(run("Г"))
        + "</w:tc></w:tr></w:tbl>"
        + p(run("Д"))
    )
    assert [str(u.kind) for u in read(data).units] == [
        "heading",
        "list-item",
        "list-item",
        "cell",
        "paragraph",
    ]


def test_only_the_touched_paragraph_changes() -> None:
    first = p(run("Бір ", "<w:lang w:val='kk-KZ'/>"), run("екі"))
    second = (
        '<w:p w:rsidR="00AA"><w:pPr><w:jc w:val="center"/></w:pPr>'
        + run("Үш ")
        + run("төрт", "<w:b/>")
        + run(" бес алты")
        + "</w:p>"
    )
    data = make(first + second)
    out = FILTER.write(read(data), {"u2": f"{A}Four{B} & <three>"}, "en")
    lang = '<w:lang w:val="en-US"/>'
    assert body(out) == (
        first
        + '<w:p w:rsidR="00AA"><w:pPr><w:jc w:val="center"/></w:pPr>'
        + f'<w:r><w:rPr><w:b/>{lang}</w:rPr><w:t xml:space="preserve">Four</w:t></w:r>'
        + f'<w:r><w:rPr>{lang}</w:rPr><w:t xml:space="preserve"> &amp; &lt;three&gt;</w:t></w:r></w:p>'
    )
    assert part(out, "word/styles.xml") == part(data, "word/styles.xml")


def test_bookmarks_and_comments_move_to_the_edges() -> None:
    content = p(
        run("Бір "),
        '<w:bookmarkStart w:id="0" w:name="x"/>',
        run("екі"),
        '<w:bookmarkEnd w:id="0"/>',
        '<w:commentRangeStart w:id="1"/>',
        run(" үш"),
        '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
    )
    data = make(content)
    assert read(data).units[0].text == "Бір екі үш"
    out = body(FILTER.write(read(data), {"u1": "One"}, None))
    assert out.startswith('<w:p><w:bookmarkStart w:id="0" w:name="x"/><w:commentRangeStart w:id="1"/>')
    assert out.endswith('<w:r><w:commentReference w:id="1"/></w:r></w:p>')


def box(text: str) -> str:
    inner = f"<w:txbxContent>{text}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_one_unit_written_twice() -> None:
    data = make(p(run("Мына "), box(p(run("терезе"))), run(" қара")))
    document = read(data)
    assert [shown(u.text) for u in document.units] == ["Мына [0] қара", "терезе"]
    for targets in ({"u2": "box"}, {"u1": f"This {A} here", "u2": "box"}):
        out = body(FILTER.write(document, targets, None))
        assert out.count(">box</w:t>") == 2
        assert "терезе" not in out
    assert body(FILTER.write(document, {"u1": f"This {A}"}, None)).count("терезе") == 2


RUNS = st.lists(
    st.sampled_from(
        [
            run("Бір "), run("екі", "<w:b/>"), run(" үш", "<w:i/><w:lang w:val='ru-RU'/>"), run(" ", "<w:b/>"), BREAK, TAB,
            '<w:hyperlink r:id="r1">' + run("сайт", "<w:u w:val='single'/>") + "</w:hyperlink>",
            "<w:ins w:id='1'>" + run("жаңа") + '<w:hyperlink r:id="r2">' + run("ішкі") + "</w:hyperlink></w:ins>",
            "<w:sdt><w:sdtPr><w:alias w:val='a>b'/></w:sdtPr><w:sdtContent>" + run("өріс") + "</w:sdtContent></w:sdt>",
            "<w:r><w:footnoteReference w:id='2'/></w:r>", box(p(run("терезе"))), run("жасырын", "<w:vanish/>"),
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "<w:r><w:fldChar w:fldCharType='end'/></w:r>", "<w:proofErr/>",
            run("\u00ad\u202b"), "<w:r/>", "<w:hyperlink/>", "<!-- x -->", run("<![CDATA[a<b]]>"), run("\u2011"),
        ]
    ),
    max_size=8,
)  # fmt: skip


@given(st.lists(RUNS, min_size=1, max_size=3), st.data())
def test_any_translation_gives_sound_xml_and_the_source_its_bytes(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    source = make("".join(p(*runs) for runs in paragraphs))
    document = read(source)
    assert FILTER.write(document, {}, "kk") == source
    assert FILTER.write(document, {u.id: u.text for u in document.units}, "kk") == source
    same = {u.id: u.text + "!" for u in document.units}
    again = read(FILTER.write(document, same, "kk"))
    assert [shown(u.text) for u in again.units] == [shown(t) for t in same.values()]
    wild = {}
    for unit in document.units:
        codes = [code_char(n) for n in range(len(unit.codes) + 1)]
        wild[unit.id] = "".join(
            data.draw(st.lists(st.sampled_from([*codes, "Z", "<&\x00\ufffe", " "]), max_size=9))
        )
    out = FILTER.write(document, wild, "ru")
    etree.fromstring(part(out).encode())


def test_the_title_and_language_in_core_properties() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A &amp; Б</dc:title><dc:language>ru-RU</dc:language></cp:coreProperties>'
    )
    types = part(make(""), "[Content_Types].xml").replace(
        "</Types>",
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
    )
    data = make(p(run("Бір")), **{"[Content_Types].xml": types.encode(), "docProps/core.xml": core.encode()})
    document = read(data)
    assert (document.units[0].text, str(document.units[0].kind), document.lang) == ("A & Б", "title", "ru")
    out = part(FILTER.write(document, {"u1": "C < D"}, "kk"), "docProps/core.xml")
    assert "<dc:title>C &lt; D</dc:title><dc:language>kk</dc:language>" in out


@pytest.mark.parametrize(
    ("descr", "found"), [("Отырыс залы", True), ("IMG_1.jpg", False), ("Рисунок 1", False), ("", False)]
)
def test_the_description_of_a_picture(descr: str, found: bool) -> None:
    picture = f'<w:r><w:drawing><wp:docPr id="1" name="x" descr="{descr}"/></w:drawing></w:r>'
    data = make(p(run("Мына "), picture, run(" сурет")))
    document = read(data)
    assert [u.text for u in document.units][1:] == ([descr] if found else [])
    if found:
        for targets in ({"u2": 'The "hall"'}, {"u1": f"This {A} here", "u2": 'The "hall"'}):
            assert 'descr="The &quot;hall&quot;"' in body(FILTER.write(document, targets, "en"))


def test_warnings() -> None:
    document = read(make(p(run("Бір"), run("жасырын", "<w:vanish/>"), "<w:ins>" + run("жаңа") + "</w:ins>")))
    assert any("hidden text" in w for w in document.warnings)
    assert any("tracked changes" in w for w in document.warnings)


ENTITY = '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


def lying_bomb() -> bytes:
    return pack({"word/document.xml": b"\0" * 70_000_000})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 not a zip", "the .docx file is damaged"),
        (make(p(run("Бір")))[:-40], "the .docx file is damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "password-protected",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
            "an old Word document",
        ),
        (pack({"a.txt": b"x"}), "no Word document"),
        (make("", **{"../../etc/passwd": b"x"}), "unsafe name"),
        (make("", **{"/etc/passwd": b"x"}), "unsafe name"),
        (make("", **{"C:\\x": b"x"}), "unsafe name"),
        (
            make("", **{"word/document.xml": f"{ENTITY}<w:document xmlns:w='{W}'>&b;</w:document>".encode()}),
            "document type or entities",
        ),
        (
            make(
                "",
                **{
                    "word/document.xml": f"{ENTITY}<a/>".replace('"1.0"', '"1.0" encoding="UTF-16"').encode(
                        "utf-16"
                    )
                },
            ),
            "document type",
        ),
        (make("", **{"word/document.xml": b"<w:document><w:p></w:document>"}), "broken XML"),
        (make("<w:p>" * 300 + "</w:p>" * 300), "broken XML"),
        (lying_bomb(), "zip bomb"),
        (make("", **{"word/media/x.xml": b" " * 5_000_000}), "zip bomb"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_hostile_and_broken_files_are_refused_by_name(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read(data)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("a.docx")


def test_an_encrypted_zip_and_a_wrong_checksum() -> None:
    data = bytearray(make(p(run("Бір"))))
    at = data.index(b"PK\x01\x02")
    encrypted = bytes(data[: at + 8]) + struct.pack("<H", 1) + bytes(data[at + 10 :])
    with pytest.raises(InputError, match="password-protected"):
        read(encrypted)
    data[at + 16] ^= 0xFF
    with pytest.raises(InputError, match="damaged"):
        read(bytes(data))


def test_an_excel_file_is_named() -> None:
    types = '<Types xmlns="x"><Override PartName="/xl/workbook.xml" ContentType="application/x.spreadsheetml.sheet.main+xml"/></Types>'
    with pytest.raises(InputError, match="an Excel workbook"):
        read(pack({"[Content_Types].xml": types.encode()}))


def test_the_sample_release() -> None:
    if not SAMPLE.exists():
        pytest.skip("the shared sample release is not beside this checkout")
    data = SAMPLE.read_bytes()
    document = read(data)
    targets = {u.id: "".join(c if is_code_char(c) else c.upper() for c in u.text) for u in document.units}
    out = FILTER.write(document, targets, "kk")
    again = read(out)
    assert [u.text for u in again.units] == list(targets.values())
    assert FILTER.write(document, {}, None) == data
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(out)) as new:
        assert old.namelist() == new.namelist()
        same = {n for n in old.namelist() if old.read(n) == new.read(n)}
    changed = {
        "word/document.xml",
        "word/header1.xml",
        "word/footer1.xml",
        "word/footnotes.xml",
        "docProps/core.xml",
    }
    assert set(document_names(data)) - same == changed


def document_names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()

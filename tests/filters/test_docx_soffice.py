"""Acceptance: LibreOffice opens an exported document and shows the translation, all of it, with its formatting."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pressloc.filters.docx import DocxFilter
from pressloc.filters.html import HtmlFilter
from pressloc.model import is_code_char

sys.path.insert(0, str(Path(__file__).parent))
from docxkit import make, p, run

SAMPLE = Path(__file__).parents[2].parent / "shared" / "samples" / "release.ru.docx"
SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        SOFFICE is None, reason="LibreOffice (soffice) is not installed: apt-get install libreoffice-writer"
    ),
]


def convert(data: bytes, folder: Path, to: str) -> bytes:
    """`data` opened by LibreOffice and saved as `to`."""
    source = folder / "export.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        str(SOFFICE),
        "--headless",
        profile,
        "--convert-to",
        to,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / "out" / f"export.{to.split(':')[0]}").read_bytes()


def test_a_translated_document_opens_and_shows_every_word(tmp_path: Path) -> None:
    data = SAMPLE.read_bytes() if SAMPLE.exists() else make(p(run("Бір "), run("екі", "<w:b/>"), run(" үш")))
    filter_ = DocxFilter()
    document = filter_.read(data, "release.ru.docx")
    targets = {
        u.id: "".join(c if is_code_char(c) else c.swapcase() for c in u.text) + " Қосылды"
        for u in document.units
    }
    exported = filter_.write(document, targets, "kk")
    page = HtmlFilter().read(convert(exported, tmp_path, "html"), "export.html")
    shown = " ".join("".join("" if is_code_char(c) else c for c in u.text) for u in page.units)
    shown = " ".join(shown.split())
    for unit in document.units:
        if unit.notes == ("document title",):
            continue
        wanted = "".join("" if is_code_char(c) else c for c in targets[unit.id])
        missing = [w for w in wanted.split() if w not in shown]
        assert not missing, f"{unit.id}: {missing}"


def test_it_survives_a_round_trip_through_libreoffice(tmp_path: Path) -> None:
    data = make(
        p(run("Бір "), run("екі", "<w:b/>"), run(" үш төрт бес"))
        + p(run("Қара: "), "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>"
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r>", run("1"), "<w:r><w:fldChar w:fldCharType='end'/></w:r>", run(" бет"))
    )  # fmt: skip
    filter_ = DocxFilter()
    document = filter_.read(data, "a.docx")
    targets = {u.id: u.text.replace("үш", "three & <3>").replace("бет", "page") for u in document.units}
    saved = convert(filter_.write(document, targets, "en"), tmp_path, "docx")
    again = filter_.read(saved, "b.docx")
    assert [u.text for u in again.units] == list(targets.values())
    assert [[c.display for c in u.codes] for u in again.units] == [["b", "b"], ["field"]]
    with zipfile.ZipFile(tmp_path / "out" / "export.docx") as archive:
        assert b'w:val="en-US"' in archive.read("word/document.xml")

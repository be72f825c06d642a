"""Which filter reads a file, and what is said when none does or the file cannot be opened."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pressloc.errors import InputError, UsageError
from pressloc.filters import filter_for, known_formats, read_bytes, write_warnings
from pressloc.ports import Filter

sys.path.insert(0, str(Path(__file__).parent))
from docxkit import make, p, run


def test_the_five_formats_fulfil_the_port() -> None:
    assert set(known_formats()) >= {"plaintext", "markdown", "html", "docx", "po"}
    assert all(isinstance(filter_for("x", name), Filter) for name in known_formats())


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.txt", "plaintext"),
        ("a.MD", "markdown"),
        ("b.htm", "html"),
        ("c.docx", "docx"),
        ("x/kk.po", "po"),
        ("old.doc", "docx"),
    ],
)
def test_by_extension(name: str, format_: str) -> None:
    assert filter_for(name).name == format_
    assert filter_for(Path(name)).name == format_


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (b"<!DOCTYPE html><p>x", "html"),
        (b"\xef\xbb\xbf<html>", "html"),
        (b"<!-- x --><html>", "html"),
        (b"<p class='x'>y</p>", "html"),
        (b"# copyright\nmsgid \"\"\nmsgstr \"\"\n", "po"),
        (b"---\ntitle: x\nlang: kk\n---\ntext", "markdown"),
        (b"# Title\n\nText", "markdown"),
        (make(p(run("x"))), "docx"),
        ("Бүгін отырыс өтті.\n".encode(), "plaintext"),
    ],
)  # fmt: skip
def test_by_content(data: bytes, format_: str) -> None:
    assert filter_for("-", data=data).name == format_


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", b"%PDF-1.7"), ("a.xyz", b"text"), ("a", b"{\\rtf1 x}"), ("a.xyz", None), ("a", None)],
)
def test_an_unknown_format_names_the_known_ones(name: str, data: bytes | None) -> None:
    with pytest.raises(UsageError, match="Known formats: docx, html, markdown, plaintext, po"):
        filter_for(name, data=data)


def test_an_unknown_format_name() -> None:
    with pytest.raises(UsageError, match=r"unknown format “word”.*Known formats"):
        filter_for("a.txt", "word")


def test_the_format_given_wins() -> None:
    assert filter_for("page.txt", "html").name == "html"


def test_importing_the_registry_loads_no_parser() -> None:
    code = (
        "import sys; from pressloc.filters import filter_for, known_formats; [filter_for('x', n) for n in known_formats()];"
        "print([m for m in ('lxml', 'markdown_it', 'polib', 'sqlalchemy', 'torch') if m in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_reading_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "press1.kk.txt").write_bytes(b"text")
    (tmp_path / "empty.txt").write_bytes(b"")
    assert read_bytes(tmp_path / "press1.kk.txt") == b"text"
    with pytest.raises(InputError, match=r"no such file\. Did you mean .*press1\.kk\.txt\?"):
        read_bytes(tmp_path / "pres1.kk.txt")
    with pytest.raises(InputError, match=r"no such file\. Check the name"):
        read_bytes(tmp_path / "zzz" / "q")
    with pytest.raises(InputError, match="a folder, not a file"):
        read_bytes(tmp_path)
    with pytest.raises(InputError, match="the file is empty"):
        read_bytes(tmp_path / "empty.txt")
    with pytest.raises(InputError, match="no such file: a part of the path is no folder"):
        read_bytes(tmp_path / "empty.txt" / "x")
    with pytest.raises(InputError, match="larger than the limit of 3e-06 MB"):
        read_bytes(tmp_path / "press1.kk.txt", limit=3)
    with pytest.raises(InputError, match="NUL"):
        read_bytes("a\0b")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"from a pipe")))
    assert read_bytes("-") == b"from a pipe"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(InputError, match="no permission"):
        read_bytes(tmp_path / "a.txt")


def test_write_warnings() -> None:
    filter_ = filter_for("a.txt")
    document = filter_.read("Заседание прошло сегодня.".encode("cp1251"), "a.txt")
    assert write_warnings(document, {"l1": "Ответ"}) == ()
    assert "UTF-8" in write_warnings(document, {"l1": "Отырыс өтті"})[0]
    assert "belongs to no unit (l9)" in write_warnings(document, {"l9": "x"})[0]

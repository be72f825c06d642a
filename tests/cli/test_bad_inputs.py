"""What users do wrong and what files bring along: one clear line, the right exit code, no partial file."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pressloc.cli import cli
from pressloc.cli.base import run

Pressloc = Callable[..., tuple[int, str, str]]


@pytest.fixture
def pressloc(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Pressloc:
    """Runs the command line in this process, in an empty folder; gives (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["pressloc", *map(str, arguments)])
        code = run(cli)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def docx(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("content.xml", "[Content_Types].xml"), data)
    return buffer.getvalue()


def bomb_zip() -> bytes:
    return docx(content_xml=b"<Types/>", word__document_xml=b"\0" * 300_000_000)


def bomb_entities() -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "lol">{levels}]><d>&a9;</d>'
    return docx(content_xml=b"<Types/>", word__document_xml=xml.encode())


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 1000

BAD_FILES: dict[str, tuple[str, Callable[[], bytes], int, str]] = {
    # case: (file name, content, exit code, what the line says)
    "empty": ("a.txt", lambda: b"", 3, "empty"),
    "binary": ("a.txt", lambda: bytes(range(256)) * 20, 3, "a.txt"),
    "NUL bytes": ("a.txt", lambda: b"text \0 text", 3, "a.txt"),
    "invalid UTF-8": ("a.txt", lambda: "Жақсы мәтін\nекінші жол ".encode() + b"\xff\x98 " + "соңы".encode(), 3, "a.txt"),
    "50 MB line": ("a.txt", lambda: b"a" * 50_000_000, 3, "a.txt"),
    "no zip": ("a.docx", lambda: b"PK\x03\x04 broken", 3, "a.docx"),
    "encrypted docx": ("a.docx", lambda: OLE, 3, "a.docx"),
    "zip bomb": ("a.docx", bomb_zip, 3, "a.docx"),
    "entity bomb": ("a.docx", bomb_entities, 3, "a.docx"),
    "docx without a document": ("a.docx", lambda: docx(content_xml=b"<Types/>"), 3, "a.docx"),
    "binary with a name of its own": ("a.xyz", lambda: b"\x89PNG\r\n\x1a\n\0\0", 3, "a.xyz"),
    "text of unknown format": ("a.xyz", lambda: b"Good day.", 2, "--format"),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_bad_file(case: str, pressloc: Pressloc, tmp_path: Path) -> None:
    name, content, code, says = BAD_FILES[case]
    (tmp_path / name).write_bytes(content())
    got, out, err = pressloc("translate", name, "--to", "kk", "--engine", "pseudo", "--out", "out")
    assert (got, out) == (code, ""), err
    assert err.count("\n") == 1
    assert says in err
    assert "Traceback" not in err
    left = [p for p in tmp_path.rglob("*") if p.is_file() and p.name != name]
    assert left == []


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("translate", "relese.txt", "--to", "kk"), 3, "release.txt"),
        (("translate", "folder", "--to", "kk"), 3, "folder"),
        (("translate", "release.txt", "--to", "de"), 2, "de"),
        (("translate", "release.txt"), 2, "--to"),
        (("translate", "release.txt", "--to", "kk", "--engine", "gogle"), 2, "ctranslate2"),
        (("translate", "release.txt", "--to", "kk", "--model", "no-such"), 4, "no-such"),
        (("tranlate", "release.txt"), 2, "translate"),
        (("segment", "nothing.md"), 3, "nothing.md"),
        (("terms", "inflect", "Сенат", "--lang", "uz"), 2, "uz"),
        (("status",), 2, "pressloc init"),
        (("pretranslate", "--all"), 2, "pressloc init"),
        (("export", "a.txt", "--to", "kk"), 2, "pressloc init"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], code: int, says: str, pressloc: Pressloc, tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_text("Сенат принял закон.\n", "utf-8")
    (tmp_path / "folder").mkdir()
    got, out, err = pressloc(*arguments)
    assert (got, out) == (code, ""), err
    assert err.count("\n") == 1
    assert says in err


def test_one_bad_file_among_good_ones(pressloc: Pressloc, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Сенат принял закон.\n", "utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\0")
    code, out, err = pressloc("translate", "bad.txt", "good.txt", "--to", "kk", "--engine", "pseudo", "--out", "out")
    assert code == 3
    assert "bad.txt" in err
    assert "good.kk.txt" in out
    assert (tmp_path / "out" / "good.kk.txt").exists()


def test_existing_files_and_the_source_are_never_overwritten(pressloc: Pressloc, tmp_path: Path) -> None:
    (tmp_path / "r.ru.txt").write_text("Сенат принял закон.\n", "utf-8")
    (tmp_path / "r.kk.txt").write_text("адам аударған", "utf-8")
    code, _out, err = pressloc("translate", "r.ru.txt", "--to", "kk", "--engine", "pseudo")
    assert (code, "--force" in err) == (2, True)
    assert (tmp_path / "r.kk.txt").read_text("utf-8") == "адам аударған"
    code, _out, err = pressloc("translate", "r.ru.txt", "--to", "ru", "--engine", "pseudo", "--force")
    assert (tmp_path / "r.ru.txt").read_text("utf-8") == "Сенат принял закон.\n"


def test_escape_sequences_in_names_do_not_reach_the_terminal(pressloc: Pressloc) -> None:
    code, _out, err = pressloc("translate", "a\x1b]0;owned\x07.txt", "--to", "kk")
    assert code == 3
    assert "\x1b" not in err
    assert "\x07" not in err


def test_escape_sequences_in_texts_and_names_do_not_reach_the_terminal(pressloc: Pressloc, tmp_path: Path) -> None:
    hostile = "a\u202egnp.\x1b[31m.txt"
    (tmp_path / hostile).write_text("Сенат \x1b]0;owned\x07 заңды\u00a0мақұлдады \u2067.\n", "utf-8")
    for arguments in (("segment",), ("langid",), ("terms", "find"), ("check",), ("translate", "--to", "ru", "--engine", "pseudo", "--show")):
        code, out, _err = pressloc(*arguments, hostile)
        assert code in (0, 1)
        assert not set(out) & set("\x1b\x07\u202e\u2067"), arguments
    assert "заңды\u00a0мақұлдады" in pressloc("langid", hostile)[1]


def test_formats_with_markup_are_read_for_their_text(pressloc: Pressloc, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<style>@media {}</style><article><p>The <b>Senate</b> met.</p><p>Сенат принял</p></article>", "utf-8")
    code, out, _err = pressloc("terms", "find", "page.html")
    assert (code, [line.split("\t")[:3] for line in out.splitlines()]) == (0, [["4-10", "en", "Senate"], ["16-21", "ru", "Сенат"]])
    assert len(pressloc("langid", "page.html")[1].splitlines()) == 2


def test_init_that_fails_leaves_nothing_half_made(pressloc: Pressloc, tmp_path: Path) -> None:
    code, _out, err = pressloc("init", "office", "--db", "nonsense")
    assert (code, err.count("\n")) == (5, 1)
    assert list((tmp_path / "office").iterdir()) == []
    assert pressloc("init", "office")[0] == 0


def test_one_line_one_answer(pressloc: Pressloc, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Сенат\u2028заң қабылдады.\x0c\r\nСенат принял закон.\n\n".encode())
    assert len(pressloc("langid", "a.txt")[1].splitlines()) == 3


def test_no_permission(pressloc: Pressloc, tmp_path: Path) -> None:
    (tmp_path / "open.txt").write_text("Сенат принял закон.\n", "utf-8")
    secret = tmp_path / "secret.txt"
    secret.write_text("Сенат принял закон.\n", "utf-8")
    secret.chmod(0)
    assert pressloc("segment", "open.txt")[0] == 0  # loads what a user without rights to this checkout could not
    root = os.geteuid() == 0
    if root:  # nothing is forbidden to root: look as nobody does
        for parent in tmp_path.parents[:3]:
            parent.chmod(0o755)
        os.seteuid(65534)
    try:
        code, out, err = pressloc("segment", "secret.txt")
    finally:
        if root:
            os.seteuid(0)
    assert (code, out) == (3, "")
    assert err.count("\n") == 1
    assert "secret.txt" in err


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small file system needs root")
def test_full_disk_leaves_no_partial_file(pressloc: Pressloc, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("a tmpfs cannot be mounted here")
    try:
        (tmp_path / "long.txt").write_text("Сенат принял закон о бюджете. " * 4000, "utf-8")
        code, out, err = pressloc("translate", "long.txt", "--to", "kk", "--engine", "pseudo", "--out", disk)
        assert (code, out) == (3, "")
        assert "long.kk.txt" in err
        assert "space" in err
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)

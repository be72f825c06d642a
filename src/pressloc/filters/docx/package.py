"""The package of a .docx (OPC, ISO/IEC 29500-2): a zip read with distrust, and written with untouched parts as they were."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import NoReturn

from attrs import frozen

from pressloc.errors import InputError
from pressloc.i18n import N_, _

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_PARTS = 5_000
MAX_PART = 60_000_000  # bytes of one part
MAX_TOTAL = 300_000_000  # bytes of all parts
MAX_RATIO = 300  # of a part above RATIO_FROM; Word's own style sheets reach about 40
RATIO_FROM = 2_000_000
_BROKEN = N_("Open it in Word or LibreOffice, save it again as .docx and try with that copy")
_NO_WORD = N_("a zip archive, but no Word document")
_UNSAFE_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)|\0")
_MAIN = re.compile(
    r"wordprocessingml\.(?:document|template)\.main\+xml$|ms-word\.\w+\.macroEnabled\w*\.main\+xml$"
)
_ROLES = ("footnotes", "endnotes", "header", "footer")
_FOREIGN = {
    "spreadsheetml": N_("this is an Excel workbook"),
    "presentationml": N_("this is a PowerPoint presentation"),
}


@frozen
class Package:
    """The original bytes, and the parts that hold language, by role: one `main`, any `header`, `core` …"""

    data: bytes
    parts: tuple[tuple[str, str], ...]  # (role, part name), in reading order
    contents: Mapping[str, bytes]


def open_package(data: bytes, name: str) -> Package:
    """Read a package. Raises InputError: no zip, encrypted, an old .doc, a bomb, unsafe names, not Word's."""
    if data.startswith(OLE):
        _refuse_ole(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_entries(infos, name)
            contents = _read_all(archive, infos, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise InputError(_("the .docx file is damaged ({error})", error=error), where=name, do=_(_BROKEN)) from None
    return Package(data, _roles(contents, name), contents)


def _refuse_ole(data: bytes, name: str) -> NoReturn:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError(
            _("the document is password-protected"),
            where=name,
            do=_("Remove the password in Word and try again"),
        )
    raise InputError(
        _("an old Word document (.doc), not .docx"), where=name, do=_("Save it as .docx in Word or LibreOffice")
    )


def _check_entries(infos: list[zipfile.ZipInfo], name: str) -> None:
    if len(infos) > MAX_PARTS:
        raise InputError(
            _("the file has {found} parts, more than {limit}", found=len(infos), limit=MAX_PARTS),
            where=name,
            do=_("Do not trust this file"),
        )
    seen: set[str] = set()
    for info in infos:
        if _UNSAFE_NAME.search(info.filename):
            raise InputError(
                _("a part of the file has the unsafe name “{part}”", part=info.filename),
                where=name,
                do=_("Do not trust this file"),
            )
        if info.filename.lower() in seen:
            raise InputError(
                _("the part “{part}” is there twice", part=info.filename), where=name, do=_(_BROKEN)
            )
        if info.flag_bits & 1:
            raise InputError(
                _("the document is password-protected"),
                where=name,
                do=_("Remove the password in Word and try again"),
            )
        seen.add(info.filename.lower())


def _read_all(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], name: str) -> dict[str, bytes]:
    """All parts; sizes are measured while unpacking, for a bomb lies in its directory."""
    contents: dict[str, bytes] = {}
    total = 0
    for info in infos:
        with archive.open(info) as stream:
            part = stream.read(MAX_PART + 1)
        total += len(part)
        ratio = len(part) / max(info.compress_size, 1)
        if len(part) > MAX_PART or total > MAX_TOTAL or (len(part) > RATIO_FROM and ratio > MAX_RATIO):
            raise InputError(
                _("the part “{part}” unpacks to more than is safe (a zip bomb?)", part=info.filename),
                where=name,
                do=_("Do not trust this file"),
            )
        contents[info.filename] = part
    return contents


def _roles(contents: Mapping[str, bytes], name: str) -> tuple[tuple[str, str], ...]:
    from pressloc.filters.docx.xmltree import check_xml

    types = contents.get("[Content_Types].xml")
    if types is None:
        raise InputError(_(_NO_WORD), where=name, do=_("Give a .docx file"))
    root = check_xml(types, f"{name}: [Content_Types].xml")
    overrides = {
        str(item.get("PartName", "")).lstrip("/"): str(item.get("ContentType", ""))
        for item in root.iter("{*}Override")
    }
    main = [part for part, type_ in overrides.items() if _MAIN.search(type_) and part in contents]
    if not main:
        found = next(
            (what for mark, what in _FOREIGN.items() if any(mark in t for t in overrides.values())),
            _NO_WORD,
        )
        raise InputError(_(found), where=name, do=_("Give a .docx file"))
    core = [
        part
        for part, type_ in overrides.items()
        if type_.endswith("core-properties+xml") and part in contents
    ]
    roles = [("core", part) for part in core[:1]] + [("main", main[0])]
    for role in _ROLES:
        roles += [
            (role, p)
            for p, t in sorted(overrides.items())
            if t.endswith(f"wordprocessingml.{role}+xml") and p in contents
        ]
    styles = [
        ("styles", p)
        for p, t in overrides.items()
        if t.endswith("wordprocessingml.styles+xml") and p in contents
    ]
    return tuple(roles + styles[:1])


def write_package(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The package with the parts in `changed` replaced; without any, the very bytes that were read."""
    if not changed:
        return package.data
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package.data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            copy = zipfile.ZipInfo(info.filename, info.date_time)
            copy.compress_type = (
                zipfile.ZIP_STORED if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
            )
            copy.external_attr, copy.create_system = info.external_attr, info.create_system
            new.writestr(copy, changed.get(info.filename, package.contents[info.filename]))
    return out.getvalue()

"""Bytes to text and back: which encoding a file has, and whether a translation still fits it.

Kept on writing: UTF-8 with or without a byte-order mark, UTF-16 and UTF-32 in both orders, and the single-byte
encodings in which press offices of the region still keep texts (CP1251, the Kazakh KZ-1048, KOI8-R, CP866, CP1252).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from attrs import frozen

from pressloc.errors import InputError
from pressloc.i18n import _
from pressloc.model import Document, is_code_char

BOM = "\ufeff"
# Longest first: the UTF-16 mark begins the UTF-32 one.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯӘҒҚҢӨҰҮҺІ")
_LATIN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœšžßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽ")
_TYPOGRAPHY = frozenset("«»„“”‘’‚‹›–—…№§°·•©®™±×²³¹¼½¾€£¢¶\u00a0\u00ad¿¡´¸µ†‡‰")
_LEGACY: tuple[tuple[str, frozenset[str]], ...] = (
    ("cp1251", _CYRILLIC),
    ("kz1048", _CYRILLIC),
    ("koi8-r", _CYRILLIC),
    ("cp866", _CYRILLIC),
    ("cp1252", _LATIN),
)
_GOOD_ENOUGH = 0.9  # share of non-ASCII characters that must make sense in a single-byte encoding
_SAMPLE = 200_000
_WINDOW = re.compile(r"[^\x00-\x7f]")


@frozen
class Decoded:
    """Text of a file. A byte-order mark stays in `text` as its first character; `codec` decodes and encodes it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """Decode `data`; `declared` is what the file says of itself (an HTML charset), trusted if it fits.

    Raises InputError: binary content, or invalid UTF-8 with its line and byte.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _by_mark(data, name, encoding)
    if b"\0" in data:
        return _without_mark(data, name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, name, error, declared)


def encode(text: str, encoding: str) -> bytes:
    """The inverse of `decode`. Raises UnicodeEncodeError when `encoding` lacks a character."""
    return text.encode("utf-8" if encoding == "utf-8-sig" else encoding)


def _by_mark(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        text = data.decode("utf-8" if encoding == "utf-8-sig" else encoding)
    except UnicodeDecodeError as error:
        raise _invalid(data, name, error, encoding) from None
    if "\0" in text:
        raise _binary(name)
    warnings = () if encoding == "utf-8-sig" else (_kept(name, encoding),)
    return Decoded(text, encoding, warnings)


def _without_mark(data: bytes, name: str) -> Decoded:
    """UTF-16 without a mark: every other byte of Latin text is NUL; anything else with a NUL is binary. Raises
    InputError, for damaged UTF-16 with the place."""
    letters = _CYRILLIC | _LATIN | _TYPOGRAPHY
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        sample = text[:_SAMPLE]
        sane = sum(
            (c.isascii() and (c.isprintable() or c in "\t\r\n")) or c in letters for c in sample
        )
        if "\0" in text or sane < _GOOD_ENOUGH * len(sample):
            continue
        try:
            return Decoded(data.decode(encoding), encoding, (_kept(name, encoding),))
        except UnicodeDecodeError as error:
            raise _invalid(data, name, error, encoding) from None
    raise _binary(name)


def _legacy(data: bytes, name: str, error: UnicodeDecodeError, declared: str | None) -> Decoded:
    broken_utf8 = data.decode("utf-8", "replace")
    bad = broken_utf8.count("\ufffd")
    if len(_WINDOW.findall(broken_utf8)) - bad > bad:  # mostly valid sequences: a damaged UTF-8 file
        raise _invalid(data, name, error, "utf-8")
    candidates = sorted(_LEGACY, key=lambda item: item[0] != _codec_name(declared))
    scored = [
        (_plausible(data, codec, letters), -rank, codec) for rank, (codec, letters) in enumerate(candidates)
    ]
    score, _, codec = max(scored)
    if score < _GOOD_ENOUGH:
        raise _invalid(data, name, error, "utf-8")
    return Decoded(data.decode(codec), codec, (_kept(name, codec),))


def _kept(name: str, encoding: str) -> str:
    what = _("the encoding is {encoding}, not UTF-8; it is kept", encoding=encoding.upper())
    return f"{name}: {what}"


def _codec_name(label: str | None) -> str:
    try:
        return codecs.lookup(label).name if label else ""
    except (LookupError, ValueError):
        return ""


def _plausible(data: bytes, codec: str, letters: frozenset[str]) -> float:
    """Share of the non-ASCII characters that are letters in fitting company, or typography; 0 if undecodable."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    text = text[:_SAMPLE]
    latin = letters is _LATIN
    good = total = 0
    for match in _WINDOW.finditer(text):
        at, char = match.start(), match[0]
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        beside_ascii = any(c.isascii() and c.isalpha() for c in (before, after))
        total += 1
        if char in letters:
            flipped = before.islower() and char.isupper()  # koi8-r read as cp1251 has its case reversed
            good += beside_ascii == latin and not flipped
        else:
            good += char in _TYPOGRAPHY
    return good / total if total else 0.0


def _binary(name: str) -> InputError:
    return InputError(
        _("this is a binary file, not text"),
        where=name,
        do=_("Give a text, Markdown, HTML, PO or .docx file; a .docx by its name, not through a pipe"),
    )


def _invalid(data: bytes, name: str, error: UnicodeDecodeError, encoding: str) -> InputError:
    line = data.count(b"\n", 0, error.start) + 1
    column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
    byte = data[error.start]
    return InputError(
        _(
            "invalid {encoding}: byte {byte} at byte {column} of line {line}",
            encoding=encoding.upper(), byte=f"0x{byte:02X}", column=column, line=line,
        ),
        where=f"{name}:{line}",
        do=_("Save the file as UTF-8 and try again"),
    )


def output_encoding(document: Document, targets: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The encoding to write `targets` in, and remarks: UTF-8 when the document's own cannot hold a character."""
    for unit in document.units:
        target = targets.get(unit.id)
        if target is None or target == unit.text:
            continue
        plain = "".join(c for c in target if not is_code_char(c))
        try:
            encode(plain, document.encoding)
        except UnicodeEncodeError as error:
            char = plain[error.start]
            what = _(
                "{encoding} has no “{char}”; the translation is written in UTF-8",
                encoding=document.encoding.upper(), char=char,
            )  # fmt: skip
            return "utf-8", (f"{document.name}: {what}",)
    return document.encoding, ()

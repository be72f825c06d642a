"""Which format some bytes are in, told from how they begin."""

from __future__ import annotations

import re

_HEAD = 4096
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word 97-2003 and encrypted .docx; the docx filter says which
_FOREIGN = re.compile(rb"\{\\rtf|%PDF-|%!PS|<\?xml(?!.{0,400}<html)|[\[{]\s*[\"{\[]", re.DOTALL)
_MARKS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    (
        "html",
        re.compile(
            rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)\b",
            re.I | re.S,
        ),
    ),
    ("po", re.compile(rb"(?:\s*#[^\n]*\n|\s*msgctxt[^\n]*\n)*\s*msgid\s+\"")),
    ("html", re.compile(rb"\s*<(?:p|div|h[1-6]|article|section|table|ul|ol)\b[^>]*>", re.I)),
    (
        "markdown",
        re.compile(
            rb"---\r?\n(?:[\w-]+:[^\n]*\n)+(?:[^\n]*\n)*?---|\s*#{1,6} \S|(?:.*\n)*?(?:```|#{1,6} \S)"
        ),
    ),
)


def sniff(data: bytes, *, plain: bool = True) -> str | None:
    """Name of the format that `data` looks like; text of no other kind is `plaintext` if `plain`, else None."""
    if data.startswith((_ZIP, _OLE)):
        return "docx"
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    for name, mark in _MARKS:
        if mark.match(head):
            return name
    if _FOREIGN.match(head.lstrip()):
        return None
    return "plaintext" if plain else None

"""HTML: pages of a press office's site, however broken; everything but the translated text stays as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from pressloc.filters.encoding import decode, encode, output_encoding
from pressloc.filters.splice import changed_units, slot_edits, splice, text_skeleton
from pressloc.model import Document, Lang

if TYPE_CHECKING:
    from collections.abc import Callable

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_PRESCAN = 1024  # bytes in which a browser looks for a charset (WHATWG 13.2.3.2)


@frozen
class HtmlFilter:
    """The filter for `.html` files."""

    name: str = "html"
    extensions: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def read(self, data: bytes, name: str) -> Document:
        """Units of the text and of the attributes that people read. Raises InputError on what is no text."""
        from pressloc.filters.html.scanner import scan
        from pressloc.filters.html.walker import Walker

        declared = _CHARSET.search(data[:_PRESCAN])
        decoded = decode(data, name, declared[1].decode("ascii") if declared else None)
        walker = Walker(decoded.text, list(scan(decoded.text)), name)
        walker.walk()
        units, skeleton = walker.result()
        return Document(
            name,
            self.name,
            units,
            skeleton,
            decoded.encoding,
            walker.lang,
            (*decoded.warnings, *walker.warnings),
        )

    def write(self, document: Document, targets: Mapping[str, str], lang: Lang | None) -> bytes:
        """The page with `targets` in place, its `lang`, `dir`, locale and charset made true."""
        from pressloc.filters.html.entities import escapers
        from pressloc.filters.html.writing import mark_edits

        skeleton, changed = text_skeleton(document), changed_units(document, targets)
        if not changed:
            return encode(skeleton.text, document.encoding)
        encoding, _ = output_encoding(document, targets)
        escapes: Mapping[str, Callable[[str], str]] = escapers(skeleton.text)
        marks = mark_edits(skeleton, frozenset(changed), lang, encoding, document.encoding)
        return encode(splice(skeleton.text, slot_edits(document, targets, escapes, marks)), encoding)

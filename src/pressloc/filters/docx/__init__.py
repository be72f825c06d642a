"""Word documents: paragraphs become units, their runs are rebuilt only where a translation came."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from pressloc.model import Document, Lang


@frozen
class DocxFilter:
    """The filter for `.docx` files."""

    name: str = "docx"
    extensions: tuple[str, ...] = (".docx", ".docm", ".dotx", ".doc")  # .doc: to say what to do with it

    def read(self, data: bytes, name: str) -> Document:
        """Units of the body, notes, headers, footers and text boxes, and the document's title.

        Raises InputError: a damaged, encrypted, old or hostile file, each by name.
        """
        from pressloc.filters.docx.reader import read_docx

        return read_docx(data, name, self.name)

    def write(self, document: Document, targets: Mapping[str, str], lang: Lang | None) -> bytes:
        """The document with `targets` in place; changed text gets the proofing language `lang`."""
        from pressloc.filters.docx.reader import write_docx

        return write_docx(document, targets, lang)

"""Markdown: CommonMark with tables, strikethrough, footnotes and front matter; the source is spliced, not rendered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from pressloc.filters.encoding import decode, encode, output_encoding
from pressloc.filters.splice import Edit, changed_units, slot_edits, splice, text_skeleton
from pressloc.model import Document, Lang

if TYPE_CHECKING:
    from pressloc.filters.splice import Escape


@frozen
class MarkdownFilter:
    """The filter for `.md` files."""

    name: str = "markdown"
    extensions: tuple[str, ...] = (".md", ".markdown", ".mdown", ".mkd")

    def read(self, data: bytes, name: str) -> Document:
        """Units of paragraphs, headings, items, cells, descriptions of pictures and the front matter's title.

        Raises InputError on what is no text.
        """
        from pressloc.filters.markdown.reader import read_markdown

        decoded = decode(data, name)
        units, skeleton, lang, warnings = read_markdown(decoded.text, name)
        return Document(
            name, self.name, units, skeleton, decoded.encoding, lang, (*decoded.warnings, *warnings)
        )

    def write(self, document: Document, targets: Mapping[str, str], lang: Lang | None) -> bytes:
        """The text with `targets` in place, and `lang:` of the front matter made true."""
        from pressloc.filters.markdown import escape, frontmatter

        skeleton = text_skeleton(document)
        if not changed_units(document, targets):
            return encode(skeleton.text, document.encoding)
        escapes: dict[str, Escape] = {
            "text": escape.escape,
            "heading": escape.escape_heading,
            "cell": escape.escape_cell,
            "alt": escape.escape,
            **{f"title{quote}": escape.escape_title(quote) for quote in "\"'("},
            "yaml": frontmatter.yaml_plain,
            'yaml"': frontmatter.yaml_double,
            "yaml'": frontmatter.yaml_single,
            "block": str,
        }
        marks = [Edit(m.start, m.end, lang) for m in skeleton.marks if lang is not None]
        text = splice(skeleton.text, slot_edits(document, targets, escapes, marks))
        return encode(text, output_encoding(document, targets)[0])

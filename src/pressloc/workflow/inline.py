"""Inline codes as people see them."""

from __future__ import annotations

from collections.abc import Sequence

from pressloc.model import CODE_BASE, InlineCode, is_code_char


def with_markup(text: str, codes: Sequence[InlineCode]) -> str:
    """`text` with each inline code written as the markup it stands for: the document's own characters."""
    return "".join(codes[ord(c) - CODE_BASE].data if is_code_char(c) else c for c in text)


def with_equivalents(text: str, codes: Sequence[InlineCode]) -> str:
    """`text` with each inline code replaced by the plain text it stands for (often nothing)."""
    return "".join(codes[ord(c) - CODE_BASE].equiv if is_code_char(c) else c for c in text)

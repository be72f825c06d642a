"""Keys of the translation memory, and inline codes made comparable between segments.

Two segments share a key when they differ only in look-alike letters, case, spaces, quote style or dashes
(`text.normalise.tm_key`); inline codes count by their place, not by their markup. An in-context match (101 %) also
has the same neighbours.
"""

from __future__ import annotations

from hashlib import sha256

from attrs import frozen

from pressloc.model import CODE_BASE, is_code_char
from pressloc.text.normalise import tm_key


@frozen
class MemoryKey:
    """The key of a segment: hex digests of its own text and of its neighbours'."""

    text: str
    context: str


def memory_key(text: str, before: str = "", after: str = "") -> MemoryKey:
    """Key of segment `text` between its neighbours `before` and `after` ("" at the ends of a document)."""
    return MemoryKey(_digest(tm_key(canonical(text)[0])), _digest(tm_key(before) + "\n" + tm_key(after)))


def _digest(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def canonical(text: str) -> tuple[str, dict[str, str]]:
    """`text` with its inline codes numbered from 0 in order of appearance, and the mapping own → canonical code."""
    mapping: dict[str, str] = {}
    for char in text:
        if is_code_char(char) and char not in mapping:
            mapping[char] = chr(CODE_BASE + len(mapping))
    return rename_codes(text, mapping), mapping


def rename_codes(text: str, mapping: dict[str, str]) -> str:
    """`text` with its code characters replaced by `mapping`; codes outside it stay."""
    return "".join(mapping.get(char, char) for char in text)


def stored_pair(source: str, target: str) -> tuple[str, str]:
    """Source and target as the memory keeps them: codes numbered canonically by the source."""
    canonical_source, mapping = canonical(source)
    return canonical_source, rename_codes(target, mapping)


def recalled_target(segment_text: str, stored_target: str) -> str:
    """A stored target with its codes renamed to those of the segment at hand (inverse of `stored_pair`)."""
    _, mapping = canonical(segment_text)
    return rename_codes(stored_target, {new: old for old, new in mapping.items()})



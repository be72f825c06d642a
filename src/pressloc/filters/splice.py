"""Writing by splicing: the source text stays as it is, and only the spans of changed units are replaced.

That makes an untranslated document come back byte for byte, whatever its line ends, blanks and broken markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import frozen

from pressloc.model import CODE_BASE, Document, Unit, is_code_char

Escape = Callable[[str], str]
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@frozen
class Slot:
    """Where a unit stands in the source text: `text[start:end]`. `style` names how a translation is escaped."""

    unit: str
    start: int
    end: int
    style: str = ""


@frozen
class TextSkeleton:
    """The decoded source (with its byte-order mark, if any) and the slots, in order of their start."""

    text: str
    slots: tuple[Slot, ...]


@frozen
class Edit:
    """Replace `text[start:end]` by `new`."""

    start: int
    end: int
    new: str


def text_skeleton(document: Document) -> TextSkeleton:
    """The skeleton of a text format. Raises TypeError when another filter made the document."""
    if not isinstance(document.skeleton, TextSkeleton):
        raise TypeError(f"document {document.name!r} was read by the filter {document.format!r}")
    return document.skeleton


def splice(text: str, edits: Iterable[Edit]) -> str:
    """`text` with `edits` applied; they must not overlap."""
    out: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < at:
            raise ValueError(f"overlapping edits at offset {edit.start}")
        out += (text[at : edit.start], edit.new)
        at = edit.end
    out.append(text[at:])
    return "".join(out)


def changed_units(document: Document, targets: Mapping[str, str]) -> dict[str, Unit]:
    """Units whose target differs from their source text, by id."""
    return {u.id: u for u in document.units if targets.get(u.id, u.text) != u.text}


def render(unit: Unit, target: str, escape: Escape = str, *, fold_breaks: bool = True) -> str:
    """`target` as markup: code characters become their codes' data, everything else is escaped as plain text.

    A code character without a code is dropped; control characters and (with `fold_breaks`) line breaks in the
    plain text become a space, for they would tear the document's structure.
    """
    out: list[str] = []
    plain: list[str] = []

    def flush() -> None:
        if plain:
            text = "".join(plain)
            out.append(escape(_BREAKS.sub(" ", text) if fold_breaks else text))
            plain.clear()

    for char in target:
        if not is_code_char(char):
            plain.append(char)
        elif ord(char) - CODE_BASE < len(unit.codes):
            flush()
            out.append(unit.codes[ord(char) - CODE_BASE].data)
    flush()
    return "".join(out)


def slot_edits(
    document: Document, targets: Mapping[str, str], escapes: Mapping[str, Escape] | None = None
) -> list[Edit]:
    """The edits that put `targets` into the slots; `escapes` gives the escape function of each slot style."""
    skeleton, changed, styles = text_skeleton(document), changed_units(document, targets), escapes or {}
    return [
        Edit(s.start, s.end, render(changed[s.unit], targets[s.unit], styles.get(s.style, str)))
        for s in skeleton.slots
        if s.unit in changed
    ]


def make_skeleton(text: str, slots: Sequence[Slot]) -> TextSkeleton:
    """A skeleton with its slots in order."""
    return TextSkeleton(text, tuple(sorted(slots, key=lambda s: s.start)))

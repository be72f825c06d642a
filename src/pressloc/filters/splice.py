"""Writing by splicing: the source text stays as it is, and only the spans of changed units are replaced.

That makes an untranslated document come back byte for byte, whatever its line ends, blanks and broken markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import frozen

from pressloc.model import CODE_BASE, Document, InlineCode, Unit, is_code_char

Escape = Callable[[str], str]
Span = tuple[int, int]
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@frozen
class Slot:
    """Where a unit stands in the source text: `text[start:end]`.

    `style` names how a translation is escaped. `codes` are the source spans of the unit's codes, in order: a slot
    inside one of them (the `alt` of an image within a sentence) is written together with the code.
    """

    unit: str
    start: int
    end: int
    style: str = ""
    codes: tuple[Span, ...] = ()


@frozen
class Mark:
    """A place that says something about the whole or a part: a `lang` value, a charset, an insertion point.

    `units` are the ids of the units that a `lang` governs.
    """

    name: str
    start: int
    end: int
    style: str = ""
    units: tuple[str, ...] = ()


@frozen
class TextSkeleton:
    """The decoded source (with its byte-order mark, if any), the slots in order of their start, and the marks."""

    text: str
    slots: tuple[Slot, ...]
    marks: tuple[Mark, ...] = ()


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


def make_skeleton(text: str, slots: Sequence[Slot], marks: Sequence[Mark] = ()) -> TextSkeleton:
    """A skeleton with its slots in order."""
    return TextSkeleton(text, tuple(sorted(slots, key=lambda s: (s.start, -s.end))), tuple(marks))


def splice(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """`text[start:end]` with `edits` (offsets in the whole `text`) applied; they must not overlap."""
    out: list[str] = []
    at = start
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < at:
            raise ValueError(f"overlapping edits at offset {edit.start}")
        out += (text[at : edit.start], edit.new)
        at = edit.end
    out.append(text[at:end])
    return "".join(out)


def changed_units(document: Document, targets: Mapping[str, str]) -> dict[str, Unit]:
    """Units whose target differs from their source text, by id."""
    return {u.id: u for u in document.units if targets.get(u.id, u.text) != u.text}


def render(unit: Unit, target: str, escape: Escape = str, datas: Sequence[str] | None = None) -> str:
    """`target` as markup: code characters become their codes' data, everything else is escaped as plain text.

    `datas` overrides the codes' data. A code character without a code is dropped; control characters and line
    breaks in the plain text become a space, for they would tear the document's structure.
    """
    known = [code.data for code in unit.codes] if datas is None else datas
    out: list[str] = []
    plain: list[str] = []

    def flush() -> None:
        if plain:
            out.append(escape(_CONTROLS.sub(" ", "".join(plain))))
            plain.clear()

    for char in target:
        if not is_code_char(char):
            plain.append(char)
        elif ord(char) - CODE_BASE < len(known):
            flush()
            out.append(known[ord(char) - CODE_BASE])
    flush()
    return "".join(out)


def slot_edits(
    document: Document,
    targets: Mapping[str, str],
    escapes: Mapping[str, Escape] | None = None,
    marks: Sequence[Edit] = (),
) -> list[Edit]:
    """The edits that put `targets` into the slots, with `marks`, edits of other places, merged in.

    `escapes` gives the escape function of each slot style. Edits inside a code of a changed unit travel with it.
    """
    skeleton, changed, styles = text_skeleton(document), changed_units(document, targets), escapes or {}
    slots = [slot for slot in skeleton.slots if slot.unit in changed]
    todo: list[Slot | Edit] = sorted([*marks, *slots], key=lambda place: (place.start, -place.end))
    edits: list[Edit] = []  # the last one is the foremost
    for place in reversed(todo):  # what lies inside a slot starts later than the slot
        if isinstance(place, Edit):
            edits.append(place)
            continue
        inside: list[Edit] = []
        while edits and edits[-1].start < place.end:
            inside.append(edits.pop())
        unit = changed[place.unit]
        datas = [
            _with_edits(skeleton.text, *pair, inside) for pair in zip(place.codes, unit.codes, strict=False)
        ]
        datas += [code.data for code in unit.codes[len(datas) :]]
        new = render(unit, targets[place.unit], styles.get(place.style, str), datas)
        edits.append(Edit(place.start, place.end, new))
    return edits


def _with_edits(text: str, span: Span, code: InlineCode, edits: Sequence[Edit]) -> str:
    """The data of `code`, which stands at `span`, with the edits that lie in it."""
    within = [edit for edit in edits if span[0] <= edit.start and edit.end <= span[1]]
    return splice(text, within, *span) if within else code.data

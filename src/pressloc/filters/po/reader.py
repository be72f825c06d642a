"""From the entries of a catalogue to units, and back by splicing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import evolve, frozen

from pressloc.filters.encoding import encode, output_encoding
from pressloc.filters.pieces import TooManyCodes, make_unit
from pressloc.filters.po.catalogue import Entry, Value, escape, header_fields, parse_catalogue, unescape
from pressloc.filters.po.placeholders import encoded_like, message_pieces
from pressloc.filters.po.plurals import PLURAL_FORMS, plural_count, plural_note
from pressloc.filters.po.writing import fuzzy_edits, header_raw, quoted
from pressloc.filters.splice import Edit, render, splice
from pressloc.i18n import _
from pressloc.model import Document, Lang, Unit, UnitKind

_LONG_LINE = 100  # characters; a file with such lines is not wrapped


@frozen
class PoSlot:
    """Where a translation goes: `key` of entry number `entry`; `lead` and `tail` (escaped) stay around it."""

    unit: str
    entry: int
    key: str
    lead: str
    tail: str


@frozen
class PoSkeleton:
    """The text, its entries (not to be changed) and the slots."""

    text: str
    entries: tuple[Entry, ...]
    slots: tuple[PoSlot, ...]


def read_catalogue(text: str, name: str) -> tuple[tuple[Unit, ...], PoSkeleton, tuple[str, ...]]:
    """(units, skeleton, warnings). Unit ids are `m` and the number of the message, `.n` for plural form n."""
    entries = parse_catalogue(text, name)
    units: list[Unit] = []
    slots: list[PoSlot] = []
    warnings: list[str] = []
    for number, entry in enumerate(entries):
        if not entry.text("msgid"):
            continue
        for key in entry.translations:
            try:
                found = _unit(entry, number, key)
            except TooManyCodes:
                what = _("too many inline codes; the message is kept as it is")
                warnings.append(f"{name}:{entry.line}: {what}")
                continue
            if found is not None:
                units.append(found[0])
                slots.append(found[1])
    return tuple(units), PoSkeleton(text, tuple(entries), tuple(slots)), tuple(warnings)


def _unit(entry: Entry, number: int, key: str) -> tuple[Unit, PoSlot] | None:
    plural = key != "msgstr"
    index = int(key[7:-1]) if plural else 0
    source = entry.text("msgid_plural" if index else "msgid")
    pieces = list(message_pieces(source, entry.flags))
    unit_id = f"m{number}" + (f".{index}" if plural else "")
    cut = make_unit(pieces, unit_id, UnitKind.MESSAGE, notes=_notes(entry, index, plural))
    if cut is None:
        return None
    datas = [code.data for code in cut.unit.codes]
    lead, tail = escape(source[: cut.start]), escape(source[cut.end :])
    existing = entry.text(key)
    target = encoded_like(_inside(existing, lead, tail), datas) if existing else None
    unit = evolve(cut.unit, target=target, fill=not existing or entry.fuzzy)
    return unit, PoSlot(unit_id, number, key, lead, tail)


def _inside(existing: str, lead: str, tail: str) -> str:
    """An existing translation without the same surroundings."""
    raw = escape(existing)
    inner = raw.removeprefix(lead).removesuffix(tail) if len(raw) >= len(lead) + len(tail) else raw
    return unescape(inner)


def _notes(entry: Entry, index: int, plural: bool) -> tuple[str, ...]:
    notes = [f"context: {entry.text('msgctxt')}"] if "msgctxt" in entry.values else []
    if plural:
        notes.append(plural_note(index, len(entry.translations)))
    return (*notes, *(comment for comment in entry.comments if comment))


def write_catalogue(
    document: Document, targets: Mapping[str, str], lang: Lang | None, reviewed: frozenset[str]
) -> bytes:
    """The bytes with `targets` in the slots that were empty or fuzzy."""
    skeleton = document.skeleton
    if not isinstance(skeleton, PoSkeleton):
        raise TypeError(f"document {document.name!r} was read by the filter {document.format!r}")
    by_id = {unit.id: unit for unit in document.units}
    filled: dict[int, list[PoSlot]] = {}
    for slot in skeleton.slots:
        unit = by_id[slot.unit]
        target = targets.get(unit.id)
        if unit.fill and target is not None and target not in (unit.text, ""):
            filled.setdefault(slot.entry, []).append(slot)
    if not filled:
        return encode(skeleton.text, document.encoding)
    encoding = output_encoding(document, targets)[0]
    layout = _Layout(skeleton.text)
    edits: list[Edit] = []
    for number, slots in filled.items():
        entry = skeleton.entries[number]
        raws = {s.key: s.lead + render(by_id[s.unit], targets[s.unit], escape) + s.tail for s in slots}
        edits += [
            Edit(entry.values[key].start, entry.values[key].end, layout.value(raw, key))
            for key, raw in raws.items()
        ]
        missing = _missing_forms(skeleton, entry, lang)
        confirmed = not missing and reviewed.issuperset(s.unit for s in slots)
        edits += fuzzy_edits(entry, layout.newline, fuzzy=not confirmed)
        edits += _added_forms(entry, raws, missing, layout)
    edits += _header_edits(skeleton, lang, encoding, layout)
    return encode(splice(skeleton.text, edits), encoding)


@frozen
class _Layout:
    """The file's line end, and whether its values are wrapped."""

    text: str

    @property
    def newline(self) -> str:
        match = re.search(r"\r\n|\r|\n", self.text)
        return match[0] if match else "\n"

    @property
    def wrap(self) -> bool:
        return not re.search(rf"^\"?.{{{_LONG_LINE},}}$", self.text, re.MULTILINE)

    def value(self, raw: str, key: str) -> str:
        """The quoted value of `key`."""
        return quoted(raw, self.newline, wrap=self.wrap, before=len(key) + 1)


def _missing_forms(skeleton: PoSkeleton, entry: Entry, lang: Lang | None) -> range:
    """Plural forms that `lang` has and a template (with no Plural-Forms of its own) leaves out."""
    have = len(entry.translations)
    if lang is None or "msgid_plural" not in entry.values:
        return range(0)
    declared = plural_count(dict(_header(skeleton)).get("plural-forms", ""))
    return range(have, (declared or plural_count(PLURAL_FORMS[lang]) or have))


def _added_forms(entry: Entry, raws: Mapping[str, str], missing: range, layout: _Layout) -> list[Edit]:
    """The missing forms as copies of the last one, after it: a start for whoever reads the fuzzy entry."""
    if not missing:
        return []
    last_key, last = list(entry.translations.items())[-1]
    raw = raws.get(last_key, last.raw)
    added = "".join(f"{layout.newline}msgstr[{n}] {layout.value(raw, f'msgstr[{n}]')}" for n in missing)
    return [Edit(last.end, last.end, added)]


def _header(skeleton: PoSkeleton) -> list[tuple[str, str]]:
    header = next((e for e in skeleton.entries if not e.text("msgid")), None)
    return list(header_fields(header)) if header else []


def _header_edits(skeleton: PoSkeleton, lang: Lang | None, encoding: str, layout: _Layout) -> list[Edit]:
    header = next((e for e in skeleton.entries if not e.text("msgid")), None)
    value: Value | None = header.values.get("msgstr") if header else None
    if value is None:
        return []
    raw = header_raw(value, lang, encoding)
    return [] if raw == value.raw else [Edit(value.start, value.end, layout.value(raw, "msgstr"))]

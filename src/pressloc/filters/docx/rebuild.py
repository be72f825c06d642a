"""From a translation back to runs: sound markup whatever became of the codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import define, field, frozen

from pressloc.filters.docx.runs import Chunk
from pressloc.filters.docx.slots import Event, ParagraphSlot
from pressloc.filters.docx.xmltree import Part, escape_text
from pressloc.filters.splice import Edit, splice
from pressloc.model import CODE_BASE, CodeKind, is_code_char

_LANG_TAGS = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-US"}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def write_paragraph(
    part: Part, slot: ParagraphSlot, target: str, lang: str | None, edits: Sequence[Edit]
) -> str:
    """The content of the paragraph with `target`; `edits` are those of text boxes inside its codes.

    Codes may be missing, doubled or crossed in `target`: the runs are sound in any case.
    """
    writer = _Writer(part, slot.base, lang, edits)
    writer.out.append(slot.first)
    for event in slot.lead:
        writer.event(event)
    for event in _target_events(slot, target):
        writer.event(event)
    for event in slot.tail:
        writer.event(event)
    return writer.finish() + slot.last


def _target_events(slot: ParagraphSlot, target: str) -> Iterator[Event]:
    for run in re.findall(r"[\ue000-\uf8ff]|[^\ue000-\uf8ff]+", target):
        if not is_code_char(run[0]):
            yield Event(_CONTROLS.sub(" ", run))
        elif ord(run) - CODE_BASE < len(slot.codes):
            yield slot.codes[ord(run) - CODE_BASE]


@frozen
class _Open:
    """An open container, the markup that ends it, and the formatting outside it."""

    display: str
    end: str
    base: str


@define
class _Writer:
    part: Part
    base: str
    lang: str | None
    edits: Sequence[Edit]
    out: list[str] = field(factory=list)
    format: str | None = None
    open: list[_Open] = field(factory=list)

    def event(self, event: Event) -> None:
        """Write text, or a code."""
        if event.code is None:
            self.out.append(self._text(event.text))
        elif event.chunk is None:
            self.format = event.format if event.code.kind is CodeKind.OPEN else None
        elif event.code.kind is CodeKind.ALONE:
            self.out.append(self._xml(event.chunk))
        elif event.code.kind is CodeKind.OPEN:
            xml = self._xml(event.chunk)
            self.out.append(xml)
            self.open.append(_Open(event.code.display, _ends(xml, self.part.prefix), self.base))
            self.base = self.base if event.format is None else event.format
            self.format = None
        elif any(container.display == event.code.display for container in self.open):
            while (last := self._leave()).display != event.code.display:
                self.out.append(last.end)
            self.out.append(self._xml(event.chunk))

    def _leave(self) -> _Open:
        container = self.open.pop()
        self.base, self.format = container.base, None
        return container

    def finish(self) -> str:
        """End what is still open; the whole markup."""
        self.out += [container.end for container in reversed(self.open)]
        return "".join(self.out)

    def _xml(self, chunk: Chunk | None) -> str:
        if chunk is None:
            return ""
        within = [e for e in self.edits if chunk.start <= e.start and e.end <= chunk.end]
        return chunk.before + splice(self.part.text, within, chunk.start, chunk.end) + chunk.after

    def _text(self, text: str) -> str:
        rpr = self.base if self.format is None else self.format
        return text_run(self.part.prefix, _with_lang(rpr, self.part.prefix, self.lang), text)


def _ends(xml: str, prefix: str) -> str:
    """Markup that ends a container opened by `xml`: a field's end, or the end tags of all that it leaves open."""
    if "fldChar" in xml:
        return f'<{prefix}r><{prefix}fldChar {prefix}fldCharType="end"/></{prefix}r>'
    opened: list[str] = []
    for match in re.finditer(r"<(/?)([^\s/>!?]+)(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(/?)>", xml):
        if match[1]:
            opened.pop()
        elif not match[3]:
            opened.append(match[2])
    return "".join(f"</{name}>" for name in reversed(opened))


def _with_lang(rpr: str, prefix: str, lang: str | None) -> str:
    """`rpr` with the proofing language `lang`, at the place that the schema gives it (17.3.2.28)."""
    tag = _LANG_TAGS.get(lang or "")
    if tag is None or not prefix:
        return rpr
    mark = f'<{prefix}lang {prefix}val="{tag}"/>'
    rest = re.sub(rf"<{prefix}lang\b[^>]*?(?:/>|>\s*</{prefix}lang\s*>)", "", rpr)
    if not rest or re.fullmatch(rf"<{prefix}rPr\s*/>", rest):
        return f"<{prefix}rPr>{mark}</{prefix}rPr>"
    later = re.search(rf"<{prefix}(?:eastAsianLayout|specVanish|oMath|rPrChange)\b|</{prefix}rPr\s*>\Z", rest)
    return rest if later is None else f"{rest[: later.start()]}{mark}{rest[later.start() :]}"


def text_run(prefix: str, rpr: str, text: str) -> str:
    """A run of `text` with the properties `rpr`; "" without text."""
    parts = re.split("(\u2011)", text)
    inside = "".join(
        f"<{prefix}noBreakHyphen/>"
        if p == "\u2011"
        else f'<{prefix}t xml:space="preserve">{escape_text(p)}</{prefix}t>'
        for p in parts
        if p
    )
    return f"<{prefix}r>{rpr}{inside}</{prefix}r>" if inside else ""

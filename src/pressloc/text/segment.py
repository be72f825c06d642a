"""Text to segments: sentences, headings, list items, by the SRX rules of the language.

Offsets are those of the text given; what lies between two spans (white space, bullets, inline codes that enclose
whole segments) stays where it is, so that spans and gaps together give back the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from pressloc.model import CODE_BASE, CODE_LIMIT, CodeKind, Document, InlineCode, Lang, Segment, Unit
from pressloc.resources import data_path
from pressloc.text import languages
from pressloc.text.srx import Breaker, read_srx

__all__ = ["segment_document", "segment_unit", "spans"]

_SHORT_PAIR = 120  # a link or emphasis of up to so many characters is not divided between segments
_CODE = regex.compile("[\ue000-\uf8ff]")
_BULLET = regex.compile(r"[•▪●◦‣*·](?=\s)")


@cache
def _breaker(lang: Lang) -> Breaker:
    return Breaker(read_srx(data_path("srx/pressloc.srx")).for_language(lang))


def spans(text: str, lang: Lang) -> tuple[tuple[int, int], ...]:
    """(start, end) of each segment of `text`, ascending, not empty, without white space at either end."""
    return unit_spans(text, (), lang)


def unit_spans(text: str, codes: Sequence[InlineCode], lang: Lang) -> tuple[tuple[int, int], ...]:
    """As spans, for a unit with inline codes: the rules see their `equiv`, codes that enclose whole segments stay
    outside them, and a short spanning code is kept in one segment."""
    if not _CODE.search(text):
        cuts = [*_breaker(lang).breaks(text), len(text)]
        return tuple(_trim(text, start, end) for start, end in _pieces(cuts) if text[start:end].strip())
    plain, origin = _plain(text, codes)
    cuts = [_behind(text, origin[place - 1] + 1, codes) for place in _breaker(lang).breaks(plain)]
    pieces = [_trim(text, start, end) for start, end in _pieces([*cuts, len(text)]) if text[start:end].strip()]
    return tuple(_outside_codes(text, codes, _whole_pairs(text, codes, pieces)))


def _pieces(cuts: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip([0, *cuts[:-1]], cuts, strict=True))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space at the ends and bullets at the head (a bullet alone stays)."""
    piece = text[start:end]
    end = start + len(piece.rstrip())
    start += len(piece) - len(piece.lstrip())
    while bullet := _BULLET.match(text, start, end):
        rest = text[bullet.end() : end]
        if not rest.strip():
            break
        start = bullet.end() + len(rest) - len(rest.lstrip())
    return start, end


def _plain(text: str, codes: Sequence[InlineCode]) -> tuple[str, list[int]]:
    """`text` with the codes as what they stand for, and the source offset of each of its characters."""
    chars: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        shown = char
        if CODE_BASE <= ord(char) <= CODE_LIMIT:
            index = ord(char) - CODE_BASE
            shown = codes[index].equiv if index < len(codes) else ""
        chars.append(shown)
        origin += [at] * len(shown)
    return "".join(chars), origin


def _behind(text: str, place: int, codes: Sequence[InlineCode]) -> int:
    """`place` moved behind the closing codes that follow it."""
    while place < len(text) and _kind(text[place], codes) is CodeKind.CLOSE:
        place += 1
    return place


def _kind(char: str, codes: Sequence[InlineCode]) -> CodeKind | None:
    index = ord(char) - CODE_BASE
    if not 0 <= index <= CODE_LIMIT - CODE_BASE:
        return None
    return codes[index].kind if index < len(codes) else CodeKind.ALONE


def _whole_pairs(
    text: str, codes: Sequence[InlineCode], pieces: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Pieces joined where a boundary would fall inside a short spanning code that does not begin and end with
    pieces."""
    place = {ord(c) - CODE_BASE: at for at, c in enumerate(text) if CODE_BASE <= ord(c) <= CODE_LIMIT}
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and any(
            _divides(text, codes, place, index, (joined[-1], (start, end))) for index in place if index < len(codes)
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _divides(
    text: str,
    codes: Sequence[InlineCode],
    place: dict[int, int],
    index: int,
    pair: tuple[tuple[int, int], tuple[int, int]],
) -> bool:
    """Whether the boundary between two pieces lies in the short spanning code `index`, begun inside the left one or
    ended inside the right one."""
    code = codes[index]
    if code.kind is not CodeKind.OPEN or code.pair is None or code.pair not in place:
        return False
    opened, closed = place[index], place[code.pair]
    (left_start, left_end), (right_start, right_end) = pair
    if not (left_start <= opened < left_end and right_start <= closed < right_end):
        return False
    if closed - opened - 1 > _SHORT_PAIR:
        return False
    return bool(_CODE.sub("", text[left_start:opened]).strip() or _CODE.sub("", text[closed:right_end]).strip())


def _outside_codes(
    text: str, codes: Sequence[InlineCode], pieces: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Pieces without the codes at their edges that can stay outside: breaks, halves without a partner, and pairs
    whose other half stays outside too."""
    outside = {ord(c) - CODE_BASE for c in text if CODE_BASE <= ord(c) <= CODE_LIMIT and _may_leave(c, codes)}
    while True:
        trimmed = [_trim_codes(text, start, end, outside) for start, end in pieces]
        kept = {ord(c) - CODE_BASE for start, end in trimmed for c in _CODE.findall(text[start:end])}
        divided = {i for i in outside - kept if i < len(codes) and codes[i].pair in kept}
        if not (outside & kept) and not divided:
            return [(start, end) for start, end in trimmed if start < end]
        outside -= kept | divided


def _may_leave(char: str, codes: Sequence[InlineCode]) -> bool:
    """A placeholder or picture may move in the sentence and stays in it; a line break or a half of markup need not."""
    index = ord(char) - CODE_BASE
    if index >= len(codes):
        return False
    code = codes[index]
    return code.equiv.isspace() if code.kind is CodeKind.ALONE else not code.equiv.strip()


def _trim_codes(text: str, start: int, end: int, outside: set[int]) -> tuple[int, int]:
    while start < end and (text[start].isspace() or ord(text[start]) - CODE_BASE in outside):
        start += 1
    while end > start and (text[end - 1].isspace() or ord(text[end - 1]) - CODE_BASE in outside):
        end -= 1
    return start, end


def segment_unit(unit: Unit, lang: Lang) -> tuple[tuple[int, int], ...]:
    """Spans of a unit's text by the rules of `lang`."""
    return unit_spans(unit.text, unit.codes, lang)


def segment_document(document: Document, *, lang: Lang | None = None) -> tuple[Segment, ...]:
    """The segments of a document in reading order.

    With `lang` every segment is in that language; without it each is identified, with the languages that unit and
    document declare, the rest of the document and the neighbours as a prior for what says little of itself. Ids are
    `UNIT:N`; `before` and `after` are the neighbouring segments' texts across units, "" at the ends.
    """
    unit_langs = [lang] * len(document.units) if lang else languages.of_units(document)
    found: list[tuple[Unit, int, int, int]] = []
    for unit, unit_lang in zip(document.units, unit_langs, strict=True):
        found += (
            (unit, n, start, end)
            for n, (start, end) in enumerate(unit_spans(unit.text, unit.codes, unit_lang or "en"), 1)
        )
    texts = [unit.text[start:end] for unit, _, start, end in found]
    by_unit = {unit.id: unit_lang for unit, unit_lang in zip(document.units, unit_langs, strict=True)}
    langs: list[Lang] = (
        [lang] * len(texts) if lang else languages.of_segments(texts, [by_unit[unit.id] for unit, *_ in found])
    )
    return tuple(
        Segment(
            id=f"{unit.id}:{n}", unit=unit.id, text=unit.text[start:end], start=start, end=end, lang=langs[k],
            codes=unit.codes, kind=unit.kind, before=texts[k - 1] if k else "",
            after=texts[k + 1] if k + 1 < len(texts) else "",
        )
        for k, (unit, n, start, end) in enumerate(found)
    )

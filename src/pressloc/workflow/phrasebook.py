"""What stands on every page: a built-in memory of furniture lines, and contact lines taken apart.

A model has no business with `Тел.: 8 (7172) 00-00-01, e-mail: press@senate.example`: its labels are looked up, its
numbers and addresses stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from attrs import frozen

from pressloc.model import LANGS, Lang
from pressloc.resources import data_path
from pressloc.text.normalise import tm_key
from pressloc.text.scripts import has_letters, neutral_spans

_PHONE = re.compile(r"\+?\d[\d()\s\u00a0\u2011-]{5,}\d")
_LABEL = re.compile(r"[^\W\d_](?:.*[^\W\d_]\.?)?", re.DOTALL)  # from the first letter to the last, with an abbreviation's stop
_STEP = re.compile(r"(\s+[/|»>→•·]\s+)")
_COPYRIGHT = re.compile(r"(?:copyright|©|\(c\))[\s©]*(?P<years>\d{4}(?:[–-]\d{4})?)(?P<stop>\.?)", re.IGNORECASE)
_MAX_LABEL = 4  # words; longer stretches between numbers and addresses make a sentence, not a contact line


@cache
def _book() -> Mapping[tuple[Lang, Lang], Mapping[str, str]]:
    """(source, target) → key of a line → its translation; of lines alike the first counts."""
    rows = [line.split("\t") for line in data_path("phrasebook.tsv").read_text("utf-8").splitlines()]
    columns = {lang: rows[0].index(lang) for lang in LANGS}
    book: dict[tuple[Lang, Lang], dict[str, str]] = {}
    for source in LANGS:
        for target in LANGS:
            pairs = book.setdefault((source, target), {})
            for row in rows[1:]:
                pairs.setdefault(tm_key(row[columns[source]]), row[columns[target]])
    return book


def look_up(text: str, source: Lang, target: Lang) -> str | None:
    """The translation of a furniture line, or of a path of them (Новости / Законотворчество); its final stop or colon and
    the case of its first letter follow `text`. A copyright with its years reads © in all languages."""
    if match := _COPYRIGHT.fullmatch(text):
        return f"© {match['years']}{match['stop']}"
    steps = _STEP.split(text)
    if len(steps) > 1:
        done = [part if n % 2 else _entry(part, source, target) for n, part in enumerate(steps)]
        return None if None in done else "".join(part for part in done if part is not None)
    return _entry(text, source, target)


def _entry(text: str, source: Lang, target: Lang) -> str | None:
    label = _LABEL.search(text)
    if label is None:
        return None
    pairs = _book()[source, target]
    for core in dict.fromkeys((label.group(), label.group().rstrip("."))):
        found = pairs.get(tm_key(core))
        if found is not None:
            end = label.start() + len(core)
            tail = text[end:].lstrip(".") if found.endswith(".") else text[end:]
            return text[: label.start()] + _cased(found, core) + tail
    return None


def _cased(found: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return found.upper()
    return (found[:1].lower() if like[:1].islower() else found[:1].upper()) + found[1:]


@frozen
class Piece:
    """A stretch of a contact line: a label to translate, or what stays as it is."""

    text: str
    label: bool


def contact_line(text: str) -> tuple[Piece, ...] | None:
    """The pieces of a line of labels with telephone numbers and addresses; None for any other text.

    Joined they give back `text`.
    """
    fixed = sorted({*neutral_spans(text), *(m.span() for m in _PHONE.finditer(text))})
    if not fixed:
        return None
    pieces: list[Piece] = []
    position = 0
    for start, end in [*fixed, (len(text), len(text))]:
        if start < position:  # a number inside an address
            position = max(position, end)
            continue
        gap = text[position:start]
        if len(gap.split()) > _MAX_LABEL:
            return None
        pieces += [Piece(part, has_letters(part)) for part in re.split(r"(?<=[,;:(])(?=\s)", gap) if part]
        if start < end:
            pieces.append(Piece(text[start:end], False))
        position = end
    return tuple(pieces)


def translate_contact(text: str, source: Lang, target: Lang) -> str | None:
    """A contact line with its labels looked up; None if it is none or a label is not in the book."""
    pieces = contact_line(text)
    if pieces is None:
        return None
    done = [look_up(piece.text, source, target) if piece.label else piece.text for piece in pieces]
    return None if None in done else "".join(part for part in done if part is not None)

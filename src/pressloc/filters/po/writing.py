"""How a PO value is laid out, and the edits of flags and header."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressloc.filters.po.catalogue import Entry, Value
from pressloc.filters.po.plurals import PLURAL_FORMS, plural_count
from pressloc.filters.splice import Edit

WIDTH = 79  # gettext's page width
_BREAKABLE = re.compile(r"[^ ]* +|[^ ]+")


def quoted(raw: str, newline: str, *, wrap: bool, before: int) -> str:
    """The escaped `raw` between quotes: on one line if it fits after `before` characters, else as gettext wraps it."""
    lines = re.findall(r".*?\\n|.+", re.sub(r"\\\\", "\0\0", raw))
    lines = [line.replace("\0\0", "\\\\") for line in lines]
    if len(lines) <= 1 and (not wrap or before + len(raw) + 2 <= WIDTH):
        return f'"{raw}"'
    parts = [part for line in lines for part in (_wrapped(line) if wrap else [line])]
    return newline.join(['""', *(f'"{part}"' for part in parts)])


def _wrapped(line: str) -> Iterator[str]:
    current = ""
    for word in _BREAKABLE.findall(line):
        if current and len(current) + len(word.rstrip()) + 2 > WIDTH:
            yield current
            current = ""
        current += word
    if current:
        yield current


def fuzzy_edits(entry: Entry, newline: str, *, fuzzy: bool) -> list[Edit]:
    """Edits that set or clear the fuzzy flag; a cleared one takes the previous source (`#|`) along."""
    if fuzzy == entry.fuzzy:
        return []
    flags = [flag for flag in entry.flags if flag != "fuzzy"]
    flags = ["fuzzy", *flags] if fuzzy else flags
    line = f"#, {', '.join(flags)}" if flags else ""
    edits = [] if fuzzy else [Edit(start, end, "") for start, end in entry.previous]
    if entry.flags_span is None:
        at = entry.previous[0][0] if entry.previous else entry.start
        return [*edits, Edit(at, at, f"{line}{newline}")]
    start, end = entry.flags_span
    return [*edits, Edit(start, end if line else end + len(newline), line)]


def header_raw(value: Value, lang: str | None, encoding: str) -> str:
    """The header with its language, plural forms (in a template) and charset made true."""
    raw = value.raw
    label = "UTF-8" if encoding.startswith("utf-8") else encoding
    charset = re.search(r"charset=([^\\\s;]+)", raw)
    if charset and _codec(charset[1]) != _codec(label):
        raw = raw[: charset.start(1)] + label + raw[charset.end(1) :]
    if lang is None:
        return raw
    if re.search(r"(?:^|\\n)Language:", raw):
        raw = re.sub(r"((?:^|\\n)Language:)(?:(?!\\n).)*", rf"\g<1> {lang}", raw)
    else:
        raw += f"Language: {lang}\\n"
    plural = re.search(r"(?:^|\\n)Plural-Forms:((?:(?!\\n).)*)", raw)
    if plural and plural_count(plural[1]) is None:
        raw = raw[: plural.start(1)] + f" {PLURAL_FORMS[lang]}" + raw[plural.end(1) :]
    return raw


def _codec(label: str) -> str:
    import codecs

    try:
        return codecs.lookup(label).name
    except LookupError:
        return label

"""What a translated page says of itself: language, direction, locale, charset."""

from __future__ import annotations

import codecs

from pressloc.filters.html.rules import LOCALES
from pressloc.filters.splice import Edit, Mark, TextSkeleton
from pressloc.model import Lang

_QUOTED = {"attr": ('"', '"'), "attr=": ('="', '"')}


def mark_edits(
    skeleton: TextSkeleton, changed: frozenset[str], lang: Lang | None, encoding: str, read_encoding: str
) -> list[Edit]:
    """Edits of the marks: the page's language becomes `lang`, an element's only if all its units are `changed`."""
    edits = [] if lang is None else [e for m in skeleton.marks if (e := _language_edit(m, changed, lang))]
    return edits + _charset_edits(skeleton, encoding, read_encoding)


def _language_edit(mark: Mark, changed: frozenset[str], lang: Lang) -> Edit | None:
    match mark.name:
        case "html-lang":
            return _value(mark, lang)
        case "lang" if mark.units and changed.issuperset(mark.units):
            return _value(mark, lang)
        case "no-lang":
            return Edit(mark.start, mark.end, f' lang="{lang}"')
        case "locale":
            return _value(mark, LOCALES[lang])
        case "dir":
            return _value(mark, "ltr")  # all three languages, Kazakh in Cyrillic
    return None


def _value(mark: Mark, value: str) -> Edit:
    before, after = _QUOTED.get(mark.style, ("", ""))
    return Edit(mark.start, mark.end, f"{before}{value}{after}")


def _charset_edits(skeleton: TextSkeleton, encoding: str, read_encoding: str) -> list[Edit]:
    """A declared charset that is not the one written becomes true; a UTF-8 page without any gets one."""
    declared = [mark for mark in skeleton.marks if mark.name == "charset"]
    label = encoding.removesuffix("-sig")
    wrong = [m for m in declared if _codec(skeleton.text[m.start : m.end]) != _codec(label)]
    lies = (
        encoding != read_encoding or label == "utf-8"
    )  # a CP1251 page that declares a relative of it may stay
    edits = [_value(mark, label) for mark in wrong] if lies else []
    if not declared and encoding == "utf-8" and (encoding != read_encoding or skeleton.text.isascii()):
        head = next((mark for mark in skeleton.marks if mark.name == "head"), None)
        edits += [Edit(head.start, head.end, '<meta charset="utf-8">')] if head else []
    return edits


def _codec(label: str) -> str:
    try:
        return codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return label

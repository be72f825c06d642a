"""What the keyboard does not have: quotes and dashes of the language, case changes, numbers taken over as written.

Sources: data/locale/typography.toml for quotes; dashes: Мильчин, Чельцова (2014) for Russian and Kazakh (a spaced
em dash; Kazakh releases also write a spaced en dash, as the source does), New Hart's Rules (2014) for British English.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pressloc.locale.dates import DateValue, extract_dates, format_date
from pressloc.locale.numbers import extract, format_number
from pressloc.locale.typography import typography
from pressloc.model import CODE_BASE, CodeKind, InlineCode, Lang, is_code_char

_OPENS_AFTER = frozenset(" \n\t\u00a0\u202f([{—–-/")
DASHES: Mapping[Lang, str] = {"kk": " – ", "ru": " — ", "en": " – "}


def quote_for(before: str, lang: Lang) -> str:
    """The quotation mark that a typed `"` stands for after the text `before`: opening or closing, outer or inner."""
    style = typography(lang)
    last = next((char for char in reversed(before) if not is_code_char(char)), "")
    open_outer = before.count(style.outer[0]) > before.count(style.outer[1])
    open_inner = before.count(style.inner[0]) > before.count(style.inner[1])
    if last == "" or last in _OPENS_AFTER or last == style.outer[0]:
        return style.inner[0] if open_outer else style.outer[0]
    return style.inner[1] if open_inner else style.outer[1]


def quoted(text: str, before: str, lang: Lang) -> str:
    """`text` in the quotation marks of the language; in the inner ones inside a quotation."""
    style = typography(lang)
    inside = before.count(style.outer[0]) > before.count(style.outer[1])
    left, right = style.inner if inside else style.outer
    return f"{left}{text}{right}"


def next_case(text: str) -> str:
    """lower → First letter → ALL CAPITALS → lower; what is mixed becomes lower."""
    if text == text.lower():
        return text[:1].upper() + text[1:]
    if len(text) > 1 and text == text[:1].upper() + text[1:].lower() and text != text.upper():
        return text.upper()
    return text.lower()


def missing_codes(source: str, target: str, codes: Sequence[InlineCode]) -> tuple[str, ...]:
    """Code characters of the source that the target lacks, in order; spanning ones as the pair they are."""
    have = set(target)
    found: list[str] = []
    for char in source:
        if not is_code_char(char) or char in have:
            continue
        code = codes[ord(char) - CODE_BASE]
        partner = chr(CODE_BASE + code.pair) if code.pair is not None else ""
        if code.kind == CodeKind.OPEN and partner in source and partner not in have:
            found.append(char + partner)
            have.add(partner)
        else:
            found.append(char)
        have.add(char)
    return tuple(found)


def missing_numbers(source: str, source_lang: Lang, target: str, target_lang: Lang) -> tuple[str, ...]:
    """Numbers and dates of the source as the target's language writes them, those not in the target yet, in order.

    Numbers written in figures count; a date with the month in words comes as a whole (8 декабря 2025 года → 2025 жылғы
    8 желтоқсан), a telephone number or a date in figures stays as it is written.
    """
    dates = _whole_dates(source, source_lang)
    there = {(date.day, date.month, date.year) for date in extract_dates(target, target_lang)} if dates else set()
    found = [(date.start, _date(date, target_lang)) for date in dates if (date.day, date.month, date.year) not in there]
    for quantity in extract(source, source_lang):
        if any(date.start <= quantity.start < date.end for date in dates):
            continue
        written = source[quantity.start : quantity.end]
        keep = ":" if quantity.kind == "time" else ""
        figures = "".join(char for char in written if char.isdigit() or char in keep + " \u00a0\u202f.,").strip(" .,\u00a0\u202f")
        if not figures or not figures[0].isdigit():
            continue
        text = _rewritten(figures, source_lang, target_lang)
        if text not in target:
            found.append((quantity.start, text))
    return tuple(dict.fromkeys(text for _start, text in sorted(found)))


def _whole_dates(source: str, lang: Lang) -> tuple[DateValue, ...]:
    """The dates with a day and a month; days of a range, which share the month, are numbers."""
    found = [date for date in extract_dates(source, lang) if date.day and date.month]
    ends = Counter(date.end for date in found)
    return tuple(date for date in found if ends[date.end] == 1)


def _date(date: DateValue, lang: Lang) -> str:
    in_words = any(char.isalpha() for char in date.text)
    return format_date(date.day or 1, date.month or 1, date.year, lang) if in_words else date.text


def _rewritten(figures: str, source_lang: Lang, target_lang: Lang) -> str:
    digits = sum(char.isdigit() for char in figures)
    if ":" in figures or digits == len(figures):  # a bare run of digits: years and small numbers look the same everywhere
        return figures
    read = extract(figures, source_lang)
    if len(read) != 1:
        return figures
    return format_number(read[0].value, target_lang)

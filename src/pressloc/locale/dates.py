"""Dates and times: which numbers of a text are days, months, years and hours, and whole dates to values."""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import evolve, frozen

from pressloc.locale.quantity import Quantity
from pressloc.model import Lang

# What may stand between a day and its month, a month and its year, two days of a range.
_DAY_GAP = re.compile(r"(?:st|nd|rd|th|-?(?:е|го|ое|ші|шы))?[\s\u00a0]*(?:of\s+)?", re.IGNORECASE)
_DAY_AFTER = re.compile(r"\.?[\s\u00a0]+(?:the\s+)?")
_YEAR_AFTER = re.compile(r"\.?(?:st|nd|rd|th)?,?[\s\u00a0]+(?:of\s+)?")
_YEAR_BEFORE = re.compile(
    r"(?:[\s\u00a0]*(?:жылғы|жылдың|жылы|ж\.?)[\s\u00a0]+|-ж\w*\.?[\s\u00a0]+|[\s\u00a0]*года?[,\s\u00a0]+)"
)
_BETWEEN_DAYS = re.compile(
    r"(?:st|nd|rd|th)?-?(?:дан|ден|тан|тен|нан|нен)?[\s\u00a0]*(?:[–—-]|,|и|по|до|and|to|мен|және)?[\s\u00a0]*",
    re.IGNORECASE,
)
_HOUR_BEFORE = re.compile(r"\b(?:сағат|at|в|с|до|from|until)[\s\u00a0]+$", re.IGNORECASE)
_HOUR_AFTER = re.compile(r"[\s\u00a0]*(a\.?m\b\.?|p\.?m\b\.?|час\w*|o'clock)", re.IGNORECASE)
_AFTERNOON = re.compile(r"p\.?m", re.IGNORECASE)
_IN_MONTH = re.compile(
    r"\b(?:in|of|by|until|till|since|from|early|late|mid|next|last|this|between|and|to|through)[\s-]+$",
    re.IGNORECASE,
)
_AMBIGUOUS = {
    "en": frozenset({"may", "march", "mar", "dec", "sep", "jan", "jun"}),
    "ru": frozenset({"сен", "мар"}),
}
_NO_DAY: tuple[None, ...] = (None,)
_NEAR = 16  # as far back as a preposition is looked for
_FAR = 12  # characters between the parts of one date, at most
_NOON = Decimal(12)


@frozen
class DateValue:
    """A date as far as the text gives it: `text == source[start:end]`; parts that are missing are None."""

    day: int | None
    month: int | None
    year: int | None
    start: int
    end: int
    text: str


def mark_dates(text: str, quantities: list[Quantity], lang: Lang) -> tuple[Quantity, ...]:
    """Give the numbers beside a month name their kind (day, year) and the hours theirs (time).

    Month names without a day or year stay only where they cannot be another word (en May, March);
    Kazakh ones are then soft (Наурыз is also a feast, Қазан a city, маусым a season).
    """
    has_hour_word = "сағат" in text.lower()
    out = [_hour(text, q, has_hour_word) for q in quantities]
    keep = [True] * len(out)
    for i, month in enumerate(out):
        if month.kind != "month" or not month.spelled:
            continue
        has_day = _mark_day(text, out, i, lang)
        has_year = _mark_year(text, out, i)
        if not has_day and not (has_year and lang != "kk"):
            keep[i], out[i] = _lone_month(text, month, lang)
    return tuple(q for q, kept in zip(out, keep, strict=True) if kept)


def extract_dates(text: str, lang: Lang) -> tuple[DateValue, ...]:
    """The dates of `text`, in words or digits; each day of a range (15–17 декабря) is a date of its own."""
    from pressloc.locale.numbers import extract

    parts = extract(text, lang)
    out: list[DateValue] = []
    for i, part in enumerate(parts):
        if part.kind != "month":
            continue
        days = _run(parts, i, -1, "day") or _run(parts, i, 1, "day")
        years = [q for q in (*parts[max(0, i - 3) : i], *parts[i + 1 : i + 3]) if q.kind == "year"]
        year = min(years, key=lambda q: _distance(part, q), default=None)
        if year is not None and _distance(part, year) > _FAR:
            year = None
        out.extend(_date(text, day, part, year) for day in (days or _NO_DAY))
    return tuple(out)


def _run(parts: tuple[Quantity, ...], at: int, step: int, kind: str) -> list[Quantity]:
    """The unbroken run of quantities of one kind beside index `at`, in text order."""
    run: list[Quantity] = []
    i = at + step
    while 0 <= i < len(parts) and parts[i].kind == kind and _distance(parts[i - step], parts[i]) <= _FAR:
        run.append(parts[i])
        i += step
    return run[::step]


def _distance(one: Quantity, other: Quantity) -> int:
    """Characters between two quantities."""
    return max(other.start - one.end, one.start - other.end)


def _date(text: str, day: Quantity | None, month: Quantity, year: Quantity | None) -> DateValue:
    members = [q for q in (day, month, year) if q is not None]
    start, end = min(q.start for q in members), max(q.end for q in members)
    numbers = [int(q.value) if q is not None else None for q in (day, month, year)]
    return DateValue(numbers[0], numbers[1], numbers[2], start, end, text[start:end])


def format_date(day: int, month: int, year: int | None, lang: Lang) -> str:
    """A date as official texts write it: "8 декабря 2025 года", "2025 жылғы 8 желтоқсан", "8 December 2025".

    Month names are CLDR's format-wide names. Raises ValueError for a day or month that does not exist.
    """
    from datetime import date

    from babel.dates import get_month_names

    date(year or 2000, month, day)
    name = get_month_names("wide", "format", lang)[month]
    if year is None:
        return f"{day} {name}"
    return {
        "kk": f"{year} жылғы {day} {name}",
        "ru": f"{day} {name} {year} года",
        "en": f"{day} {name} {year}",
    }[lang]


def _is_day(quantity: Quantity) -> bool:
    if quantity.soft and (quantity.spelled or quantity.kind == "ordinal"):
        return False  # an idiom (first season), the pronoun I
    return (
        quantity.kind in ("number", "ordinal")
        and not quantity.unit
        and 1 <= quantity.value <= 31
        and quantity.value % 1 == 0
    )


def _is_year(quantity: Quantity) -> bool:
    return quantity.kind == "number" and len(quantity.text) == 4 and 1000 <= quantity.value <= 2999


def _mark_day(text: str, out: list[Quantity], i: int, lang: Lang) -> bool:
    """Mark the day before the month (and the days before that in a range), or after it in English.

    Spelled-out Kazakh days are not read: үш маусым is three seasons rather than the third of June.
    """
    month, j = out[i], i - 1
    if (
        j >= 0
        and _is_day(out[j])
        and not (lang == "kk" and out[j].spelled)
        and _DAY_GAP.fullmatch(text[out[j].end : month.start])
    ):
        out[j] = evolve(out[j], kind="day", soft=False)
        while j > 0 and _is_day(out[j - 1]) and _BETWEEN_DAYS.fullmatch(text[out[j - 1].end : out[j].start]):
            j -= 1
            out[j] = evolve(out[j], kind="day", soft=False)
        return True
    if lang != "en" or i + 1 >= len(out) or not _is_day(out[i + 1]):
        return False
    if not _DAY_AFTER.fullmatch(text[month.end : out[i + 1].start]):
        return False
    out[i + 1] = evolve(out[i + 1], kind="day", soft=False)
    return True


def _mark_year(text: str, out: list[Quantity], i: int) -> bool:
    last = i + 1 if i + 1 < len(out) and out[i + 1].kind == "day" else i
    if (
        last + 1 < len(out)
        and _is_year(out[last + 1])
        and _YEAR_AFTER.fullmatch(text[out[last].end : out[last + 1].start])
    ):
        out[last + 1] = evolve(out[last + 1], kind="year")
        return True
    first = i - 1 if i and out[i - 1].kind == "day" else i
    if (
        first
        and _is_year(out[first - 1])
        and _YEAR_BEFORE.fullmatch(text[out[first - 1].end : out[first].start])
    ):
        out[first - 1] = evolve(out[first - 1], kind="year")
        return True
    return False


def _lone_month(text: str, month: Quantity, lang: Lang) -> tuple[bool, Quantity]:
    """Whether a month name without day or year is one, and with what certainty."""
    word = month.text.lower()
    if lang == "en":
        if not month.text[0].isupper():
            return False, month
        unsure = len(word) <= 3 or word in _AMBIGUOUS["en"]
        if unsure and not (
            word in ("may", "march") and _IN_MONTH.search(text[max(0, month.start - _NEAR) : month.start])
        ):
            return False, month
        return True, evolve(month, soft=unsure)
    if lang == "ru":
        return len(word) > 3 or word in ("мая", "май", "мае"), evolve(
            month, soft="ск" in word or (month.start > 0 and month.text[0].isupper())
        )
    return len(word) > 3, evolve(month, soft=True)


def _hour(text: str, quantity: Quantity, has_hour_word: bool) -> Quantity:
    """An hour written as a number (сағат 10.00, 6:30 p.m., в 18 часов) becomes a time."""
    if (
        quantity.kind not in ("number", "time")
        or quantity.unit
        or quantity.factor != 1
        or not 0 <= quantity.value < 25
    ):
        return quantity
    before_text = text[max(0, quantity.start - _NEAR) : quantity.start]
    after = _HOUR_AFTER.match(text, quantity.end)
    if after is not None and _AFTERNOON.match(after[1]):
        value = quantity.value if quantity.value >= _NOON else quantity.value + _NOON
        return evolve(quantity, value=value, kind="time", alternatives=(value - _NOON,))
    dotted = re.fullmatch(r"\d\d?\.[0-5]\d", quantity.text) is not None
    before = _HOUR_BEFORE.search(before_text) if dotted or has_hour_word else None
    if quantity.kind == "time" or after or (before and (dotted or before[0].lower().startswith("сағат"))):
        if after and after[1].lower().startswith("час") and not _HOUR_BEFORE.search(before_text):
            return quantity  # a duration: 24 часа
        other = quantity.value - _NOON if quantity.value >= 13 else quantity.value + _NOON
        return evolve(quantity, kind="time", alternatives=(other,))
    return quantity

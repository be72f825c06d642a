"""Abbreviations of running text written in full, for readers that know words only: `30 км/ч` → `30 километров в час`.

The table is `data/spelled_out.toml`; initials, units that every model knows (млн, %) and official abbreviations stay.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

import regex

from pressloc.model import Lang
from pressloc.resources import data_path

_UPPER, _LOWER = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ", "a-zа-яёәғқңөұүһі"
_NUMBER = r"\d[\d\u00a0\u202f ,.–-]*"
_SUM = rf"(?:{_NUMBER}|(?:тыс\.|тысяч[а-я]*|мың|млн|млрд|трлн)\s?)"
_MONTHS = "январ|феврал|март|апрел|мая|ма|июн|июл|август|сентябр|октябр|ноябр|декабр"
_SLOTS: Mapping[str, tuple[str, str]] = {  # what a place must have before, and behind
    "n": (rf"(?<={_NUMBER}\s?)", r"(?=\s?\d)"),
    "sum": (rf"(?<={_SUM}\s?)", r"(?=\s?\d)"),
    "in": (r"(?<=\b[Вв]о? (?:19|20)\d\d\s?)", ""),
    "year": (r"(?<=\b(?:19|20)\d\d\s?)", r"(?=\s?(?:19|20)\d\d)"),
    "month": (rf"(?<=\b(?:{_MONTHS})[а-я]*\s)", ""),
    "name": (rf"(?<=[{_UPPER}][{_LOWER}-]+\s)", rf"(?=\s?[{_UPPER}«])"),
    "word": ("", rf"(?=\s[{_LOWER}{_UPPER}])"),
}


@cache
def _rules(lang: Lang) -> tuple[tuple[regex.Pattern[str], str], ...]:
    table = tomllib.loads(data_path("spelled_out.toml").read_text("utf-8"))
    return tuple((_pattern(written, dropped=not full), full) for written, full in table[lang])


def _pattern(written: str, *, dropped: bool) -> regex.Pattern[str]:
    before = behind = ""
    body = written
    for name, (left, right) in _SLOTS.items():
        mark = f"{{{name}}}"
        if body.startswith(mark):
            before, body = left, body.removeprefix(mark).lstrip()
        if body.endswith(mark):
            behind, body = right, body.removesuffix(mark).rstrip()
    core = r"\s?".join(regex.escape(part) for part in body.split(" "))
    end = "" if body[-1] in ".—–" else r"(?!\w)"
    end += r"\s?" if dropped else ""
    return regex.compile(rf"{before}(?<!\w){core}{end}{behind}")


_MONEY = regex.compile(r"(?<!\w)(?P<sign>US\$|\$|€|£)\s?(?P<sum>\d[\d.,]*\d|\d)(?:\s?(?P<scale>bn|billion|mln|million|m|tn|trillion|k|thousand)\b)?")
_SIGNS = {"US$": "US dollars", "$": "dollars", "€": "euros", "£": "pounds"}
_SCALES = {"bn": "billion", "mln": "million", "m": "million", "tn": "trillion", "k": "thousand"}


def _money(match: regex.Match[str]) -> str:
    scale = _SCALES.get(match["scale"], match["scale"])
    return " ".join(part for part in (match["sum"], scale, _SIGNS[match["sign"]]) if part)


def spelled_out(text: str, lang: Lang) -> str:
    """`text` with its abbreviations in full. A full stop that ends the sentence stays."""
    if lang == "en":
        text = _MONEY.sub(_money, text)
    for pattern, full in _rules(lang):
        text = pattern.sub(lambda match, full=full: _full(match, full), text)  # type: ignore[misc]
    return text


def _full(match: regex.Match[str], full: str) -> str:
    if not full:
        return ""
    behind = match.string[match.end() :]
    dash = f" {match[0][-1]}" if match[0][-1] in "—–" else ""
    ends = "." if match[0].endswith(".") and not behind.lstrip("»”\")\u00a0 ") else ""
    led = " " if match.string[match.start() - 1 : match.start()].isdigit() else ""
    glued = " " if behind[:1].isalnum() else ""
    return f"{led}{full}{dash}{ends}{glued}"

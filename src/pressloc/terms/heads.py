"""Words that name a thing by half: members of a series that share their head, and the parts of compounds.

`Костанайской и Акмолинской областей` names two regions, `қазақ, орыс және ағылшын тілдерінде` three languages,
`казахстанско-японский` two countries. What each member stands for is spelled out (`Костанайской области`, `қазақ
тілдерінде`, `казахстанский`) and looked up like any other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pressloc.model import Concept, Lang


class Member(NamedTuple):
    """Folded `[start:end)` stands for one of the `readings`: a people's name if `people`, else a thing that bears the
    head in its name. `case` is that of the head where it tells (""). Of members with the same `group` (-1: none) none
    counts unless all do (`people`), or one that ends where the last does."""

    start: int
    end: int
    readings: tuple[str, ...]
    people: bool
    case: str = ""
    group: int = -1


def is_language(concept: Concept) -> bool:
    """Whether a concept is a language with a name of its own."""
    return concept.properties.get("sort") == "language"


# The head of a series in the plural, and the forms of it that a member may have of its own.
_HEADS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"(?:regions|languages)\b"),
    "ru": re.compile(r"(?:област(?:ей|ям|ями|ях|и)|язык(?:ов|ам|ами|ах|и))\b"),
    "kk": re.compile(r"(?:облыстары|тілдері)\w*"),
}
_OWN_FORMS: dict[str, tuple[str, ...]] = {
    "областей": ("области",), "областям": ("области",), "областями": ("областью",), "областях": ("области",),
    "области": ("область", "области"), "языков": ("языка",), "языкам": ("языку",), "языками": ("языком",),
    "языках": ("языке",), "языки": ("язык",), "regions": ("region",), "languages": ("language",),
}  # fmt: skip
_CASES = {"ям": "DAT", "ями": "INS", "ях": "LOC", "ей": "GEN", "ов": "GEN", "ам": "DAT", "ами": "INS", "ах": "LOC"}
_JOIN: dict[Lang, str] = {
    "en": r"(?:,? and |,? or |, )", "ru": r"(?:,? а также |,? и |,? или |, )",
    "kk": r"(?:,? және | мен | пен | бен |,? немесе |, )",
}  # fmt: skip
_WORD = r"[^\W\d_]+(?:-[^\W\d_]+)*"
_MEMBER: dict[Lang, str] = {"en": rf"(?:the )?{_WORD}(?: {_WORD})?", "ru": _WORD, "kk": rf"{_WORD}(?: {_WORD})?"}
_LONGEST = 160

_COMPOUND: dict[Lang, re.Pattern[str]] = {
    "ru": re.compile(r"\b([^\W\d_]+о)((?:-[^\W\d_]+о)*)-([^\W\d_]+[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими))\b"),
    "kk": re.compile(r"\b([^\W\d_]+)-([^\W\d_]+)\b"),
    "en": re.compile(r"\b(sino|franco|anglo|russo|indo|italo|turko|japano)-([^\W\d_]+)\b"),
}
_ADJECTIVE = re.compile(r"(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$")
# First parts that are no adjective (казахстанск-) with -о behind.
_STEMS = {
    "японо": "японск", "франко": "французск", "англо": "английск", "американо": "американск",
    "германо": "германск", "итало": "итальянск", "индо": "индийск",
    "sino": "chinese", "franco": "french", "anglo": "british", "russo": "russian", "indo": "indian",
    "italo": "italian", "turko": "turkish", "japano": "japanese",
}  # fmt: skip


def members(text: str, lang: Lang) -> Iterator[Member]:
    """The members of series with a shared head and the parts of compounds in the folded `text`, by their place."""
    for head in _HEADS[lang].finditer(text):
        if text[head.start() - 1:head.start()].isalnum():
            continue  # inside a word
        yield from _before(text, head, lang)
        if lang == "ru" and head[0].startswith("област"):
            yield from _behind(text, head)
    for found in _COMPOUND[lang].finditer(text) if "-" in text else ():
        yield from _parts(found, lang)


def _before(text: str, head: re.Match[str], lang: Lang) -> Iterator[Member]:
    """`[X], [Y] and [Z regions]`."""
    begin = max(0, head.start() - _LONGEST)
    before = text[begin:head.start()]
    series = re.search(rf"(?:{_MEMBER[lang]}{_JOIN[lang]})+{_MEMBER[lang]} $", before)
    if series is None:
        return
    at = begin + series.start()
    case = _case(head[0], lang)
    group = -1 if lang == "ru" else head.start()  # Aktobe and other regions: may be the city
    parts = re.split(f"({_JOIN[lang]})", series[0][:-1])
    for number, part in enumerate(parts):
        if number % 2 == 0 and part:
            end = head.end() if number == len(parts) - 1 else at + len(part)
            for start in _starts(part):
                yield Member(at + start, end, _spelled(part[start:], head[0]), False, case, group)
        at += len(part)


def _starts(part: str) -> Iterator[int]:
    """Where a member can begin in the words that stand before a comma or a conjunction."""
    yield 0
    if " " in part:
        yield part.index(" ") + 1


def _case(head: str, lang: Lang) -> str:
    return next((case for ending, case in _CASES.items() if head.endswith(ending)), "") if lang == "ru" else ""


def _spelled(member: str, head: str) -> tuple[str, ...]:
    return tuple(f"{member} {own}" for own in _OWN_FORMS.get(head, (head,)))


def _behind(text: str, head: re.Match[str]) -> Iterator[Member]:
    """`областей [Абай], [Жетысу] и [Улытау]`: the first stands at the head."""
    series = re.match(rf" {_WORD}(?:{_JOIN['ru']}{_WORD})+", text[head.end():head.end() + _LONGEST])
    if series is None:
        return
    at = head.end() + 1
    case = _case(head[0], "ru")
    for number, part in enumerate(re.split(f"({_JOIN['ru']})", series[0][1:])):
        if number % 2 == 0:
            start = head.start() if number == 0 else at
            yield Member(start, at + len(part), tuple(f"{own} {part}" for own in _OWN_FORMS[head[0]]), False, case)
        at += len(part)


def _parts(found: re.Match[str], lang: Lang) -> Iterator[Member]:
    at = found.start()
    parts = found[0].split("-")
    ending = _ADJECTIVE.search(parts[-1]) if lang == "ru" else None
    for number, part in enumerate(parts):
        spelled = part
        if number < len(parts) - 1:
            spelled = _STEMS.get(part, part)
            if ending is not None:
                spelled = (spelled if spelled != part else part[:-1]) + ending[0]
        yield Member(at, at + len(part), (spelled,), True, group=found.start() if lang == "kk" else -1)
        at += len(part) + 1

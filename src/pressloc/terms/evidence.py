"""What a match must show before it counts: letter case, neighbours, and for surnames a title or an earlier mention."""

from __future__ import annotations

import re
from functools import cache

from pressloc.model import Concept, Lang, Term
from pressloc.terms.lexicon import CAPITAL, CASED
from pressloc.terms.neighbours import GAP, word_before

# Words that are also abbreviations: in a headline set in capitals they are words.
_WORDS_IN_CAPITALS = frozenset(["IT", "AI", "US", "WHO", "RES", "ECO", "AU", "EP", "PM", "COP", "CES", "ICE", "АС", "ТС", "ИТ", "СП", "АТ", "ЖИ"])
_CURRENCY = ("$", "€", "£")  # US$ 5 m
_CLOCK = re.compile(r"\d\s?$")
_WORD_AFTER = re.compile(r"\s+([\w-]+)")
_INITIALS = re.compile(r"(?<!\w)((?:[^\W\d_]\.\s?){1,3}|[A-Z]\s)$")
_SENTENCE_END = re.compile(r"(^|[.!?…:]|(?:^|[,.!?…»”\"]\s*)[–—-]\s)[\s«„“\"(]*$")
_STEM = 5


def shape_fits(source: str, start: int, end: int, term: Term, flags: int, *, strict: bool = True) -> bool:
    """Letter case: abbreviations as written, single capitalised words capitalised (`Содружество`, `Assembly`).

    Not `strict` (what is looked for is known): abbreviations need two capitals (`ТүркПА`), words none.
    """
    found = source[start:end]
    if not strict:
        return not flags & CASED or _capitals(found) >= min(2, _capitals(term.text))
    if flags & CASED:
        if not _same_case(found, term.text):
            return False
        if source[end:end + 1] in _CURRENCY:
            return False
        is_word = _loud(source, start, end) or _is_clock(source, start, term.text)
        return not (term.text in _WORDS_IN_CAPITALS and is_word)
    if term.demonym and term.text[:1].islower() and is_raised(source, start):
        return not word_before(source[max(0, start - 60):start])[0][:1].isupper()  # not a surname: Михаил Казанский
    if flags & CAPITAL:
        first = next((c for c in found if c.isalnum()), "")
        return not first.isalpha() or first.isupper()
    return True


def _capitals(text: str) -> int:
    return sum(c.isupper() for c in text)


def is_raised(source: str, start: int) -> bool:
    """Whether the word at `start` is capitalised although no sentence begins there."""
    if not source[start:start + 1].isupper():
        return False
    before = source[max(0, start - 40):start]
    last = before.rstrip(GAP)[-1:]
    return last.isalnum() or _SENTENCE_END.search(before) is None


def _same_case(found: str, written: str) -> bool:
    return len(found) >= len(written) and all(
        a.isupper() == b.isupper() for a, b in zip(found, written, strict=False) if b.isalpha()
    )


def _loud(source: str, start: int, end: int) -> bool:
    """Whether the words around are all in capitals."""
    around = [c for c in source[max(0, start - 24):start] + source[end:end + 24] if c.isalpha()]
    return len(around) > 5 and all(c.isupper() for c in around)


def _is_clock(source: str, start: int, text: str) -> bool:
    return text == "PM" and _CLOCK.search(source[max(0, start - 2):start]) is not None


@cache
def _honorifics(lang: Lang) -> frozenset[str]:
    words = {
        "en": "mr mrs ms dr mr. mrs. ms. dr.",
        "ru": "господин господина господину господином госпожа госпожи госпоже госпожу госпожой г-н г-на г-же г-жа",
        "kk": "мырза ханым",
    }
    return frozenset(words[lang].split())


def initials_before(source: str, start: int) -> str:
    """The initials that stand right before `start` (`Қ. К. `), or ""."""
    match = _INITIALS.search(source[max(0, start - 12):start])
    return match[1] if match else ""


def initials_fit(initials: str, concept: Concept, lang: Lang) -> bool:
    """Whether the first initial is that of the person's given name."""
    full = concept.preferred(lang)
    return full is not None and bool(initials) and initials[0].casefold() == full.text[0].casefold()


def surname_counts(source: str, start: int, concept: Concept, lang: Lang, seen: bool) -> bool:
    """Whether a bare surname means this person: after the person's own post (`Президент Путин`), or when `seen`
    (named in full before), but not behind another given name."""
    before = source[max(0, start - 60):start]
    word, begin = word_before(before)
    if not word:
        return seen
    if _in_titles(word, concept, lang):
        return True
    if not seen:
        return False
    if word.casefold() in _honorifics(lang) or not word[0].isupper():
        return True
    return _SENTENCE_END.search(before[:begin]) is not None or _comma(before[:begin])


def _comma(before: str) -> bool:
    return before.rstrip().endswith((",", ";"))


def _in_titles(word: str, concept: Concept, lang: Lang) -> bool:
    title = concept.properties.get(f"title.{lang}", "").casefold()
    stem = word.casefold()[:_STEM]
    return len(stem) == _STEM and any(part.startswith(stem) for part in re.findall(r"[\w-]+", title))


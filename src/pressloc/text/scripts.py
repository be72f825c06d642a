"""Scripts and look-alikes: Latin letters inside Cyrillic words, and the other way round.

Kazakh and Russian texts typed on three keyboard layouts are full of Latin letters that look Cyrillic (`Cенат`,
`c 5 мая`, `тiл`); they break search, termbases and translation models. The pairs are those of Unicode's
confusables.txt (UTS 39) for the letters of the three alphabets, with Kazakh і һ ә ө ү қ ң.
"""

from __future__ import annotations

import re

import regex
from attrs import frozen

from pressloc.model import Lang

# Latin (and two Latin-extended letters common in old Kazakh typing) → the Cyrillic letter of the same shape.
LATIN_TO_CYRILLIC: dict[str, str] = dict(
    zip("ABCEHIKMOPTXYƏƟaceəhikmnoɵprtuxyöñü", "АВСЕНІКМОРТХУӘӨасеәһікмпоөргтихуөңү", strict=True)
)
# Letters that really have one shape; the others above stand in only inside an otherwise Cyrillic word.
_SAME_SHAPE = set("ABCEHKMOPTXIYƏƟaceiopxyhəɵ")
CYRILLIC_TO_LATIN: dict[str, str] = {
    cyrillic: latin for latin, cyrillic in LATIN_TO_CYRILLIC.items() if latin in _SAME_SHAPE and latin.isascii()
}

KAZAKH_LETTERS = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")

# What is surely no Latin letter; a text of nothing else has no look-alikes, as most Cyrillic texts.
_PERHAPS_LATIN = re.compile(r"[^\x00-@\[-`{-©«-¹»-¿Ѐ-ԯ‐-⁞₠-⃀№−]")
_MIXED = regex.compile(r"\p{Cyrillic}\p{Latin}|\p{Latin}\p{Cyrillic}")
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_LETTER = regex.compile(r"\p{L}")
# A lone Latin letter where a Cyrillic preposition or initial is meant: `c 5 мая` after Cyrillic, `A. Сапарова`.
_LONE_PREPOSITION = regex.compile(r"(?<=\p{Cyrillic}[\p{P}\s]{0,3}\s)[acoy](?=\s+(?:[«„“]?\p{Cyrillic}|\d))")
_LONE_INITIAL = regex.compile(
    r"(?<![\p{L}\d])(?:[ABCEHKMOPTXI](?=\.\s?(?:\p{Lu}\.\s?)?\p{Cyrillic})|(?<=\p{Cyrillic}\.\s?)[ABCEHKMOPTXI](?=\.))"
)


@frozen
class LookAlike:
    """A word with letters of the wrong script: `text[start:end]`, and what was meant."""

    start: int
    end: int
    found: str
    repaired: str


@frozen
class ScriptCounts:
    """Letters of a text by script; `kazakh` counts those Cyrillic letters that Russian lacks."""

    cyrillic: int
    latin: int
    kazakh: int
    other: int


def count_scripts(text: str) -> ScriptCounts:
    """How many letters of each script `text` has."""
    cyrillic = latin = kazakh = other = 0
    for char in text:
        if "a" <= char <= "z" or "A" <= char <= "Z":
            latin += 1
        elif "\u0400" <= char <= "\u052f":
            cyrillic += 1
            kazakh += char in KAZAKH_LETTERS
        elif char.isalpha():
            if "\u00c0" <= char <= "\u024f":
                latin += 1
            else:
                other += 1
    return ScriptCounts(cyrillic, latin, kazakh, other)


_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_NOT_RUSSIAN = re.compile(f"[A-Za-z\u00c0-\u024f{''.join(sorted(KAZAKH_LETTERS))}]")
_NOT_RUSSIAN_BUT_LATIN = re.compile(f"[{''.join(sorted(KAZAKH_LETTERS))}]")
_NOTHING = re.compile("(?!)")


def strange_letters(source: str, source_lang: Lang, target_lang: Lang) -> re.Pattern[str]:
    """What matches a letter that a translation of `source` has no use for: Cyrillic in English; Latin in Kazakh and
    Russian, unless a source in the other of the two has Latin words itself (a brand); Kazakh letters in Russian."""
    if target_lang == "en":
        return _CYRILLIC
    lent = source_lang != "en" and count_scripts(without_neutral(source)).latin > 0
    if target_lang == "kk":
        return _NOTHING if lent else _LATIN
    return _NOT_RUSSIAN_BUT_LATIN if lent else _NOT_RUSSIAN


def has_letters(text: str) -> bool:
    """Whether `text` has a letter of any script."""
    return _LETTER.search(text) is not None


# Addresses start where a token does and repeat boundedly, so that no input makes the search slow.
_NEUTRAL = regex.compile(
    r"""(?xi) (?:https?|ftp)://\S++ | (?<!\S)mailto:\S++ | (?<![\w.])www\.\S++
    | (?<![\w.+-]) [\w.+-]{1,64}+ @ [\w-]{1,63}+ (?: \. [\w-]{1,63}+ ){1,8}
    | (?<![\w.-]) [\w-]{1,63}+ (?: \. [\w-]{1,63}+ ){0,6}? \. (?: kz | қаз | ru | рф | com | org | net | gov | edu | info | eu | int
        | example ) \b (?: / \S*+ )?
    | (?<!\w) [@\#] \w++ | [\uE000-\uF8FF]"""
)


def neutral_spans(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each web or mail address, handle, hashtag and inline code in `text`."""
    return tuple(match.span() for match in _NEUTRAL.finditer(text))


def without_neutral(text: str) -> str:
    """`text` with web and mail addresses, handles, hashtags and inline codes blanked: what has a language."""
    return _NEUTRAL.sub(" ", text)


def blanked(text: str) -> str:
    """`text` of the same length with addresses, handles, hashtags and inline codes turned into blanks."""
    return _NEUTRAL.sub(lambda match: " " * len(match[0]), text)


def is_translatable(text: str) -> bool:
    """Whether `text` has words to translate; digits, punctuation, web and mail addresses alone have none."""
    return has_letters(without_neutral(text))


def _meant(word: str) -> str | None:
    """What a word of mixed letters was meant to be; None when it cannot be told or is a real mixture (`IT-дің`)."""
    only_cyrillic = only_latin = latin = cyrillic = 0
    for char in word:
        if "\u0400" <= char <= "\u052f":
            cyrillic += 1
            only_cyrillic += char not in CYRILLIC_TO_LATIN
        elif char.isalpha():
            latin += 1
            only_latin += char not in _SAME_SHAPE
    if not (latin and cyrillic):
        return None
    if only_cyrillic and not only_latin:
        return "".join(LATIN_TO_CYRILLIC.get(c, c) for c in word)
    if only_latin and not only_cyrillic:
        return "".join(CYRILLIC_TO_LATIN.get(c, c) for c in word)
    if not only_latin:  # every letter has a twin: Cyrillic unless Latin letters prevail
        table = LATIN_TO_CYRILLIC if cyrillic >= latin else CYRILLIC_TO_LATIN
        return "".join(table.get(c, c) for c in word)
    # Both have letters of their own: one stray letter typed by shape (`тiл`, `жоñ`) against a mostly Cyrillic word.
    if cyrillic >= 3 * latin and all(c in LATIN_TO_CYRILLIC for c in word if not "\u0400" <= c <= "\u052f"):
        return "".join(LATIN_TO_CYRILLIC.get(c, c) for c in word)
    return None


def lookalikes(text: str) -> tuple[LookAlike, ...]:
    """The words of `text` with letters of the wrong script, in order. Quick on clean text (one scan)."""
    if text.isascii() or not _PERHAPS_LATIN.search(text):
        return ()
    found: list[LookAlike] = []
    last_end = -1
    for hit in _MIXED.finditer(text, overlapped=True):
        if hit.start() < last_end:
            continue
        word = _word_at(text, hit.start())
        last_end = word[1]
        meant = _meant(text[word[0] : word[1]])
        if meant is not None:
            found.append(LookAlike(word[0], word[1], text[word[0] : word[1]], meant))
    for pattern in (_LONE_PREPOSITION, _LONE_INITIAL):
        for hit in pattern.finditer(text):
            found.append(LookAlike(hit.start(), hit.end(), hit.group(), LATIN_TO_CYRILLIC[hit.group()]))
    return tuple(sorted(found, key=lambda item: item.start))


def _word_at(text: str, index: int) -> tuple[int, int]:
    start = index
    while start and text[start - 1].isalpha():
        start -= 1
    match = _WORD.match(text, start)
    return (start, match.end() if match else index + 1)


def repair_lookalikes(text: str) -> str:
    """`text` with the look-alikes of `lookalikes` replaced by the letters meant; same length, same offsets."""
    parts: list[str] = []
    at = 0
    for item in lookalikes(text):
        if item.start < at:
            continue
        parts += (text[at : item.start], item.repaired)
        at = item.end
    return "".join(parts) + text[at:] if parts else text

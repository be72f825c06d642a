"""Suffixes that disagree with their noun: Парламентқа, Республикасыға, депутаттарге.

A check on text that people or engines wrote, so it speaks only where it is sure: on nouns of kk_nouns.txt and on
case endings after an unmistakable plural. A word with any correct reading is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pressloc.model import Case, Form
from pressloc.morphology.kk_abbreviations import is_abbreviation, reading
from pressloc.morphology.kk_analyse import case_endings, plural_endings
from pressloc.morphology.kk_lexicon import nouns, possessed_shapes
from pressloc.morphology.kk_loans import stems
from pressloc.morphology.kk_nominal import allomorph, attach, build, slots
from pressloc.morphology.kk_phonology import VOWELS, Final, final_class, sounds
from pressloc.morphology.kk_possession import is_plural
from pressloc.morphology.kk_tables import endings

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CLASSES: tuple[Final, ...] = ("V", "R", "L", "N", "Z", "T")  # of bare nouns
_SHORTEST = 3  # letters of a noun


@cache
def _endings() -> dict[str, Case]:
    """Every case suffix of a bare noun but the instrumental, which has no harmony."""
    return {s: c for s, c in case_endings(possessed=False) if c != "INS"}


@cache
def _possessed_endings() -> dict[str, Case]:
    """Case suffixes after possession, right or wrong: Сенаты-на, *Сенаты-ға."""
    return {**_endings(), **{s: c for s, c in case_endings(possessed=True) if c != "INS"}}


@cache
def _correct(noun: str) -> frozenset[str]:
    """Every form of `noun`, admitted variants included."""
    return frozenset(build(stem, form) for stem in stems(noun) for form in slots())


def _slots(noun: str, rest: str) -> Iterator[Form]:
    """The slots that suffixes after a bare noun aim at, right or wrong."""
    if rest in _endings():
        # a stem in a vowel + -ды is the past of a verb (арна-ды), not a wrong accusative
        if final_class(noun) != "V" or rest[0] not in "дт" or _endings()[rest] != "ACC":
            yield Form(_endings()[rest])
    elif rest in ("сы", "сі", "ы", "і"):
        yield Form("NOM", "sg", True)
    elif rest[:3] in plural_endings():
        tail = rest[3:]
        if not tail:
            yield Form("NOM", "pl")
        elif tail in _endings():
            yield Form(_endings()[tail], "pl")
        elif tail[0] in "ыі" and (not tail[1:] or tail[1:] in _possessed_endings()):
            yield Form(_possessed_endings()[tail[1:]] if tail[1:] else "NOM", "pl", True)


def _aims(word: str) -> Iterator[tuple[str, Form]]:
    """(noun, slot) for every known noun that `word` may be meant as a form of."""
    for cut in range(len(word), _SHORTEST - 1, -1):
        start, rest = word[:cut], word[cut:]
        if start in nouns():
            yield from ((start, form) for form in ([Form()] if not rest else _slots(start, rest)))
        if start in possessed_shapes():
            if not rest:
                yield possessed_shapes()[start], Form("NOM", "sg", True)
            elif rest in _possessed_endings():
                yield possessed_shapes()[start], Form(_possessed_endings()[rest], "sg", True)


def _is_another_word(noun: str, rest: str) -> bool:
    """Whether `rest` fits the one-syllable `noun` neither in harmony nor in the class of its final sound: a slip of a
    suffix seldom goes wrong twice, so a capitalised word like that is a name of its own (Фонтен, not фон + тен)."""
    if rest not in _endings() or sum(c in VOWELS for c in noun) > 1:
        return False
    case, stem = _endings()[rest], next(stems(noun))
    other = {allomorph(case, klass, not stem.back) for klass in _CLASSES}
    return rest in other and rest != allomorph(case, stem.final, not stem.back)


def _judge(word: str, *, capital: bool) -> tuple[bool, str | None]:
    """(has a correct reading, correction of the likeliest wrong one) of a lower-case word over the known nouns;
    `capital`: the text writes it with a capital."""
    fix: str | None = None
    for noun, form in _aims(word):
        if word in _correct(noun):
            return True, None
        if capital and _is_another_word(noun, word[len(noun) :]):
            continue
        fix = fix or build(next(stems(noun)), form)
    return False, fix


def _plural_disagrees(word: str) -> str | None:
    """The correction of a case ending that disagrees with the plural before it (депутаттарге), for any noun."""
    found = re.fullmatch(r"(.{3,}(?:[лдт](?:ар|ер)))(ы|і)?(\w{1,4})", word)
    if not found or not is_plural(found[1]):
        return None
    base, possession, ending = found.groups()
    back = base[-2] == "а"
    table = _possessed_endings() if possession else _endings()
    if ending not in table or (possession and (possession == "ы") != back):
        return None
    right = attach(table[ending], base + (possession or ""), back=back, final="P" if possession else "R")
    return None if right == word else right


def _abbreviation_disagrees(head: str, ending: str) -> str | None:
    """The right ending after an abbreviation read with a final vowel (БҰҰ-ге: ға); letter names waver, so no others."""
    if (
        not is_abbreviation(head)
        or head.isascii()
        or sounds(head)[-1] not in VOWELS - {"и", "у"}
        or ending not in _endings()
    ):
        return None
    back, final = reading(head)
    right = allomorph(_endings()[ending], final, back)
    return None if ending == right else right


def harmony_error(word: str) -> str | None:
    """The word with agreeing suffixes if its own disagree (Парламентқа → Парламентке), else None.

    Silent on words it does not know, on correct forms and on accepted variants.
    """
    head, hyphen, last = word.rpartition("-")
    lower = last.lower()
    if head and (ending := _abbreviation_disagrees(head, last)) is not None:
        return head + hyphen + ending
    if (
        len(lower) <= _SHORTEST
        or not lower.isalpha()
        or last.isupper()
        or lower.endswith(endings("harmony_check", "endings"))
    ):
        return None
    correct, fix = _judge(lower, capital=last[0].isupper())
    if correct:
        return None
    fix = fix or _plural_disagrees(lower)
    if fix is None:
        return None
    same = next(
        (i for i, (a, b) in enumerate(zip(lower, fix, strict=False)) if a != b), min(len(lower), len(fix))
    )
    return head + hyphen + last[:same] + fix[same:]


def agreement_errors(text: str) -> tuple[tuple[int, int, str, str], ...]:
    """(start, end, word, correction) of every word of `text` whose suffixes disagree with its noun."""
    return tuple(
        (found.start(), found.end(), found.group(), fix)
        for found in _WORD.finditer(text)
        if (fix := harmony_error(found.group())) is not None
    )

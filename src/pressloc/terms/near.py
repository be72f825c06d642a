"""Near matches: words in a target that look like a term in a form that the morphology does not give.

Most are errors (`Сенатыға` for `Сенатына`). Two kinds are not: a Kazakh chain whose inner word carries suffixes of
its own because it is specified (`комитет төрағасы`: `Заң комитетінің төрағасы`), and a Russian adjective made of
the term (`инвестиция`: `инвестиционный`).
"""

from __future__ import annotations

import re

from attrs import frozen

from pressloc.model import Concept, Lang, Term, TermHit
from pressloc.terms.expected import inflected, target_terms
from pressloc.text.normalise import fold

_WORD = re.compile(r"[\w-]+")
_MIN_STEM = 4
_MAX_TAIL = 5
_MAX_ADJECTIVE_TAIL = 8


@frozen
class NearMatch:
    """Words `target[start:end]` that share their stems with a designation; `sound` when nothing is wrong there."""

    start: int
    end: int
    sound: bool


def nearest(target: str, lang: Lang, concept: Concept, hit: TermHit) -> NearMatch | None:
    """The first near match of a designation of `concept` in `target`, sound ones before others; None without any."""
    folded = fold(target)
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded.text)]
    doubtful: NearMatch | None = None
    for term in target_terms(concept, hit, lang):
        if term.abbreviation or term.demonym:
            continue
        wanted = _WORD.findall(fold(term.text).text)
        for at in range(len(words) - len(wanted) + 1):
            window = words[at:at + len(wanted)]
            if not wanted or not all(_alike(w, want, lang) for (w, _, _), want in zip(window, wanted, strict=True)):
                continue
            start, end = folded.span(window[0][1], window[-1][2])
            found = NearMatch(start, end, _sound([w for w, _, _ in window], wanted, term, concept))
            if found.sound:
                return found
            doubtful = doubtful or found
    return doubtful


def _alike(word: str, want: str, lang: Lang) -> bool:
    common = 0
    for a, b in zip(word, want, strict=False):
        if a != b:
            break
        common += 1
    longest_tail = _MAX_ADJECTIVE_TAIL if lang == "ru" and _is_adjective(word) else _MAX_TAIL
    least = max(min(_MIN_STEM, len(want)), len(want) * 2 // 3 - 1)
    return word == want or (common >= least and len(word) - common <= longest_tail)


def _sound(words: list[str], wanted: list[str], term: Term, concept: Concept) -> bool:
    if term.lang == "kk" and len(wanted) > 1:
        endings = {_WORD.findall(fold(form.text).text)[-1] for form in inflected(term, concept)}
        return words[-1] in endings
    return term.lang == "ru" and len(wanted) == 1 and term.text.islower() and _is_adjective(words[0])


def _is_adjective(word: str) -> bool:
    from pressloc.morphology.ru_dictionary import part_of_speech

    return word[-1:] in "йямеою" + "хюи" and part_of_speech(word) == "ADJF"

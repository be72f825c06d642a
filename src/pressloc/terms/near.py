"""Near matches: words in a target that look like a term in a wrong form (`Сенатыға` for `Сенатына`)."""

from __future__ import annotations

import re

from pressloc.model import Concept, Lang, TermHit
from pressloc.terms.expected import target_terms
from pressloc.text.normalise import fold

_WORD = re.compile(r"[\w-]+")
_MIN_STEM = 4
_MAX_TAIL = 5


def nearest(target: str, lang: Lang, concept: Concept, hit: TermHit) -> tuple[int, int]:
    """The (start, end) in `target` of words that share their stems with a designation of `concept` one by one;
    (-1, -1) when there are none."""
    folded = fold(target)
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded.text)]
    for term in target_terms(concept, hit, lang):
        if term.abbreviation:
            continue
        wanted = _WORD.findall(fold(term.text).text)
        for at in range(len(words) - len(wanted) + 1):
            window = words[at:at + len(wanted)]
            if wanted and all(_alike(word, want) for (word, _, _), want in zip(window, wanted, strict=True)):
                return folded.span(window[0][1], window[-1][2])
    return -1, -1


def _alike(word: str, want: str) -> bool:
    if word == want:
        return True
    common = 0
    for a, b in zip(word, want, strict=False):
        if a != b:
            break
        common += 1
    least = min(_MIN_STEM, len(want))
    return common >= max(least, len(want) * 2 // 3 - 1) and len(word) - common <= _MAX_TAIL

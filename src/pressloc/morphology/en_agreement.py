"""English articles that do not go with the sound of the next word: `a exhibition`, `an common tariff`."""

from __future__ import annotations

import re

from pressloc.morphology.en_articles import indefinite

# A capital article only where a sentence begins: hepatitis A in schools
_ARTICLE = re.compile(r"(?<![\w’'./-])(an?|(?:(?<=^)|(?<=[.!?“\"] )|(?<=[“\"]))An?) ([a-z][\w’'-]*|[A-Z][a-z][\w’'-]*)")


def agreement_errors(text: str) -> tuple[tuple[int, int, str, str], ...]:
    """Wrong articles in `text`: (start, end, found, corrected), article and next word, in order."""
    found = []
    for match in _ARTICLE.finditer(text):
        right = indefinite(match[2])
        if right != match[1].lower():
            right = right.capitalize() if match[1][0].isupper() else right
            found.append((match.start(), match.end(), match[0], f"{right} {match[2]}"))
    return tuple(found)

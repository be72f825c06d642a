"""Words of a Russian text that stand side by side, and what is found where they do not go together."""

from __future__ import annotations

import re

from attrs import frozen

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@frozen
class Discord:
    """`text[start:end]` (`found`) does not agree in itself; each of `alternatives` would, the nearest first. `sure` is
    False where a good writer might mean something else, which a machine hardly does: «назвала трудным закон»."""

    start: int
    end: int
    found: str
    alternatives: tuple[str, ...]
    sure: bool = True


@frozen
class Word:
    """A word of a text. `beside`: nothing but a blank stands between it and the one before."""

    text: str
    start: int
    end: int
    beside: bool

    @property
    def key(self) -> str:
        return self.text.lower()


def words_of(text: str) -> tuple[Word, ...]:
    """The words of `text` (letters and hyphens), in order."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        beside = bool(found) and text[found[-1].end : match.start()] in (" ", "\N{NO-BREAK SPACE}")
        found.append(Word(match.group(), match.start(), match.end(), beside))
    return tuple(found)

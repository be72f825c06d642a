"""Letters that count list items: a) b) c) in English, а) б) в) in Russian and, mostly, in Kazakh."""

from __future__ import annotations

from pressloc.model import Lang

_ENGLISH, _RUSSIAN = "abcdefghijkl", "абвгдежзиклм"


def counted_letter(letter: str, target: Lang) -> str:
    """The lower-case `letter` of a list item as a list in `target` counts.

    Kazakh lists count а, ә, б or а, б, в: within Cyrillic, and where neither alphabet counts the letter, it stays.
    """
    wrong, right = (_RUSSIAN, _ENGLISH) if target == "en" else (_ENGLISH, _RUSSIAN)
    return right[wrong.index(letter)] if letter in wrong else letter

"""Raw matches of a lexicon in a folded text: an Aho-Corasick automaton over stems, endings looked up behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from pressloc.terms.lexicon import CAPITAL, KEY_LENGTH, SURNAME, Lexicon
from pressloc.text.normalise import Folded

_HYPHENS = "-\u2010\u2011"  # in the source text; an en or em dash separates words even without spaces


@frozen
class Match:
    """A designation found at folded `[start:end)`; `slots` as in `lexicon.FORMS` (+ VARIANT)."""

    start: int
    end: int
    designation: int
    slots: tuple[int, ...]


class Matcher:
    """Finds every designation of a lexicon at word boundaries, longest ending first."""

    def __init__(self, lexicon: Lexicon) -> None:
        import ahocorasick

        self.lexicon = lexicon
        automaton: Any = ahocorasick.Automaton(ahocorasick.STORE_ANY)
        for key, entries in lexicon.buckets().items():
            automaton.add_word(key, (len(key), entries))
        if len(automaton):
            automaton.make_automaton()
        self._automaton = automaton

    def matches(self, folded: Folded, source: str) -> Iterator[Match]:
        """All matches in `folded` (the fold of `source`), in the order of their keys' ends."""
        lexicon = self.lexicon
        if not len(self._automaton):
            return
        text = folded.text
        stems = lexicon.stems
        for last, (length, entries) in self._automaton.iter(text):
            start = last + 1 - length
            if start and text[start - 1].isalnum():
                continue
            for entry in entries:
                stem = stems[entry]
                if len(stem) > KEY_LENGTH and not text.startswith(stem, start):
                    continue
                paradigm = lexicon.paradigms[lexicon.paradigm_of[entry]]
                at = start + len(stem)
                for size in paradigm.lengths:
                    end = at + size
                    if end > len(text) or (end < len(text) and text[end].isalnum() and text[end - 1].isalnum()):
                        continue
                    slots = paradigm.endings.get(text[at:end])
                    if slots is not None:
                        designation = lexicon.designation_of[entry]
                        if self._free(folded, source, start, end, lexicon.flags[designation]):
                            yield Match(start, end, designation, slots)
                        break

    @staticmethod
    def _free(folded: Folded, source: str, start: int, end: int, flags: int) -> bool:
        """Whether the words are not a part of a hyphenated one (`вице-министр`, `министр-советник`); a number
        before the hyphen is free (`25-сессия`), and so are names on both sides of it (`Астана-Алматы`)."""
        text = folded.text
        if start > 1 and text[start - 1] == "-" and text[start - 2].isalpha():
            if not _hyphen(folded, source, start - 1):
                return True
            first = start - 2
            while first and text[first - 1].isalpha():
                first -= 1
            if not _two_names(folded, source, flags, first, start):
                return False
        if end + 1 < len(text) and text[end] == "-" and text[end + 1].isalnum() and _hyphen(folded, source, end):
            return _two_names(folded, source, flags, end + 1, start)
        return True


def _hyphen(folded: Folded, source: str, position: int) -> bool:
    return source[folded.to_source(position)] in _HYPHENS


def _two_names(folded: Folded, source: str, flags: int, other: int, start: int) -> bool:
    return (
        bool(flags & CAPITAL)
        and not flags & SURNAME
        and source[folded.to_source(other)].isupper()
        and source[folded.to_source(start)].isupper()
    )

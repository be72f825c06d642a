"""Raw matches of a lexicon in a folded text: an Aho-Corasick automaton over stems, endings looked up behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from typing import Any, NamedTuple

from pressloc.terms.lexicon import BEGINNING, CAPITAL, SURNAME, Entry, Lexicon, Paradigm, Paradigms
from pressloc.text.normalise import Folded

_MARK = re.compile(r"\W")
_HYPHENS = "-\u2010\u2011"  # in the source text; an en or em dash separates words even without spaces


def _shadow(text: str) -> str:
    """`text` behind a blank, every mark a blank: in it a stem begins with a blank exactly where a word begins, so
    that the automaton skips the insides of words."""
    return " " + _MARK.sub(" ", text)


class Match(NamedTuple):
    """A designation found at folded `[start:end)`; `slots` as in `lexicon.FORMS` (+ VARIANT). `joined` is the place
    of a hyphen that ties it to another capitalised word (-1: none)."""

    start: int
    end: int
    designation: int
    slots: tuple[int, ...]
    joined: int = -1


def _beginnings(text: str, at: int) -> tuple[str, ...]:
    """What an ending that stands at `text[at:]` can begin with (see `lexicon.Paradigm`), longest first."""
    letters, mark, word, second, last = BEGINNING.match(text, at).groups()  # type: ignore[union-attr]
    if not mark:
        return (letters,)
    marked = letters + mark
    two = marked + word
    return (two + second + last, two + second, two, marked, letters) if second else (two, marked, letters)


def _ending(text: str, at: int, paradigm: Paradigm, beginnings: tuple[str, ...]) -> tuple[int, tuple[int, ...]] | None:
    """Where the longest ending of `paradigm` at `text[at:]` ends, and its slots."""
    for beginning in beginnings:
        for ending, slots in paradigm.get(beginning, ()):
            end = at + len(ending)
            inside = text[end - 1:end + 1]
            if text.startswith(ending, at) and not (len(inside) == 2 and inside[0].isalnum() and inside[1].isalnum()):
                return end, slots
    return None


class _Stem(NamedTuple):
    """A stem with its designations and what their endings can begin with."""

    text: str
    entries: tuple[tuple[Paradigm, int], ...]
    beginnings: Set[str]


class _Bucket:
    """The entries whose stems begin alike; put in order by stem when first met in a text."""

    def __init__(self, entries: list[Entry]) -> None:
        self._entries = entries
        self._stems: tuple[_Stem, ...] = ()

    def stems(self, paradigms: Paradigms) -> tuple[_Stem, ...]:
        if not self._stems:
            grouped: dict[str, list[tuple[Paradigm, int]]] = {}
            for stem, number, designation in self._entries:
                grouped.setdefault(stem, []).append((paradigms[number], designation))
            self._stems = tuple(_Stem(stem, tuple(found), _keys(found)) for stem, found in grouped.items())
        return self._stems


def _keys(entries: Iterable[tuple[Paradigm, int]]) -> Set[str]:
    """The beginnings of several paradigms; those of one are not copied."""
    distinct = list({id(paradigm): paradigm for paradigm, _ in entries}.values())
    return distinct[0].keys() if len(distinct) == 1 else frozenset().union(*distinct)


class Matcher:
    """Finds every designation of a lexicon at word boundaries, longest ending first."""

    def __init__(self, lexicon: Lexicon) -> None:
        import ahocorasick

        self.lexicon = lexicon
        automaton: Any = ahocorasick.Automaton(ahocorasick.STORE_ANY)
        merged: dict[str, list[Entry]] = {}  # good-neighbourliness and good neighbours cast one shadow
        for key, entries in lexicon.buckets().items():
            shadow = _shadow(key)
            merged[shadow] = merged[shadow] + entries if shadow in merged else entries
        for shadow, entries in merged.items():
            automaton.add_word(shadow, (len(shadow) - 1, _Bucket(entries)))
        if len(automaton):
            automaton.make_automaton()
        self._automaton = automaton

    def matches(self, folded: Folded, source: str) -> Iterator[Match]:
        """All matches in `folded` (the fold of `source`), in the order of their keys' ends."""
        if not len(self._automaton):
            return
        paradigms, flags = self.lexicon.paradigms, self.lexicon.flags
        text, hyphens = folded.text, "-" in folded.text
        for last, (length, bucket) in self._automaton.iter(_shadow(text)):
            start = last - length  # the shadow has one character more in front
            for stem, entries, possible in bucket.stems(paradigms):
                if not text.startswith(stem, start):
                    continue
                at = start + len(stem)
                beginnings = _beginnings(text, at)
                if possible.isdisjoint(beginnings):
                    continue  # most of the time
                for paradigm, designation in entries:
                    found = _ending(text, at, paradigm, beginnings)
                    if found is not None:
                        end, slots = found
                        joined = self._joined(folded, source, start, end, flags[designation]) if hyphens else -1
                        if joined is not None:
                            yield Match(start, end, designation, slots, joined)

    @staticmethod
    def _joined(folded: Folded, source: str, start: int, end: int, flags: int) -> int | None:
        """None for a part of a hyphenated word (`вице-министр`, `министр-советник`), -1 for free words (also behind
        a number: `25-сессия`), the hyphen's place between two capitalised words (`Астана-Алматы`)."""
        text = folded.text
        if start > 1 and text[start - 1] == "-" and text[start - 2].isalpha() and _hyphen(folded, source, start - 1):
            first = start - 2
            while first and text[first - 1].isalpha():
                first -= 1
            return start - 1 if _two_names(folded, source, flags, first, start) else None
        if end + 1 < len(text) and text[end] == "-" and text[end + 1].isalnum() and _hyphen(folded, source, end):
            return end if _two_names(folded, source, flags, end + 1, start) else None
        return -1


def _hyphen(folded: Folded, source: str, position: int) -> bool:
    return source[folded.to_source(position)] in _HYPHENS


def _two_names(folded: Folded, source: str, flags: int, other: int, start: int) -> bool:
    return (
        bool(flags & CAPITAL)
        and not flags & SURNAME
        and source[folded.to_source(other)].isupper()
        and source[folded.to_source(start)].isupper()
    )

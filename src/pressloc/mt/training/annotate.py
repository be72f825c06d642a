"""Target-lemma annotation (Bergmanis & Pinnis 2021): after a source term stands the lemma wanted in the target,
and the model learns to inflect it as its sentence asks.

Format, in pieces of the tokenizer: `… source term pieces <t> lemma pieces </t> …`. The sentence is encoded as usual;
the lemma is encoded on its own; the block goes in after the piece that holds the term's last character. Pure functions
without torch: training and the engine share them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import regex
from attrs import frozen

OPEN, CLOSE = "<t>", "</t>"
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*")


@frozen
class Insertion:
    """A lemma to insert: `end` is the offset in the text just past the source term."""

    end: int
    lemma: str


def insert(
    pieces: Sequence[str],
    ends: Sequence[int],
    insertions: Iterable[Insertion],
    encode: Callable[[str], Sequence[str]],
) -> list[str]:
    """`pieces` with annotation blocks. `ends[i]` is the offset in the text just past piece i, never falling."""
    pending = sorted(insertions, key=lambda one: one.end)
    result: list[str] = []
    for piece, end in zip(pieces, ends, strict=True):
        result.append(piece)
        while pending and pending[0].end <= end:
            result += [OPEN, *encode(pending.pop(0).lemma), CLOSE]
    for one in pending:
        result += [OPEN, *encode(one.lemma), CLOSE]
    return result


def stem(word: str) -> str:
    """The beginning of a word that its inflected forms share: simple and surface-only, good enough to mark training
    lines. Short words are kept whole, so that few of them match by chance."""
    word = word.lower()
    return word if len(word) <= 4 else word[: max(4, len(word) - 2)]


@frozen
class Occurrence:
    """A term found in a text, as offsets."""

    start: int
    end: int


@frozen
class Lemma:
    """A concept's designations in the languages it has: `texts[lang]`."""

    concept: str
    texts: Mapping[str, str]


class Lexicon:
    """Finds termbase lemmas in a text of one language by word beginnings, longest first, without overlaps."""

    def __init__(self, lemmas: Iterable[Lemma], lang: str) -> None:
        self.lang = lang
        self._by_first: dict[str, list[tuple[tuple[str, ...], Lemma]]] = {}
        for lemma in lemmas:
            words = tuple(stem(w) for w in _WORD.findall(lemma.texts.get(lang, "")))
            if words and sum(map(len, words)) >= 3:
                self._by_first.setdefault(words[0][:3], []).append((words, lemma))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -sum(map(len, entry[0])))

    def find(self, text: str) -> Iterator[tuple[Lemma, Occurrence]]:
        """All lemmas in `text`, in order."""
        found = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]
        place = 0
        while place < len(found):
            for stems, lemma in self._by_first.get(found[place][0][:3], ()):
                window = found[place : place + len(stems)]
                if len(window) == len(stems) and all(
                    _is_form(w[0], s) for w, s in zip(window, stems, strict=True)
                ):
                    yield lemma, Occurrence(window[0][1], window[-1][2])
                    place += len(stems) - 1
                    break
            place += 1


def _is_form(word: str, beginning: str) -> bool:
    """Whether `word` may be a form of the lemma with this beginning: no more than an ending's length beyond it."""
    if len(beginning) < 4:
        return word == beginning
    return word.startswith(beginning) and len(word) - len(beginning) <= 7


def locate(lemma: str, text: str) -> Occurrence | None:
    """Where an inflected form of `lemma` stands in `text`, or None."""
    stems = [stem(w) for w in _WORD.findall(lemma)]
    found = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]
    for place in range(len(found) - len(stems) + 1):
        window = found[place : place + len(stems)]
        if stems and all(_is_form(w[0], s) for w, s in zip(window, stems, strict=True)):
            return Occurrence(window[0][1], window[-1][2])
    return None


def matches(
    source: str, target: str, target_lang: str, lexicon: Lexicon
) -> list[tuple[Lemma, Occurrence, Occurrence]]:
    """Terms of the source whose target lemma also stands in the target: (lemma, place in source, place in target)."""
    result = []
    for lemma, occurrence in lexicon.find(source):
        wanted = lemma.texts.get(target_lang)
        place = locate(wanted, target) if wanted else None
        if place is not None:
            result.append((lemma, occurrence, place))
    return result

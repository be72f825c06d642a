"""Agreement inside an occurrence of a Russian term: «Межпарламентской Ассамблею» mixes two cases.

The words of the occurrence are compared with the forms of the corresponding words of the term; when no single slot
fits them all, the slot that most of them (the head first) can have gives the corrected text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pressloc.morphology.ru_data import fold
from pressloc.morphology.ru_paradigm import Slot, respelled
from pressloc.morphology.ru_term import Declension, analyse_term
from pressloc.morphology.ru_tokens import Token, tokens


def check_agreement(term: str, surface: str, *, hints: Mapping[str, str] | None = None,
                    person: str = "") -> str | None:  # fmt: skip
    """The corrected text when the words of `surface`, an occurrence of `term`, disagree; None when they agree or
    when `surface` is no occurrence of the term (other words, other word order).

    A declining word in the wrong case, and a frozen word (a genitive complement) that was declined, are both
    disagreements as long as each word is a form of the term's word.
    """
    declension = analyse_term(tokens(term), hints or {}, person=person)
    return _corrected(declension, tokens(surface))


def agreement_errors(text: str, term: str, *, hints: Mapping[str, str] | None = None,
                     person: str = "") -> tuple[tuple[int, int, str], ...]:  # fmt: skip
    """Occurrences of `term` in `text` whose words disagree: (start, end, corrected text), offsets in `text`."""
    declension = analyse_term(tokens(term), hints or {}, person=person)
    found = []
    for start, end, items in _windows(text, len(declension.items)):
        corrected = _corrected(declension, items)
        if corrected is not None:
            found.append((start, end, corrected))
    return tuple(found)


def _windows(text: str, size: int) -> Iterator[tuple[int, int, tuple[Token, ...]]]:
    items = tokens(text) if size else ()
    starts: list[int] = []
    at = 0
    for token in items:
        at += len(token.gap)
        starts.append(at)
        at += len(token.text)
    for first in range(len(items) - size + 1 if size else 0):
        window = items[first : first + size]
        yield starts[first], starts[first + size - 1] + len(window[-1].text), window


def _fits(declension: Declension, index: int, word: str, slot: Slot) -> bool:
    paradigm = declension.declining.get(index)
    if paradigm is None:
        return fold(declension.items[index].text) == fold(word)
    return any(fold(form) == fold(word) for form in paradigm.get(slot, ()))


def _corrected(declension: Declension, items: tuple[Token, ...]) -> str | None:
    if len(items) != len(declension.items) or len(declension.declining) < 2:
        return None
    fitting = {
        index: {slot for slot in declension.slots if _fits(declension, index, items[index].text, slot)}
        for index in range(len(items))
    }
    if not all(fitting.values()) or set.intersection(*fitting.values()):
        return None
    slot = _best_slot(declension, fitting)
    words = []
    for index, token in enumerate(items):
        paradigm = declension.declining.get(index)
        form = paradigm[slot][0] if paradigm else declension.items[index].text
        words.append(token.text if fold(form) == fold(token.text) else respelled(form.lower(), token.text))
    joined = "".join(token.gap + word for token, word in zip(items, words, strict=True))
    return re.sub(r"^\s+", "", joined)


def _best_slot(declension: Declension, fitting: Mapping[int, set[Slot]]) -> Slot:
    """The slot most words can have; among equals one of the head (the last declining noun), then the first."""
    head = max(declension.declining)
    return max(
        declension.slots,
        key=lambda slot: (
            sum(slot in fitting[index] for index in declension.declining),
            slot in fitting[head],
            -declension.slots.index(slot),
        ),
    )

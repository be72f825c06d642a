"""What a Russian term is, told from the string itself: a fixed phrase, an abbreviation, a name, a title with a name,
a noun phrase; and which of its words decline how."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import field, frozen

from pressloc.morphology import ru_dictionary, ru_person, ru_phrase
from pressloc.morphology.ru_data import fold, words
from pressloc.morphology.ru_endings import decline
from pressloc.morphology.ru_names import Sex
from pressloc.morphology.ru_paradigm import SLOTS, Gender, Paradigm, Slot
from pressloc.morphology.ru_person import is_name_start, parse_name
from pressloc.morphology.ru_tokens import DASHES, Token, tokens

_ABBREVIATION = re.compile(r"^(?=(?:.*[A-ZА-ЯЁ]){2})[\wА-ЯЁа-яё.+/-]+$")
_FINITE = frozenset({"VERB", "PRTS", "PRED"})
_SINGULAR = SLOTS[:6]
_LONGEST = 30  # words and marks; anything longer is a text, not a term


@frozen
class Declension:
    """A term taken apart: the paradigm of each declining token by index (others are frozen) and the slots it has.

    `quotes` are the marks around a term that is a quotation as a whole; `items` are then the tokens inside.
    """

    items: tuple[Token, ...]
    declining: Mapping[int, Paradigm] = field(factory=dict)
    slots: tuple[Slot, ...] = SLOTS
    quotes: tuple[str, str] = ("", "")

    def texts(self, slot: Slot) -> tuple[str, ...]:
        """The forms in `slot`, the norm first; empty when the term has none."""
        found = ru_phrase.render(self.items, self.declining, slot) or ()
        return tuple(f"{self.quotes[0]}{text}{self.quotes[1]}" for text in found)


def analyse_term(items: tuple[Token, ...], hints: Mapping[str, str], *, abbreviation: bool = False,
                 person: str = "") -> Declension:  # fmt: skip
    """The declension of the term with tokens `items`; `hints`, `abbreviation`, `person` as in `ru.inflect`."""
    number = hints.get("number", "")
    if not 0 < len(items) <= _LONGEST:
        return Declension(items, {}, _SINGULAR[:1])
    if hints.get("indeclinable") == "yes" and len(items) == 1:
        proper = items[0].capital
        return _unchanging(items, "singular" if proper else number)
    if len(items) > 1 and fold(items[-1].text) in words("titles_after", "words"):
        return Declension(items, _title_after(items), _SINGULAR)
    if not is_name_start(items[0].text) and (titled := _title_and_name(items, person)) is not None:
        return Declension(items, titled, _SINGULAR)
    if not abbreviation and (name := parse_name(items, person=person, alone=True)) is not None:
        frozen_roles = {role for role in ("surname", "given") if hints.get(f"{role}.indeclinable") == "yes"}
        declining = {i: p for i, p in name.paradigms(items).items() if name.roles[i] not in frozen_roles}
        return Declension(items, declining, _SINGULAR)
    if all(_is_abbreviation(token) for token in items) and not _declining_abbreviation(items):
        return _unchanging(items, number)
    if len(items) == 1 and items[0].is_quoted:
        return _quotation(items[0], number)
    phrase = None if _is_fixed_phrase(items) else ru_phrase.parse(items, number=number)
    if phrase is None and items[0].text[0].islower():
        return Declension(items, {}, _SINGULAR[:1])  # в рамках, стороны отметили, совместными усилиями
    if phrase is None:
        return _unchanging(items, "singular")
    declining = dict(phrase.declining)
    if hints.get("indeclinable") == "yes":  # the head: совместным коммюнике
        del declining[phrase.head]
    return Declension(items, declining, tuple(slot for slot in SLOTS if slot[1] in phrase.numbers))


def _unchanging(items: tuple[Token, ...], number: str) -> Declension:
    wanted = {"singular": ("sg",), "plural": ("pl",)}.get(number, ("sg", "pl"))
    return Declension(items, {}, tuple(slot for slot in SLOTS if slot[1] in wanted))


def _is_fixed_phrase(items: Sequence[Token]) -> bool:
    """Prepositional phrases (в рамках) and clauses (стороны отметили) have one form."""
    first = items[0].text.lower()
    if items[0].is_word and ru_dictionary.part_of_speech(first) in ("PREP", "CONJ", "PRCL"):
        return True
    return any(
        token.is_word
        and token.text.islower()
        and ru_dictionary.known(token.text)  # кобыз is guessed to be a verb
        and ru_dictionary.part_of_speech(token.text) in _FINITE
        for token in items[1:]
    )


def _is_abbreviation(token: Token) -> bool:
    if token.text in DASHES or token.is_number:
        return True
    if len(token.text) > 6 and ru_dictionary.known(token.text):  # a word of a heading in capitals
        return False
    letters = [c for c in token.text if c.isalpha()]
    return bool(_ABBREVIATION.match(token.text)) and sum(c.isupper() for c in letters) * 2 >= len(letters)


def _declining_abbreviation(items: Sequence[Token]) -> bool:
    return len(items) == 1 and fold(items[0].text) in words("abbreviations", "both")


def _quotation(token: Token, number: str) -> Declension:
    """«Большая семёрка»: a quotation that stands alone declines inside, in its own number."""
    inner = tokens(token.text[1:-1])
    quotes = (token.text[0], token.text[-1])
    phrase = ru_phrase.parse(inner, number=number) if inner else None
    if phrase is None:
        return Declension((token,), {}, _SINGULAR)
    return Declension(inner, phrase.declining, tuple(s for s in SLOTS if s[1] == phrase.number), quotes)


def _title_and_name(items: Sequence[Token], person: str) -> dict[int, Paradigm] | None:
    """Президент Касым-Жомарт Токаев: a title (an animate noun phrase) and the name behind it decline together.

    First the name must be certain by itself; only then does the caller's word, or a courtesy title, count.
    """
    for declared in dict.fromkeys(("", person or "courtesy")):
        for split in range(1, len(items)):
            if items[split].capital and (found := _split_title(items, split, declared)) is not None:
                return found
    return None


def _split_title(items: Sequence[Token], split: int, declared: str) -> dict[int, Paradigm] | None:
    title = ru_phrase.parse(items[:split])
    if title is None or not title.animate or title.number != "sg":
        return None
    sex: Sex | None = "f" if title.gender == "f" else None
    if declared == "courtesy":
        courteous = split == 1 and fold(items[0].text) in words("titles_before", "courtesy")
        if not courteous or not ru_person.could_be_surname(items[split].text):
            return None
        declared = sex or "m"
    name = parse_name(items[split:], person=declared, sex=sex)
    if name is None:
        return None
    return {**title.declining, **{split + i: p for i, p in name.paradigms(items[split:]).items()}}


def _title_after(items: Sequence[Token]) -> dict[int, Paradigm]:
    """Абылай хан, Токаев мырза: the title behind the name takes the endings, the name stays."""
    title = items[-1].text
    gender: Gender = "f" if fold(title) == "ханым" else "m"
    return {len(items) - 1: ru_phrase.spelled(decline(title.lower(), gender, animate=True), items[-1])}

"""Declension of Russian noun phrases: the head, what agrees with it, and nothing else.

The head is the first noun in the nominative that the words left of it agree with; failing that, the last adjective
or participle (управляющий делами). Right of it only these decline: an agreeing adjective directly behind it (Папа
Римский), a noun phrase joined by «и» or a dash (Босния и Герцеговина, государства – участники), and an agreeing
participle after a comma (зона, свободная от ядерного оружия).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from pressloc.model import Number
from pressloc.morphology import ru_adjective as adjectives
from pressloc.morphology import ru_dictionary as dictionary
from pressloc.morphology.ru_data import fold, words
from pressloc.morphology.ru_dictionary import Noun
from pressloc.morphology.ru_noun import by_spelling, readings
from pressloc.morphology.ru_paradigm import CASES, Gender, Paradigm, Slot, mapped, respelled
from pressloc.morphology.ru_tokens import DASHES, Token

_JOINING = frozenset({"и", "или"})
_POSSESSIVES = frozenset({"его", "ее", "их"})


@frozen
class Phrase:
    """A parsed noun phrase: the paradigm of each declining token by its index; other tokens are frozen."""

    declining: Mapping[int, Paradigm] = field(factory=dict)
    head: int = 0
    animate: bool = False
    gender: Gender | None = None
    number: Number = "sg"
    numbers: tuple[Number, ...] = ("sg", "pl")
    substantivised: bool = False


@frozen
class _Head:
    index: int
    noun: Noun | None  # None: a substantivised adjective
    modifiers: tuple[int, ...]


def is_adjective(token: Token) -> bool:
    """Whether the token can be an adjective, participle or ordinal in the nominative."""
    return token.is_word and bool(_genders(token))


def _genders(token: Token) -> tuple[Gender | None, ...]:
    word = token.text
    nominative = adjectives.nominative(word)
    if word[0].isdigit():
        return (nominative[0],) if nominative else ()
    if "." in word or fold(word) in _POSSESSIVES:
        return ()
    found = dictionary.adjective(word)
    if nominative is None or not found:
        return found
    return (nominative[0],) if nominative[0] in found else found


def _agrees(token: Token, noun: Noun) -> bool:
    genders = _genders(token)
    if noun.number == "pl":
        return None in genders
    return noun.gender in genders or (noun.common and ("m" in genders or "f" in genders))


def _find_head(items: Sequence[Token], at: int, modifiers: tuple[int, ...]) -> _Head | None:
    if at >= len(items):
        return None
    token = items[at]
    word = fold(token.text)
    if token.is_number or word in _POSSESSIVES:
        return _find_head(items, at + 1, modifiers)
    if modifiers and (word in _JOINING or word == ",") and _modifier_ahead(items, at + 1):
        return _find_head(items, at + 1, modifiers)
    if not token.is_word:
        return None
    if is_adjective(token) and _one_kind(items, modifiers, at):
        further = _find_head(items, at + 1, (*modifiers, at))
        if further and (further.noun or further.index > at):
            return further
        return _noun_head(items, at, modifiers) or _Head(at, None, modifiers)
    if _is_proper_attribute(items, at):
        return _find_head(items, at + 1, modifiers)
    if head := _noun_head(items, at, modifiers):
        return head
    if _is_adverb(token) and _modifier_ahead(items, at + 1):
        return _find_head(items, at + 1, modifiers)
    return None


def _one_kind(items: Sequence[Token], modifiers: tuple[int, ...], at: int) -> bool:
    genders = set(_genders(items[at]))
    return all(genders & set(_genders(items[index])) for index in modifiers)


def _modifier_ahead(items: Sequence[Token], at: int) -> bool:
    if at < len(items) and _is_adverb(items[at]):
        at += 1
    return at < len(items) and is_adjective(items[at])


def _is_adverb(token: Token) -> bool:
    return "ADVB" in dictionary.parts_of_speech(token.text.lower())


def _is_proper_attribute(items: Sequence[Token], at: int) -> bool:
    """A name word in front of a capitalised common noun, which stays as it is: Назарбаев Университета."""
    if at + 1 >= len(items):
        return False
    if fold(items[at].text) in words("nouns", "frozen_modifiers"):
        return bool(readings(items[at + 1].text))
    if not (items[at].capital and items[at + 1].capital):
        return False
    following = items[at + 1].text
    if "-" in items[at].text or any(noun.known and not noun.name for noun in readings(items[at].text)):
        return False
    if is_adjective(items[at + 1]):  # Назарбаев Интеллектуальная школа
        return not dictionary.has_common_reading(fold(items[at].text))
    return any(n.known and not n.name and not n.place for n in dictionary.nouns(following.lower()))


def _noun_head(items: Sequence[Token], at: int, modifiers: tuple[int, ...]) -> _Head | None:
    for noun in readings(items[at].text):
        if all(_agrees(items[index], noun) for index in modifiers):
            return _Head(at, noun, modifiers)
    return None


def _adjective_paradigm(token: Token, gender: Gender | None, animate: bool) -> Paradigm:
    if adjectives.nominative(token.text):
        nominative = adjectives.nominative(token.text)
        own = nominative[0] if nominative else gender
        return adjectives.decline(token.text, own, animate=animate)
    return dictionary.pronoun_forms(token.text.lower(), gender, animate)


def spelled(paradigm: Paradigm, token: Token) -> Paradigm:
    """`paradigm` with the capitals of `token`, and with its ё unless the paradigm has the very word, so that each form
    shows where ё is."""
    word = token.text.lower()
    known = any(word in cell for cell in paradigm.values())
    return mapped(paradigm, lambda form: respelled(form, token.text, keep_yo=known))


def parse(items: Sequence[Token], start: int = 0, *, number: str = "") -> Phrase | None:
    """The noun phrase that begins at token `start`, or None when no head in the nominative is found.

    `number` ("singular", "plural") restricts the numbers of the result (a hint of the termbase).
    """
    head = _find_head(items, start, ())
    if head is None and start == 0 and len(items) == 1 and items[0].is_word and items[0].capital:
        # a place whose name is also a case form of a common word: Претория
        head = next((_Head(0, noun, ()) for noun in by_spelling(items[0].text)), None)
    if head is None:
        return None
    phrase = _head_phrase(items, head)
    phrase = _after_head(items, phrase)
    if number:
        wanted: Number = "pl" if number.startswith("pl") else "sg"
        if wanted in phrase.numbers:
            phrase = evolve(phrase, numbers=(wanted,))
    return phrase


def _head_phrase(items: Sequence[Token], head: _Head) -> Phrase:
    token = items[head.index]
    if head.noun is None:
        nominative = adjectives.nominative(token.text)
        gender = nominative[0] if nominative else None
        key = fold(token.text)
        attribute = head.index > 0 and _is_adverb(items[head.index - 1])  # юридически обязывающий
        listed = key in words("animacy", "persons") or _singular_of(key)
        animate = gender != "n" and not attribute and (listed or _participle(token))
        noun_forms = _adjective_paradigm(token, gender, animate)
        number: Number = "sg" if gender else "pl"
        numbers: tuple[Number, ...] = ("sg", "pl") if gender else ("pl",)
    else:
        noun = head.noun
        animate = noun.animate
        if fold(token.text) in words("nouns", "person_when_complemented"):
            animate = head.index + 1 < len(items) or bool(head.modifiers)
        gender, number, noun_forms = noun.gender, noun.number, noun.forms
        if animate != noun.animate and ("GEN", "pl") in noun_forms:
            noun_forms = {**noun_forms, ("ACC", "pl"): noun_forms["GEN" if animate else "NOM", "pl"]}
        numbers = ("pl",) if number == "pl" else ("sg",) if noun.place else ("sg", "pl")
    declining = {head.index: spelled(noun_forms, token)}
    for index in head.modifiers:
        declining[index] = spelled(_adjective_paradigm(items[index], gender, animate), items[index])
    return Phrase(
        declining, head.index, animate, gender if number == "sg" else None, number, numbers, head.noun is None
    )


def _singular_of(key: str) -> bool:
    """уполномоченные → уполномоченный is listed."""
    return any(
        key.endswith(end) and key[: -len(end)] + "ый" in words("animacy", "persons") for end in ("ые", "ая")
    ) or any(
        key.endswith(end) and key[: -len(end)] + "ий" in words("animacy", "persons") for end in ("ие", "ая")
    )


def _participle(token: Token) -> bool:
    return not token.capital and "PRTF" in dictionary.parts_of_speech(token.text.lower())


def _agreeing(items: Sequence[Token], at: int, phrase: Phrase) -> Paradigm | None:
    if at >= len(items) or not is_adjective(items[at]) or phrase.gender not in _genders(items[at]):
        return None
    return spelled(_adjective_paradigm(items[at], phrase.gender, phrase.animate), items[at])


def _after_head(items: Sequence[Token], phrase: Phrase) -> Phrase:
    at = phrase.head + 1
    extra: dict[int, Paradigm] = {}
    if paradigm := _agreeing(items, at, phrase):
        extra[at] = paradigm
        at += 1
    if fold(items[phrase.head].text) in words("titles_before", "courtesy") and phrase.number == "sg":
        other = parse(items, at)  # господин Президент
        if other is not None and other.animate and other.number == "sg":
            return evolve(phrase, declining={**phrase.declining, **other.declining})
    if at < len(items) and fold(items[phrase.head].text) in words("geography", "variant_after"):
        extra |= _proper_variant(items, at)
    if at < len(items) and fold(items[at].text) in _JOINING:
        other = parse(items, at + 1)
        if other is not None:
            numbers = (phrase.number,)
            shifted = {i: _as_number(p, other.number, phrase.number) for i, p in other.declining.items()}
            return evolve(phrase, declining={**phrase.declining, **extra, **shifted}, numbers=numbers)
    for index in range(at, len(items) - 1):
        mark = items[index]
        if not (mark.text == "," or (mark.text in DASHES and mark.gap)):
            continue
        other = _apposition(items, index, phrase)
        if other is not None:
            extra.update(other.declining)
            break
        start = index + 2 if fold(items[index + 1].text) == "не" else index + 1
        if mark.text == "," and (paradigm := _agreeing(items, start, phrase)):
            extra[start] = paradigm
    return evolve(phrase, declining={**phrase.declining, **extra})


def _proper_variant(items: Sequence[Token], at: int) -> dict[int, Paradigm]:
    """города Астана is the norm of official names, города Астаны an accepted variant."""
    token = items[at]
    place = next((noun for noun in readings(token.text) if noun.place and noun.number == "sg"), None)
    if not token.capital or place is None or place.fixed:
        return {}
    cells = {
        slot: (token.text, *forms) for slot, forms in spelled(place.forms, token).items() if slot[1] == "sg"
    }
    plural: Paradigm = {(case, "pl"): (token.text,) for case in CASES}
    return {at: {**cells, **plural}}


def _as_number(paradigm: Paradigm, own: Number, label: Number) -> Paradigm:
    """The cells of the citation number `own`, relabelled: «A и B» has one slot per case."""
    cells: dict[Slot, tuple[str, ...]] = {
        (case, label): forms for (case, n), forms in paradigm.items() if n == own
    }
    return cells


def _apposition(items: Sequence[Token], mark: int, phrase: Phrase) -> Phrase | None:
    """The noun phrase behind the dash or comma at `mark` when it declines with the first: directly behind the head
    anything in the same number (государства – участники), behind a complement only persons (заместитель
    Премьер-Министра – министр финансов)."""
    other = parse(items, mark + 1)
    if other is None or other.number != phrase.number or (other.substantivised and items[mark].text == ","):
        return None
    near = mark == phrase.head + 1 and items[mark].text != ","
    return other if near or (phrase.animate and other.animate) else None


def render(items: Sequence[Token], declining: Mapping[int, Paradigm], slot: Slot) -> tuple[str, ...] | None:
    """The texts of the phrase in `slot`, the norm first; None when a declining part has no such form."""
    cells: list[tuple[str, ...]] = []
    for index, token in enumerate(items):
        paradigm = declining.get(index)
        if paradigm is None:
            cells.append((token.text,))
        elif slot in paradigm:
            cells.append(paradigm[slot])
        else:
            return None
    gaps = [token.gap for token in items]
    texts = ["".join(gap + cell[0] for gap, cell in zip(gaps, cells, strict=True))]
    for index, cell in enumerate(cells):
        for variant in cell[1:]:
            changed = [variant if i == index else other[0] for i, other in enumerate(cells)]
            texts.append("".join(gap + word for gap, word in zip(gaps, changed, strict=True)))
    return tuple(dict.fromkeys(texts))

"""Agreement of subject and predicate in a Russian text: «товарооборот выросла», «Болат Нургожин встретилась»,
«сказала депутат Аскар Темирхан».

Judged are a subject that begins a clause (a noun that can only be a subject there, with genitives behind it) and a
person in the nominative, each right beside a past tense, a short participle, or будет with one. Rules: Русская
грамматика (1980), §§ 2239-2250; titles in the masculine go with either gender (министр сообщила), so persons are
judged by their names alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from pressloc.model import Number
from pressloc.morphology.ru_beside import Discord, Word, words_of
from pressloc.morphology.ru_dictionary import Reading, has_common_reading, readings, repredicated
from pressloc.morphology.ru_paradigm import Gender, respelled
from pressloc.morphology.ru_person import sex_of_given, sex_of_surname

_OPENS = re.compile(r"(?:^|[.!?…:]\s|[–—]\s|,\s(?:что|где|когда|однако|но|а)\s)[«“\"(]*$")
_CLOSES = re.compile(r"[»”\"]?(?:[.!?…,;]|$)")
# большинство депутатов поддержали
_COUNTING = frozenset(("большинство", "меньшинство", "множество", "ряд", "часть", "половина", "треть", "число", "пара", "десяток",
                       "сотня", "тысяча", "миллион", "миллиард", "группа", "количество", "масса"))  # fmt: skip
_LONGEST = 8


@frozen
class _Predicate:
    """Words `first` to `last` (inclusive): не, a form of быть, a short participle or a past tense."""

    first: int
    last: int
    parts: tuple[tuple[Word, tuple[Reading, ...]], ...]
    transitive: bool

    def agrees(self, number: Number, gender: Gender | None) -> bool:
        return all(
            any(r.number == number and (number == "pl" or r.gender is None or r.gender == gender) for r in own)
            for _, own in self.parts
        )


def discords(text: str) -> tuple[Discord, ...]:
    """The predicates of `text` that do not agree with their subjects, in order."""
    words = words_of(text)
    found: dict[int, Discord] = {}
    at = 0
    while at < len(words):
        predicate = _predicate(words, at)
        if predicate is None:
            at += 1
            continue
        for number, gender in _subjects(text, words, predicate):
            if not predicate.agrees(number, gender):
                item = _discord(text, words, predicate, number, gender)
                if item is not None:
                    found.setdefault(item.start, item)
            break
        at = predicate.last + 1
    return tuple(found.values())


def _predicate(words: Sequence[Word], first: int) -> _Predicate | None:
    parts: list[tuple[Word, tuple[Reading, ...]]] = []
    at = first
    while at < len(words) and (at == first or words[at].beside):
        own = readings(words[at].key)
        if words[at].key == "не" and not parts:
            at += 1
            continue
        if not _inflects(own):
            break
        parts.append((words[at], own))
        if not all(r.lemma == "быть" for r in own):
            break
        at += 1
    full = [own for _, own in parts if not all(r.lemma == "быть" for r in own)]
    if not full or (len(parts) > 1 and not all(r.pos == "PRTS" for r in full[0])):
        return None
    return _Predicate(first, at, tuple(parts), transitive=any("tran" in r.marks and r.pos == "VERB" for r in full[0]))


def _inflects(own: Sequence[Reading]) -> bool:
    """Whether a word is a past tense, a short participle or будет and nothing else."""
    return bool(own) and all(
        (r.pos == "VERB" and ("past" in r.marks or r.lemma == "быть") and r.number) or r.pos in ("PRTS", "ADJS") for r in own
    ) and any(r.pos in ("VERB", "PRTS") for r in own)  # fmt: skip


def _subjects(text: str, words: Sequence[Word], predicate: _Predicate) -> Iterator[tuple[Number, Gender | None]]:
    """What the subject beside the predicate wants, the surest evidence first."""
    before, behind = predicate.first - 1, predicate.last + 1
    personal = all(r.number == "sg" and r.gender in ("m", "f", None) for _, own in predicate.parts for r in own)
    if personal and before >= 1 and words[predicate.first].beside:
        sex = _named(words, before - 1)
        if sex:
            yield "sg", sex
    if personal and all(r.pos == "VERB" for _, own in predicate.parts for r in own):
        sex = _introduced(text, words, behind)
        if sex:
            yield "sg", sex
    yield from _headed(text, words, predicate)


def _named(words: Sequence[Word], first: int) -> Gender | None:
    """The sex of a person whose given name and surname, both in the nominative, are the words `first` and the next."""
    given, surname = words[first], words[first + 1]
    if not surname.beside or not (given.text.istitle() and surname.text.istitle()):
        return None
    if has_common_reading(given.key) or has_common_reading(surname.key):
        return None  # мэр Берлина
    sex, family = sex_of_given(given.text), sex_of_surname(surname.text)
    if sex is None and not given.key.endswith(tuple("аяиыеую")):  # Турсуна Имашева is an accusative
        return family
    return None if sex and family and sex != family else sex


def _introduced(text: str, words: Sequence[Word], first: int) -> Gender | None:
    """The sex of a person named at the end of the clause behind a title: сказала | депутат Аскар Темирхан."""
    for at in range(first, min(first + _LONGEST, len(words) - 1)):
        if not words[at].beside:
            return None
        if at > first and not words[at].text.istitle() and not _in_title(words[at]):
            return None
        sex = _named(words, at) if words[at + 1].beside else None
        if sex and _CLOSES.match(text, words[at + 1].end) and not _object(words[at], words[at + 1], sex):
            return sex
    return None


def _in_title(word: Word) -> bool:
    own = readings(word.key)
    return word.key in ("и", "по", "при") or (bool(own) and all(r.pos in ("NOUN", "ADJF") for r in own))


def _object(given: Word, surname: Word, sex: Gender) -> bool:
    """Whether the name may be an object as well: women's names that do not decline (Айгуль Темирхан)."""
    return sex == "f" and not (given.key.endswith(("а", "я")) or surname.key.endswith(("а", "я")))


def _headed(text: str, words: Sequence[Word], predicate: _Predicate) -> Iterator[tuple[Number, Gender | None]]:
    """A noun at the beginning of a clause, with nothing but its genitives before the predicate."""
    at = predicate.first
    for _ in range(_LONGEST):
        if not at or not words[at].beside:
            return
        at -= 1
        own = readings(words[at].key)
        if not own or any(r.marks & {"Name", "Surn", "Patr", "Abbr"} for r in own):
            return
        if all(r.pos == "NOUN" and r.case in ("NOM", "ACC") for r in own):
            break
        if not all(r.pos in ("NOUN", "ADJF") for r in own) or not any(r.case == "GEN" for r in own):
            return
        if any(r.case == "NOM" for r in own):
            return
    else:
        return
    head = next((r for r in own if r.case == "NOM"), None)
    if head is None or head.lemma in _COUNTING or not _begins(text, words, at):
        return
    if any(r.gender != head.gender or (r.animate and r.gender != "f") for r in own) or (head.number == "sg" and not head.gender):
        return  # глава государства принял
    behind = readings(words[predicate.last + 1].key) if predicate.last + 1 < len(words) else ()
    if any(r.pos == "INFN" for r in behind):
        return  # глоссарий решено утвердить
    if predicate.transitive and any(r.case == "ACC" for r in own):
        return  # заседание провела Асанова
    if head.number:
        yield head.number, head.gender


def _begins(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether the noun, with the adjectives before it, begins a clause."""
    while at and words[at].beside and _adjective(words[at - 1]):
        at -= 1
    return _OPENS.search(text[: words[at].start]) is not None


def _adjective(word: Word) -> bool:
    own = readings(word.key)
    return bool(own) and all(r.pos == "ADJF" and "Apro" not in r.marks for r in own)


def _discord(
    text: str, words: Sequence[Word], predicate: _Predicate, number: Number, gender: Gender | None
) -> Discord | None:
    start, end = words[predicate.first].start, predicate.parts[-1][0].end
    pieces, at = [], start
    for word, own in predicate.parts:
        forms = repredicated(word.key, number, gender)
        if not forms:
            return None
        right = any(r.number == number and (number == "pl" or r.gender in (None, gender)) for r in own)
        pieces += [text[at : word.start], word.text if right else respelled(forms[0], word.text)]
        at = word.end
    return Discord(start, end, text[start:end], ("".join(pieces),))

"""Concord in a Russian text: preposition, adjectives and noun that stand side by side must share a case, and the
adjectives the noun's number and gender: «в Национальном библиотеке», «от обращении», «жителей приграничных сёлах».

Only words that the dictionary lists, and only as what they must be, are judged: where another reading of the place is
possible (numerals, two adjectives with one noun, adjectives with a complement, participles, quoted names), nothing is
said. Rules: Русская грамматика (1980), §§ 1728-1760 (agreement) and 1653-1682 (government).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from attrs import frozen

from pressloc.model import Case
from pressloc.morphology.ru_beside import Discord, Word, words_of
from pressloc.morphology.ru_dictionary import Reading, readings, reinflected
from pressloc.morphology.ru_government import Preposition, preposition
from pressloc.morphology.ru_paradigm import respelled

__NAMES = frozenset(("Name", "Surn", "Patr", "Abbr", "Fixd", "Orgn", "Trad"))
_NAMES = frozenset(("Name", "Surn", "Patr", "Abbr", "Fixd", "Orgn", "Trad"))
_COUNTED = re.compile(r"(?:.*\d.*|пол\w*|несколько|много|тысяч\w*|мл[нр]д?|миллион\w*|миллиард\w*|процент\w*|половин\w*)")
# Adjectives that take a complement: достойный внимания, полный решимости
_GOVERNING = frozenset(
    ["благодарный", "близкий", "верный", "готовый", "довольный", "достойный", "известный", "исполненный", "лишний", "неизвестный", "обязательный", "подобный", "полный", "похожий", "приверженный", "присущий", "равный", "свойственный", "способный", "сходный", "необходимый", "нужный", "важный", "доступный", "чуждый"]
)
# Nouns that stand behind a preposition and take a genitive: в ходе, в рамках
_RELATIONAL = frozenset(["ход", "рамка", "цель", "качество", "отношение", "область", "сфера", "процесс", "результат", "случай", "итог", "начало", "конец", "вопрос", "число", "состав", "течение", "основа", "интерес"])  # fmt: skip
_HALF = re.compile(r"пол(?:года|века|часа|дня|месяца|срока|пути)")
_SHORT_NAME = 6  # a capitalised word inside a sentence is mostly a name; only longer ones are judged
_MOST_ADJECTIVES = 4
_MOST_ALTERNATIVES = 6


@frozen
class _Phrase:
    """A noun with the adjectives before it and what stands before them."""

    noun: Word
    nouns: tuple[Reading, ...]
    adjectives: tuple[tuple[Word, tuple[Reading, ...]], ...]
    before: Word | None
    governing: Preposition | None
    closed: bool
    """Whether no prepositional can stand here: every preposition before has its noun."""
    refused: frozenset[Case]
    """The cases in which nothing new should be put here."""

    @property
    def words(self) -> tuple[Word, ...]:
        return (*(word for word, _ in self.adjectives), self.noun)


def discords(text: str) -> tuple[Discord, ...]:
    """The places of `text` where a preposition, adjectives and a noun do not go together, in order."""
    words = words_of(text)
    found = []
    for at in range(len(words)):
        phrase = _phrase(text, words, at)
        if phrase is None or _fits(phrase):
            continue
        alternatives = _alternatives(text, phrase)
        if alternatives:
            start, end = phrase.words[0].start, phrase.noun.end
            found.append(Discord(start, end, text[start:end], alternatives, _sure(text, phrase)))
    return tuple(found)


def _noun_readings(word: Word) -> tuple[Reading, ...]:
    """Readings of a word that is a common noun or a place and nothing else; учёный is a noun and an adjective."""
    if (word.text.isupper() and len(word.text) > 1) or _HALF.fullmatch(word.key):
        return ()
    found = readings(word.key)
    lemmas = {r.lemma for r in found if r.pos == "NOUN"}
    fitting = all(r.pos == "NOUN" or (r.pos == "ADJF" and r.lemma in lemmas) for r in found)
    named = any(r.marks & _NAMES or r.case is None for r in found)
    return found if fitting and not named and any(r.pos == "NOUN" for r in found) else ()


def _adjective_readings(word: Word) -> tuple[Reading, ...]:
    """Readings of a word that is an adjective, if need be a noun of the same letters as well (молодые)."""
    found = readings(word.key)
    if not found or found[0].pos != "ADJF":
        return ()
    stem = found[0].lemma[:-2]
    fitting = all(
        (r.pos == "NOUN" and r.lemma[:-2] == stem)
        or (r.pos == "ADJF" and not r.marks & {"Apro", "Subx", "Fixd"} and r.lemma not in _GOVERNING and r.lemma != "один")
        for r in found
    )  # fmt: skip
    return tuple(r for r in found if r.case and r.pos == "ADJF") if fitting else ()


def _phrase(text: str, words: Sequence[Word], at: int) -> _Phrase | None:
    nouns = _noun_readings(words[at])
    if not nouns:
        return None
    first = at
    adjectives: list[tuple[Word, tuple[Reading, ...]]] = []
    while first and words[first].beside and len(adjectives) < _MOST_ADJECTIVES:
        own = _adjective_readings(words[first - 1])
        if not own:
            break
        first -= 1
        adjectives.insert(0, (words[first], own))
    before = words[first - 1] if first and words[first].beside else None
    if _unclear(text, words[first], shared=bool(adjectives)) or (not adjectives and _name(text, words[at])):
        return None
    if any("Anum" in r.marks for _, own in adjectives for r in own) and any(r.case == "GEN" for r in nouns):
        return None  # на двадцатое апреля, куриные первой категории
    governing = preposition(before.text) if before else None
    if governing and (governing.adverb or _not_governed(words, first - 1, nouns)):
        governing = None
    closed = governing is None and before is not None and _closed(words, first)
    return _Phrase(words[at], nouns, tuple(adjectives), before, governing, closed, _refused(words, first))


def _name(text: str, word: Word) -> bool:
    """Whether a word is likelier a name than the common noun of the same letters: Семей, Иле, в Каркаралинском районе."""
    inside = text[: word.start].rstrip()[-1:] not in ("", ".", "!", "?", "…", "«", "–", "—")
    return word.text[0].isupper() and inside and (len(word.text) <= _SHORT_NAME or word.key.endswith("ском"))


def _unclear(text: str, first: Word, *, shared: bool) -> bool:
    """Whether a numeral, or another adjective with a share in the noun, stands before the phrase."""
    rest = text[: first.start].split()
    last = rest[-1].strip("«»“”„\"()").lower() if rest else ""
    if _COUNTED.fullmatch(last) or any(r.pos == "NUMR" for r in readings(last)):
        return True
    return shared and (last in ("и", "или", "либо", "а", "но", "не", "как") or last.endswith((",", ";", ":")))


def _not_governed(words: Sequence[Word], at: int, nouns: Sequence[Reading]) -> bool:
    """«Что за человек»; «избран в депутаты» (a nominative plural of persons)."""
    word = words[at].key
    if word == "за" and at and words[at - 1].key == "что":
        return True
    return word in ("в", "во") and any(r.case == "NOM" and r.number == "pl" and r.animate for r in nouns)


def _agree(adjective: Reading, noun: Reading) -> bool:
    if (adjective.case, adjective.number) != (noun.case, noun.number):
        return False
    if noun.number == "sg" and noun.gender is not None and adjective.gender != noun.gender:
        return False
    return not (adjective.case == "ACC" and adjective.animate is not None and adjective.animate != noun.animate)


def _fits(phrase: _Phrase) -> bool:
    return any(
        _possible(phrase, noun.case) and all(any(_agree(a, noun) for a in own) for _, own in phrase.adjectives)
        for noun in phrase.nouns
    )


def _possible(phrase: _Phrase, case: Case | None) -> bool:
    """Whether what stands before the phrase lets it stand in `case`."""
    if phrase.governing is not None:
        return case in phrase.governing.cases
    return case != "LOC" or not phrase.closed


def _closed(words: Sequence[Word], first: int) -> bool:
    """Whether the word before `words[first]` is a noun behind which no prepositional can stand: one in no prepositional
    itself (an apposition would be), or в ходе, в рамках; and no preposition of the clause waits for its noun («в обитом
    войлоком ящике»)."""
    found = readings(words[first - 1].key)
    if not found or any(r.pos != "NOUN" or r.marks & (_NAMES | {"Geox"}) for r in found):
        return False
    if any(r.case == "LOC" for r in found) and not all(r.lemma in _RELATIONAL for r in found):
        return False
    met = False
    for at in range(first - 1, -1, -1):
        governing = preposition(words[at].text)
        if governing and "LOC" in governing.cases:
            return met
        met = met or any(r.case == "LOC" for r in readings(words[at].key) if r.pos == "NOUN")
        if not words[at].beside:
            return True
    return True


def _refused(words: Sequence[Word], first: int) -> frozenset[Case]:
    """The prepositional where the clause has no preposition for it; the nominative of an object, behind «спикеры
    обсудили»."""
    clause = [words[first]] if first < len(words) else []
    for word in reversed(words[:first]):
        if not clause[-1].beside:
            break
        clause.append(word)
    before = clause[1:]
    found: set[Case] = set()
    if not any((p := preposition(word.text)) and "LOC" in p.cases for word in before):
        found.add("LOC")
    if len(before) > 1 and _acts(before[0]) and any(r.pos == "NOUN" and r.case == "NOM" for r in readings(before[1].key)):
        found.add("NOM")
    return frozenset(found)


def _acts(word: Word) -> bool:
    """Whether `word` is a finite verb that may have an object."""
    found = readings(word.key)
    return bool(found) and all(r.pos == "VERB" for r in found) and not word.key.endswith(("ся", "сь"))


def _sure(text: str, phrase: _Phrase) -> bool:
    """Whether not even a good writer could mean the phrase as it stands."""
    own = [r for _, found in phrase.adjectives for r in found]
    if not own:
        return True
    if any(r.pos == "NOUN" for word, _ in phrase.adjectives for r in readings(word.key)):
        return False
    if phrase.governing is None:  # a predicative: «сохранить свободными элеваторы»
        return not any(r.case == "INS" for r in phrase.adjectives[0][1])
    alone = len(phrase.adjectives) == 1 and any(r.case in phrase.governing.cases and r.number == "pl" for r in own)
    return not alone and text[phrase.noun.end : phrase.noun.end + 1] != ","  # «для незрячих шрифтом Брайля»


def _alternatives(text: str, phrase: _Phrase) -> tuple[str, ...]:
    """Texts for the phrase in each slot that the place allows, those that change the fewest words first."""
    nouns = {(r.lemma, r.gender, r.animate): r for r in phrase.nouns if r.pos == "NOUN"}
    slots = dict.fromkeys((r.case, r.number) for _, own in (*phrase.adjectives, (phrase.noun, phrase.nouns)) for r in own)
    if phrase.governing is not None:
        slots |= dict.fromkeys(product(phrase.governing.usual, dict.fromkeys(r.number for r in phrase.nouns)))
    elif not phrase.adjectives:
        slots |= dict.fromkeys(("GEN", r.number) for r in phrase.nouns)
    found: dict[str, int] = {}
    for noun, (case, number) in product(nouns.values(), slots):
        if case is None or number is None or not _possible(phrase, case) or (phrase.governing is None and case in phrase.refused):
            continue
        gender = noun.gender or _only_gender(noun)
        forms = [reinflected(w.key, "ADJF", case, number, gender, noun.animate) for w, _ in phrase.adjectives]
        forms.append(reinflected(phrase.noun.key, "NOUN", case, number))
        if all(forms):
            words = [respelled(own[0], w.text) for own, w in zip(forms, phrase.words, strict=True)]
            changed = sum(new != w.text for new, w in zip(words, phrase.words, strict=True))
            found.setdefault(_joined(text, phrase.words, words), changed)
    ranked = sorted(found, key=lambda item: found[item])
    return tuple(item for item in ranked if found[item])[:_MOST_ALTERNATIVES]


def _only_gender(noun: Reading) -> str | None:
    """The gender of a plural's singular."""
    singular = reinflected(noun.lemma, "NOUN", "NOM", "sg")
    return next((r.gender for form in singular for r in readings(form) if r.lemma == noun.lemma and r.gender), None)


def _joined(text: str, old: Sequence[Word], new: Sequence[str]) -> str:
    parts = [new[0]]
    for before, word, form in zip(old, old[1:], new[1:], strict=False):
        parts += [text[before.end : word.start], form]
    return "".join(parts)


"""The general dictionary (pymorphy3) behind four questions; loaded on first use (about 0.15 s), then kept.

It is asked about common nouns, adjectives and infinitives only: on names it guesses (Токаев as a form of «токай»).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from attrs import frozen

from pressloc.model import Case, Number
from pressloc.morphology.ru_paradigm import Gender, Paradigm

_CASE: dict[str, Case] = {
    "nomn": "NOM",
    "gent": "GEN",
    "datv": "DAT",
    "accs": "ACC",
    "ablt": "INS",
    "loct": "LOC",
}
_NUMBER: dict[str, Number] = {"sing": "sg", "plur": "pl"}
_GENDER: dict[str, Gender] = {"masc": "m", "femn": "f", "neut": "n", "ms-f": "m"}
# Variant and marked forms of the dictionary (ассамблеею, гг., colloquial) are no forms of official text.
_MARKED = frozenset(
    ("V-oy", "V-ey", "V-be", "V-en", "V-bi", "V-ie", "V-sh", "Infr", "Slng", "Arch", "Dist", "Erro", "Abbr")
)
_NAME_TAGS = ("Name", "Surn", "Patr")


@frozen
class Noun:
    """One nominative reading of a noun: `gender` None for plural-only words; `score` is the dictionary's weight.

    `common` marks nouns of common gender (глава, судья), with which either gender agrees.
    """

    number: Number
    gender: Gender | None
    animate: bool
    name: bool
    place: bool
    known: bool
    fixed: bool
    score: float
    forms: Paradigm
    common: bool = False


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@cache
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(_analyzer().parse(word))


def _forms(parse: Any) -> Paradigm:
    allowed = parse.tag.grammemes & _MARKED
    forms: dict[tuple[Case, Number], list[str]] = {}
    for item in parse.lexeme:
        marks = item.tag.grammemes
        if marks & _MARKED - allowed:
            continue
        case = next((name for mark, name in _CASE.items() if mark in marks), None)
        if case:
            number: Number = "pl" if "plur" in marks else "sg"
            forms.setdefault((case, number), []).append(item.word)
    return {slot: _one_stem(tuple(dict.fromkeys(cell))) for slot, cell in forms.items()}


def _one_stem(cell: tuple[str, ...]) -> tuple[str, ...]:
    """Variants of the same stem only: годов, not лет (Годов Казахстана)."""
    return tuple(form for form in cell if form[:2] == cell[0][:2])


@cache
def nouns(word: str) -> tuple[Noun, ...]:
    """The readings of `word` as a noun in the nominative, likeliest first (persons' names last)."""
    found = [
        Noun(
            number=_NUMBER[str(parse.tag.number)],
            gender=_GENDER.get(str(parse.tag.gender)),
            animate="anim" in parse.tag,
            name=any(tag in parse.tag for tag in _NAME_TAGS),
            place="Geox" in parse.tag,
            known=parse.is_known,
            fixed="Fixd" in parse.tag,
            score=float(parse.score),
            forms=_forms(parse),
            common="ms-f" in str(parse.tag),
        )
        for parse in _parses(word)
        if "NOUN" in parse.tag and "nomn" in parse.tag and str(parse.tag.number) in _NUMBER
    ]
    return tuple(sorted(found, key=lambda noun: (noun.name, -noun.score)))


@cache
def adjective(word: str) -> tuple[Gender | None, ...]:
    """The genders (None = plural) of the readings of `word` as an adjective, participle or ordinal in the
    nominative; empty when it has none."""
    genders: list[Gender | None] = []
    for parse in _parses(word):
        full = (
            ("ADJF" in parse.tag or "PRTF" in parse.tag) and "nomn" in parse.tag and "Fixd" not in parse.tag
        )
        if full:
            genders.append(_GENDER.get(str(parse.tag.gender)) if "sing" in parse.tag else None)
    return tuple(dict.fromkeys(genders))


@cache
def adjective_lemmas(word: str) -> tuple[str, ...]:
    """The nominative singular masculine of `word` as an adjective, participle or ordinal in any form, likeliest first
    (казахстанской → казахстанский, подписанных → подписанный); empty when it has no such reading."""
    found = []
    for parse in _parses(word):
        if "ADJF" in parse.tag or "PRTF" in parse.tag:
            form = parse.inflect({"nomn", "sing", "masc"}) if "Fixd" not in parse.tag else parse
            found.append(form.word if form is not None else parse.normal_form)
    return tuple(dict.fromkeys(found))


@cache
def pronoun_forms(word: str, gender: Gender | None, animate: bool) -> Paradigm:
    """Forms of a pronominal adjective (наш, весь, этот) for one gender (None: plural only) and animacy."""
    parse = next(p for p in _parses(word) if "ADJF" in p.tag and "nomn" in p.tag)
    forms: dict[tuple[Case, Number], tuple[str, ...]] = {}
    for item in parse.lexeme:
        case, number = _CASE.get(str(item.tag.case)), _NUMBER.get(str(item.tag.number))
        if not case or not number or item.tag.grammemes & _MARKED:
            continue
        if number == "sg" and _GENDER.get(str(item.tag.gender)) != gender:
            continue
        if case == "ACC" and ("anim" in item.tag) != animate and ("anim" in item.tag or "inan" in item.tag):
            continue
        forms.setdefault((case, number), (item.word,))
    return forms


@cache
def part_of_speech(word: str) -> str:
    """The likeliest part of speech of `word`: pymorphy's tag (`NOUN`, `ADJF`, `INFN`, `PREP`, `ADVB` …)."""
    return str(_parses(word)[0].tag.POS or "")


@cache
def parts_of_speech(word: str) -> frozenset[str]:
    """All parts of speech that `word` can be."""
    return frozenset(str(parse.tag.POS or "") for parse in _parses(word))


@cache
def slots(word: str) -> tuple[tuple[Case, Number], ...]:
    """The case and number of each reading of `word` as a noun, adjective or participle, likeliest first."""
    found = [
        (_CASE[str(parse.tag.case)], _NUMBER[str(parse.tag.number)])
        for parse in _parses(word)
        if str(parse.tag.case) in _CASE and str(parse.tag.number) in _NUMBER
    ]
    return tuple(dict.fromkeys(found))


@cache
def known(word: str) -> bool:
    """Whether the dictionary has the word form."""
    return bool(_analyzer().word_is_known(word.lower()))


@cache
def is_genitive(word: str) -> bool:
    """Whether the dictionary lists `word` as the genitive singular of a noun."""
    return len(word) > 3 and any(
        parse.is_known and {"NOUN", "gent", "sing"} <= parse.tag.grammemes for parse in _parses(word)
    )


@cache
def is_name(word: str) -> bool:
    """Whether the dictionary lists `word` as a personal name in the nominative."""
    return any(noun.name and noun.known for noun in nouns(word))


@cache
def verb_forms(infinitive: str) -> tuple[tuple[str, str], ...]:
    """(form, tag) of the lexeme of `infinitive`; empty when it is no infinitive the dictionary knows."""
    parse = next((p for p in _parses(infinitive) if "INFN" in p.tag), None)
    return tuple((item.word, str(item.tag)) for item in parse.lexeme) if parse is not None else ()


@cache
def given_names(word: str) -> tuple[Noun, ...]:
    """The readings of `word` as a given name the dictionary lists, in the nominative singular."""
    return tuple(
        Noun(
            number="sg",
            gender=_GENDER.get(str(parse.tag.gender)),
            animate=True,
            name=True,
            place=False,
            known=True,
            fixed="Fixd" in parse.tag,
            score=float(parse.score),
            forms={},
        )
        for parse in _parses(word)
        if "Name" in parse.tag and "nomn" in parse.tag and "sing" in parse.tag and parse.is_known
    )


@cache
def has_common_reading(word: str) -> bool:
    """Whether the dictionary lists `word` as a form of anything but a personal name."""
    return any(parse.is_known and not any(tag in parse.tag for tag in _NAME_TAGS) for parse in _parses(word))


@cache
def is_surname(word: str) -> bool:
    """Whether the dictionary lists `word` as a surname in the nominative, and as no common noun or place."""
    parses = [parse for parse in _parses(word) if parse.is_known and "nomn" in parse.tag]
    return any("Surn" in parse.tag for parse in parses) and all(
        any(tag in parse.tag for tag in _NAME_TAGS) for parse in parses
    )


@cache
def person_cases(word: str) -> frozenset[Case]:
    """The cases in which `word` reads as a common noun for a person in the singular (председателя: GEN, ACC)."""
    return frozenset(
        _CASE[str(parse.tag.case)]
        for parse in _parses(word)
        if parse.is_known and {"NOUN", "anim", "sing"} in parse.tag and str(parse.tag.case) in _CASE
        and not any(tag in parse.tag for tag in _NAME_TAGS)
    )  # fmt: skip


@cache
def past_gender(word: str) -> str:
    """The gender, "m" or "f", that `word` says as a verb in the past tense (отметила: f); "" if it is none."""
    parses = [parse for parse in _parses(word) if parse.is_known and {"VERB", "past", "sing"} in parse.tag]
    return {"masc": "m", "femn": "f"}.get(str(parses[0].tag.gender), "") if parses else ""


# Second forms of cases (в лесу, чаю) answer to the case itself.
_EVERY_CASE = {**_CASE, "gen1": "GEN", "gen2": "GEN", "acc2": "ACC", "loc1": "LOC", "loc2": "LOC"}


@frozen
class Reading:
    """One reading of a word form: `pos` and `lemma` as the dictionary has them; `gender` None in the plural and for
    nouns of common gender; `animate` None where the form says nothing of it; `marks` are the other grammemes."""

    pos: str
    lemma: str
    case: Case | None
    number: Number | None
    gender: Gender | None
    animate: bool | None
    marks: frozenset[str]


@cache
def readings(word: str) -> tuple[Reading, ...]:
    """Every reading of the lower-case `word` that the dictionary lists, likeliest first; () for a word it lacks."""
    found = []
    for parse in _parses(word):
        if parse.is_known:
            tag = parse.tag
            gender = None if "ms-f" in str(tag) or "plur" in tag else _GENDER.get(str(tag.gender))
            animate = True if "anim" in tag else False if "inan" in tag else None
            case, number = _EVERY_CASE.get(str(tag.case)), _NUMBER.get(str(tag.number))
            marks = frozenset(tag.grammemes)
            found.append(Reading(str(tag.POS or ""), parse.normal_form, case, number, gender, animate, marks))
    return tuple(found)


_TAG = {case: mark for mark, case in _CASE.items()} | {"sg": "sing", "pl": "plur"}
_GENDER_TAG = {gender: mark for mark, gender in _GENDER.items() if mark != "ms-f"}


@cache
def reinflected(
    word: str, pos: str, case: Case, number: Number, gender: Gender | None = None, animate: bool | None = None
) -> tuple[str, ...]:
    """The forms of the readings of `word` with `pos` in another slot, in lower case. `gender` and `animate` are those of
    the noun that an adjective goes with; empty where the word has no such form."""
    wanted = {_TAG[case], _TAG[number]}
    if pos != "NOUN" and number == "sg" and gender:
        wanted.add(_GENDER_TAG[gender])
    if pos != "NOUN" and case == "ACC" and (number == "pl" or gender == "m"):
        wanted.add("anim" if animate else "inan")
    forms = [parse.inflect(wanted) for parse in _parses(word) if parse.is_known and pos == parse.tag.POS]
    return tuple(dict.fromkeys(form.word for form in forms if form is not None))


@cache
def repredicated(word: str, number: Number, gender: Gender | None) -> tuple[str, ...]:
    """A past tense or short participle (or будет) in another number and gender, in lower case."""
    found = []
    for parse in _parses(word):
        if parse.is_known and parse.tag.POS in ("VERB", "PRTS"):
            plain = "past" not in parse.tag
            wanted = {_TAG[number]} | ({_GENDER_TAG[gender]} if number == "sg" and gender and not (plain and parse.tag.POS == "VERB") else set())
            form = parse.inflect(wanted)
            if form is not None:
                found.append(form.word)
    return tuple(dict.fromkeys(found))

"""Verb phrases of the termbase (принять закон): the infinitive and its common finite forms, the rest unchanged."""

from __future__ import annotations

from collections.abc import Sequence

from pressloc.morphology import ru_dictionary as dictionary
from pressloc.morphology.ru_data import fold, table, words
from pressloc.morphology.ru_paradigm import respelled
from pressloc.morphology.ru_tokens import Token

# What press releases use of a verb: past, third person, first person plural, participles' short forms, gerund.
_WANTED = (
    ("past,indc",), ("sing,3per", "indc"), ("plur,3per", "indc"), ("plur,1per", "indc"), ("PRTS", "past"),
    ("GRND,perf", "past"), ("GRND,impf", "pres"),
)  # fmt: skip
_MARKED = ("V-sh", "Infr", "Arch", "incl", "V-oy", "V-ey")


def infinitive_at(items: Sequence[Token]) -> int | None:
    """The index of the infinitive that heads a verb phrase: the first word, or the one behind adverbs and a
    prepositional phrase (с удовлетворением отметить); None when there is none."""
    for index, token in enumerate(items[:4]):
        if not token.is_word:
            return None
        pos = dictionary.part_of_speech(token.text.lower())
        if pos == "INFN":
            return index
        leads = pos in ("ADVB", "PREP", "PRCL", "NPRO", "CONJ") or (
            index and dictionary.part_of_speech(items[index - 1].text.lower()) == "PREP"
        )
        if not leads:
            return None
    return None


def finite_forms(infinitive: str) -> tuple[str, ...]:
    """принять → принял, приняла, …, примет, примут, принят, приняв; with its aspect partner's forms behind."""
    forms: list[str] = []
    for verb in (infinitive, table("aspect", "ru_verbs.toml").get(fold(infinitive), "")):
        lexeme = dictionary.verb_forms(verb) if verb else ()
        if verb != infinitive and lexeme:
            forms.append(verb)
        for marks in _WANTED:
            forms += [
                form for form, tag in lexeme
                if all(mark in tag for mark in marks) and not any(mark in tag for mark in _MARKED)
                and form not in words("forms", "unused", "ru_verbs.toml")
            ]  # fmt: skip
    return tuple(dict.fromkeys(forms))


def variants(items: Sequence[Token], at: int) -> tuple[str, ...]:
    """The phrase with its infinitive at index `at` replaced by each finite form."""
    texts = []
    for form in finite_forms(items[at].text.lower()):
        parts = [respelled(form, token.text) if i == at else token.text for i, token in enumerate(items)]
        texts.append("".join(token.gap + word for token, word in zip(items, parts, strict=True)))
    return tuple(texts)

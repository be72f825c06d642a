"""English: inflection of terms. Case NOM is the plain form, GEN the possessive ('s); numbers sg and pl."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pressloc.model import Form, InflectedForm, Number
from pressloc.morphology import en_nouns, en_verbs
from pressloc.morphology.en_articles import article, indefinite, with_article
from pressloc.morphology.en_spelling import case_variants, lower_case, spelling_variants, title_case

__all__ = [
    "article", "case_variants", "indefinite", "inflect", "lower_case", "spelling_variants", "title_case",
    "with_article",
]  # fmt: skip

_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*[0-9+]*(?: [A-Z]{2,})*")


def inflect(term: str, *, pos: str = "noun-phrase", hints: Mapping[str, str] | None = None,
            abbreviation: bool = False, person: str = "") -> tuple[InflectedForm, ...]:  # fmt: skip
    """All forms of the English `term`: the citation form, plural, possessives, then accepted variants.

    `pos`: `noun`, `noun-phrase`, `adjective`, `verb-phrase` or `phrase`; `person`: "m", "f" or "". `hints`: `plural`
    (the full plural form), `number` (`plural` or `singular`), `article`.
    """
    return _inflect(term, pos, tuple(sorted((hints or {}).items())), abbreviation, person)


@lru_cache(maxsize=4096)
def _inflect(term: str, pos: str, hints: tuple[tuple[str, str], ...], abbreviation: bool,
             person: str) -> tuple[InflectedForm, ...]:  # fmt: skip
    given = dict(hints)
    if pos == "adjective" or not term[-1:].isalnum():
        return _unique([InflectedForm(Form(), term), *_respelled([InflectedForm(Form(), term)])])
    if _is_verb_phrase(term, pos):
        forms = [InflectedForm(Form(), term)]
        forms += [InflectedForm(Form(), text, norm=False) for text in en_verbs.phrase_variants(term)]
        return _unique([*forms, *_respelled(forms)])
    if pos == "phrase":
        return _unique([InflectedForm(Form(), term), *_respelled([InflectedForm(Form(), term)])])
    forms = _noun_forms(term, given, abbreviation=abbreviation, person=bool(person))
    return _unique([*forms, *([] if person else _respelled(forms))])


def _is_verb_phrase(term: str, pos: str) -> bool:
    if pos == "verb-phrase" or (term.startswith("to ") and en_verbs.is_verb(term.split()[1])):
        return True
    words = term.split()
    first = next((word for word in words if not word.endswith("ly")), words[0])
    return pos == "phrase" and first.islower() and en_verbs.is_verb(first)


def _noun_forms(
    term: str, hints: Mapping[str, str], *, abbreviation: bool, person: bool
) -> list[InflectedForm]:
    parts = en_nouns.pieces(term)
    head = en_nouns.head_index(parts)
    abbreviated = abbreviation or bool(_ABBREVIATION.fullmatch(term))
    if hints.get("number") == "plural" or (not person and not abbreviated and head is not None
                                           and en_nouns.is_plural(parts[head])):  # fmt: skip
        return _slot(term, "pl")
    forms = _slot(term, "sg", name=person)
    if person or hints.get("number") == "singular":
        return forms
    plurals = (hints["plural"],) if "plural" in hints else _plurals(term, abbreviated)
    usual = "plural" in hints or not (_is_proper(term) or "article" in hints)
    for index, plural in enumerate(plurals):
        forms += _slot(plural, "pl", norm=usual and index == 0)
    return forms


def _is_proper(term: str) -> bool:
    """A lone capitalised word that is no title (Kazakhstan): its plural is possible but no norm."""
    return " " not in term and term[:1].isupper() and not term.isupper() and lower_case(term) == term


def _plurals(term: str, abbreviated: bool) -> tuple[str, ...]:
    return (f"{term}s",) if abbreviated and " " not in term else en_nouns.phrase_plurals(term)


def _slot(text: str, number: Number, *, norm: bool = True, name: bool = False) -> list[InflectedForm]:
    possessives = en_nouns.possessives(text, plural=number == "pl", name=name)
    return [
        InflectedForm(Form("NOM", number), text, norm),
        *(InflectedForm(Form("GEN", number), form, norm and i == 0) for i, form in enumerate(possessives)),
    ]


def _respelled(forms: Iterable[InflectedForm]) -> list[InflectedForm]:
    return [
        InflectedForm(form.form, text, norm=False) for form in forms for text in spelling_variants(form.text)
    ]


def _unique(forms: Iterable[InflectedForm]) -> tuple[InflectedForm, ...]:
    """First the citation, then norms, then variants; nothing twice."""
    kept: dict[tuple[Form, str], InflectedForm] = {}
    for form in forms:
        kept.setdefault((form.form, form.text), form)
    return tuple(sorted(kept.values(), key=lambda form: not form.norm))

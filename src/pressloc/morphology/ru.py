"""Russian: inflection and analysis of terms, from the bare string or with what the termbase knows about them.

Cases NOM GEN DAT ACC INS LOC (prepositional), numbers sg and pl. What a term is (name, title with name, noun phrase,
adjective, verb phrase, abbreviation) is told from the string where `pos` and `person` do not say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pressloc.model import Form, InflectedForm
from pressloc.morphology import ru_adjective, ru_dictionary, ru_phrase, ru_verb
from pressloc.morphology.ru_agreement import agreement_errors, check_agreement
from pressloc.morphology.ru_data import fold, words
from pressloc.morphology.ru_paradigm import Gender, Slot, respelled
from pressloc.morphology.ru_term import Declension, analyse_term
from pressloc.morphology.ru_tokens import Token, tokens

__all__ = ["agreement_errors", "analyse", "check_agreement", "inflect"]


def inflect(term: str, *, pos: str = "noun-phrase", hints: Mapping[str, str] | None = None,
            abbreviation: bool = False, person: str = "") -> tuple[InflectedForm, ...]:  # fmt: skip
    """All forms of the Russian `term`: the citation form first, then norm forms, then accepted variants.

    `pos`: `noun`, `noun-phrase`, `adjective`, `verb-phrase` or `phrase`; `person`: "m", "f" or "". `hints` are the
    keys of the termbase's `forms.tsv`: `indeclinable`, `surname.indeclinable`, `given.indeclinable`, `gen`,
    `nom.pl`, `gen.pl`, `number`.
    """
    return _inflect(term, pos, tuple(sorted((hints or {}).items())), abbreviation, person)


def analyse(surface: str, term: str, *, pos: str = "noun-phrase", hints: Mapping[str, str] | None = None,
            abbreviation: bool = False, person: str = "") -> tuple[Form, ...]:  # fmt: skip
    """The slots of `term` that `surface` can be, likeliest first; empty when it is no form of the term.

    Case, ё/е and the kinds of dashes do not count.
    """
    key = _key(surface)
    forms = inflect(term, pos=pos, hints=hints, abbreviation=abbreviation, person=person)
    return tuple(dict.fromkeys(form.form for form in forms if _key(form.text) == key))


def _key(text: str) -> str:
    return " ".join(fold(text).replace("‑", "-").replace("—", "–").split())


@lru_cache(maxsize=4096)
def _inflect(term: str, pos: str, hints: tuple[tuple[str, str], ...], abbreviation: bool,
             person: str) -> tuple[InflectedForm, ...]:  # fmt: skip
    given = dict(hints)
    items = tokens(term)
    if not any(token.is_word or token.is_quoted for token in items):
        return (InflectedForm(Form(), term),)
    if not person and pos != "adjective" and (at := ru_verb.infinitive_at(items)) is not None:
        variants = [_house_yo(term, text) for text in ru_verb.variants(items, at)]
        return (InflectedForm(Form(), term), *(InflectedForm(Form(), text, norm=False) for text in variants))
    if pos == "adjective" or (len(items) == 1 and not person and _is_attribute(items[0])):
        return _adjective(term, items)
    declension = analyse_term(items, given, abbreviation=abbreviation, person=person)
    return _ordered(term, _with_hints(declension, given))


def _is_attribute(token: Token) -> bool:
    """A lone lower-case adjective (казахстанский) that is no substantive (уполномоченный)."""
    key = fold(token.text)
    if not token.text[0].islower() or key in words("animacy", "persons"):
        return False
    if any(noun.known for noun in ru_dictionary.nouns(key)):
        return False
    return ru_phrase.is_adjective(token) and ru_adjective.nominative(key) is not None


def _with_hints(declension: Declension, hints: Mapping[str, str]) -> dict[Slot, tuple[str, ...]]:
    """The cells; full forms that the termbase states replace the computed ones, and the accusative that equals the
    genitive goes with it."""
    cells = {slot: texts for slot in declension.slots if (texts := declension.texts(slot))}
    stated: tuple[tuple[str, Slot], ...] = (
        ("gen", ("GEN", "sg")),
        ("nom.pl", ("NOM", "pl")),
        ("gen.pl", ("GEN", "pl")),
    )
    for key, slot in stated:
        if text := hints.get(key):
            accusative: Slot = ("ACC", slot[1])
            before = cells.get(slot)
            cells[slot] = (text,)
            if before and cells.get(accusative) == before:
                cells[accusative] = (text,)
    return cells


def _house_yo(term: str, form: str) -> str:
    """ё in the endings (секретарём) only where the citation writes ё anywhere: Шёлковым путём, but Днем Республики."""
    return form if "ё" in term.lower() else form.replace("ё", "е").replace("Ё", "Е")


def _ordered(term: str, cells: Mapping[Slot, tuple[str, ...]]) -> tuple[InflectedForm, ...]:
    norms: list[InflectedForm] = []
    variants: list[InflectedForm] = []
    for (case, number), texts in cells.items():
        form = Form(case, number)
        first, *others = dict.fromkeys(_house_yo(term, text) for text in texts)
        norms.append(InflectedForm(form, first))
        variants += [InflectedForm(form, text, norm=False) for text in others]
    if not norms or norms[0].text != term:
        norms.insert(0, InflectedForm(norms[0].form if norms else Form(), term))
    return (*norms, *variants)


def _adjective(term: str, items: tuple[Token, ...]) -> tuple[InflectedForm, ...]:
    """All gender forms: those of the citation's gender are the norm, the others (and the animate accusative)
    accepted."""
    last = items[-1].text
    head = term[: len(term) - len(last)]
    found = ru_adjective.nominative(last)
    if found is None:
        return (InflectedForm(Form(), term),)
    own: Gender = found[0] or "m"
    genders: list[Gender] = [own, *(g for g in ("m", "f", "n") if g != own)] if found[0] else []
    forms: dict[tuple[Form, str], InflectedForm] = {}
    for gender in genders or (None,):
        base = ru_adjective.in_gender(last, gender) if gender else last
        for animate in (False, True):
            for (case, number), texts in ru_adjective.decline(base, gender, animate=animate).items():
                form, text = Form(case, number), head + respelled(texts[0], last)
                norm = not animate and (gender == own or not gender)
                forms.setdefault((form, text), InflectedForm(form, text, norm))
    return tuple(sorted(forms.values(), key=lambda item: not item.norm))

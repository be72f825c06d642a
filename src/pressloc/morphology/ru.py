"""Russian: inflection of terms, from the bare string or with what the termbase knows about them.

What a term is (name, title with name, noun phrase, adjective, verb phrase, abbreviation) is told from the string
itself where `pos` and `person` do not say it. Cases NOM GEN DAT ACC INS LOC (prepositional), numbers sg and pl.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from pressloc.model import Form, InflectedForm
from pressloc.morphology import ru_adjective, ru_dictionary, ru_phrase, ru_verb
from pressloc.morphology.ru_data import fold, words
from pressloc.morphology.ru_paradigm import CASES, SLOTS, Gender, Paradigm, Slot, respelled
from pressloc.morphology.ru_person import parse_name
from pressloc.morphology.ru_tokens import Token, tokens

_ABBREVIATION = re.compile(r"^(?=(?:.*[A-ZА-ЯЁ]){2})[\wА-ЯЁа-яё.+/-]+$")
_FINITE = frozenset({"VERB", "PRTS", "PRED"})
_Cells = dict[Slot, tuple[str, ...]]


def inflect(term: str, *, pos: str = "noun-phrase", hints: Mapping[str, str] | None = None,
            abbreviation: bool = False, person: str = "") -> tuple[InflectedForm, ...]:  # fmt: skip
    """All forms of the Russian `term`: the citation form first, then norm forms, then accepted variants.

    `pos`: `noun`, `noun-phrase`, `adjective`, `verb-phrase` or `phrase`; `person`: "m", "f" or "". `hints` are the
    keys of the termbase's `forms.tsv`: `indeclinable`, `surname.indeclinable`, `given.indeclinable`, `gen`,
    `nom.pl`, `gen.pl`, `gender`, `number`.
    """
    return _inflect(term, pos, tuple(sorted((hints or {}).items())), abbreviation, person)


@lru_cache(maxsize=4096)
def _inflect(term: str, pos: str, hints: tuple[tuple[str, str], ...], abbreviation: bool,
             person: str) -> tuple[InflectedForm, ...]:  # fmt: skip
    given = dict(hints)
    items = tokens(term)
    if not any(token.is_word or token.is_quoted for token in items):
        return (InflectedForm(Form(), term),)
    if pos in ("verb-phrase", "phrase", "noun-phrase") and (at := ru_verb.infinitive_at(items)) is not None:
        variants = ru_verb.variants(items, at)
        return (InflectedForm(Form(), term), *(InflectedForm(Form(), text, norm=False) for text in variants))
    if pos == "adjective" or (len(items) == 1 and _is_attribute(items[0], person)):
        return _adjective(term)
    cells = _cells(items, pos, given, abbreviation, person)
    return _ordered(term, _with_hints(cells, given))


def _is_attribute(token: Token, person: str) -> bool:
    """A lone lower-case adjective (казахстанский) that is no substantive (уполномоченный)."""
    key = fold(token.text)
    if person or not token.text[0].islower() or key in words("animacy", "persons"):
        return False
    if any(noun.known for noun in ru_dictionary.nouns(key)):
        return False
    return ru_phrase.is_adjective(token) and ru_adjective.nominative(key) is not None


def _cells(items: Sequence[Token], pos: str, hints: Mapping[str, str], abbreviation: bool, person: str) -> _Cells:
    if hints.get("indeclinable") == "yes":
        return _frozen(items, hints)
    if person or pos in ("noun", "noun-phrase"):
        name = parse_name(items, person=person)
        if name is not None and not abbreviation:
            return _name_cells(items, hints, person)
    if (titled := _title_and_name(items, person)) is not None:
        return _render(items, titled, SLOTS[:6])
    if abbreviation or all(_is_abbreviation(token) for token in items):
        if (cells := _abbreviation_cells(items)) is not None:
            return cells
    if len(items) == 1 and items[0].is_quoted:
        return _quoted(items[0], hints)
    phrase = None if _is_fixed_phrase(items) else ru_phrase.parse(items, number=hints.get("number", ""))
    if phrase is None:
        return _frozen(items, {"number": "singular"})
    slots = [slot for slot in SLOTS if slot[1] in phrase.numbers]
    return _render(items, phrase.declining, slots)


def _is_fixed_phrase(items: Sequence[Token]) -> bool:
    """Prepositional phrases (в рамках) and clauses (стороны отметили) have one form."""
    first = items[0].text.lower()
    if items[0].is_word and ru_dictionary.part_of_speech(first) in ("PREP", "CONJ", "PRCL"):
        return True
    return any(
        token.is_word and token.text.islower() and ru_dictionary.part_of_speech(token.text) in _FINITE for token in items[1:]
    )


def _is_abbreviation(token: Token) -> bool:
    if token.text in "–—-" or token.is_number:
        return True
    letters = [c for c in token.text if c.isalpha()]
    return bool(_ABBREVIATION.match(token.text)) and sum(c.isupper() for c in letters) * 2 >= len(letters)


def _abbreviation_cells(items: Sequence[Token]) -> _Cells | None:
    """Initialisms are frozen; МИД declines as a variant (МИДа); a word with its own declension (Интерпол) is left
    to the noun rules."""
    word = items[0].text
    if len(items) == 1 and not _is_abbreviation(items[0]):
        return None
    if not all(_is_abbreviation(token) for token in items):
        return None
    cells = _frozen(items, {})
    if len(items) == 1 and fold(word) in words("abbreviations", "both"):
        endings = ("", "а", "у", "", "ом", "е")
        for case, ending in zip(CASES, endings, strict=True):
            cells[case, "sg"] = tuple(dict.fromkeys((word, word + ending)))
    return cells


def _quoted(token: Token, hints: Mapping[str, str]) -> _Cells:
    """«Большая семёрка»: a quotation that stands alone declines inside."""
    inner = token.text[1:-1]
    phrase = ru_phrase.parse(tokens(inner), number=hints.get("number", ""))
    if phrase is None:
        return _frozen([token], {"number": "singular"})
    slots = [slot for slot in SLOTS if slot[1] == phrase.number]
    cells = _render(tokens(inner), phrase.declining, slots)
    return {slot: tuple(f"{token.text[0]}{text}{token.text[-1]}" for text in texts) for slot, texts in cells.items()}


def _frozen(items: Sequence[Token], hints: Mapping[str, str]) -> _Cells:
    text = "".join(token.gap + token.text for token in items)
    wanted = {"singular": ("sg",), "plural": ("pl",)}.get(hints.get("number", ""), ("sg", "pl"))
    return {slot: (text,) for slot in SLOTS if slot[1] in wanted}


def _name_cells(items: Sequence[Token], hints: Mapping[str, str], person: str) -> _Cells:
    name = parse_name(items, person=person)
    assert name is not None  # noqa: S101 - the caller has just parsed it
    blocked = {role for role in ("surname", "given") if hints.get(f"{role}.indeclinable") == "yes"}
    declining = {i: p for i, p in name.paradigms(items).items() if name.roles[i] not in blocked}
    return _render(items, declining, SLOTS[:6])


def _title_and_name(items: Sequence[Token], person: str) -> dict[int, Paradigm] | None:
    """Президент Касым-Жомарт Токаев: a title (an animate noun phrase) and the name behind it decline together."""
    for split in range(1, len(items)):
        if not items[split].capital:
            continue
        title = ru_phrase.parse(items[:split])
        if title is None or not title.animate or title.number != "sg":
            continue
        name = parse_name(items[split:], person=person, sex="f" if title.gender == "f" else None)
        if name is not None:
            names = {split + i: paradigm for i, paradigm in name.paradigms(items[split:]).items()}
            return {**title.declining, **names}
    return None


def _render(items: Sequence[Token], declining: Mapping[int, Paradigm], slots: Iterable[Slot]) -> _Cells:
    cells: _Cells = {}
    for slot in slots:
        texts = ru_phrase.render(items, declining, slot)
        if texts:
            cells[slot] = texts
    return cells


def _with_hints(cells: _Cells, hints: Mapping[str, str]) -> _Cells:
    """The full forms that the termbase states replace the computed ones; the accusative follows its genitive."""
    for key, slot in (("gen", ("GEN", "sg")), ("nom.pl", ("NOM", "pl")), ("gen.pl", ("GEN", "pl"))):
        text = hints.get(key)
        if not text or slot not in SLOTS:
            continue
        number = slot[1]
        before = cells.get(slot)
        cells[slot] = (text,)
        accusative = ("ACC", number)
        if before and cells.get(accusative) == before:
            cells[accusative] = (text,)
    return cells


def _adjective(term: str) -> tuple[InflectedForm, ...]:
    """All gender forms; the masculine (the citation) and the plural are the norm, the others accepted."""
    items = tokens(term)
    last = items[-1].text
    head = term[: len(term) - len(last)]
    found = ru_adjective.nominative(last)
    if found is None:
        return (InflectedForm(Form(), term),)
    forms: list[InflectedForm] = []
    own: Gender = found[0] or "m"
    genders: list[Gender] = [own, *(g for g in ("m", "f", "n") if g != own)]
    for gender in genders:
        base = ru_adjective.in_gender(last, gender)
        for animate in (False, True):
            paradigm = ru_adjective.decline(base, gender, animate=animate)
            norm = gender == own and not animate
            forms += [
                InflectedForm(Form(case, number), head + respelled(text, last), norm)
                for (case, number), texts in paradigm.items()
                for text in texts
            ]
    unique: dict[tuple[Form, str], InflectedForm] = {}
    for form in forms:
        unique.setdefault((form.form, form.text), form)
    return tuple(sorted(unique.values(), key=lambda f: not f.norm))


def _ordered(term: str, cells: _Cells) -> tuple[InflectedForm, ...]:
    norms = [InflectedForm(Form(case, number), texts[0]) for (case, number), texts in cells.items()]
    variants = [
        InflectedForm(Form(case, number), text, norm=False)
        for (case, number), texts in cells.items()
        for text in texts[1:]
    ]
    if not norms or norms[0].text != term:
        norms.insert(0, InflectedForm(norms[0].form if norms else Form(), term))
    return (*norms, *variants)

"""Kazakh: inflection and analysis of terms. The rules are in kk_*.py, the tables in data/morphology/kk.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressloc.model import Form, InflectedForm
from pressloc.morphology.kk_abbreviations import abbreviation_stems, is_abbreviation
from pressloc.morphology.kk_loans import stems
from pressloc.morphology.kk_nominal import CASES, Stem, attach, build, slots
from pressloc.morphology.kk_numerals import numeral_stem, spoken
from pressloc.morphology.kk_phonology import Final, final_class, is_back
from pressloc.morphology.kk_phrases import Phrase, chain_variants, split_head
from pressloc.morphology.kk_possession import is_plural, is_possessed, possessed_stem

__all__ = ["chain_variants", "inflect"]

_CITATION_ONLY = ("phrase",)


def _hinted_final(word: str, value: str | None) -> Final | None:
    """The class that the hint `final` (vowel, sonorant, voiceless) names; which sonorant, the last letter tells."""
    if value is None:
        return None
    spelled = final_class(word)
    if value == "sonorant":
        return spelled if spelled in ("R", "L", "N", "Z") else "R"
    return "V" if value == "vowel" else "T"


def _head_stems(head: str, hints: Mapping[str, str], *, abbreviation: bool) -> Iterator[Stem]:
    """The stems of a bare head word: the norm first."""
    harmony = hints.get("harmony")
    back = None if harmony is None else harmony == "back"
    final = _hinted_final(head, hints.get("final"))
    oblique = hints.get("stem.oblique")
    if oblique is not None:
        shape = Stem(head, oblique, oblique + ("сы" if is_back(oblique) else "сі"), is_back(oblique), final_class(oblique))
        yield shape
        yield from stems(head, back=back, final=final)
        return
    word = spoken(head)
    if word is not None:
        yield numeral_stem(head, word)
    elif is_abbreviation(head) or (abbreviation and "hyphen" in hints):
        yield from abbreviation_stems(head, back=back, final=final, hyphen=hints.get("hyphen", "yes") != "no")
    elif head.isascii():  # Kazakh Invest-ке
        yield from abbreviation_stems(head, back=is_back(head) if back is None else back,
                                      final=final or final_class(head))
    else:
        yield from stems(head, back=back, final=final)
        if back is not None:  # texts also follow the spelling (Сеулге, but Сеулға)
            yield from stems(head)


def _plural_forms(head: str, *, possessed: bool) -> Iterator[tuple[Form, str]]:
    """Forms of a head that is a plural itself: келіссөздер, Штаттары."""
    if possessed:
        back = head[-1] in "ыЫ"
        for case in CASES:
            yield Form(case, "pl", True), attach(case, head, back=back, final="P")
        return
    back = is_back(head)
    for case in CASES:
        yield Form(case, "pl", False), attach(case, head, back=back, final="R")
    for case in CASES:
        yield Form(case, "pl", True), attach(case, head + ("ы" if back else "і"), back=back, final="P")


def _readings(head: str, term: str, hints: Mapping[str, str], *, abbreviation: bool,
              person: str) -> Iterator[tuple[Form, str, bool]]:
    """(slot, form of the head, whether it is the norm) over the paradigm that fits the head."""
    if hints.get("indeclinable") == "yes":
        yield Form(), head, True
        return
    px = hints.get("px")
    possessed = px == "3" if px is not None else not abbreviation and is_possessed(term, person=bool(person))
    if possessed and head[-1:].lower() not in ("ы", "і"):
        possessed = False
    if is_plural(head) and not person and not abbreviation:
        for form, text in _plural_forms(head, possessed=possessed):
            yield form, text, True
        return
    numbers = ("sg",) if hints.get("number") == "singular" or person else ("sg", "pl")
    if possessed:
        stem = possessed_stem(head)
        for form in slots(numbers, (True,)):  # type: ignore[arg-type]
            yield form, build(stem, form), True
        return
    possession = (False,) if person else (False, True)
    for rank, stem in enumerate(_head_stems(head, hints, abbreviation=abbreviation)):
        for form in slots(numbers, possession):  # type: ignore[arg-type]
            yield form, build(stem, form), rank == 0


def _assemble(phrase: Phrase, form: str) -> Iterator[tuple[str, bool]]:
    """The whole term around an inflected head: with closing quotes three spellings are in use."""
    if not phrase.closing or form == phrase.head:
        yield f"{phrase.before}{form}{phrase.closing}{phrase.after}", True
        return
    if not form.startswith(phrase.head):
        yield f"{phrase.before}{form}{phrase.closing}{phrase.after}", True
        return
    suffix = form[len(phrase.head):].lstrip("-")
    yield f"{phrase.before}{phrase.head}{phrase.closing}-{suffix}{phrase.after}", True
    yield f"{phrase.before}{phrase.head}{suffix}{phrase.closing}{phrase.after}", False
    yield f"{phrase.before}{phrase.head}{phrase.closing}{suffix}{phrase.after}", False


def inflect(term: str, *, pos: str = "noun-phrase", hints: Mapping[str, str] | None = None,
            abbreviation: bool = False, person: str = "") -> tuple[InflectedForm, ...]:
    """All forms of a Kazakh term: the norm form of each slot, accepted variants (`norm` False) after it.

    A bare head has bare and possessed slots; a head that carries possession (hint `px` = 3, or judged from the
    phrase when there is no hint) has possessive slots only, without a second suffix. `pos` "phrase" stays as it is,
    "verb-phrase" and "adjective" give further forms as variants only. The first form equals `term`.
    """
    phrase = split_head(term)
    if not phrase.head or pos in _CITATION_ONLY:
        return (InflectedForm(Form(), term),)
    only_citation = pos in ("adjective", "verb-phrase")
    seen: set[tuple[Form, str]] = set()
    norm_slots: set[Form] = set()
    out: list[InflectedForm] = []
    for form, head, norm in _readings(phrase.head, term, hints or {}, abbreviation=abbreviation, person=person):
        for text, usual in _assemble(phrase, head):
            if (form, text) in seen:
                continue
            seen.add((form, text))
            best = norm and usual and form not in norm_slots and not (only_citation and text != term)
            if best:
                norm_slots.add(form)
            out.append(InflectedForm(form, text, best))
    first = next((i for i, f in enumerate(out) if f.text == term), None)
    if first is None:
        return (InflectedForm(Form(), term), *out)
    if first:
        out.insert(0, out.pop(first))
    return tuple(out)

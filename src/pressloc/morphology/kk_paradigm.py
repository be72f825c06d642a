"""Which paradigm a Kazakh term has and how its head is put back into the phrase."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from pressloc.model import Form, Number
from pressloc.morphology.kk_abbreviations import abbreviation_stems, is_abbreviation
from pressloc.morphology.kk_loans import plain_stem, stems
from pressloc.morphology.kk_nominal import CASES, Stem, attach, build, slots
from pressloc.morphology.kk_numerals import numeral_stem, spoken
from pressloc.morphology.kk_phonology import Final, final_class, is_back, sounds
from pressloc.morphology.kk_phrases import Phrase
from pressloc.morphology.kk_possession import bare_stem, is_plural, is_possessed, possessed_stem
from pressloc.morphology.kk_tables import words


@frozen
class Reading:
    """One form of a head word: its slot, its text, whether a generator uses it."""

    form: Form
    text: str
    norm: bool = True


def hinted_final(word: str, value: str | None) -> Final | None:
    """The class that the hint `final` (vowel, sonorant, voiceless) names; which sonorant, the last letter tells."""
    if value is None:
        return None
    spelled = final_class(word)
    if value == "sonorant":
        return spelled if spelled in ("R", "L", "N", "Z") else "R"
    return "V" if value == "vowel" else "T"


def head_stems(
    head: str, hints: Mapping[str, str], *, abbreviation: bool = False, name: bool = False
) -> Iterator[Stem]:
    """The stems of a bare head word, the norm first; hints override what spelling tells."""
    harmony = hints.get("harmony")
    back = None if harmony is None else harmony == "back"
    final = hinted_final(head, hints.get("final"))
    oblique = hints.get("stem.oblique")
    if oblique is not None:
        front = not is_back(oblique)
        yield Stem(head, oblique, oblique + ("сі" if front else "сы"), not front, final_class(oblique))
    word = spoken(head)
    if word is not None:
        yield numeral_stem(head, word)
    elif is_abbreviation(head) or (abbreviation and "hyphen" in hints):
        yield from abbreviation_stems(head, back=back, final=final, hyphen=hints.get("hyphen", "yes") != "no")
    elif head.isascii():  # Kazakh Invest-ке
        yield from abbreviation_stems(
            head, back=is_back(head) if back is None else back, final=final or final_class(head)
        )
    else:
        yield from stems(head, back=back, final=final, name=name)
        if back is not None:  # texts also follow the spelling where a hint overrides it
            yield from stems(head)


def carries_possession(head: str, term: str, hints: Mapping[str, str], *, person: str) -> bool:
    """Whether the head is possessed already: the hint `px` if there is one, else the shape of the phrase."""
    if head[-1:].lower() not in ("ы", "і"):
        return False
    px = hints.get("px")
    if px is not None:
        return px == "3"
    return not is_abbreviation(head) and is_possessed(term, person=bool(person))


def _plural_head(head: str, *, possessed: bool) -> Iterator[Reading]:
    """A head that is a plural itself: келіссөздер, Штаттары."""
    back = head[-1] in "ыЫ" if possessed else is_back(head)
    if not possessed:
        for case in CASES:
            yield Reading(Form(case, "pl", False), attach(case, head, back=back, final="R"))
        head += "ы" if back else "і"
    for case in CASES:
        yield Reading(Form(case, "pl", True), attach(case, head, back=back, final="P"))


def _fused_head(head: str) -> Iterator[Reading]:
    """Елбасы: possessed in the singular (Елбасына), Елбасылар in the plural; отбасы is also declined as bare."""
    for form in slots(("sg",), (True,)):
        yield Reading(form, build(possessed_stem(head), form))
    stem = plain_stem(head)
    both = sounds(head) in words("bare", "fused_both")
    for form in (*slots(("sg",), (False,)), *slots(("pl",), (False, True))):
        if both or form.number == "pl":
            yield Reading(form, build(stem, form))


def paradigm(
    head: str, term: str, hints: Mapping[str, str], *, abbreviation: bool = False, person: str = ""
) -> Iterator[Reading]:
    """All forms of `head` in the paradigm that fits `term` (see kk.inflect), norm forms first for each stem."""
    if hints.get("indeclinable") == "yes":
        yield Reading(Form(), head)
        return
    if sounds(head) in words("bare", "fused"):
        yield from _fused_head(head)
        return
    possessed = carries_possession(head, term, hints, person=person)
    if is_plural(head) and not person and not is_abbreviation(head):
        yield from _plural_head(head, possessed=possessed)
        return
    numbers: tuple[Number, ...] = ("sg",) if hints.get("number") == "singular" or person else ("sg", "pl")
    if possessed:
        stem = possessed_stem(head)
        others = (
            s for s in stems(bare_stem(head)) if s.possessed != head
        )  # дауысы ~ даусы, рейтингі ~ рейтингісі
        for rank, shape in enumerate((stem, *others)):
            for form in slots(numbers, (True,)):
                yield Reading(form, build(shape, form), rank == 0)
        return
    for rank, stem in enumerate(head_stems(head, hints, abbreviation=abbreviation, name=bool(person))):
        for form in slots(numbers, (False,) if person else (False, True)):
            yield Reading(form, build(stem, form), rank == 0)


def assemble(phrase: Phrase, form: str) -> Iterator[tuple[str, bool]]:
    """(term, usual) with the inflected head in its place; around closing quotes three spellings are in use.

    «Аманат»-қа is the one generated; «Аманатқа» and «Аманат»қа are admitted.
    """
    suffix = form[len(phrase.head) :].lstrip("-") if form.startswith(phrase.head) else ""
    if not phrase.closing or not suffix:
        yield f"{phrase.before}{form}{phrase.closing}{phrase.after}", True
        return
    yield f"{phrase.before}{phrase.head}{phrase.closing}-{suffix}{phrase.after}", True
    yield f"{phrase.before}{phrase.head}{suffix}{phrase.closing}{phrase.after}", False
    yield f"{phrase.before}{phrase.head}{phrase.closing}{suffix}{phrase.after}", False

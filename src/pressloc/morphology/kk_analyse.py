"""From a Kazakh word form back to its possible stems: suffixes off, stem changes undone, the result verified.

A reading counts only if the generator gives the same surface back, so every reading is a true one for some noun
that may or may not exist: the caller keeps the stems it knows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache

from attrs import evolve

from pressloc.model import Case, Form
from pressloc.morphology.kk_abbreviations import abbreviation_stems, is_abbreviation
from pressloc.morphology.kk_loans import DOUBLED, stems
from pressloc.morphology.kk_nominal import CASES, Stem, build
from pressloc.morphology.kk_numerals import numeral_stem, spoken
from pressloc.morphology.kk_phonology import VOWELS
from pressloc.morphology.kk_possession import bare_stem, is_plural, possessed_stem
from pressloc.morphology.kk_tables import tables, words

_HYPHENS = "-‑–"


@cache
def case_endings(*, possessed: bool) -> tuple[tuple[str, Case], ...]:
    """(suffix, case) of all classes but P, or of class P alone; longest first."""
    found = {
        (suffix, case)
        for klass, row in tables()["suffixes"].items()
        if (klass == "P") == possessed
        for case in CASES
        if case != "NOM"
        for suffix in row[case]
    }
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))


@cache
def plural_endings() -> tuple[str, ...]:
    """лар, лер, дар, дер, тар, тер."""
    return tuple(sorted({s for row in tables()["suffixes"].values() for s in row.get("PL", ())}))


def _nominatives(oblique: str) -> Iterator[str]:
    """Words that may stand behind a stem before a consonant: the stem itself and what loans drop or add."""
    yield oblique
    last = oblique[-1:]
    if last == "с":
        yield oblique + "т"
        yield oblique + "ть"
    if last == "з":
        yield oblique + "д"
    if last in DOUBLED:
        yield oblique + last
    if oblique.endswith(("кті", "скі", "нгі")):
        yield oblique[:-1]


def _behind_possession(possessed: str) -> Iterator[str]:
    """Words that may stand behind a form with third-person possession (халқы: халық, халқ, халқы …)."""
    if possessed[-1:] not in ("ы", "і"):
        return
    short = possessed[:-1]
    bases = [bare_stem(possessed), short]
    if short[-1:] not in VOWELS | {"ь"}:
        bases.append(short + "ь")
    if short[-1:] == "с":
        bases.append(short[:-1])
    native = {"ғ": "қ", "г": "к", "б": "п"}.get(short[-1:])
    if native:
        bases.append(short[:-1] + native)
    for full in words("possession", "drop") | words("possession", "drop_optional"):
        if short.lower().endswith(full[:-2] + full[-1]):
            bases.append(short[:-1] + full[-2] + short[-1])
    for base in bases:
        if base:
            yield from _nominatives(base)


def _cut(surface: str, *, joined: bool) -> Iterator[tuple[str, Form]]:
    """(nominative, slot) candidates of `surface` by its ending alone; `joined` drops a hyphen before the suffix."""

    def base(text: str) -> str:
        return text.rstrip(_HYPHENS) if joined else text

    yield surface, Form()
    yield from _cut_number(surface, "NOM", base)
    yield from _cut_possession(surface, "NOM", base)
    for suffix, case in case_endings(possessed=False):
        if surface.endswith(suffix):
            rest = surface[: -len(suffix)]
            yield from ((word, Form(case)) for word in _nominatives(base(rest)))
            yield from _cut_number(rest, case, base)
    for suffix, case in case_endings(possessed=True):
        if surface.endswith(suffix):
            yield from _cut_possession(surface[: -len(suffix)], case, base)


def _cut_number(rest: str, case: Case, base: Callable[[str], str]) -> Iterator[tuple[str, Form]]:
    if rest.endswith(plural_endings()):
        yield from ((word, Form(case, "pl")) for word in _nominatives(base(rest[:-3])))


def _cut_possession(rest: str, case: Case, base: Callable[[str], str]) -> Iterator[tuple[str, Form]]:
    if rest.lower() in words("bare", "fused"):
        yield rest, Form(case, "sg", True)
    if rest[-1:] not in ("ы", "і"):
        return
    yield from ((base(word), Form(case, "sg", True)) for word in _behind_possession(rest))
    if rest[:-1].endswith(plural_endings()):
        yield from ((word, Form(case, "pl", True)) for word in _nominatives(base(rest[:-4])))


def _stems_of(word: str) -> Iterator[Stem]:
    number = spoken(word)
    if number is not None:
        yield numeral_stem(word, number)
    elif is_abbreviation(word):
        yield from abbreviation_stems(word)
    else:
        yield from stems(word)


def _surfaces(word: str, form: Form) -> Iterator[str]:
    """What the generator makes of `word` in `form` (see kk_paradigm for fused words such as Елбасы)."""
    if form.possessive and form.number == "sg" and word.lower() in words("bare", "fused"):
        yield build(possessed_stem(word), form)
        return
    for stem in _stems_of(word):
        yield build(stem, form)


def _unlikely(word: str) -> bool:
    """Whether a stem has an ending that few nouns have: doubled consonants, -ь, -ст, -зд, a voiced stop."""
    last = word[-1].lower()
    return last in "ьгғб" or (word[-2].lower() == last and last not in VOWELS) or word.endswith(("ст", "зд"))


def analyse(surface: str, *, candidates: Collection[str] | None = None) -> tuple[tuple[str, Form], ...]:
    """All (stem, slot) readings of one word form, the likelier first; the word itself as NOM is among them.

    With `candidates` only these stems are returned. Stems keep the capitals of the surface. A plural is read as
    the plural of its singular and as a plural lemma (келіссөздер). Possession that is part of a term's own head is
    read like any other: министрлігіне is министрлік in DAT, possessed.
    """
    start = surface[: max(surface.rfind(h) for h in _HYPHENS) + 1].rstrip(_HYPHENS)
    joined = bool(start) and (spoken(start) is not None or is_abbreviation(start))
    found: dict[tuple[str, Form], None] = {}
    for word, form in _cut(surface, joined=joined):
        if len(word) < 2 or (candidates is not None and word not in candidates):
            continue
        if is_plural(word):  # the slots of a plural lemma are plural
            reading = (word, evolve(form, number="pl"))
            fits = form.number == "sg"
        else:
            reading, fits = (word, form), True
        if fits and reading not in found and surface in _surfaces(word, form):
            found[reading] = None
    return tuple(sorted(found, key=lambda r: (r == (surface, Form()), _unlikely(r[0]), len(r[0]))))

"""The compiled form of a termbase for one language: what the recogniser's automaton is built from.

Inflected forms of a term share a beginning, so each term is stored as stem + paradigm (the set of endings with
their grammatical slots), and the endings of one inflection class are stored once. The automaton holds the first
letters of the stems; what follows is looked up in the paradigm. That keeps 10,000 concepts in all their forms
small enough to build the automaton anew at each start, faster than reading a stored one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from attrs import frozen

from pressloc.model import Case, Concept, ConceptKind, Form, Lang, Term, TermStatus
from pressloc.terms import cache as disk
from pressloc.terms.forms import designations, surface_forms, surname_of
from pressloc.terms.termbase import Termbase
from pressloc.text.normalise import fold

KEY_LENGTH = 12
_STEM_LENGTH = 4  # forms are grouped by their first letters, so that suppletive forms get stems of their own

_CASES: tuple[Case, ...] = get_args(Case)
# A slot as a number: case, number, possession, and whether the form is an accepted variant only.
FORMS: tuple[Form, ...] = tuple(
    Form(case, number, possessive) for case in _CASES for number in ("sg", "pl") for possessive in (False, True)
)
_SLOT = {form: index for index, form in enumerate(FORMS)}
VARIANT = 64

SURNAME, CASED, CAPITAL, LOOSE = 1, 2, 4, 8


@frozen
class Paradigm:
    """Endings → slots. `lengths` are the endings' lengths, longest first."""

    endings: Mapping[str, tuple[int, ...]]
    lengths: tuple[int, ...]


@frozen(eq=False)
class Lexicon:
    """The terms of one language. Row i of `stems`, `paradigm_of` and `designation_of` describes entry i;
    `buckets[k]` are the entries whose stem begins with `keys[k]`. A designation is (concept id, index of the term
    in the concept or -1 for the surname, flags, rank); a lower rank wins where two claim the same words."""

    lang: Lang
    keys: list[str]
    buckets: list[list[int]]
    stems: list[str]
    paradigm_of: list[int]
    designation_of: list[int]
    paradigms: list[Any]
    designations: list[tuple[str, int, int, int]]

    def paradigm(self, index: int) -> Paradigm:
        """The paradigm of that number, decoded once."""
        found = self.paradigms[index]
        if not isinstance(found, Paradigm):
            endings = {ending: tuple(slots) for ending, slots in found}
            lengths = tuple(sorted({len(e) for e in endings}, reverse=True))
            found = self.paradigms[index] = Paradigm(endings, lengths)
        return found


def term_of(concept: Concept, index: int, lang: Lang) -> Term:
    """The term behind a designation's index (-1 = surname)."""
    if index >= 0:
        return concept.terms[index]
    surname = surname_of(concept, lang)
    if surname is None:
        raise LookupError(f"{concept.id} has no surname in {lang}")
    return surname


def load(termbase: Termbase, lang: Lang) -> Lexicon:
    """The lexicon of `termbase` for `lang`: from the cache on disk, else compiled and stored."""
    import hashlib

    version = hashlib.blake2b(disk.reader_version(), key=termbase.fingerprint.encode()[:64], digest_size=16)
    stored = disk.load_json(version.hexdigest(), lang)
    if stored is None:
        stored = compile_lexicon(termbase, lang)
        disk.save_json(version.hexdigest(), lang, stored)
    return Lexicon(lang, **stored)


def compile_lexicon(concepts: Iterable[Concept], lang: Lang) -> dict[str, Any]:
    """The columns of a `Lexicon` as JSON values."""
    stems: list[str] = []
    paradigm_of: list[int] = []
    designation_of: list[int] = []
    rows: list[tuple[str, int, int, int]] = []
    paradigms: dict[tuple[tuple[str, tuple[int, ...]], ...], int] = {}
    for concept in concepts:
        index_of = {id(term): i for i, term in enumerate(concept.terms)}
        for designation in designations(concept, lang):
            term = designation.term
            slots = _slots(surface_forms(designation, concept))
            rows.append((concept.id, index_of.get(id(term), -1), _flags(concept, term, designation.surname), _rank(concept, term)))
            for stem, endings in _stems(slots):
                stems.append(stem)
                paradigm_of.append(paradigms.setdefault(endings, len(paradigms)))
                designation_of.append(len(rows) - 1)
    buckets: dict[str, list[int]] = defaultdict(list)
    for entry, stem in enumerate(stems):
        buckets[stem[:KEY_LENGTH]].append(entry)
    keys = sorted(buckets)
    return {
        "keys": keys, "buckets": [buckets[key] for key in keys], "stems": stems, "paradigm_of": paradigm_of,
        "designation_of": designation_of, "paradigms": [[list(e) for e in p] for p in paradigms],
        "designations": rows,
    }


def _slots(forms: Iterable[Any]) -> dict[str, tuple[int, ...]]:
    """Folded form → its slots in the order of the forms, norm before variants."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for form in forms:
        slot = _SLOT[form.form]
        slots = found[fold(form.text).text]
        if form.norm:
            slots.pop(slot + VARIANT, None)
            slots.setdefault(slot)
        elif slot not in slots:
            slots.setdefault(slot + VARIANT)
    return {text: tuple(sorted(slots, key=lambda s: s >= VARIANT)) for text, slots in found.items() if text.strip()}


def _stems(slots: Mapping[str, tuple[int, ...]]) -> list[tuple[str, tuple[tuple[str, tuple[int, ...]], ...]]]:
    """(stem, endings) groups that together spell the given forms."""
    groups: dict[str, list[str]] = defaultdict(list)
    for text in slots:
        groups[text[:_STEM_LENGTH]].append(text)
    result = []
    for texts in groups.values():
        stem = _common_start(min(texts), max(texts))
        result.append((stem, tuple((text[len(stem):], slots[text]) for text in sorted(texts))))
    return result


def _common_start(one: str, other: str) -> str:
    """The letters that two strings begin with alike; of the first and last in order: of all between."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return one[:at]
    return min(one, other, key=len)


def _flags(concept: Concept, term: Term, surname: bool) -> int:
    text = term.text.strip("«»„“”\"")
    flags = SURNAME if surname else 0
    if term.abbreviation and any(c.isupper() for c in text):
        flags |= CASED
    if " " not in text and text[:1].isupper():
        flags |= CAPITAL
    if concept.kind == ConceptKind.PHRASE and " " not in text:
        flags |= LOOSE  # a set phrase of several words that is one plain word here (`сәйкес`): says nothing alone
    return flags


def _rank(concept: Concept, term: Term) -> int:
    """Preferred before admitted before deprecated; full terms before demonyms; countries before other places."""
    order = {TermStatus.PREFERRED: 0, TermStatus.ADMITTED: 1, TermStatus.DEPRECATED: 2}
    return 4 * order[term.status] + 2 * term.demonym + (concept.place_kind not in ("", "country"))

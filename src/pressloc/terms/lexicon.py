"""The compiled form of a termbase for one language: what the recogniser's automaton is built from.

Inflected forms of a term share a beginning, so each term is stored as stem + paradigm (the set of endings with
their grammatical slots), and the endings of one inflection class are stored once. The automaton holds the first
letters of the stems; what follows is looked up in the paradigm. That keeps 10,000 concepts in all their forms
small enough to build the automaton anew at each start, faster than reading a stored one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from attrs import field, frozen

from pressloc.model import Case, Concept, ConceptKind, Form, InflectedForm, Lang, Term, TermStatus
from pressloc.terms import cache as disk
from pressloc.terms.forms import designations, surface_forms, surname_of
from pressloc.terms.termbase import Termbase
from pressloc.text.normalise import fold

KEY_LENGTH = 12
_MARK = "|"
_STEM_LENGTH = 4  # forms are grouped by their first letters, so that suppletive forms get stems of their own

_CASES: tuple[Case, ...] = get_args(Case)
# A slot as a number: case, number, possession, and whether the form is an accepted variant only.
FORMS: tuple[Form, ...] = tuple(
    Form(case, number, possessive) for case in _CASES for number in ("sg", "pl") for possessive in (False, True)
)
_SLOT = {form: index for index, form in enumerate(FORMS)}
VARIANT = 64
CITATION = _SLOT[Form()]


def singular(slot: int) -> int:
    """The slot that differs from `slot` in number only."""
    form = FORMS[slot % VARIANT]
    return slot - slot % VARIANT + _SLOT[Form(form.case, "sg", form.possessive)]



SURNAME, CASED, CAPITAL, LOOSE = 1, 2, 4, 8


_COLUMNS = ("stems", "paradigm_of", "designation_of", "concepts", "terms", "flags", "ranks")

# The endings of an inflection class, longest first, by what they begin with: the rest of the word and two more, each
# with the mark before it (`ға`, `-ға`, `'s`, `о иностранных дел`; nothing for the bare stem).
Paradigm = dict[str, tuple[tuple[str, tuple[int, ...]], ...]]
Endings = tuple[tuple[str, tuple[int, ...]], ...]
BEGINNING = re.compile(r"([^\W_]*)([\W_]?)([^\W_]*)([\W_]?)([^\W_]*)")  # never fails


class Paradigms(dict[int, Paradigm]):
    """The paradigms of a lexicon by number, each decoded from its JSON line when first needed."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        super().__init__()
        self.lines = lines

    def __missing__(self, number: int) -> Paradigm:
        grouped: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
        for ending, slots in json.loads(self.lines[number]):
            beginning = BEGINNING.match(ending)[0]  # type: ignore[index]
            grouped.setdefault(beginning, []).append((ending, tuple(slots)))
        found = {
            beginning: tuple(sorted(endings, key=lambda item: -len(item[0])))
            for beginning, endings in grouped.items()
        }
        self[number] = found
        return found


Entry = tuple[str, int, int]  # stem, number of its paradigm, designation


@frozen(eq=False)
class Lexicon:
    """The terms of one language. Row i of `stems`, `paradigm_of` and `designation_of` describes entry i. Row j of
    `concepts` (ids), `terms` (index of the term in the concept, -1 for the surname), `flags` and `ranks` describes
    designation j; a lower rank wins where two claim the same words."""

    lang: Lang
    stems: list[str]
    paradigm_of: list[int]
    designation_of: list[int]
    concepts: list[str]
    terms: list[int]
    flags: list[int]
    ranks: list[int]
    paradigms: Paradigms = field(repr=False)

    def buckets(self) -> dict[str, list[Entry]]:
        """Key (the first letters of stems) → (stem, paradigm, designation) of the entries that begin so."""
        found: dict[str, list[Entry]] = {}
        for entry in zip(self.stems, self.paradigm_of, self.designation_of, strict=True):
            found.setdefault(entry[0][:KEY_LENGTH], []).append(entry)
        return found


def term_of(concept: Concept, index: int, lang: Lang) -> Term:
    """The term behind a designation's index (-1 = surname)."""
    if index >= 0:
        return concept.terms[index]
    surname = surname_of(concept, lang)
    if surname is None:
        raise LookupError(f"{concept.id} has no surname in {lang}")
    return surname


def key_of(termbase: Termbase) -> str:
    """The key under which the lexicons of a termbase are kept: its content and the rules of compiling."""
    return hashlib.blake2b(disk.reader_version(), key=termbase.fingerprint.encode()[:64], digest_size=16).hexdigest()


def load(termbase: Termbase, lang: Lang) -> Lexicon:
    """The lexicon of `termbase` for `lang`: from the compiled files, else compiled and kept. A layered termbase is put
    together from its layers, so that a change in an office's own terms compiles those alone."""
    if termbase.layers:
        return _layered(termbase, lang)
    stored = disk.load_lines(lang, key_of(termbase))
    if stored is None:
        body = disk.lines_body(compile_lexicon(termbase, lang))
        disk.write_file(lang, key_of(termbase), body)
        stored = body.split(b"\n")
    return Lexicon(lang, **json.loads(stored[0]), paradigms=Paradigms(stored[1:]))


def _layered(termbase: Termbase, lang: Lang) -> Lexicon:
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    lines: list[bytes] = []
    above: set[str] = set()
    for layer in termbase.layers:
        part = load(layer, lang)
        place: dict[int, int] = {}
        for number, concept in enumerate(part.concepts):
            if concept in termbase.concepts and concept not in above:
                place[number] = len(columns["concepts"])
                for name in ("concepts", "terms", "flags", "ranks"):
                    columns[name].append(getattr(part, name)[number])
        for stem, paradigm, designation in zip(part.stems, part.paradigm_of, part.designation_of, strict=True):
            if designation in place:
                columns["stems"].append(stem)
                columns["paradigm_of"].append(paradigm + len(lines))
                columns["designation_of"].append(place[designation])
        lines += part.paradigms.lines
        above.update(layer.concepts)
    return Lexicon(lang, **columns, paradigms=Paradigms(lines))


def compile_lexicon(concepts: Iterable[Concept], lang: Lang) -> list[Any]:
    """The columns of a `Lexicon` as JSON values: first all but the paradigms, then each paradigm."""
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    paradigms: dict[Endings, int] = {}
    for concept in concepts:
        index_of = {id(term): i for i, term in enumerate(concept.terms)}
        for designation in designations(concept, lang):
            term = designation.term
            columns["concepts"].append(concept.id)
            columns["terms"].append(index_of.get(id(term), -1))
            columns["flags"].append(_flags(concept, term, designation.surname))
            columns["ranks"].append(_rank(concept, term))
            for stem, endings in _stems(_slots(surface_forms(designation, concept))):
                columns["stems"].append(stem)
                columns["paradigm_of"].append(paradigms.setdefault(endings, len(paradigms)))
                columns["designation_of"].append(len(columns["concepts"]) - 1)
    return [columns, *paradigms]


def _slots(forms: Iterable[InflectedForm]) -> dict[str, tuple[int, ...]]:
    """Folded form → its slots in the order of the forms, norm before variants."""
    found: dict[str, dict[int, None]] = {}
    for form in forms:
        slots = found.setdefault(form.text, {})
        slot = _SLOT[form.form]
        if form.norm:
            slots.pop(slot + VARIANT, None)
            slots.setdefault(slot)
        elif slot not in slots:
            slots.setdefault(slot + VARIANT)
    merged: dict[str, dict[int, None]] = {}
    for text, folded in zip(found, _folded(list(found)), strict=True):
        merged.setdefault(folded, {}).update(found[text])
    return {text: tuple(sorted(slots, key=lambda s: s >= VARIANT)) for text, slots in merged.items() if text.strip()}


def _folded(texts: list[str]) -> list[str]:
    """Each text folded; in one go, which is quicker."""
    together = fold(_MARK.join(texts)).text.split(_MARK)
    return together if len(together) == len(texts) else [fold(text).text for text in texts]


def _stems(slots: Mapping[str, tuple[int, ...]]) -> list[tuple[str, Endings]]:
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
    if (term.abbreviation and any(c.isupper() for c in text)) or (len(text) > 1 and text.isupper()):
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

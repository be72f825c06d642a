"""Recognition: the concepts of a termbase in a Kazakh, Russian or English text, in whatever form they stand."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from typing import NamedTuple

from attrs import field, frozen

from pressloc.model import Concept, Form, Lang, Term, TermHit
from pressloc.terms import lexicon as lex
from pressloc.terms.candidates import Candidate, resolve
from pressloc.terms.context import ContextRule, allowed, rules_of
from pressloc.terms.evidence import initials_before, initials_fit, is_raised, shape_fits, surname_counts
from pressloc.terms.foreign import is_country, without_foreign
from pressloc.terms.heads import Member, is_language, members
from pressloc.terms.matching import Match, Matcher
from pressloc.terms.slots import likeliest
from pressloc.terms.termbase import Termbase
from pressloc.text.normalise import Folded, fold


class _Entry(NamedTuple):
    """What a designation brings along: its concept and term, its row in the lexicon, the rules on its company."""

    concept: Concept
    term: Term
    flags: int
    rank: int
    rules: tuple[ContextRule, ...]
    small: bool  # written with a small first letter
    shaped: bool  # letter case says whether it counts
    language: bool  # the bare adjective of a language (`на французском`)


class _Entries(dict[int, _Entry]):
    """The entries of a lexicon by designation, each made when first needed."""

    def __init__(self, termbase: Termbase, lexicon: lex.Lexicon) -> None:
        super().__init__()
        self._termbase, self._lexicon = termbase, lexicon

    def __missing__(self, designation: int) -> _Entry:
        lexicon = self._lexicon
        concept = self._termbase[lexicon.concepts[designation]]
        term = lex.term_of(concept, lexicon.terms[designation], lexicon.lang)
        people = term.demonym and term.pos == "adjective"
        language = people and is_language(concept)
        entry = self[designation] = _Entry(
            concept, term, lexicon.flags[designation], lexicon.ranks[designation],
            rules_of(concept.id, lexicon.lang, demonym=people, language=language), term.text[0].islower(),
            bool(lexicon.flags[designation] & (lex.CASED | lex.CAPITAL)) or term.demonym, language,
        )
        return entry


class _Surname(NamedTuple):
    match: Match
    entry: _Entry
    start: int
    end: int


@frozen(eq=False)
class Recogniser:
    """Finds the concepts of `termbase` in texts. The lexicon of a language is loaded when first needed.

    Safe to share between threads; the only thing it keeps is what it loaded.
    """

    termbase: Termbase
    _loaded: dict[Lang, tuple[Matcher, _Entries]] = field(factory=dict, init=False, repr=False)
    _owners: dict[tuple[str, Lang], frozenset[str]] = field(factory=dict, init=False, repr=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False, repr=False)

    def matcher(self, lang: Lang) -> Matcher:
        """The automaton of `lang`, loaded once."""
        return self._of(lang)[0]

    def _of(self, lang: Lang) -> tuple[Matcher, _Entries]:
        found = self._loaded.get(lang)
        if found is None:
            with self._lock:
                if lang not in self._loaded:
                    lexicon = lex.load(self.termbase, lang)
                    self._loaded[lang] = Matcher(lexicon), _Entries(self.termbase, lexicon)
                found = self._loaded[lang]
        return found

    def find(self, text: str, lang: Lang, *, known: Set[str] = frozenset()) -> tuple[TermHit, ...]:
        """The hits in `text`, by start, longer first; hits inside a longer one follow it (see `top_level`).

        Of designations that claim the same words one is given: preferred before admitted before deprecated (whose
        `term.status` says so). `known` are ids of persons already named in full in the article: their surnames
        count alone. Inline-code characters are looked through. Linear in the text; no error for any string.
        """
        candidates = self._candidates(text, lang, known)
        return tuple(self._hit(text, lang, c) for c in resolve(candidates))

    def readings(self, words: str, lang: Lang) -> tuple[str, ...]:
        """Ids of all concepts that `words` as a whole can stand for, likeliest first (`Алжир`: country, city)."""
        found = self._candidates(words, lang, frozenset(), anywhere=True)
        whole = [c for c in found if (c.start, c.end) == (0, len(words))]
        return tuple(dict.fromkeys(c.concept for c in sorted(whole, key=lambda c: c.rank)))

    def occurrences(self, text: str, lang: Lang, wanted: Set[str]) -> tuple[TermHit, ...]:
        """Every place where `text` may name one of the `wanted` concepts, for verification: letter case does not
        matter, surnames count alone, crossing and equal spans are all given. By start, longer first."""
        candidates = self._candidates(text, lang, wanted, wanted)
        ordered = sorted(candidates, key=lambda c: (c.start, -c.end, c.rank))
        return tuple(self._hit(text, lang, c) for c in ordered)

    def _candidates(
        self, text: str, lang: Lang, known: Set[str], wanted: Set[str] | None = None, *, anywhere: bool = False
    ) -> list[Candidate]:
        plain, doubtful, surnames = self._found(text, lang, wanted, anywhere=anywhere)
        if wanted is None:
            plain = without_foreign(text, lang, plain, self.termbase, self._countries)
        if not (surnames or doubtful):
            return plain
        first = _first_mentions(plain)
        plain += [c for c in doubtful if c.concept in known or first.get(c.concept, len(text)) < c.start]
        return plain + list(_surnames(text, lang, surnames, first, known))

    def _countries(self, concept: str, lang: Lang) -> Set[str]:
        """The concepts of countries that the full name of a body names."""
        key = concept, lang
        if key not in self._owners:
            full = self.termbase[concept].preferred(lang)
            inside = self._found(full.text, lang, None)[0] if full is not None else []
            self._owners[key] = frozenset(c.concept for c in inside if is_country(self.termbase[c.concept]))
        return self._owners[key]

    def _found(
        self, text: str, lang: Lang, wanted: Set[str] | None, *, anywhere: bool = False
    ) -> tuple[list[Candidate], list[Candidate], list[_Surname]]:
        """What counts, what counts once it was named in full, and surnames; `anywhere`: whatever the company."""
        matcher, entries = self._of(lang)
        folded = fold(text)
        plain: list[Candidate] = []
        surnames: list[_Surname] = []
        doubtful: list[Candidate] = []
        found = list(matcher.matches(folded, text))
        edges = {edge for match in found if match.joined >= 0 for edge in (match.start, match.end)}
        for match in found:
            if match.joined >= 0 and not {match.joined, match.joined + 1} <= edges:
                continue  # Айя-София; two names only where both are known
            entry = entries[match.designation]
            if (wanted is not None and entry.concept.id not in wanted) or (wanted is None and entry.flags & lex.LOOSE):
                continue
            start, end = folded.span(match.start, match.end)
            if entry.shaped and not shape_fits(text, start, end, entry.term, entry.flags, strict=wanted is None):
                continue
            if entry.flags & lex.SURNAME and wanted is None:
                surnames.append(_Surname(match, entry, start, end))
                continue
            rules = entry.rules
            if rules and entry.term.demonym and not entry.language and _is_plural(match):
                rules = tuple(rule for rule in rules if not rule.demonym)  # people, no language
            raised = (entry.small or bool(rules)) and is_raised(text, start)
            candidate = _candidate(match, entry, start, end, raised and entry.small)
            if entry.language:
                candidate = _first(candidate)
            place = (folded.text, match.start, match.end)
            alone = wanted is not None and (not entry.language or place[1:] == (0, len(folded.text)))
            if not rules or alone or anywhere or allowed(rules, *place, mentioned=False, raised=raised):
                plain.append(candidate)
            elif allowed(rules, *place, mentioned=True, raised=raised):
                doubtful.append(candidate)
        plain += self._members(folded, text, lang, wanted)
        return plain, doubtful, surnames

    def _members(self, folded: Folded, text: str, lang: Lang, wanted: Set[str] | None) -> Iterator[Candidate]:
        """Members of series with a shared head and parts of compounds (see `heads`)."""
        groups: dict[int, list[tuple[Member, Candidate | None]]] = {}
        for number, member in enumerate(members(folded.text, lang)):
            key = member.group if member.group >= 0 else -1 - number
            groups.setdefault(key, []).append((member, self._member(member, folded, text, lang)))
        for key, group in groups.items():
            last = max(member.end for member, _ in group)
            found = [(member, candidate) for member, candidate in group if candidate is not None]
            whole = len(found) == len(group) if group[0][0].people else any(member.end == last for member, _ in found)
            if key < 0 or whole:
                yield from (c for _, c in found if wanted is None or c.concept in wanted)

    def _member(self, member: Member, folded: Folded, text: str, lang: Lang) -> Candidate | None:
        matcher, entries = self._of(lang)
        start, end = folded.span(member.start, member.end)
        for reading in member.readings:
            for match in matcher.matches(fold(reading), reading):
                entry = entries[match.designation]
                if (match.start, match.end) != (0, len(reading)) or not _fits(member, entry, text[start]):
                    continue
                slots = match.slots if member.people else _member_slots(match.slots, member.case)
                return _first(_candidate(match._replace(slots=slots), entry, start, end, raised=False))
        return None

    def _hit(self, text: str, lang: Lang, candidate: Candidate) -> TermHit:
        start, end, concept, term, slots, _rank = candidate
        forms = _forms(slots)
        form = forms[0] if len(forms) == 1 else likeliest(forms, text, start, lang)
        return TermHit(concept, lang, text[start:end], start, end, term, form, forms)


def _is_plural(match: Match) -> bool:
    return lex.FORMS[match.slots[0] % lex.VARIANT].number == "pl"


def _fits(member: Member, entry: _Entry, first: str) -> bool:
    """Whether a concept can be what a member stands for: a people or country, a region, a language."""
    if member.people:
        return is_country(entry.concept) and (entry.term.demonym or entry.concept.preferred(entry.term.lang) == entry.term)
    return is_language(entry.concept) or (entry.concept.place_kind == "region" and first.isupper())


def _member_slots(slots: tuple[int, ...], case: str) -> tuple[int, ...]:
    """The slots of one of several that share a head: its case where it tells, and each is a singular."""
    told = tuple(slot for slot in slots if lex.FORMS[slot % lex.VARIANT].case == case) or slots
    return tuple(dict.fromkeys(lex.singular(slot) for slot in told))


def _first(candidate: Candidate) -> Candidate:
    """Before all others that claim the same words."""
    return candidate._replace(rank=(0, -1, *candidate.rank[2:]))


@cache
def _forms(slots: tuple[int, ...]) -> tuple[Form, ...]:
    return tuple(dict.fromkeys(lex.FORMS[slot % lex.VARIANT] for slot in slots))


def _candidate(match: Match, entry: _Entry, start: int, end: int, raised: bool) -> Candidate:
    first = match.slots[0]
    rank = raised, entry.rank, first >= lex.VARIANT, first % lex.VARIANT != lex.CITATION, match.designation
    return Candidate(start, end, entry.concept.id, entry.term, match.slots, rank)


def _first_mentions(candidates: Iterable[Candidate]) -> dict[str, int]:
    """Concept → where it is first named."""
    first: dict[str, int] = {}
    for candidate in candidates:
        first[candidate.concept] = min(first.get(candidate.concept, candidate.start), candidate.start)
    return first


def _surnames(
    text: str, lang: Lang, matches: Iterable[_Surname], first: Mapping[str, int], known: Set[str]
) -> Iterable[Candidate]:
    """Bare surnames that mean the person: initials (then part of the hit), a title, an earlier full mention. Of
    several bearers of a name the one mentioned before is meant; otherwise the name stays unrecognised."""
    taken: dict[int, list[Candidate]] = {}
    for found in matches:
        concept, start = found.entry.concept, found.start
        initials = initials_before(text, start)
        seen = concept.id in known or first.get(concept.id, len(text)) < start
        if initials and not initials_fit(initials, concept, lang):
            continue
        if initials or surname_counts(text, start, concept, lang, seen):
            candidate = _candidate(found.match, found.entry, start - len(initials), found.end, not seen)
            taken.setdefault(start, []).append(candidate)
    for rivals in taken.values():
        best = min(c.rank[1] for c in rivals)
        chosen = [c for c in rivals if c.rank[1] == best]
        if len({c.concept for c in chosen}) == 1:
            yield min(chosen, key=lambda c: c.rank)


def top_level(hits: Iterable[TermHit]) -> tuple[TermHit, ...]:
    """The hits that lie in no other hit."""
    kept: list[TermHit] = []
    end = -1
    for hit in hits:
        if hit.end > end:
            kept.append(hit)
            end = hit.end
    return tuple(kept)

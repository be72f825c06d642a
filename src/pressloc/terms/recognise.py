"""Recognition: the concepts of a termbase in a Kazakh, Russian or English text, in whatever form they stand."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Set

from attrs import field, frozen

from pressloc.model import Concept, Form, Lang, Term, TermHit
from pressloc.terms import lexicon as lex
from pressloc.terms.context import in_context
from pressloc.terms.evidence import initials_before, initials_fit, is_raised, shape_fits, surname_counts
from pressloc.terms.matching import Match, Matcher
from pressloc.terms.slots import likeliest
from pressloc.terms.termbase import Termbase
from pressloc.text.normalise import fold


@frozen
class _Candidate:
    start: int
    end: int
    concept: str
    term: Term
    slots: tuple[int, ...]
    rank: tuple[int, ...]


@frozen
class _Surname:
    match: Match
    concept: Concept
    term: Term
    start: int
    end: int


@frozen(eq=False)
class Recogniser:
    """Finds the concepts of `termbase` in texts. The lexicon of a language is loaded when first needed.

    Safe to share between threads; the only thing it keeps is what it loaded.
    """

    termbase: Termbase
    _matchers: dict[Lang, Matcher] = field(factory=dict, init=False, repr=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False, repr=False)

    def matcher(self, lang: Lang) -> Matcher:
        """The automaton of `lang`, loaded once."""
        with self._lock:
            if lang not in self._matchers:
                self._matchers[lang] = Matcher(lex.load(self.termbase, lang))
            return self._matchers[lang]

    def find(self, text: str, lang: Lang, *, known: Set[str] = frozenset()) -> tuple[TermHit, ...]:
        """The hits in `text`, by start, longer first; hits inside a longer one follow it (see `top_level`).

        Of designations that claim the same words one is given: preferred before admitted before deprecated (whose
        `term.status` says so). `known` are ids of persons already named in full in the article: their surnames
        count alone. Inline-code characters are looked through. Linear in the text; no error for any string.
        """
        candidates = self._candidates(text, lang, known)
        return tuple(self._hit(text, lang, c) for c in _resolve(candidates))

    def readings(self, words: str, lang: Lang) -> tuple[str, ...]:
        """Ids of all concepts that `words` as a whole can stand for, likeliest first (`Алжир`: country, city)."""
        whole = [c for c in self._candidates(words, lang, frozenset()) if (c.start, c.end) == (0, len(words))]
        return tuple(dict.fromkeys(c.concept for c in sorted(whole, key=lambda c: c.rank)))

    def occurrences(self, text: str, lang: Lang, wanted: Set[str]) -> tuple[TermHit, ...]:
        """Every place where `text` may name one of the `wanted` concepts, for verification: letter case does not
        matter, surnames count alone, crossing and equal spans are all given. By start, longer first."""
        candidates = self._candidates(text, lang, wanted, wanted)
        ordered = sorted(candidates, key=lambda c: (c.start, -c.end, c.rank))
        return tuple(self._hit(text, lang, c) for c in ordered)

    def _candidates(
        self, text: str, lang: Lang, known: Set[str], wanted: Set[str] | None = None
    ) -> list[_Candidate]:
        matcher = self.matcher(lang)
        lexicon = matcher.lexicon
        folded = fold(text)
        plain: list[_Candidate] = []
        surnames: list[_Surname] = []
        doubtful: list[_Candidate] = []
        found = list(matcher.matches(folded, text))
        edges = {edge for match in found if match.joined >= 0 for edge in (match.start, match.end)}
        for match in found:
            if match.joined >= 0 and not {match.joined, match.joined + 1} <= edges:
                continue  # Айя-София; two names only where both are known
            identifier, flags = lexicon.concepts[match.designation], lexicon.flags[match.designation]
            if (wanted is not None and identifier not in wanted) or (wanted is None and flags & lex.LOOSE):
                continue
            concept = self.termbase[identifier]
            term = lex.term_of(concept, lexicon.terms[match.designation], lang)
            start, end = folded.span(match.start, match.end)
            if not shape_fits(text, start, end, term, flags, strict=wanted is None):
                continue
            if flags & lex.SURNAME and wanted is None:
                surnames.append(_Surname(match, concept, term, start, end))
                continue
            raised = is_raised(text, start)
            candidate = _candidate(match, identifier, term, start, end, lexicon.ranks[match.designation],
                                   raised and term.text[0].islower())
            place = (identifier, lang, folded.text, match.start, match.end)
            if wanted is not None or in_context(*place, mentioned=False, raised=raised):
                plain.append(candidate)
            elif in_context(*place, raised=raised):
                doubtful.append(candidate)
        first = _first_mentions(plain)
        plain += [c for c in doubtful if c.concept in known or first.get(c.concept, len(text)) < c.start]
        return plain + list(_surnames(text, lang, surnames, first, known))

    def _hit(self, text: str, lang: Lang, candidate: _Candidate) -> TermHit:
        forms = tuple(dict.fromkeys(lex.FORMS[slot % lex.VARIANT] for slot in candidate.slots))
        return TermHit(
            concept=candidate.concept, lang=lang, text=text[candidate.start:candidate.end], start=candidate.start,
            end=candidate.end, term=candidate.term, form=likeliest(forms, text, candidate.start, lang), forms=forms,
        )


def _candidate(
    match: Match, concept: str, term: Term, start: int, end: int, rank: int, raised: bool = False
) -> _Candidate:
    first = match.slots[0]
    oblique = lex.FORMS[first % lex.VARIANT] != Form()
    return _Candidate(start, end, concept, term, match.slots,
                      (raised, rank, first >= lex.VARIANT, oblique, match.designation))


def _first_mentions(candidates: Iterable[_Candidate]) -> dict[str, int]:
    """Concept → where it is first named."""
    first: dict[str, int] = {}
    for candidate in candidates:
        first[candidate.concept] = min(first.get(candidate.concept, candidate.start), candidate.start)
    return first


def _surnames(
    text: str, lang: Lang, matches: Iterable[_Surname], first: Mapping[str, int], known: Set[str]
) -> Iterable[_Candidate]:
    """Bare surnames that mean the person: initials (then part of the hit), a title, an earlier full mention. Of
    several bearers of a name the one mentioned before is meant; otherwise the name stays unrecognised."""
    taken: dict[int, list[_Candidate]] = {}
    for found in matches:
        concept, start = found.concept, found.start
        initials = initials_before(text, start)
        seen = concept.id in known or first.get(concept.id, len(text)) < start
        if initials and not initials_fit(initials, concept, lang):
            continue
        if initials or surname_counts(text, start, concept, lang, seen):
            candidate = _candidate(found.match, concept.id, found.term, start - len(initials), found.end, not seen)
            taken.setdefault(start, []).append(candidate)
    for rivals in taken.values():
        best = min(c.rank[1] for c in rivals)
        chosen = [c for c in rivals if c.rank[1] == best]
        if len({c.concept for c in chosen}) == 1:
            yield min(chosen, key=lambda c: c.rank)


def _resolve(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """One candidate a span; of crossing spans the longer (the earlier of equals); nested ones stay unless they name
    the concept of the longer hit again."""
    best: dict[tuple[int, int], _Candidate] = {}
    for candidate in candidates:
        span = candidate.start, candidate.end
        if span not in best or candidate.rank < best[span].rank:
            best[span] = candidate
    kept: list[_Candidate] = []
    for cluster in _clusters(sorted(best.values(), key=lambda c: (c.start, -c.end))):
        chosen: list[_Candidate] = []
        for candidate in sorted(cluster, key=lambda c: (c.start - c.end, c.start)):
            if all(_compatible(candidate, other) for other in chosen):
                chosen.append(candidate)
        kept += sorted(chosen, key=lambda c: (c.start, -c.end))
    return kept


def _clusters(candidates: Iterable[_Candidate]) -> Iterable[list[_Candidate]]:
    """Runs of candidates (by start) that hang together by overlaps; nothing crosses from one run to another."""
    cluster: list[_Candidate] = []
    end = 0
    for candidate in candidates:
        if cluster and candidate.start >= end:
            yield cluster
            cluster = []
        end = max(end, candidate.end) if cluster else candidate.end
        cluster.append(candidate)
    if cluster:
        yield cluster


def _compatible(candidate: _Candidate, longer: _Candidate) -> bool:
    if candidate.end <= longer.start or candidate.start >= longer.end:
        return True
    inside = candidate.start >= longer.start and candidate.end <= longer.end
    return inside and candidate.concept != longer.concept


def top_level(hits: Iterable[TermHit]) -> tuple[TermHit, ...]:
    """The hits that lie in no other hit."""
    kept: list[TermHit] = []
    end = -1
    for hit in hits:
        if hit.end > end:
            kept.append(hit)
            end = hit.end
    return tuple(kept)

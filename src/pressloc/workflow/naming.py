"""Names of persons that no termbase knows, put right in a machine translation: a model that has not met a name bends it
(Белоусов → Beolusov), keeps a source case (Т. А. Абишева → T. Abisheva) or drops an initial.

What the model wrote stays wherever it reads as the same name: it often knows the better spelling (Нұрғожин, not
Нургожин). Only names in Kazakh or Russian manner are put right, for which transliteration is no guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from attrs import evolve, frozen
from rapidfuzz import fuzz

from pressloc.model import Lang, TermHit
from pressloc.morphology.ru_person import looks_like_surname
from pressloc.morphology.translit import transliterate
from pressloc.ports import Engine, Hypothesis, MTRequest
from pressloc.terms.align import aligned_span
from pressloc.terms.judging import Accept
from pressloc.terms.swap import replaced
from pressloc.workflow.review.names import CAPITAL, LETTER, Person, unknown_persons

_INITIAL = rf"[{CAPITAL}][a-zа-яё]?\.(?:\s?[a-zа-яёәғқңөұүі]\.)?"
_WORD = rf"[{CAPITAL}][{LETTER}’]+(?:-[{CAPITAL}][{LETTER}’]+)?"
# Initials, or one given name, then the surname.
_WRITTEN = re.compile(rf"(?<![{LETTER}.])(?P<given>(?:{_INITIAL}[\s-]?)+|{_WORD}\s|)(?P<surname>{_WORD})(?![{LETTER}])")
_BEFORE = re.compile(rf"(?<![{LETTER}])({_WORD})\s$")
_ONE = rf"[{LETTER}]{{1,2}}\."
_INITIALS = re.compile(rf"(?:{_INITIAL}[\s-]?)+")
_COURTESY = re.compile(r"\b(?:Mr|Ms|Mrs|г-н|г-жа|господин|госпожа|мырза|ханым)\.?$", re.IGNORECASE)
_KAZAKH = re.compile(r"(?:бай|бек|хан|улы|кызы|жан|тай|гали|мурат|мухаммед|ияр|гул|гуль)$")
_LIKE, _SAME = 62.0, 100.0  # likeness (%) under which words are other names, and at which they are one
_ENDING = 4  # letters that a case may add to a name


@frozen
class _Place:
    """Where the target has the name: `[start:end)`, the part before the surname, and the surname."""

    start: int
    end: int
    given: str
    surname: str
    given_start: int


def with_names(
    engine: Engine, items: Sequence[tuple[MTRequest, Sequence[TermHit], Hypothesis]], accept: Accept
) -> list[Hypothesis]:
    """The hypotheses with the names of unknown persons put right; `hits` are the terms of each source.

    Of several forms the engine's score decides. Raises EngineError.
    """
    done = [hypothesis for _, _, hypothesis in items]
    for n, (request, hits, _) in enumerate(items):
        if request.source == "en" or request.source == request.target:
            continue
        known = [(hit.start, hit.end) for hit in hits if " " in hit.term.text or hit.term.text[:1].isupper()]
        for person in unknown_persons(request.text, request.source, request.target, known):
            options = list(_options(person, request, done[n]))
            if options:
                done[n] = _likeliest(engine, request, done[n], options, accept)
    return done


def _options(person: Person, request: MTRequest, hypothesis: Hypothesis) -> Iterator[Hypothesis]:
    """The texts that would put the name right; none where it is right, or stands nowhere."""
    text, lang = hypothesis.text, request.target
    if any(form in text for form in person.forms) or not _manner(person):
        return
    place = _place(person, hypothesis, lang)
    if place is None:
        return
    surname = person.name.split()[-1]
    if not any(_same(form.split()[-1], place.surname, lang) for form in (person.name, *person.forms)):
        polite = _COURTESY.search(place.given) is not None
        for form in dict.fromkeys(f"{place.given} {form.split()[-1]}" if polite else form for form in person.forms):
            yield _put(hypothesis, place, form)
    elif not _same_initials(person.name, place.given, text[: place.given_start]):
        initials = person.name.removesuffix(surname).rstrip()
        yield _put(hypothesis, place, f"{initials} {place.surname}")


def _likeliest(
    engine: Engine, request: MTRequest, hypothesis: Hypothesis, options: Sequence[Hypothesis], accept: Accept
) -> Hypothesis:
    scores = engine.score([request] * len(options), [option.text for option in options]) if engine.can_score else [0.0] * len(options)
    ranked = sorted(zip(scores, options, strict=True), key=lambda pair: -pair[0])
    fitting = (evolve(option, score=score if engine.can_score else hypothesis.score) for score, option in ranked)
    return next((option for option in fitting if accept(request, option)), hypothesis)


def _put(hypothesis: Hypothesis, place: _Place, words: str) -> Hypothesis:
    text = hypothesis.text[: place.start] + words + hypothesis.text[place.end :]
    return replaced(hypothesis, text, (place.start, place.end), (place.start, place.start + len(words)), hypothesis.score or 0.0)


def _manner(person: Person) -> bool:
    """Whether the name is in the Kazakh or Russian manner: transliterating it is no guess."""
    surname = transliterate(person.name.split()[-1], "en", "ru") if person.name.isascii() else person.name.split()[-1]
    russian = transliterate(surname, "kk", "ru").lower()
    return looks_like_surname(russian) or _KAZAKH.search(russian) is not None


def _place(person: Person, hypothesis: Hypothesis, lang: Lang) -> _Place | None:
    """What in the target is most like the name, by the surname; else the words with initials that attend to it."""
    text, wanted = hypothesis.text, folded(person.name.split()[-1], lang)
    aligned = aligned_span(hypothesis, person.start, person.end, lang) if hypothesis.attention else None
    best: tuple[float, _Place] | None = None
    for match in _written(text):
        likeness = fuzz.ratio(wanted, folded(match["surname"], lang)[: len(wanted) + 2])
        given = match["given"].strip()
        attends = aligned is not None and aligned[0] < match.end() and aligned[1] > match.start("surname")
        if attends and _INITIALS.fullmatch(given):
            likeness = max(likeness, _LIKE)
        if likeness >= _LIKE and (given or likeness == _SAME) and (best is None or likeness > best[0]):
            best = likeness, _Place(_first(text, match, person.name), match.end(), given, match["surname"], match.start())
    return best[1] if best else None


def _written(text: str) -> Iterator[re.Match[str]]:
    """What may be a name: each capitalised word, with the initials or the word before it."""
    at = 0
    while match := _WRITTEN.search(text, at):
        yield match
        at = match.start("surname") if match["given"] else match.end()


def _first(text: str, match: re.Match[str], name: str) -> int:
    """Where the name begins: a word before initials that begins as the first of them belongs to it (Bakh K. Nurgozhin)."""
    before = _BEFORE.search(text, 0, match.start()) if _INITIALS.fullmatch(match["given"].strip()) else None
    return before.start() if before and before[1][:1] == name[:1] else match.start()


def _same(wanted: str, written: str, lang: Lang) -> bool:
    """Whether a word is the name, in a spelling that reads alike; a case ending may follow in Kazakh and Russian."""
    ours, theirs = folded(wanted, lang), folded(written, lang)
    if lang == "en":
        return ours == theirs.removesuffix("s") or ours == theirs
    stem = ours[:-1] if ours[-1:] in "aeu" and len(ours) > 4 else ours
    return theirs.startswith(stem) and len(theirs) <= len(stem) + _ENDING


def _same_initials(name: str, given: str, before: str) -> bool:
    """Whether the initials of `name` stand before the surname, or a title or courtesy in their place."""
    ours, theirs = _INITIALS.match(name), _INITIALS.fullmatch(given)
    if ours is None:
        return True
    if theirs is None:  # a given name made up from an initial is wrong: Bakh Nurgozhin
        return not given or given[:1] != name[:1] or _COURTESY.search(given) is not None
    if _BEFORE.search(before) and _BEFORE.search(before)[1][:1] == name[:1]:  # type: ignore[index]
        return False
    return len(re.findall(_ONE, ours[0])) == len(re.findall(_ONE, theirs[0]))


@cache
def folded(word: str, lang: Lang) -> str:
    """A name word as it sounds, roughly: Latin letters, the vowels that the three spellings keep apart put together."""
    latin = transliterate(word, lang, "en").lower() if lang != "en" else word.lower()
    for old, new in (("zh", "j"), ("kh", "h"), ("gh", "g"), ("q", "k"), ("w", "v"), ("ph", "f"), ("x", "ks"), ("’", ""), ("'", "")):
        latin = latin.replace(old, new)
    latin = re.sub(r"[yi]+", "", latin).replace("o", "u")
    return re.sub(r"(.)\1+", r"\1", latin)

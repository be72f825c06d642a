"""Persons of the source that the termbase does not know, as the target language spells them, in the form they need.

A name is told by initials, or by a given name that is known in Russian (Kazakh and English ones are put into Russian
letters to look them up). It is transliterated; how the article already spells it goes before the norm.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from attrs import frozen

from pressloc.model import Case, Concept, ConceptKind, Form, Lang, Term, TermHit
from pressloc.morphology import kk_analyse
from pressloc.morphology.ru_mentions import readings as russian_readings
from pressloc.morphology.ru_person import is_given, looks_like_surname
from pressloc.morphology.translit import transliterate, variants
from pressloc.terms.verify import expected_texts

CAPITAL = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
LETTER = "A-Za-zА-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі"
_INITIALS = rf"(?:[{CAPITAL}][a-zа-яё]?\.[\s-]?){{1,3}}"
_WORD = rf"[{CAPITAL}][{LETTER}'’]+(?:-[{CAPITAL}][{LETTER}'’]+)?"
_NAME = re.compile(rf"(?<![{LETTER}])(?:{_INITIALS}\s?{_WORD}|{_WORD}(?:\s{_WORD}){{1,3}}|{_WORD}\s{_INITIALS}(?!\s?[{CAPITAL}]))")
_LIKELY = 8  # spellings of a name that are looked up
_FORMS = 4  # forms of a name that are offered


@frozen
class Person:
    """A person in the source: where, and what to write, the form that the place asks for first.

    `name` is the nominative as the target language spells it. `certain` says that the name reads in one way only;
    otherwise the nominative of each reading is offered.
    """

    text: str
    start: int
    end: int
    name: str
    forms: tuple[str, ...]
    certain: bool

    def place_in(self, target: str) -> tuple[int, int] | None:
        """Where `target` has the name already, in whatever form, with the initials or the given name before it."""
        *others, last = self.name.split()
        stem = re.escape(last[: max(3, len(last) - 1)])
        before = "".join(rf"(?:{re.escape(word[: max(1, len(word) - 1)])}[{LETTER}.]*\s?)?" for word in others)
        found = re.search(rf"(?<![{LETTER}]){before}{stem}[{LETTER}]*", target, re.IGNORECASE)
        return found.span() if found else None


@frozen
class _Reading:
    lemma: str
    sex: str
    cases: tuple[Case, ...]


def unknown_persons(
    source: str, lang: Lang, target_lang: Lang, known: Collection[tuple[int, int]], seen: str = ""
) -> tuple[Person, ...]:
    """The persons in `source` (plain text in `lang`) outside the `known` spans, in the order they stand.

    `seen` is text in the target language whose spelling of names counts. Same languages: nothing.
    """
    if lang == target_lang:
        return ()
    persons: list[Person] = []
    for start, end in _spans(source, lang, known):
        text = " ".join(source[start:end].split())
        found = _readings(text, lang, source[:start], source[end:])
        if found:
            persons.append(_person(source, start, end, lang, target_lang, found, seen))
    return tuple(persons)


def _spans(source: str, lang: Lang, known: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where names stand. Of a row of capitalised words those from the given name on count: Министр | Иван Петров."""
    open_ = list(source)
    for low, high in known:
        open_[low:high] = "_" * (high - low)
    for match in _NAME.finditer("".join(open_)):
        start, end = match.span()
        if re.search(rf"[{CAPITAL}][a-zа-яё]?\.", match[0]):
            yield start, end
            continue
        words = [(start + m.start(), m[0]) for m in re.finditer(r"\S+", match[0])]
        first = next((n for n, (_at, word) in enumerate(words[:-1]) if _is_given(word, lang)), None)
        if first is None and len(words) == 2 and _is_given(words[1][1], lang) and _is_surname(words[0][1], lang):
            first = 0  # Петров Иван
        if first is not None:
            yield words[first][0], end


def _is_surname(word: str, lang: Lang) -> bool:
    return any(looks_like_surname(r.lemma) for r in russian_readings(transliterate(word, lang, "ru"), "", ""))


def _is_given(word: str, lang: Lang) -> bool:
    if lang == "en":
        return any(is_given(form) for form in variants(word.removesuffix("'s").removesuffix("’s"), "en", "ru")[:_LIKELY])
    if lang == "kk":
        return any(is_given(transliterate(lemma, "kk", "ru")) for lemma, _form in kk_analyse.analyse(word)[:4])
    return any(is_given(part) for reading in russian_readings(word, "", "") for part in reading.lemma.split())


def _readings(name: str, lang: Lang, before: str, after: str) -> tuple[_Reading, ...]:
    if lang == "ru":
        return tuple(_Reading(r.lemma, r.sex, r.cases) for r in russian_readings(name, before, after))
    if lang == "en":
        owner = re.sub(r"['’]s$", "", name)
        return (_Reading(owner, _sex(owner, "en"), ("NOM",) if owner == name else ("GEN",)),)
    return _kazakh(name)


def _kazakh(name: str) -> tuple[_Reading, ...]:
    """A Kazakh name declines at its end: the nominative that its letters or its sound make likely."""
    head, _blank, last = name.rpartition(" ")
    found = [(lemma, form) for lemma, form in kk_analyse.analyse(last) if form.number == "sg" and not form.possessive]
    # no name in the nominative ends as a genitive does: Садырбектің is of Садырбек, not -тин
    owned = [pair for pair in found if pair[1].case == "GEN" and last.endswith("ң")]
    likely = [pair for pair in owned or found if _is_name(transliterate(pair[0], "kk", "ru"))]
    picked = likely or owned or [pair for pair in found if pair[1].case == "NOM"] or [(last, Form())]
    lemma, form = picked[0]
    whole = f"{head} {lemma}".strip()
    return (_Reading(whole, _sex(whole, "kk"), (form.case,)),)


def _is_name(russian: str) -> bool:
    return is_given(russian) or looks_like_surname(russian)


def _sex(name: str, lang: Lang) -> str:
    """The bearer's sex as the name says it in Russian letters; "" where it does not."""
    found = {reading.sex for reading in russian_readings(transliterate(name, lang, "ru"), "", "") if "NOM" in reading.cases}
    return found.pop() if len(found) == 1 else ""


def _person(
    source: str, start: int, end: int, lang: Lang, target_lang: Lang, found: Sequence[_Reading], seen: str
) -> Person:
    """What to write for a name: with one reading the form for its slot, else the nominatives."""
    text = source[start:end]
    spelled = {r.lemma: spelling(r.lemma, lang, target_lang, seen) for r in found}
    certain = len(found) == 1 and (found[0].sex != "" or target_lang != "ru")
    nominatives = tuple(dict.fromkeys(spelled.values()))
    if not certain:
        same = len(nominatives) == 1 and target_lang != "ru"  # only the sex is open, which Kazakh and English do not ask
        certain = same and len({r.cases for r in found}) == 1
    if not certain:
        return Person(text, start, end, nominatives[0], nominatives[:_FORMS], False)
    reading = found[0]
    term = Term(reading.lemma, lang)
    terms = (term, Term(spelled[reading.lemma], target_lang))
    concept = Concept("unknown-person", "", ConceptKind.PERSON, terms, gender=reading.sex or "m")  # open in Kazakh only
    forms = tuple(Form(case) for case in reading.cases)
    hit = TermHit(concept.id, lang, text, start, end, term, forms[0], forms)
    offered = expected_texts(hit, concept, target_lang, source)
    return Person(text, start, end, nominatives[0], tuple(dict.fromkeys((*offered, *nominatives)))[:_FORMS], True)


def spelling(name: str, lang: Lang, target_lang: Lang, seen: str) -> str:
    """`name` (nominative) in the letters of `target_lang`; each word as `seen` spells it if it stands there."""
    words: list[str] = []
    folded = seen.casefold()
    for word in name.split():
        spellings = variants(word, lang, target_lang)
        written = (form for form in spellings if len(form) > 4 and form[:-1].casefold() in folded)
        known = (form for form in spellings[:_LIKELY] if lang == "en" and is_given(form))  # John: Джон, not Джохн
        words.append(next(written, None) or next(known, None) or spellings[0])
    return " ".join(words)

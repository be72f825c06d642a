"""Faults of a termbase that a terminologist wants to know: `terms lint`."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from pressloc.i18n import N_
from pressloc.model import LANGS, Concept, ConceptKind, Lang, Severity, Term, TermStatus
from pressloc.text.normalise import control_chars, fold
from pressloc.text.scripts import count_scripts, lookalikes

_KK_BARE = ("шы", "ші", "лы", "лі", "ды", "ді", "ты", "ті")  # agents and adjectives


@frozen
class LintFinding:
    """One fault: `rule` is a stable name, `message` an English msgid with `{fields}` filled from `args`."""

    concept: str
    rule: str
    severity: Severity
    message: str
    args: dict[str, str]


def lint(termbase: Iterable[Concept]) -> tuple[LintFinding, ...]:
    """All faults of `termbase`, by concept in its order.

    Rules: missing-language, duplicate (the same preferred designations in at least half of the languages that two
    concepts of a kind have; one word alone may be a homonym: кездесу and отырыс are both meetings), repeated (a
    designation twice in its concept), deprecated-preferred (a deprecated designation is preferred elsewhere),
    wrong-script, look-alike, not-clean (spaces, control characters, no NFC), unsure-inflection (Kazakh: possessed or
    not; Russian: a head that the rules cannot decline).
    """
    concepts = tuple(termbase)
    found: dict[str, list[LintFinding]] = defaultdict(list)
    for rule in _RULES:
        for finding in rule(concepts):
            found[finding.concept].append(finding)
    return tuple(f for concept in concepts for f in found.pop(concept.id, ()))


def _missing_languages(concepts: tuple[Concept, ...]) -> Iterator[LintFinding]:
    for concept in concepts:
        absent = [lang for lang in LANGS if concept.preferred(lang) is None]
        if absent:
            yield LintFinding(concept.id, "missing-language", Severity.MINOR,
                              N_("no preferred term in {languages}"), {"languages": ", ".join(absent)})


def _index(concepts: Iterable[Concept]) -> dict[tuple[Lang, str], list[tuple[Concept, Term]]]:
    index: dict[tuple[Lang, str], list[tuple[Concept, Term]]] = defaultdict(list)
    for concept in concepts:
        for term in concept.terms:
            index[term.lang, fold(term.text).text].append((concept, term))
    return index


def _duplicates(concepts: tuple[Concept, ...]) -> Iterator[LintFinding]:
    for (lang, _), entries in _index(concepts).items():
        owners = {c.id: (c, t) for c, t in entries if t == c.preferred(lang)}
        for identifier, (concept, term) in owners.items():
            others = [o for o, (c, _) in owners.items() if o != identifier and _alike(c, concept)]
            if others:
                yield LintFinding(identifier, "duplicate", Severity.MINOR,
                                  N_("“{term}” ({lang}) is the preferred term of {others} too"),
                                  {"term": term.text, "lang": lang, "others": ", ".join(others)})


def _alike(one: Concept, other: Concept) -> bool:
    """Whether two concepts of a kind share the preferred designation in at least half of their common languages."""
    pairs = [(a, b) for a, b in ((one.preferred(lang), other.preferred(lang)) for lang in LANGS) if a and b]
    same = sum(fold(a.text).text == fold(b.text).text for a, b in pairs)
    return one.kind == other.kind and 2 * same >= len(pairs)


def _repeated(concepts: tuple[Concept, ...]) -> Iterator[LintFinding]:
    for concept in concepts:
        seen: dict[tuple[Lang, str, bool], Term] = {}
        for term in concept.terms:
            key = term.lang, term.text, term.demonym
            if key in seen:
                conflict = TermStatus.DEPRECATED in (term.status, seen[key].status)
                yield LintFinding(concept.id, "repeated", Severity.MAJOR if conflict else Severity.MINOR,
                                  N_("“{term}” ({lang}) stands twice"), {"term": term.text, "lang": term.lang})
            seen[key] = term


def _deprecated_preferred(concepts: tuple[Concept, ...]) -> Iterator[LintFinding]:
    for (lang, _), entries in _index(concepts).items():
        preferred = [c.id for c, t in entries if t == c.preferred(lang)]
        for concept, term in entries:
            if term.status == TermStatus.DEPRECATED and preferred:
                yield LintFinding(concept.id, "deprecated-preferred", Severity.MAJOR,
                                  N_("the deprecated “{term}” ({lang}) is the preferred term of {others}"),
                                  {"term": term.text, "lang": lang, "others": ", ".join(preferred)})


def _scripts(concepts: tuple[Concept, ...]) -> Iterator[LintFinding]:
    for concept in concepts:
        for term in concept.terms:
            counts = count_scripts(term.text)
            kazakh_name = term.lang == "ru" and counts.kazakh and "«" not in term.text and not _as_in_kazakh(concept, term)
            latin = term.lang != "en" and counts.latin and not counts.cyrillic and not _as_in_english(concept, term)
            if kazakh_name or latin or (term.lang == "en" and counts.cyrillic):
                yield LintFinding(concept.id, "wrong-script", Severity.MINOR if kazakh_name else Severity.MAJOR,
                                  N_("“{term}” has letters that {lang} does not use"),
                                  {"term": term.text, "lang": term.lang})
            for item in lookalikes(term.text):
                yield LintFinding(concept.id, "look-alike", Severity.MAJOR,
                                  N_("“{found}” mixes alphabets; “{meant}” is meant"),
                                  {"found": item.found, "meant": item.repaired})


def _as_in_kazakh(concept: Concept, term: Term) -> bool:
    """Whether a Russian name keeps words in their Kazakh spelling, as official names do (область Жетісу)."""
    kazakh = {word for t in concept.terms if t.lang == "kk" for word in t.text.split()}
    return all(word in kazakh for word in term.text.split() if count_scripts(word).kazakh)


def _as_in_english(concept: Concept, term: Term) -> bool:
    """Whether a name keeps its Latin spelling in all languages (COVID-19, «Kazakh Invest»)."""
    return any(t.lang == "en" and t.text in term.text.strip("«»") for t in concept.terms) or term.text[:1].islower()


def _unclean(concepts: tuple[Concept, ...]) -> Iterator[LintFinding]:
    for concept in concepts:
        for term in concept.terms:
            text = term.text
            if text != " ".join(text.split()) or text != unicodedata.normalize("NFC", text) or control_chars(text):
                yield LintFinding(concept.id, "not-clean", Severity.MINOR,
                                  N_("“{term}” has odd spaces, hidden characters or decomposed letters"),
                                  {"term": text})


def _unsure(concepts: tuple[Concept, ...]) -> Iterator[LintFinding]:
    """Terms whose inflection the rules can only guess: a hint in the termbase would settle it."""
    from pressloc.morphology.kk_possession import is_possessed

    for concept in concepts:
        for term in concept.terms:
            if term.abbreviation or term.demonym or term.pos not in ("noun", "noun-phrase"):
                continue
            if term.status == TermStatus.DEPRECATED:
                continue  # never written, so nothing has to be sure
            last = term.text.rstrip("»”\"").split()[-1]
            if concept.kind == ConceptKind.PERSON:
                continue
            if (term.lang == "kk" and "px" not in term.hints and " " in term.text and last[-1:] in "ыі"
                    and not last.endswith(_KK_BARE) and not is_possessed(term.text)):
                yield LintFinding(concept.id, "unsure-inflection", Severity.NEUTRAL,
                                  N_("does “{term}” carry the third-person possessive? Say so with the hint px"),
                                  {"term": term.text})
            plain = term.status == TermStatus.PREFERRED and term.text[1:].islower() and "«" not in term.text
            if term.lang == "ru" and plain and not _declines(term):
                yield LintFinding(concept.id, "unsure-inflection", Severity.NEUTRAL,
                                  N_("“{term}” is taken as indeclinable; if that is right, say so with a hint"),
                                  {"term": term.text})


def _declines(term: Term) -> bool:
    first = term.text.split()[0]
    if term.hints.get("indeclinable") == "yes" or first.endswith(("о", "е", "и", "у", "ю")):
        return True  # бюро, Сомали: no doubt
    from pressloc.morphology import inflect

    forms = {form.text for form in inflect(term.text, "ru", pos=term.pos, hints=term.hints)}
    return len(forms) > 1


_RULES: tuple[Callable[[tuple[Concept, ...]], Iterator[LintFinding]], ...] = (
    _missing_languages, _duplicates, _repeated, _deprecated_preferred, _scripts, _unclean, _unsure,
)  # fmt: skip

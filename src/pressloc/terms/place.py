"""The grammatical slot of a place in a target text, read off the words that stand there: a term that takes their
place mostly takes their case and number as well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pressloc.model import Form, Lang, TermHit
from pressloc.terms.expected import TargetForm
from pressloc.terms.slots import case_before, natural

_WORD = re.compile(r"[\w’'-]+")
# What may follow the last word of an English noun phrase: a mark, the end, a preposition or conjunction.
_PHRASE_ENDS = re.compile(r"\s*(?:[^\w\s'’-]|$)|\s+(?:of|in|on|at|to|for|from|with|by|and|or|as|will|was|were|is|are|has|had|have)\b")
_POSSESSIVE = re.compile(r"(?:['’]s|s['’])$")


def slots_at(text: str, start: int, end: int, lang: Lang) -> tuple[Form, ...]:
    """The slots that the words `text[start:end]` can be in, the likeliest first; () where nothing tells.

    Kazakh: by the suffixes of the last word; Russian: by the first noun that agrees with the preposition before it,
    else by an adjective; English: number and possessive of the last word.
    """
    words = [match.group() for match in _WORD.finditer(text, start, end)]
    if not words:
        return ()
    if lang == "kk":
        return tuple(dict.fromkeys(_kazakh(words[-1])))
    if lang == "en":
        return tuple(_english(words[-1]))
    case = case_before(text, start, "ru")
    slots = tuple(dict.fromkeys(_russian(words)))
    governed = tuple(form for form in slots if form.case == case)
    return governed or slots


def by_slot(forms: Sequence[TargetForm], slots: Sequence[Form], limit: int) -> tuple[TargetForm, ...]:
    """The first `limit` of `forms`: those in one of `slots`, then those in the case of one, then the others as they
    stand, an English possessive last: it stands only where one stood."""
    cases = {form.case for form in slots}

    def rank(form: TargetForm) -> int:
        if form.form in slots:
            return 0
        if form.form.case in cases:
            return 1
        return 3 if form.term.lang == "en" and form.form.case == "GEN" else 2

    return tuple(sorted(forms, key=rank)[:limit])


def strange_slot(hit: TermHit, source: str, found: Sequence[Form], lang: Lang) -> bool:
    """Whether none of the readings `found` of a term in the target answers to the source slot of `hit`, by case or by
    number. False where the source does not tell."""
    if not found or hit.term.demonym:
        return False
    forms = hit.forms or (hit.form,)
    return _strange_number(hit.lang, forms, found, lang) or _strange_case(hit, source, forms, found, lang)


def _strange_number(source: Lang, forms: Sequence[Form], found: Sequence[Form], lang: Lang) -> bool:
    """A plural answers to a plural, a singular to a singular; a Kazakh singular may mean many."""
    wanted, there = {form.number for form in forms}, {form.number for form in found}
    return not wanted & there and lang != "kk" and not (source == "kk" and wanted == {"sg"})


def _strange_case(
    hit: TermHit, source: str, forms: Sequence[Form], found: Sequence[Form], lang: Lang
) -> bool:
    """A Kazakh nominative may be any attribute, an English noun has a case only between a preposition and the end of
    its phrase."""
    case = case_before(source, hit.start, hit.lang)
    if lang == "en" or (hit.lang == "en" and (case is None or not _PHRASE_ENDS.match(source, hit.end))):
        return False
    if hit.lang == "kk" and any(form.case == "NOM" for form in forms):
        return False
    wanted = {c for form in forms for c in natural(form, case, hit.lang, lang)}
    return not any(form.case in wanted for form in found)


def _kazakh(word: str) -> Iterator[Form]:
    from pressloc.morphology.kk_analyse import analyse

    for _, form in analyse(word):
        yield form


def _english(word: str) -> Iterator[Form]:
    from pressloc.morphology.en_nouns import is_plural

    bare = _POSSESSIVE.sub("", word)
    yield Form("GEN" if bare != word else "NOM", "pl" if is_plural(bare.lower()) else "sg")


def _russian(words: Sequence[str]) -> Iterator[Form]:
    from pressloc.morphology.ru_dictionary import parts_of_speech, slots

    nouns = [word for word in words if "NOUN" in parts_of_speech(word.lower())]
    for word in nouns or words:
        for case, number in slots(word.lower()):
            yield Form(case, number)
        if nouns:
            return

"""Terms for people and scripts: find in a text, inflect, verify a translation line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from pressloc.errors import InputError
from pressloc.i18n import _
from pressloc.model import InflectedForm, Lang, Term, TermHit, TermResult, TermStatus
from pressloc.morphology import inflect
from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import Termbase
from pressloc.terms.verify import verify_article
from pressloc.text.langid import identify
from pressloc.text.normalise import fold
from pressloc.workflow.forms import term_json

_VERBAL = ("verb-phrase", "phrase")


def find_terms(recogniser: Recogniser, text: str, lang: Lang | None) -> tuple[TermHit, ...]:
    """All hits in `text`, line by line, with offsets in the whole text; each line in its own language unless `lang`."""
    hits: list[TermHit] = []
    position = 0
    for line in text.splitlines(keepends=True):
        found = recogniser.find(line, lang or identify(line).lang)
        hits += [attrs.evolve(h, start=h.start + position, end=h.end + position) for h in found]
        position += len(line)
    return tuple(hits)


def known_term(termbase: Termbase, text: str, lang: Lang) -> tuple[Term, str] | None:
    """The termbase's entry for `text` with the bearer's gender ("" unless a person): its hints decide the inflection.

    Of a noun and a verb spelled alike (кездесу: a meeting, to meet) it is the noun, which has all the cases.
    """
    wanted = fold(text).text
    found: list[tuple[Term, str]] = [
        (term, concept.gender)
        for concept in termbase
        for term in concept.terms
        if term.lang == lang and fold(term.text).text == wanted
    ]
    exact = [pair for pair in found if pair[0].text == text]
    ranked = sorted(
        exact or found,
        key=lambda pair: (pair[0].pos in _VERBAL, pair[0].status != TermStatus.PREFERRED, pair[0].demonym),
    )
    return ranked[0] if ranked else None


def inflect_term(termbase: Termbase, text: str, lang: Lang) -> tuple[InflectedForm, ...]:
    """All forms of `text`: by the hints of the termbase entry if it is one, else by the rules alone."""
    known = known_term(termbase, text, lang)
    if known is None:
        return inflect(text, lang)
    term, person = known
    return inflect(text, lang, pos=term.pos, hints=term.hints, abbreviation=term.abbreviation, person=person)


def verify_lines(
    recogniser: Recogniser, sources: Sequence[str], targets: Sequence[str], source_lang: Lang, target_lang: Lang
) -> list[tuple[TermResult, ...]]:
    """Results for each line of a translation, consistent over the whole text. Raises InputError on unequal length."""
    if len(sources) != len(targets):
        raise InputError(
            _("the source and the translation have different numbers of lines ({source} and {target})",
              source=len(sources), target=len(targets)),
            do=_("Give both the same number of lines"),
        )
    return verify_article(zip(sources, targets, strict=True), source_lang, target_lang, recogniser)


def form_json(form: InflectedForm) -> dict[str, Any]:
    """The contract's object for one inflected form."""
    return {
        "case": form.form.case,
        "number": form.form.number,
        "possessive": form.form.possessive,
        "form": form.text,
    }


def hit_json(hit: TermHit) -> dict[str, Any]:
    """The contract's object for one hit."""
    return {
        "concept": hit.concept,
        "lang": hit.lang,
        "text": hit.text,
        "start": hit.start,
        "end": hit.end,
        "form": attrs.asdict(hit.form),
        "term": hit.term.text,
        "status": str(hit.term.status),
    }


def result_json(result: TermResult) -> dict[str, Any]:
    """The contract's object for one verified term: as in a translation, but nothing was enforced."""
    form = term_json(result)
    del form["step"]
    return form

"""Kazakh: inflection and analysis of terms. The rules are in kk_*.py, the tables in data/morphology/kk.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pressloc.model import Form, InflectedForm
from pressloc.morphology.kk_analyse import analyse
from pressloc.morphology.kk_extended import further_readings
from pressloc.morphology.kk_harmony import agreement_errors, harmony_error
from pressloc.morphology.kk_nominal import attach
from pressloc.morphology.kk_numerals import attach_to_number, ordinal
from pressloc.morphology.kk_paradigm import Reading, assemble, paradigm
from pressloc.morphology.kk_phrases import Phrase, chain_variants, split_head
from pressloc.morphology.kk_verbs import verb_forms

__all__ = [
    "agreement_errors",
    "analyse",
    "attach",
    "attach_to_number",
    "chain_variants",
    "harmony_error",
    "inflect",
    "inflect_extended",
    "ordinal",
]


def _collect(
    term: str, phrase: Phrase, readings: Iterable[Reading], *, variants_only: bool
) -> list[InflectedForm]:
    """Readings of the head as forms of the term, without repetitions; one norm form a slot."""
    seen: set[tuple[Form, str]] = set()
    settled: set[Form] = set()
    out: list[InflectedForm] = []
    for form, head, norm in ((r.form, r.text, r.norm) for r in readings):
        for text, usual in assemble(phrase, head):
            key = (form, text)
            if key in seen:
                continue
            seen.add(key)
            best = norm and usual and form not in settled and (text == term or not variants_only)
            if best:
                settled.add(form)
            out.append(InflectedForm(form, text, best))
    return out


def inflect(
    term: str,
    *,
    pos: str = "noun-phrase",
    hints: Mapping[str, str] | None = None,
    abbreviation: bool = False,
    person: str = "",
) -> tuple[InflectedForm, ...]:
    """All forms of a Kazakh term: the norm form of each slot, accepted variants (`norm` False) besides.

    A bare head has bare and possessed slots; a head that carries possession (hint `px` = 3, or judged from the
    phrase when there is no hint) has possessive slots only, without a second suffix. `pos` "phrase" stays as it is;
    "verb-phrase" and "adjective" give their further forms as variants, a verb phrase also finite forms in the slot
    Form(). `person` ("m", "f") keeps names in the singular without possession. The first form equals `term`.
    """
    phrase = split_head(term)
    if not phrase.head or pos == "phrase":
        return (InflectedForm(Form(), term),)
    return _plain(
        term, phrase, paradigm(phrase.head, term, hints or {}, abbreviation=abbreviation, person=person), pos
    )


def _plain(term: str, phrase: Phrase, readings: Iterable[Reading], pos: str) -> tuple[InflectedForm, ...]:
    """The result of `inflect` from the readings of the head: the citation form first."""
    out = _collect(term, phrase, readings, variants_only=pos in ("adjective", "verb-phrase"))
    if pos == "verb-phrase":
        out += _verbal(phrase)
    first = next((i for i, f in enumerate(out) if f.text == term), None)
    if first is None:
        return (InflectedForm(Form(), term), *out)
    return (out[first], *out[:first], *out[first + 1 :])


def _verbal(phrase: Phrase) -> list[InflectedForm]:
    """Finite forms of a phrase that ends in a verbal noun (өткізу → өткізді), as variants in the slot Form()."""
    if phrase.head[-1:].lower() not in ("у", "ю") or len(phrase.head) < 3 or phrase.closing:
        return []
    return [InflectedForm(Form(), phrase.before + f + phrase.after, False) for f in verb_forms(phrase.head)]


def inflect_extended(
    term: str,
    *,
    pos: str = "noun-phrase",
    hints: Mapping[str, str] | None = None,
    abbreviation: bool = False,
    person: str = "",
) -> tuple[InflectedForm, ...]:
    """`inflect` and what else a text may show of the term, as variants: for recognition, not for generation.

    Possession of the other persons (Парламентіміз, еліңіз), attributes in -дағы/-дегі (Сенаттағы), -лық/-лік,
    -сыз, -дай and -нікі derivatives, the instrumental with a wrong мен/бен/пен, and finite forms of phrases in -у.
    """
    phrase, given = split_head(term), hints or {}
    if not phrase.head or pos == "phrase":
        return (InflectedForm(Form(), term),)
    usual = tuple(paradigm(phrase.head, term, given, abbreviation=abbreviation, person=person))
    plain = _plain(term, phrase, usual, pos)
    further = further_readings(usual, phrase.head, term, given, abbreviation=abbreviation, person=person)
    extra = _collect(term, phrase, further, variants_only=True)
    if pos != "verb-phrase" and " " in term:
        extra += _verbal(phrase)
    known = {(f.form, f.text) for f in plain}
    return (*plain, *(f for f in extra if (f.form, f.text) not in known))

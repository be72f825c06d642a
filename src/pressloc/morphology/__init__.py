"""Inflection and analysis of terms: one door to the three languages. No I/O."""

from __future__ import annotations

from collections.abc import Mapping

from pressloc.model import InflectedForm, Lang


def inflect(term: str, lang: Lang, *, pos: str = "noun-phrase", hints: Mapping[str, str] | None = None,
            abbreviation: bool = False, person: str = "") -> tuple[InflectedForm, ...]:
    """All forms of `term`: the norm form of each slot first, accepted variants after it.

    `pos` is `noun`, `noun-phrase`, `adjective`, `verb-phrase` or `phrase`; `person` is "m" or "f" for personal
    names (else ""); `hints` are the per-entry overrides of the termbase (`px`, `harmony`, `indeclinable` …).
    The first form is always the citation form, equal to `term`.
    """
    given = hints or {}
    if lang == "kk":
        from pressloc.morphology import kk

        return kk.inflect(term, pos=pos, hints=given, abbreviation=abbreviation, person=person)
    if lang == "ru":
        from pressloc.morphology import ru

        return ru.inflect(term, pos=pos, hints=given, abbreviation=abbreviation, person=person)
    from pressloc.morphology import en

    return en.inflect(term, pos=pos, hints=given, abbreviation=abbreviation, person=person)

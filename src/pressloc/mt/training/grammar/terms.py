"""Termbase concepts as leaves of the grammar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from attrs import evolve

from pressloc.errors import InputError
from pressloc.i18n import _
from pressloc.model import LANGS, Concept, ConceptKind, Lang, Term, TermStatus
from pressloc.mt.training.grammar.entries import Entry, Person
from pressloc.mt.training.grammar.want import Value
from pressloc.terms.termbase import Termbase, builtin, load_tbx

_PROPER = (ConceptKind.ORGANISATION, ConceptKind.PLACE)
_BARE = ("capital", "city")  # towns take no article in English


def term_leaves(
    ids: Mapping[str, Sequence[str]],
    places: Mapping[str, Sequence[str]],
    kinds: Mapping[str, str],
    termbase: Sequence[Path] = (),
) -> dict[str, list[Value]]:
    """Leaves by symbol: the concepts listed in `ids`, all places of the kinds that `places` names (without those
    whose id it lists with a minus), and all concepts of the kind in `kinds` that are no proper names or persons.

    An id with ! at its end gives the abbreviations too, with ~ only these. Raises InputError for an unknown concept.
    """
    concepts = load_tbx(termbase) if termbase else builtin()
    found: dict[str, list[Value]] = {}
    for symbol, names in ids.items():
        for name in names:
            leaves = _leaves(_known(concepts, name.rstrip("!~")), abbreviations=name.endswith(("!", "~")))
            found.setdefault(symbol, []).extend(leaf for leaf in leaves if not name.endswith("~") or _is_short(leaf))
    for symbol, wanted in places.items():
        chosen = (
            c for c in concepts if c.kind == ConceptKind.PLACE and c.place_kind in wanted and f"-{c.id}" not in wanted
        )
        found.setdefault(symbol, []).extend(leaf for c in chosen for leaf in _leaves(c, abbreviations=False))
    for symbol, kind in kinds.items():
        nouns = (c for c in concepts if c.kind == kind and not any(term.pos == "phrase" for term in c.terms))  # abroad
        leaves = (leaf for c in nouns for leaf in _leaves(c, abbreviations=False))
        found.setdefault(symbol, []).extend(leaf for leaf in map(_plain, leaves) if leaf is not None)
    return found


def _is_short(leaf: Value) -> bool:
    return isinstance(leaf, Entry) and leaf.abbreviation


def _plain(leaf: Value) -> Value | None:
    """A common noun, or a person without the title; None for other proper names."""
    if isinstance(leaf, Person):
        return evolve(leaf, title=None) if leaf.given["en"] else None
    if not isinstance(leaf, Entry) or "proper" in leaf.flags:
        return None
    return None if leaf.texts["en"].startswith("to ") or "«" in leaf.texts["ru"] else leaf  # deeds and titles in quotes


def _known(concepts: Termbase, name: str) -> Concept:
    concept = concepts.get(name)
    if concept is None:
        raise InputError(_("no concept “{id}” in the termbase", id=name), where="terms.tsv", do=_("Correct the line"))
    return concept


def _leaves(concept: Concept, *, abbreviations: bool) -> Iterable[Value]:
    preferred = {lang: term for lang in LANGS if (term := concept.preferred(lang)) is not None}
    if len(preferred) == len(LANGS) and not any("(" in term.text for term in preferred.values()):
        yield _person(concept, preferred) if concept.kind == ConceptKind.PERSON else _entry(concept, preferred)
    if abbreviations:
        short = {lang: term for lang in LANGS if (term := _abbreviation(concept, lang)) is not None}
        if len(short) == len(LANGS):
            yield evolve(_entry(concept, short), abbreviation=True)


def _abbreviation(concept: Concept, lang: Lang) -> Term | None:
    return next(
        (t for t in concept.terms if t.lang == lang and t.abbreviation and t.status != TermStatus.DEPRECATED), None
    )


def _entry(concept: Concept, terms: Mapping[Lang, Term]) -> Entry:
    hints: dict[str, dict[str, str]] = {lang: dict(term.hints) for lang, term in terms.items()}
    if concept.place_kind in _BARE:
        hints["en"].setdefault("article", "none")
    if concept.kind == ConceptKind.PHRASE:
        texts: dict[Lang, str] = {lang: term.text for lang, term in terms.items()}
        deed = terms["en"].text.startswith("to ")
        return Entry({**texts, "en": texts["en"].removeprefix("to ")}, frozenset({"mass", "deed" if deed else "fixed"}))
    proper = concept.kind in _PROPER or (terms["en"].text[:1].isupper() and terms["ru"].text[:1].isupper())
    flags = {"proper"} if proper else set()
    return Entry(
        {lang: term.text for lang, term in terms.items()}, frozenset(flags), hints,
    )  # fmt: skip


def _person(concept: Concept, terms: Mapping[Lang, Term]) -> Person:
    given, surname = dict[Lang, str](), dict[Lang, str]()
    for lang, term in terms.items():
        last = concept.properties.get(f"surname.{lang}", "")
        if last in ("", "-") or not term.text.endswith(f" {last}"):
            last = term.text.rpartition(" ")[2]
        surname[lang] = last
        given[lang] = term.text[: len(term.text) - len(last)].strip()
    titles: dict[Lang, str] = {lang: concept.properties.get(f"title.{lang}", "") for lang in LANGS}
    title = Entry(titles, frozenset({"mass", "proper"})) if all(titles.values()) else None
    return Person(given, surname, concept.gender or "m", title, {lang: dict(term.hints) for lang, term in terms.items()})

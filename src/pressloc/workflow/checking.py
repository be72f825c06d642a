"""Running the checks: on a segment with its terms, on a translated file beside its source, on an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
from attrs import frozen

from pressloc.checks.base import plain
from pressloc.checks.runner import run
from pressloc.checks.terms import findings_from_mentions, findings_from_terms
from pressloc.errors import InputError, UsageError
from pressloc.i18n import N_, _
from pressloc.model import (
    CODE_BASE,
    CODE_LIMIT,
    Concept,
    Document,
    Finding,
    Lang,
    Segment,
    Severity,
    TermResult,
    Unit,
    UnitKind,
    is_code_char,
)
from pressloc.mt.codes import strip_codes
from pressloc.ports import CheckContext
from pressloc.store import articles, targets
from pressloc.store.database import Store
from pressloc.terms.agreement import disagreements
from pressloc.terms.mention import first_mentions
from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import Termbase
from pressloc.terms.verify import ArticleState, verify_with_state
from pressloc.text.langid import identify
from pressloc.workflow.documents import Loaded
from pressloc.workflow.forms import finding_json
from pressloc.workflow.inline import with_equivalents


@frozen
class Checked:
    """A target with its findings. `place` is where it stands (file and unit, or article and segment)."""

    place: str
    source: str
    target: str
    lang: Lang
    findings: tuple[Finding, ...]


@frozen
class Pair:
    """A source with its translation, both with inline codes of the same numbering."""

    place: str
    segment: Segment
    target: str
    lang: Lang


_MOST_FIXES = 12  # fixes come to rest by themselves; this bounds a faulty check of an office's own


def check_segment(context: CheckContext, terms: Sequence[TermResult], termbase: Termbase) -> tuple[Finding, ...]:
    """All findings on one target: the checks', those on its verified terms, wrong endings inside terms and words."""
    concepts = [termbase[concept] for concept in {hit.concept for hit in context.hits}]
    return (*run(context), *findings_from_terms(terms), *_agreement(context, concepts))


_TITLES = (UnitKind.HEADING, UnitKind.TITLE)
_RUNNING = (*_TITLES, UnitKind.PARAGRAPH, UnitKind.LIST_ITEM)  # what makes an article; no table cells, no interface texts


def mention_findings(
    context: CheckContext, recogniser: Recogniser, introduced: frozenset[str]
) -> tuple[tuple[Finding, ...], frozenset[str]]:
    """Abbreviations before their full forms in one target of an article, and the bodies named by now.

    `introduced` are those that the targets before it named.
    """
    if context.segment.kind not in _RUNNING:
        return (), introduced
    text = plain(context.target, context.codes).text
    heading = context.segment.kind in _TITLES
    early, named = first_mentions(text, context.target_lang, recogniser, introduced, heading=heading)
    return findings_from_mentions(early, context.target, context.codes), named


# checks whose fixes are a matter of form alone: applied to machine output without asking
_FORM = ("number-format", "initial-case", "quote-style", "dashes", "spacing", "double-space", "edges", "mixed-script", "quote-balance")


def polish(context: CheckContext) -> str:
    """The target with every certain fix of form made: number format, first capital, quotes, spaces, look-alikes."""
    for _round in range(_MOST_FIXES):
        fix = next((f.fix for f in run(context, only=_FORM) if f.fix is not None), None)
        if fix is None or fix == context.target:
            break
        context = attrs.evolve(context, target=fix)
    return context.target


def _agreement(context: CheckContext, concepts: Sequence[Concept]) -> Iterator[Finding]:
    text = plain(context.target, context.codes)
    for wrong in disagreements(text.text, context.target_lang, concepts):
        if not wrong.sure:
            continue
        start, end = text.span(wrong.start, wrong.end)
        certain = context.target[start:end] == wrong.found and not wrong.concept and not wrong.others
        fix = context.target[:start] + wrong.corrected + context.target[end:] if certain else None
        if wrong.others:
            message = N_("“{found}” has a wrong ending; it should be “{corrected}” or “{other}”")
        else:
            message = N_("“{found}” has a wrong ending; it should be “{corrected}”")
        args = {"found": wrong.found, "corrected": wrong.corrected, "other": wrong.others[0] if wrong.others else ""}
        yield Finding("agreement", Severity.MAJOR, message, args, start, end, fix)


def check_pairs(pairs: Sequence[Pair], recogniser: Recogniser) -> list[Checked]:
    """Check translations in reading order; terms must be consistent over all pairs of one language."""
    states: dict[Lang, ArticleState] = {}
    introduced: dict[Lang, frozenset[str]] = {}
    result: list[Checked] = []
    for pair in pairs:
        source = strip_codes(pair.segment.text, pair.segment.codes).text
        state = states.get(pair.lang, ArticleState())
        hits = recogniser.find(source, pair.segment.lang, known=state.known)
        target = strip_codes(pair.target, pair.segment.codes).text
        terms, states[pair.lang] = verify_with_state(hits, target, pair.lang, recogniser, source=source, state=state)
        context = CheckContext(pair.segment, pair.target, pair.lang, hits, pair.segment.codes)
        shown = with_equivalents(pair.segment.text, pair.segment.codes)
        early, introduced[pair.lang] = mention_findings(context, recogniser, introduced.get(pair.lang, frozenset()))
        findings = (*check_segment(context, terms, recogniser.termbase), *early)
        result.append(Checked(pair.place, shown, target, pair.lang, findings))
    return result


def catalogue_pairs(loaded: Loaded, lang: Lang) -> list[Pair]:
    """The translated entries of a bilingual file (PO)."""
    return [
        Pair(f"{loaded.name}:{unit.id}", _whole(unit, loaded.lang), unit.target, lang)
        for unit in loaded.document.units
        if unit.target
    ]


def file_pairs(source: Loaded, target: Loaded) -> list[Pair]:
    """A translated file beside its source, paragraph by paragraph. Raises InputError if they do not run in parallel."""
    ours, theirs = source.document.units, target.document.units
    if len(ours) != len(theirs):
        raise InputError(
            _("the source and the translation have different numbers of paragraphs ({source} and {target})",
              source=len(ours), target=len(theirs)),
            where=target.name, do=_("Give both the same paragraphs"),
        )  # fmt: skip
    return [
        Pair(f"{target.name}:{there.id}", _whole(here, source.lang), _same_codes(here, there), target.lang)
        for here, there in zip(ours, theirs, strict=True)
        if _own_language(there, target.lang) == target.lang
    ]


def _own_language(unit: Unit, lang: Lang) -> Lang:
    """The language of a paragraph, which may differ from its file's (`lang`) on purpose: a footer left as it was."""
    guess = identify(with_equivalents(unit.text, unit.codes))
    return guess.lang if guess.confidence > 0.9 else lang


def _whole(unit: Unit, lang: Lang) -> Segment:
    own = _own_language(unit, lang)
    return Segment(f"{unit.id}:1", unit.id, unit.text, 0, len(unit.text), own, unit.codes, unit.kind)


def _same_codes(here: Unit, there: Unit) -> str:
    """The translation's text with its inline codes numbered as the source's, matched by their markup in order."""
    free = list(range(len(here.codes)))
    parts: list[str] = []
    for char in there.text:
        if is_code_char(char):
            data = there.codes[ord(char) - CODE_BASE].data
            match = next((n for n in free if here.codes[n].data == data), None)
            if match is not None:
                free.remove(match)
            char = chr(CODE_BASE + match) if match is not None else chr(CODE_LIMIT)
        parts.append(char)
    return "".join(parts)


def article_pairs(store: Store, name: str) -> list[Pair]:
    """All targets of an article of the project. Raises UsageError if there is no such article."""
    with store.begin() as connection:
        article = articles.find_article(connection, name)
        if article is None:
            raise UsageError(_("neither a file nor an article: {name}", name=name), do=_("See: pressloc status"))
        rows = articles.segments(connection, article.id)
        pairs: list[Pair] = []
        for lang in article.targets:
            found = targets.targets(connection, article.id, lang)
            pairs += [
                Pair(f"{name}:{row.key}:{lang}", articles.as_segment(row), found[row.id].text, lang)
                for row in rows
                if row.id in found and found[row.id].text and row.lang != lang
            ]
    return pairs


# what can be judged in a text by itself
_LONE = ("wrong-script", "mixed-script", "control-characters", "repeated-word", "quote-balance", "quote-style", "brackets",
         "dashes", "number-format", "spacing", "double-space")  # fmt: skip


def check_lone(loaded: Loaded) -> list[Checked]:
    """The paragraphs of a file without its source: the checks that need none, each paragraph in its own language."""
    result: list[Checked] = []
    for unit in loaded.document.units:
        whole = _whole(unit, loaded.lang)
        context = CheckContext(attrs.evolve(whole, text=""), unit.text, whole.lang, (), unit.codes)
        findings = (*run(context, only=_LONE), *_agreement(context, ()))
        shown = with_equivalents(unit.text, unit.codes)
        result.append(Checked(f"{loaded.name}:{unit.id}", "", shown, whole.lang, findings))
    return result


def has_targets(document: Document) -> bool:
    """Whether a file carries translations itself (PO)."""
    return any(unit.target is not None for unit in document.units)


def checked_json(checked: Checked) -> dict[str, Any]:
    """One target with its findings."""
    return {
        "place": checked.place,
        "lang": checked.lang,
        "source": checked.source,
        "target": checked.target,
        "findings": [finding_json(finding) for finding in checked.findings],
    }

"""The languages of a document's units and segments: each text's own evidence, helped by what surrounds it."""

from __future__ import annotations

from collections.abc import Sequence

from pressloc.model import LANGS, Document, Lang
from pressloc.text.langid import evidence, from_evidence

# Priors in nats. A short heading says 2 to 4 of itself, a sentence 10 and more.
_DECLARED = 1.5
_DOCUMENT = 1.0
_UNIT = 0.7
_NEIGHBOUR = 0.4
_MOST = 6.0  # what one unit can add to the document's language


def primary(tag: str | None) -> Lang | None:
    """The language of a BCP 47 tag (`kk-KZ` → `kk`), None for others and for none."""
    base = (tag or "").replace("_", "-").split("-")[0].lower()
    return next((lang for lang in LANGS if lang == base), None)


def of_units(document: Document) -> list[Lang]:
    """The language of each unit, to choose segmentation rules by."""
    own = [evidence(unit.text) for unit in document.units]
    main = _main_language(own, primary(document.lang))
    out: list[Lang] = []
    for unit, log in zip(document.units, own, strict=True):
        prior = _bonus([(main, _DOCUMENT), (primary(unit.lang), _DECLARED)])
        out.append(_best(log, prior))
    return out


def of_segments(texts: Sequence[str], unit_langs: Sequence[Lang]) -> list[Lang]:
    """The language of each segment, given its unit's; texts without words take their unit's."""
    own = [evidence(text) for text in texts]
    out: list[Lang] = []
    for k, log in enumerate(own):
        around: list[tuple[Lang | None, float]] = [(unit_langs[k], _UNIT)]
        for other in (k - 1, k + 1):
            if 0 <= other < len(own):
                near = own[other]
                around.append((from_evidence(near).lang if near else None, _NEIGHBOUR))
        out.append(_best(log, _bonus(around)))
    return out


def _main_language(own: Sequence[tuple[float, ...] | None], declared: Lang | None) -> Lang | None:
    """The language most of the units' evidence points to, each unit bounded."""
    totals = _bonus([(declared, _DECLARED)])
    for log in own:
        if log is not None:
            top = max(log)
            totals = [total + max(value - top, -_MOST) for total, value in zip(totals, log, strict=True)]
    return from_evidence(tuple(totals)).lang if len(set(totals)) > 1 else declared


def _bonus(parts: Sequence[tuple[Lang | None, float]]) -> list[float]:
    return [sum(weight for lang, weight in parts if lang == candidate) for candidate in LANGS]


def _best(log: tuple[float, ...] | None, prior: Sequence[float]) -> Lang:
    own = log or (0.0,) * len(LANGS)
    return from_evidence(tuple(a + b for a, b in zip(own, prior, strict=True))).lang

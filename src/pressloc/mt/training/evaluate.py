"""`models eval`: chrF++ and BLEU per direction with sacrebleu's signatures and bootstrap intervals, as a table, JSON or HTML.

Scores are sacrebleu's: chrF++ is chrF with word order 2 (Popović 2017), BLEU with the 13a tokenizer (Post 2018).
"""

from __future__ import annotations

import html
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attrs import asdict, field, frozen

from pressloc.errors import InputError
from pressloc.i18n import _
from pressloc.model import Lang
from pressloc.mt.training.rows import COLUMNS, Row, read_rows

BOOTSTRAP, CONFIDENCE = 300, 0.95

Translate = Callable[[Sequence[str], Lang, Lang], Sequence[str]]
"""Translates sentences of one language into another; the engine or a network in training."""


@frozen
class Score:
    """A metric's value with the bounds of its bootstrap interval and sacrebleu's signature."""

    value: float
    low: float
    high: float
    signature: str


@frozen
class Direction:
    """One direction on one set: scores, lines, and source words per second."""

    set: str
    source: Lang
    target: Lang
    lines: int
    speed: float
    scores: Mapping[str, Score]
    extra: Mapping[str, float] = field(factory=dict)


def directions_of(rows: Sequence[Row]) -> list[tuple[Lang, Lang]]:
    """The directions that at least one row has."""
    return [
        (source, target)
        for source in COLUMNS
        for target in COLUMNS
        if source != target and any(row.text(source) and row.text(target) for row in rows)
    ]


def evaluate(
    translate: Translate,
    sets: Iterable[Path],
    *,
    directions: Sequence[tuple[Lang, Lang]] = (),
    limit: int = 0,
    report: Callable[[str], None] = print,
) -> list[Direction]:
    """Score a translator on TSV or TMX sets. `limit` > 0 takes the first lines only. Raises InputError."""
    results = []
    for path in sets:
        rows = list(read_rows(path))
        if not rows:
            raise InputError(_("the test set is empty"), where=str(path), do=_("Give lines with two languages"))
        for source, target in directions or directions_of(rows):
            pairs = [
                (row.text(source), row.text(target)) for row in rows if row.text(source) and row.text(target)
            ]
            pairs = pairs[:limit] if limit else pairs
            if not pairs:
                continue
            start = time.perf_counter()
            hypotheses = list(translate([one for one, _ in pairs], source, target))
            seconds = time.perf_counter() - start
            words = sum(len(one.split()) for one, _ in pairs)
            scores = score(hypotheses, [other for _, other in pairs])
            results.append(Direction(path.stem, source, target, len(pairs), words / seconds, scores))
            report(
                f"{path.stem} {source}-{target} chrF++ {scores['chrF++'].value:.1f} BLEU {scores['BLEU'].value:.1f}"
            )
    return results


def score(
    hypotheses: Sequence[str], references: Sequence[str], *, bootstrap: int = BOOTSTRAP
) -> dict[str, Score]:
    """chrF++ and BLEU of a corpus with percentile bootstrap intervals over lines (Koehn 2004), seeded."""
    from sacrebleu.metrics import BLEU, CHRF

    return {
        name: _interval(metric, hypotheses, references, bootstrap)
        for name, metric in (("chrF++", CHRF(word_order=2)), ("BLEU", BLEU(effective_order=False)))
    }


def _interval(metric: Any, hypotheses: Sequence[str], references: Sequence[str], bootstrap: int) -> Score:
    whole = metric.corpus_score(list(hypotheses), [list(references)])
    # sufficient statistics per line: resampling sums them instead of scoring the lines again
    statistics = np.array(metric._extract_corpus_statistics(list(hypotheses), [list(references)]))
    random = np.random.default_rng(12345)
    values = [
        metric._compute_score_from_stats(
            statistics[random.integers(0, len(statistics), len(statistics))].sum(0).tolist()
        ).score
        for _ in range(bootstrap)
    ]
    low, high = (
        np.quantile(values, ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2)) if values else (whole.score,) * 2
    )
    return Score(whole.score, float(low), float(high), str(metric.get_signature()))


def mean(results: Sequence[Direction], metric: str = "chrF++") -> float:
    """Mean of a metric over results."""
    return sum(r.scores[metric].value for r in results) / len(results)


def table(results: Sequence[Direction]) -> str:
    """A plain table, one direction a line."""
    lines = [f"{'set':<28} {'dir':<6} {'lines':>5}  {'chrF++':>18}  {'BLEU':>18}  {'words/s':>7}"]
    for r in results:
        cells = [
            f"{s.value:5.1f} [{s.low:.1f}, {s.high:.1f}]" for s in (r.scores["chrF++"], r.scores["BLEU"])
        ]
        lines.append(
            f"{r.set:<28} {r.source}-{r.target:<3} {r.lines:>5}  {cells[0]:>18}  {cells[1]:>18}  {r.speed:>7.0f}"
        )
    return "\n".join(lines)


def to_json(results: Sequence[Direction]) -> str:
    """The document `pressloc/eval/1`."""
    return json.dumps(
        {"schema": "pressloc/eval/1", "results": [asdict(r) for r in results]}, ensure_ascii=False, indent=2
    )


def to_html(results: Sequence[Direction], title: str) -> str:
    """A self-contained page with the table and the signatures."""
    head = "".join(f"<th>{name}</th>" for name in ("set", "direction", "lines", "chrF++", "BLEU", "words/s"))
    body = "".join(
        "<tr>"
        + "".join(
            f"<td>{html.escape(cell)}</td>"
            for cell in (
                r.set,
                f"{r.source}-{r.target}",
                str(r.lines),
                *(
                    f"{s.value:.1f} [{s.low:.1f}, {s.high:.1f}]"
                    for s in (r.scores["chrF++"], r.scores["BLEU"])
                ),
                f"{r.speed:.0f}",
            )
        )
        + "</tr>"
        for r in results
    )
    signatures = "".join(
        f"<li>{html.escape(name)}: <code>{html.escape(s.signature)}</code></li>"
        for name, s in (results[0].scores.items() if results else ())
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>'
        "<style>body{font:15px sans-serif;margin:2em}td,th{padding:.2em .8em;text-align:left}</style>"
        f"<h1>{html.escape(title)}</h1><table><tr>{head}</tr>{body}</table><ul>{signatures}</ul></html>"
    )

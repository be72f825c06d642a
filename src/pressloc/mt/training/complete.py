"""`models complete`: back-translation (Sennrich et al. 2016), the third language of rows that have two.

A recipe takes the result as a corpus whose made language is `source_only`: the network then reads machine-made text and
learns to write human text from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pressloc.model import Lang
from pressloc.mt.training.clean import cell_fault, pair_fault
from pressloc.mt.training.evaluate import Translate
from pressloc.mt.training.rows import COLUMNS, Row

ROUND = 512  # rows translated at a time: progress shows, and a stop loses little


def complete(
    rows: Sequence[Row], missing: Lang, translate: Translate, report: Callable[[int, int], None] = lambda _done, _all: None
) -> Iterator[Row]:
    """Rows of exactly the two other languages, with a machine-made text in `missing`. Every second row is translated from
    the one side and the others from the other, so that the faults of no single direction prevail. Rows whose output is
    empty, in a wrong script or far from its source in length are dropped. `report` hears how many rows are done, and of how many."""
    sides = [lang for lang in COLUMNS if lang != missing]
    fit = [row for row in rows if all(map(row.text, sides)) and not row.text(missing)]
    for start in range(0, len(fit), ROUND):
        part = fit[start : start + ROUND]
        for turn, source in enumerate(sides):
            mine = part[turn::2]
            if not mine:
                continue
            made = translate([row.text(source) for row in mine], source, missing)
            for row, text in zip(mine, made, strict=True):
                if text.strip() and not cell_fault(text, missing) and not pair_fault(row.text(source), text):
                    yield Row(row.corpus, {**row.texts, missing: text.strip()})
        report(min(start + ROUND, len(fit)), len(fit))

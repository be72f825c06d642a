"""What enforcement does on the in-domain development set: terms right, chrF++, cost, in six directions.

    python benchmarks/terms_enforce.py [--every N] [--model DIR] [--file TSV]
    python benchmarks/terms_enforce.py --marian       the mechanism over another architecture (random weights)

Three ways in one run: `plain` is the engine alone, `annotated` the same search with the target lemmas in the source,
`enforced` the cascade. Right: of the terms recognised in the source and verifiable, those found in the target in any
admissible form. Cost is processor time of all threads, plain = 1, each way with its own first search. The last line
is the mean of the directions. A random Marian writes nonsense: there the share of terms that the cascade put in, and
that each of them was scored and decoded, is all that the figures say.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pressloc.model import Lang, TermHit, TermResult, TermVerdict
from pressloc.mt.registry import load_engine
from pressloc.ports import DecodingOptions, Engine, MTRequest
from pressloc.terms.enforce import EnforceOptions, Enforcer
from pressloc.terms.recognise import Recogniser
from pressloc.terms.repair import Margins
from pressloc.terms.termbase import builtin
from pressloc.terms.verify import is_soft, verify

COLUMN: dict[Lang, int] = {"en": 0, "ru": 1, "kk": 2}
GOOD = (TermVerdict.OK, TermVerdict.INFLECTED)
DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "eval" / "indomain_dev.tsv"
WAYS = ("plain", "annotated", "enforced")
OPTIONS = DecodingOptions(beam=4)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What `work` returns and the processor seconds it took."""
    began = time.process_time()
    result = work()
    return result, time.process_time() - began


def share(results: Sequence[TermResult]) -> float:
    return 100 * sum(r.status in GOOD for r in results) / max(1, len(results))


def chrf(outputs: Sequence[str], references: Sequence[str]) -> float:
    import sacrebleu

    return float(sacrebleu.corpus_chrf(outputs, [references], word_order=2).score)


def direction(
    engine: Engine, enforcer: Enforcer, requests: Sequence[MTRequest], hits: Sequence[tuple[TermHit, ...]],
    references: Sequence[str],
) -> tuple[list[float], list[float], list[float], Counter[str], int]:
    """Shares of right terms, chrF++ and costs of the three ways, the steps, the number of terms."""
    asked = enforcer.annotated(requests, hits)
    plain, first = timed(lambda: engine.translate(requests, OPTIONS))
    marked, second = timed(lambda: engine.translate(asked, OPTIONS))
    enforced, third = timed(lambda: enforcer.translate(engine, requests, hits, OPTIONS))
    texts = [[own[0].text for own in plain], [own[0].text for own in marked], [e.hypothesis.text for e in enforced]]
    results = [
        [r for q, own, text in zip(requests, hits, ways, strict=True)
         for r in verify(own, text, q.target, enforcer.recogniser, source=q.text)]
        for ways in texts
    ]  # fmt: skip
    steps = Counter(r.step for e in enforced for r in e.terms if r.step)
    scores = [chrf(ways, references) for ways in texts]
    return [share(r) for r in results], scores, [1.0, second / first, third / first], steps, len(results[2])


def row(name: str, terms: object, right: Sequence[float], scores: Sequence[float], costs: Sequence[float]) -> str:
    cells = (" ".join(f"{value:6.1f}" for value in right), " ".join(f"{value:6.1f}" for value in scores),
             " ".join(f"{value:5.2f}" for value in costs))
    return f"{name:8}{terms!s:>6}   {cells[0]}   {cells[1]}   {cells[2]}"


def starter(model: str | None, file: Path, every: int) -> None:
    lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    lines = [cells for cells in lines if len(cells) >= 3 and all(cells[:3])][::every]
    engine, recogniser = load_engine("ctranslate2", model=model), Recogniser(builtin())
    enforcer = Enforcer(recogniser)
    print(f"{engine.signature(OPTIONS)}, {len(lines)} sentences\n")
    print(f"{'':17}{'terms right, %':23}{'chrF++':22}cost\n{'':8} terms   {'  '.join(WAYS)}")
    sums: list[tuple[list[float], list[float], list[float]]] = []
    for source, target in sorted(engine.directions()):
        requests = [MTRequest(cells[COLUMN[source]], source, target) for cells in lines]
        hits = [tuple(h for h in recogniser.find(r.text, source) if not is_soft(h)) for r in requests]
        enforcer.translate(engine, requests[:4], hits[:4], OPTIONS)  # load what is loaded once
        right, scores, costs, steps, count = direction(
            engine, enforcer, requests, hits, [cells[COLUMN[target]] for cells in lines]
        )
        sums.append((right, scores, costs))
        print(row(f"{source}→{target}", count, right, scores, costs), "  ", dict(steps.most_common()), flush=True)
    means = [[sum(s[i][k] for s in sums) / len(sums) for k in range(3)] for i in range(3)]
    print(row("mean", "", *means))


SENTENCES = (
    "Комитет Мажилиса поддержал проект закона.",
    "Заседание прошло в Астане 14 марта.",
    "Сенат и Мажилис поддержали министра.",
    "Депутаты Сената прибыли в Астану.",
)


def marian() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "mt"))
    import conftest
    from pressloc.mt.catalogue import CatalogueEntry
    from pressloc.mt.pull import convert_checkpoint

    with tempfile.TemporaryDirectory() as temporary:
        checkpoint, converted = Path(temporary) / "checkpoint", Path(temporary) / "converted"
        checkpoint.mkdir()
        conftest.make_marian(checkpoint)
        entry = CatalogueEntry("random/marian", "marian", ("ru-en",), "none", "yes", "ctranslate2", "random weights")
        convert_checkpoint(entry, checkpoint, converted, version="0", quantization=None)
        engine, recogniser = load_engine("ctranslate2", model=str(converted)), Recogniser(builtin())
        enforcer = Enforcer(recogniser, EnforceOptions(margins=Margins(99.0, 99.0, 1.0)))
        requests = [MTRequest(text, "ru", "en") for text in SENTENCES]
        hits = [tuple(h for h in recogniser.find(r.text, "ru") if not is_soft(h)) for r in requests]
        right, _, costs, steps, count = direction(engine, enforcer, requests, hits, [""] * len(requests))
        print(f"Marian 2+2×32, random weights, ru→en: {count} terms; right, %: "
              f"{' → '.join(f'{value:.1f}' for value in right)}; cost {costs[2]:.1f}; steps {dict(steps)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="take every N-th line")
    parser.add_argument("--model", default=None)
    parser.add_argument("--file", type=Path, default=DEFAULT)
    parser.add_argument("--marian", action="store_true")
    arguments = parser.parse_args()
    if arguments.marian:
        marian()
    else:
        starter(arguments.model, arguments.file, arguments.every)


if __name__ == "__main__":
    main()

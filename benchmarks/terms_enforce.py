"""What enforcement does on the in-domain development set: terms present, form, chrF++, cost, in six directions.

    python benchmarks/terms_enforce.py [--sentences N] [--model DIR] [--file TSV]

`plain` is the engine alone with the same beam, `enforced` the cascade. Present: of the terms recognised in the
source and verifiable, those found in the target in any form. Time is wall clock of the two passes in one run.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from pressloc.model import Lang, TermVerdict
from pressloc.mt.ctranslate2 import CTranslate2Engine
from pressloc.ports import DecodingOptions, MTRequest
from pressloc.terms.enforce import Enforcer
from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import builtin
from pressloc.terms.verify import is_soft, verify

COLUMN: dict[Lang, int] = {"en": 0, "ru": 1, "kk": 2}
GOOD = (TermVerdict.OK, TermVerdict.INFLECTED)
DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "eval" / "indomain_dev.tsv"


def chrf(outputs: list[str], references: list[str]) -> float:
    import sacrebleu

    return float(sacrebleu.corpus_chrf(outputs, [references], word_order=2).score)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=60)
    parser.add_argument("--model", default=None)
    parser.add_argument("--file", type=Path, default=DEFAULT)
    arguments = parser.parse_args()
    lines = [line.split("\t") for line in arguments.file.read_text(encoding="utf-8").splitlines() if "\t" in line]
    lines = lines[:: max(1, len(lines) // arguments.sentences)][: arguments.sentences]
    engine = CTranslate2Engine.load(arguments.model, {})
    recogniser = Recogniser(builtin())
    enforcer, options = Enforcer(recogniser), DecodingOptions(beam=4)
    print(f"{engine.signature(options)}, {len(lines)} sentences")
    print("direction  terms  present plain → enforced   chrF++ plain → enforced   time ×   steps")
    for source, target in sorted(engine.directions()):
        requests = [MTRequest(cells[COLUMN[source]], source, target) for cells in lines]
        references = [cells[COLUMN[target]] for cells in lines]
        hits = [tuple(h for h in recogniser.find(r.text, source) if not is_soft(h)) for r in requests]
        recogniser.matcher(target)
        started = time.perf_counter()
        plain = [own[0].text for own in engine.translate(requests, options)]
        middle = time.perf_counter()
        enforced = enforcer.translate(engine, requests, hits, options)
        ended = time.perf_counter()
        before = [r for q, own, text in zip(requests, hits, plain, strict=True)
                  for r in verify(own, text, target, recogniser, source=q.text)]  # fmt: skip
        after = [r for item in enforced for r in item.terms]
        shares = [sum(r.status in GOOD for r in results) / max(1, len(results)) for results in (before, after)]
        scores = [chrf(plain, references), chrf([e.hypothesis.text for e in enforced], references)]
        steps = Counter(r.step for r in after if r.step)
        print(f"{source}→{target}    {len(after):7} {shares[0]:13.1%} → {shares[1]:6.1%} {scores[0]:16.1f} → {scores[1]:5.1f} "
              f"{(ended - middle) / (middle - started):13.2f}   {dict(steps.most_common())}")


if __name__ == "__main__":
    main()

"""Recognition speed and recall, and the start from the compiled cache, beside a loop of `\\bterm\\b`.

    python benchmarks/terms_recognise.py [CONCEPTS]      default: the built-in termbase and 10,000 concepts

The text is that of the golden files, repeated to about 0.4 MB a language. The loop searches each designation of the
termbase as it stands in it, case ignored, one compiled pattern a term, as many tools do; its recall is measured on
the golden hits. Times are processor times of this process, the best of three passes: other work on the machine still
slows the caches down.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from attrs import evolve

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "terms"
sys.path.insert(0, str(GOLDEN))


def enlarged(termbase, size: int):  # type: ignore[no-untyped-def]
    """`size` concepts: those of the termbase, then copies whose terms have another first word."""
    from pressloc.terms.termbase import Termbase

    concepts, wave = list(termbase), 0
    words = {"ru": "Приречный", "kk": "Өзен", "en": "Riverside"}
    while len(concepts) < size:
        wave += 1
        for concept in list(termbase)[: size - len(concepts)]:
            terms = tuple(evolve(t, text=f"{words[t.lang]}{wave} {t.text}") for t in concept.terms)
            concepts.append(evolve(concept, id=f"{concept.id}-{wave}", terms=terms))
    return Termbase.of(concepts[:size])


def golden(lang: str) -> list[tuple[str, set[tuple[int, int, str]]]]:
    from marked import parse

    lines = (GOLDEN / f"golden.{lang}.txt").read_text(encoding="utf-8").splitlines()[1:]
    return [(text, set(hits)) for text, hits in map(parse, lines)]


def loop(termbase, lang: str, lines: list[str]) -> tuple[float, set[tuple[int, int, int]]]:  # type: ignore[no-untyped-def]
    """Seconds and the (line, start, end) found by one pattern per designation."""
    patterns = [re.compile(rf"\b{re.escape(t.text)}\b", re.IGNORECASE)
                for c in termbase for t in c.terms if t.lang == lang]  # fmt: skip
    started = time.process_time()
    found = {(n, *m.span()) for n, line in enumerate(lines) for p in patterns for m in p.finditer(line)}
    return time.process_time() - started, found


def best(work: Callable[[], object]) -> float:
    """Processor seconds of the quickest of three runs."""
    times = []
    for _ in range(3):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def measure(termbase, label: str) -> None:  # type: ignore[no-untyped-def]
    from pressloc.terms import lexicon
    from pressloc.terms.matching import Matcher
    from pressloc.terms.recognise import Recogniser

    print(f"\n{label}: {len(termbase):,} concepts, {sum(len(c.terms) for c in termbase):,} designations")
    print("lang   start ms   pressloc MB/s   loop MB/s   ratio   recall   loop recall")
    for lang in ("kk", "ru", "en"):
        lexicon.load(termbase, lang)  # compiled once
        start_ms = 1000 * best(lambda lang=lang: Matcher(lexicon.load(termbase, lang)))
        recogniser = Recogniser(termbase)
        lines = golden(lang)
        once = sum(len(text.encode()) for text, _ in lines)
        repeats = 400_000 // once + 1
        recogniser.find("", lang)
        texts = repeats * [text for text, _ in lines]
        speed = repeats * once / 1e6 / best(lambda lang=lang, texts=texts, r=recogniser: [r.find(t, lang) for t in texts])
        seconds, found = loop(termbase, lang, [text for text, _ in lines])
        wanted = {(n, a, b) for n, (_, hits) in enumerate(lines) for a, b, _ in hits}
        mine = {(n, h.start, h.end) for n, (text, _) in enumerate(lines) for h in recogniser.find(text, lang)}
        slow = once / 1e6 / seconds
        print(f"{lang:4} {start_ms:10.0f} {speed:15.2f} {slow:11.3f} {speed / slow:7.0f} "
              f"{len(mine & wanted) / len(wanted):8.1%} {len(found & wanted) / len(wanted):13.1%}")


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PRESSLOC_CACHE"] = folder
        from pressloc.terms.termbase import builtin

        measure(builtin(), "built-in")
        measure(enlarged(builtin(), size), "enlarged")


if __name__ == "__main__":
    main()

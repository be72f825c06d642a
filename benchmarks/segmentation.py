"""Sentence boundaries: F1 and speed of pressloc beside pysbd and sentencex, in one run.

`segmentation.py FOLDER...`: folders with segmentation.{kk,ru,en}.txt or {kk,ru,en}.txt; a | behind a segment's last
character marks a boundary, cases are parted by an empty line, lines with `# ` are remarks. The end of a case is no
boundary to find; a peer's boundary counts at the last character that is not white space.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from pressloc.model import LANGS, Lang
from pressloc.text.segment import spans

Splitter = Callable[[str], list[str]]
REPEAT = 40


def read_cases(path: Path) -> list[str]:
    """The marked cases of a file."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    texts = ("\n".join(line for line in block.split("\n") if not line.startswith("# ")) for block in blocks)
    return [text.strip("\n") for text in texts if text.strip()]


def gold_of(marked: str) -> tuple[str, set[int]]:
    """The plain text of a case and the offsets of its boundaries."""
    plain, ends = "", set()
    for piece in marked.split("|"):
        plain += piece
        ends.add(len(plain))
    return plain, ends - {len(plain)}


def ends_of(text: str, pieces: list[str]) -> set[int]:
    """Where a splitter's pieces end in `text`, found in order (splitters that rewrite spaces are met half-way)."""
    at, ends = 0, set()
    for piece in pieces:
        for token in piece.split():
            found = text.find(token, at)
            at = found + len(token) if found >= 0 else at
        ends.add(at)
    return ends - {len(text.rstrip())}


def splitters(lang: Lang) -> dict[str, Splitter]:
    """The peers for a language, by name."""
    warnings.filterwarnings("ignore", category=SyntaxWarning)
    import pysbd
    import sentencex

    segmenter = pysbd.Segmenter(language=lang, clean=False)
    return {
        "pressloc": lambda text: [text[a:b] for a, b in spans(text, lang)],
        "pysbd": segmenter.segment,
        "sentencex": lambda text: list(sentencex.segment(lang, text)),
    }


def measure(cases: list[str], split: Splitter) -> tuple[float, float]:
    """(F1, thousand characters a second)."""
    hit = extra = missed = 0
    for marked in cases:
        text, gold = gold_of(marked)
        found = ends_of(text, split(text))
        hit, extra, missed = hit + len(gold & found), extra + len(found - gold), missed + len(gold - found)
    texts = [gold_of(marked)[0] for marked in cases]
    rounds = REPEAT
    begin = time.perf_counter()
    for done in range(REPEAT):
        for text in texts:
            split(text)
        if time.perf_counter() - begin > 3:
            rounds = done + 1
            break
    seconds = time.perf_counter() - begin
    return 2 * hit / max(1, 2 * hit + extra + missed), rounds * sum(map(len, texts)) / seconds / 1000


def main() -> None:
    """Print the table."""
    print(f"{'set':28} {'lang':4} {'splitter':10} {'F1':>7} {'kchar/s':>9} {'speed of pressloc':>18}")
    for folder in map(Path, sys.argv[1:] or ["tests/text/segmentation"]):
        for lang in LANGS:
            path = next(p for p in (folder / f"segmentation.{lang}.txt", folder / f"{lang}.txt") if p.exists())
            cases = read_cases(path)
            speeds: dict[str, float] = {}
            for name, split in splitters(lang).items():
                f1, speeds[name] = measure(cases, split)
                ratio = speeds["pressloc"] / speeds[name]
                label = f"{folder.name} ({len(cases)} cases)"
                print(f"{label:28} {lang:4} {name:10} {f1:7.4f} {speeds[name]:9.0f} {ratio:17.1f}x")


if __name__ == "__main__":
    main()

"""Train the weights of pressloc.text.langid on parallel text: `langid_train.py CORPUS_DIR [OUT]`.

CORPUS_DIR holds .tsv or .tsv.gz files with the columns en, ru, kk. Words are weighed by the root of their count
in each language, so that endings and letters count, not only the commonest words; softmax regression over hashed
character n-grams by AdaGrad, then rounded to eight bits. Two minutes on one core; the same data give the same bytes.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from pressloc.model import LANGS
from pressloc.text.langid import _WORD, BUCKETS, SCALE, grams

COLUMNS = ("en", "ru", "kk")
EPOCHS = 4
RATE = 0.3
L2 = 2e-5


def words_by_language(folder: Path) -> dict[str, Counter[str]]:
    """How often each lower-case word stands in each language's column."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted([*folder.glob("*.tsv"), *folder.glob("*.tsv.gz")]):
        data = path.read_bytes()
        rate = 8 if path.name.startswith("authored") else 1
        for line in (gzip.decompress(data) if path.suffix == ".gz" else data).decode().split("\n"):
            for lang, cell in zip(COLUMNS, line.split("\t"), strict=False):
                for word in _WORD.findall(cell.lower()):
                    counts[lang][word] += rate
    return counts


def foreign(word: str, lang: str) -> bool:
    """A name in the other script inside a column says nothing about the column's language."""
    latin = "a" <= word[0] <= "z"
    return latin != (lang == "en")


def main() -> None:
    """Train and write."""
    folder = Path(sys.argv[1])
    out = Path(sys.argv[2] if len(sys.argv) > 2 else "src/pressloc/data/langid/weights.bin")
    counts = words_by_language(folder)
    total = {lang: sum(np.sqrt(list(counts[lang].values()))) for lang in LANGS}
    samples = []
    for word in sorted(set().union(*counts.values())):
        target = np.array(
            [0.0 if foreign(word, lang) else counts[lang][word] ** 0.5 / total[lang] for lang in LANGS]
        )
        if target.sum() > 0:
            weight = min(8.0, target.sum() * total["ru"])
            samples.append((np.fromiter(grams(word), dtype=np.int64), target / target.sum(), weight))
    print(len(samples), "words", file=sys.stderr)
    rng = np.random.default_rng(7)
    weights = np.zeros((BUCKETS, len(LANGS)), dtype=np.float64)
    squares = np.full((BUCKETS, len(LANGS)), 1.0)
    for epoch in range(EPOCHS):
        loss = 0.0
        for at in rng.permutation(len(samples)):
            index, target, weight = samples[at]
            logits = weights[index].sum(0)
            exps = np.exp(logits - logits.max())
            probs = exps / exps.sum()
            loss -= weight * float(target @ np.log(probs + 1e-9))
            step = weight * (probs - target) + L2 * weights[index]
            squares[index] += step**2
            weights[index] -= RATE * step / np.sqrt(squares[index])
        print("epoch", epoch, "loss", round(loss / len(samples), 4), file=sys.stderr)
    weights -= weights.mean(1, keepdims=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(np.clip(np.round(weights * SCALE), -127, 127).astype(np.int8).tobytes())


if __name__ == "__main__":
    main()

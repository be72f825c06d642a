"""Language identification: accuracy and speed of pressloc beside lingua, in one run.

`langid.py FILE.tsv`: text and language, tab-separated. A heading is a line without a mark at its end. Lingua runs
with the same three languages, with all its models and in its low-accuracy (fast) mode.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from pressloc.text.langid import _vote, identify


def peers() -> dict[str, Callable[[str], str]]:
    """Identifiers by name."""
    from lingua import Language, LanguageDetectorBuilder

    names = {Language.KAZAKH: "kk", Language.RUSSIAN: "ru", Language.ENGLISH: "en"}
    builder = LanguageDetectorBuilder.from_languages(*names)
    full = builder.with_preloaded_language_models().build()
    fast = builder.with_low_accuracy_mode().with_preloaded_language_models().build()

    def named(detector: object) -> Callable[[str], str]:
        return lambda text: names.get(detector.detect_language_of(text), "?")  # type: ignore[attr-defined]

    return {"pressloc": lambda text: identify(text).lang, "lingua": named(full), "lingua (fast)": named(fast)}


def main() -> None:
    """Print the table and the errors."""
    lines = [line.split("\t") for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if line.strip()]
    sentences = [(text, lang) for text, lang in lines if text.rstrip("»”\"")[-1] in ".?!…"]
    headings = [pair for pair in map(tuple, lines) if pair not in set(map(tuple, sentences))]
    print(f"{len(sentences)} sentences, {len(headings)} headings")
    print(f"{'identifier':14} {'sentences':>10} {'headings':>9} {'lines/s':>9} {'speed of pressloc':>18}")
    own_speed = 0.0
    for name, guess in peers().items():
        _vote.cache_clear()
        begin = time.perf_counter()
        right = [[guess(text) == lang for text, lang in part] for part in (sentences, headings)]
        speed = len(lines) / (time.perf_counter() - begin)
        own_speed = own_speed or speed
        shares = [100 * sum(part) / max(1, len(part)) for part in right]
        print(f"{name:14} {shares[0]:9.2f}% {shares[1]:8.2f}% {speed:9.0f} {own_speed / speed:17.1f}x")
    for text, lang in lines:
        if identify(text).lang != lang:
            print("wrong:", lang, "->", identify(text).lang, round(identify(text).confidence, 2), text)


if __name__ == "__main__":
    main()

"""The gate on machine output, measured: what it finds of planted errors, what it flags of good translations.

    python benchmarks/mt_gate.py ../shared/eval               precision and recall per planted error
    python benchmarks/mt_gate.py ../shared/eval --scores      2nd percentiles of the engine's score, for gate.toml
    python benchmarks/mt_gate.py ../shared/eval --engine      how much real output of the engine fails, before and after retries

Good translations are human ones (TSV columns en, ru, kk; "" where a language is missing). A human translation
that rounds a number or merges sentences counts as good here, so that precision is a lower bound.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from pressloc.model import LANGS, CodeKind, InlineCode, Lang, code_char
from pressloc.mt.codes import Restored, restore_codes, strip_codes
from pressloc.mt.gate import fails, judge
from pressloc.ports import DecodingOptions, Hypothesis, MTRequest

FILES = ("indomain_dev", "flores200_dev_part_sib200", "ntrex128", "newstest2019_kk-en", "newstest2021_ru-en")
BOLD = (InlineCode(CodeKind.OPEN, "<b>", pair=1), InlineCode(CodeKind.CLOSE, "</b>", pair=0))
Row = dict[Lang, str]


def read_rows(folder: Path) -> list[Row]:
    rows: list[Row] = []
    for name in FILES:
        for line in (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) >= 3:
                rows.append(dict(zip(("en", "ru", "kk"), cells, strict=False)))  # type: ignore[arg-type]
    return rows


def pairs_of(rows: list[Row], source: Lang, target: Lang, count: int) -> list[Row]:
    usable = [r for r in rows if r.get(source) and r.get(target)]
    return random.Random(7).sample(usable, min(count, len(usable)))


# --- planted errors: (row, source, target, another row) -> the broken translation, None where it cannot be planted


def _wrong_language(row: Row, source: Lang, target: Lang, other: Row) -> str | None:
    third = next(lang for lang in LANGS if lang not in (source, target))
    return row.get(third) or None


def _half(row: Row, source: Lang, target: Lang, other: Row) -> str | None:
    words = row[target].split()
    return " ".join(words[: len(words) // 2]) if len(words) >= 8 else None


def _third(row: Row, source: Lang, target: Lang, other: Row) -> str | None:
    words = row[target].split()
    return " ".join(words[: len(words) * 2 // 3]) if len(words) >= 8 else None


def _number(row: Row, source: Lang, target: Lang, other: Row) -> str | None:
    found = re.search(r"\d+", row[target])
    if not found:
        return None
    digit = str((int(found[0][-1]) + 3) % 10)
    return row[target][: found.end() - 1] + digit + row[target][found.end() :]


def _loop(row: Row, source: Lang, target: Lang, other: Row) -> str | None:
    words = row[target].split()
    return " ".join(words + words[-3:] * 4) if len(words) >= 6 else None


PLANTED: dict[str, tuple[set[str], Callable[[Row, Lang, Lang, Row], str | None]]] = {
    "empty": ({"mt-empty"}, lambda r, s, t, o: ""),
    "gap ⁇": ({"mt-unknown"}, lambda r, s, t, o: r[t].replace(" ", " ⁇ ", 1) if " " in r[t] else None),
    "source copied": ({"mt-copied", "mt-language", "mt-script"}, lambda r, s, t, o: r[s]),
    "third language": ({"mt-language"}, _wrong_language),
    "half dropped": ({"mt-length"}, _half),
    "third dropped": ({"mt-length"}, _third),
    "said twice": ({"mt-doubled", "mt-length", "mt-repetition"}, lambda r, s, t, o: f"{r[t]} {r[t]}"),
    "looping end": ({"mt-repetition"}, _loop),
    "number changed": ({"mt-number"}, _number),
    "other sentence": ({"mt-number", "mt-length"}, lambda r, s, t, o: o[t]),
}


def precision_and_recall(rows: list[Row], count: int) -> None:
    clean: Counter[str] = Counter()
    total = flagged = 0
    hits: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    per_direction: list[str] = []
    for source in LANGS:
        for target in LANGS:
            if source == target:
                continue
            sample = pairs_of(rows, source, target, count)
            bad = 0
            for i, row in enumerate(sample):
                checks = {f.check for f in judge(row[source], Hypothesis(row[target]), source, target)}
                clean.update(checks)
                bad += bool(checks)
                other = sample[(i + 1) % len(sample)]
                for name, (expected, plant) in PLANTED.items():
                    text = plant(row, source, target, other)
                    if text is None or text == row[target]:
                        continue
                    planted[name] += 1
                    found = {f.check for f in judge(row[source], Hypothesis(text), source, target)}
                    hits[name] += bool(found & expected)
                planted["code lost"] += 1
                hits["code lost"] += _finds_lost_code(row, source, target)
            total, flagged = total + len(sample), flagged + bad
            per_direction.append(f"{source}-{target} {100 * bad / len(sample):.1f} %")
    print(f"{total} good translations; {100 * flagged / total:.1f} % flagged ({', '.join(per_direction)})")
    print(f"\n{'planted error':18}{'cases':>7}{'recall':>9}{'precision':>11}   found by")
    for name, cases in planted.items():
        expected = PLANTED[name][0] if name in PLANTED else {"mt-code"}
        false = sum(clean[check] for check in expected)
        # As many good as broken translations.
        scaled = false * cases / total
        print(
            f"{name:18}{cases:>7}{100 * hits[name] / cases:>8.1f} %{100 * hits[name] / max(1e-9, hits[name] + scaled):>9.1f} %"
            f"   {', '.join(sorted(expected))}"
        )
    print(
        "\ngood translations flagged, by check: "
        + ", ".join(f"{c} {100 * n / total:.2f} %" for c, n in clean.most_common())
    )


def _finds_lost_code(row: Row, source: Lang, target: Lang) -> bool:
    words = row[source].split(" ")
    coded = " ".join([code_char(0) + words[0] + code_char(1), *words[1:]])
    plain = strip_codes(coded, BOLD)
    whole = restore_codes(plain, Hypothesis(row[target]), BOLD)
    broken = Restored(whole.text.replace(code_char(1), ""), whole.uncertain)
    found = judge(plain.text, Hypothesis(row[target]), source, target, coded=coded, restored=broken)
    return any(f.check == "mt-code" and fails((f,)) for f in found)


def scores(rows: list[Row], count: int, model: str | None) -> None:
    from pressloc.mt.registry import load_engine

    engine = load_engine("ctranslate2", model=model)
    print(f"[score.{engine.signature(DecodingOptions()).model}]")
    for source, target in sorted(engine.directions()):
        requests = [MTRequest(r[source], source, target) for r in pairs_of(rows, source, target, count)]
        found = sorted(h[0].score or 0.0 for h in engine.translate(requests, DecodingOptions()))
        print(f"{source}-{target} = {found[len(found) // 50]:.2f}  # median {found[len(found) // 2]:.2f}")


def engine_output(rows: list[Row], count: int, model: str | None) -> None:
    import time

    from pressloc.mt.registry import load_engine
    from pressloc.mt.retry import gated_translate

    engine = load_engine("ctranslate2", model=model)
    for source, target in sorted(engine.directions()):
        requests = [MTRequest(r[source], source, target) for r in pairs_of(rows, source, target, count)]
        name = engine.signature(DecodingOptions()).model
        began = time.perf_counter()
        first = engine.translate(requests, DecodingOptions())
        plain_time = time.perf_counter() - began
        before = [
            judge(r.text, h[0], source, target, model=name) for r, h in zip(requests, first, strict=True)
        ]
        began = time.perf_counter()
        outcomes = gated_translate(engine, requests, DecodingOptions())
        gated_time = time.perf_counter() - began
        kinds = Counter(f.check for o in outcomes for f in o.findings)
        print(
            f"{source}-{target}: failing {100 * sum(map(fails, before)) / len(before):.0f} % → "
            f"{100 * sum(fails(o.findings) for o in outcomes) / len(outcomes):.0f} % after retries, "
            f"time ×{gated_time / plain_time:.1f}; left: {', '.join(f'{k} {n}' for k, n in kinds.most_common(5))}",
            flush=True,
        )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=400, help="pairs per direction")
    parser.add_argument("--model")
    parser.add_argument("--scores", action="store_true")
    parser.add_argument("--engine", action="store_true")
    arguments = parser.parse_args()
    rows = read_rows(arguments.folder)
    if arguments.scores:
        scores(rows, arguments.count, arguments.model)
    elif arguments.engine:
        engine_output(rows, arguments.count, arguments.model)
    else:
        precision_and_recall(rows, arguments.count)
    return 0


if __name__ == "__main__":
    sys.exit(main())

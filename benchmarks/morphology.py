"""Inflection measured against a gold table and against the best free generator of the language.

    python benchmarks/morphology.py kk ../shared/eval       accuracy, speed, ratio to the peer
    python benchmarks/morphology.py kk ../shared/eval -v    … and every miss

The gold table `morphology.LANG.tsv` has the columns term, case, number, possessive, form; "with hints" gives each
term the overrides that the built-in termbase holds for it, "without" leaves the term's shape to the rules. Peers: kk
qazaq-inflector (pip install qazaq-inflector), given the head word alone and told what is possessed; ru pymorphy3,
asked for each word's own form. A missing peer is named, not guessed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from attrs import frozen

from pressloc.model import Case, Form, Lang
from pressloc.morphology import inflect

Generator = Callable[[str, Form], str]


@frozen
class Row:
    """A line of the gold table."""

    term: str
    form: Form
    text: str


def read_gold(path: Path) -> list[Row]:
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        cells = line.split("\t")
        term, case, number, text = cells[0], cells[1], cells[2], cells[-1]
        possessive = len(cells) == 5 and cells[3] == "true"
        rows.append(Row(term, Form(case, number, possessive), text))  # type: ignore[arg-type]
    return rows


def read_hints(lang: Lang) -> dict[str, dict[str, str]]:
    """Term → its hints in the built-in termbase."""
    from pressloc.terms.termbase import builtin

    return {term.text: dict(term.hints) for concept in builtin() for term in concept.terms if term.lang == lang}


def ours(lang: Lang, hints: Mapping[str, Mapping[str, str]]) -> Generator:
    """The project's generator: the norm form of the slot."""
    table: dict[str, dict[Form, str]] = {}

    def generate(term: str, form: Form) -> str:
        if term not in table:
            table[term] = {f.form: f.text for f in inflect(term, lang, hints=hints.get(term)) if f.norm}
        return table[term].get(form, "")

    return generate


def kazakh_peer() -> Generator:
    """qazaq-inflector on the head word; possession and number are passed, as its interface asks."""
    from qazaq_inflector import QazaqNameInflector  # type: ignore[import-not-found, unused-ignore]

    names: dict[Case, str] = {
        "NOM": "nominative", "GEN": "genitive", "DAT": "dative", "ACC": "accusative", "LOC": "locative",
        "ABL": "ablative", "INS": "instrumental",
    }  # fmt: skip
    engine = QazaqNameInflector()

    def generate(term: str, form: Form) -> str:
        before, space, head = term.rpartition(" ")
        if form.possessive and head[-1:] not in ("ы", "і"):
            word = engine.possessive(head, "3", names[form.case], plural=form.number == "pl")
        else:
            word = engine.inflect(engine.pluralize(head) if form.number == "pl" else head, names[form.case])
        return f"{before}{space}{word}"

    return generate


def russian_peer() -> Generator:
    """pymorphy3, each word of the term put into the slot by its first parse."""
    from pymorphy3 import MorphAnalyzer

    analyzer = MorphAnalyzer()
    grammemes = {"NOM": "nomn", "GEN": "gent", "DAT": "datv", "ACC": "accs", "INS": "ablt", "LOC": "loct"}

    def generate(term: str, form: Form) -> str:
        wanted = {grammemes[form.case], "plur" if form.number == "pl" else "sing"}
        words = []
        for word in term.split(" "):
            parsed = analyzer.parse(word)[0].inflect(wanted)
            changed = parsed.word if parsed else word
            words.append(changed.capitalize() if word.istitle() else changed)
        return " ".join(words)

    return generate


PEERS: dict[str, tuple[str, Callable[[], Generator]]] = {
    "kk": ("qazaq-inflector", kazakh_peer),
    "ru": ("pymorphy3", russian_peer),
}


def group(row: Row) -> str:
    """What kind of term a row is, for the table."""
    if any(c.isdigit() for c in row.term):
        return "figures"
    if row.term.isupper():
        return "abbreviations"
    return "phrases" if " " in row.term else "words"


def measure(rows: list[Row], generate: Generator) -> tuple[Counter[str], list[tuple[Row, str]], float]:
    """Right answers per group, the misses, forms a second (the first call of each term builds its paradigm)."""
    right: Counter[str] = Counter()
    misses = []
    start = time.perf_counter()
    for row in rows:
        got = generate(row.term, row.form)
        if got.replace("ё", "е") == row.text.replace("ё", "е"):
            right[group(row)] += 1
        else:
            misses.append((row, got))
    return right, misses, len(rows) / (time.perf_counter() - start)


def main(lang: Lang, gold: Path, verbose: bool) -> None:
    rows = read_gold(gold / f"morphology.{lang}.tsv")
    totals = Counter(group(row) for row in rows)
    runs: list[tuple[str, Generator]] = [
        ("pressloc, without hints", ours(lang, {})),
        ("pressloc, with hints", ours(lang, read_hints(lang))),
    ]
    if lang in PEERS:
        name, peer = PEERS[lang]
        try:
            runs.append((name, peer()))
        except ImportError:
            sys.stderr.write(f"{name} is not installed: no peer in this run\n")
    kinds = sorted(totals)
    print(f"{len(rows):,} forms of {len({r.term for r in rows})} terms; share right, %")
    print(f"{'':26}{'all':>7}" + "".join(f"{k:>15}" for k in kinds) + f"{'forms/s':>11}{'errors × ours':>15}")
    base = 0
    for name, generate in runs:
        right, misses, speed = measure(rows, generate)
        base = base or max(len(misses), 1)
        shares = "".join(f"{100 * right[k] / totals[k]:15.1f}" for k in kinds)
        print(
            f"{name:26}{100 * sum(right.values()) / len(rows):7.2f}{shares}{speed:11,.0f}{len(misses) / base:15.1f}"
        )
        if verbose and name.startswith("pressloc"):
            for row, got in misses:
                slot = f"{row.form.case} {row.form.number}{' possessed' if row.form.possessive else ''}"
                print(f"    {row.term}: {slot}: {got or '–'}, gold {row.text}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lang", choices=("kk", "ru", "en"))
    parser.add_argument("gold", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    main(args.lang, args.gold, args.verbose)

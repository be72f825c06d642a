"""Precision and recall of the checks on planted errors, beside translate-toolkit's pofilter.

    python benchmarks/checks.py ../shared/corpus/authored_*.tsv [--count 300] [--misses CHECK]

Human translations (TSV columns en, ru, kk) count as good: a finding on one is a false alarm. Each error is planted
into good targets of all six directions where it fits; it is found if the check for it reports anything more than
on the good target. Precision is over as many good targets as broken ones. pofilter (pip install
translate-toolkit) runs its own test for the same error with the target language set.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import define, field

from pressloc.checks import all_checks
from pressloc.locale.dates import extract_dates
from pressloc.locale.lexicon import lexicon
from pressloc.locale.numbers import extract
from pressloc.model import LANGS, CodeKind, InlineCode, Lang, Segment, Severity, code_char
from pressloc.ports import CheckContext
from pressloc.text.scripts import CYRILLIC_TO_LATIN

BOLD = (InlineCode(CodeKind.OPEN, "<b>", "b", pair=1), InlineCode(CodeKind.CLOSE, "</b>", "b", pair=0))
Plant = Callable[[str, str, Lang, random.Random], str | None]


def _digit(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    """Another digit in a number that is no date."""
    found = [q for q in extract(target, lang) if not q.spelled and q.kind == "number" and not q.soft]
    if not found:
        return None
    q = rng.choice(found)
    at = q.start + next(i for i, c in enumerate(q.text) if c.isdigit())
    return target[:at] + rng.choice([d for d in "123456789" if d != target[at]]) + target[at + 1 :]


def _magnitude(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    """Millions for billions and the like."""
    swaps = {"en": ("billion", "million"), "ru": ("миллиард", "миллион"), "kk": ("миллиард", "миллион")}
    big, small = swaps[lang]
    for one, other in ((big, small), (small, big), ("млрд", "млн"), ("млн", "млрд"), ("thousand", "million")):
        if re.search(rf"\d[\s\u00a0]{one}", target):
            return target.replace(one, other, 1)
    return None


def _word_number(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    """Another spelled-out number in the same form class."""
    found = [
        q
        for q in extract(target, lang)
        if q.spelled and not q.soft and q.kind == "number" and " " not in q.text
    ]
    found = [q for q in found if q.text.islower() and 3 <= q.value <= 90 and "-" not in q.text]
    if not found:
        return None
    q = rng.choice(found)
    word = lexicon(lang).look_up(q.text)
    others = [
        form for form, w in lexicon(lang).words.items()
        if word and (w.role, w.ordinal, w.final, w.soft, w.after) == (word.role, word.ordinal, word.final, False, False)
        and w.value != word.value and form[-2:] == q.text[-2:]
    ]  # fmt: skip
    return target[: q.start] + rng.choice(others) + target[q.end :] if others else None


def _month(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    """Another month in a date with a day."""
    dates = [d for d in extract_dates(target, lang) if d.day]
    months = [q for q in extract(target, lang) if q.kind == "month" and q.spelled]
    if not dates or not months:
        return None
    q = months[0]
    endings = {"en": "", "ru": q.text[-1:], "kk": ""}[lang]
    others = [
        f for f, w in lexicon(lang).words.items()
        if w.role == "month" and w.value != q.value and len(f) > 3 and f.endswith(endings) and not w.final
    ]  # fmt: skip
    other = rng.choice(others)
    return target[: q.start] + (other.capitalize() if q.text[0].isupper() else other) + target[q.end :]


def _day(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    days = [q for q in extract(target, lang) if q.kind == "day" and not q.spelled]
    if not days:
        return None
    q = rng.choice(days)
    return target[: q.start] + str(int(q.value) % 28 + 1) + target[q.end :]


def _double_space(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    at = target.find(" ", len(target) // 3)
    return None if at < 0 else f"{target[:at]} {target[at:]}"


def _repeat(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    words = [m for m in re.finditer(r"(?<= )[^\W\d_]+(?= )", target) if m[0].islower()]
    return (
        None if not words else target[: (m := rng.choice(words)).start()] + f"{m[0]} " + target[m.start() :]
    )


def _end(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    return target[:-1] + rng.choice(["", ":", "?"]) if target.endswith(".") else None


def _heading_stop(source: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    return target + "." if source[-1].isalnum() and target[-1].isalnum() else None


def _lookalike(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    table = CYRILLIC_TO_LATIN if lang != "en" else {v: k for k, v in CYRILLIC_TO_LATIN.items()}
    places = [m.start() + 1 for m in re.finditer(r"[^\W\d_]{5,}", target) if target[m.start() + 1] in table]
    if not places:
        return None
    at = rng.choice(places)
    return target[:at] + table[target[at]] + target[at + 1 :]


def _quote_lost(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    at = max(target.find(c) for c in '»”"') if lang != "en" else target.rfind('"')
    return None if at < 0 else target[:at] + target[at + 1 :]


def _quote_foreign(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    if lang == "en":
        return re.sub(r'"([^"]+)"', r"«\1»", target) if target.count('"') == 2 else None
    return target.replace("«", '"').replace("»", '"') if "«" in target and "»" in target else None


def _bracket(source: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    words = target.split(" ")
    if len(words) < 4 or "(" in target:
        return None
    return " ".join([*words[:2], "(" + words[2], *words[3:]])


def _hyphen(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    return target.replace(" – ", " - ", 1) if " – " in target else None


def _untranslated(source: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    return source if len(source.split()) > 3 else None


def _half_translated(source: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    words, mine = source.split(), target.split()
    if len(words) < 12 or len(mine) < 12 or any(c in source for c in '«"(,;:'):
        return None
    return " ".join([*mine[: len(mine) // 2], *words[len(words) // 2 :]])


def _code_lost(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    return f"{code_char(0)}{target}"


def _code_swapped(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    return f"{code_char(1)}{target}{code_char(0)}"


def _bidi(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    at = len(target) // 2
    return f"{target[:at]}\u202e{target[at:]}"


def _space_before(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    return target.replace(", ", " , ", 1) if ", " in target else None


def _small(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    return target[0].lower() + target[1:] if target[0].isupper() and target[1:2].islower() else None


def _edge(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    return target + " "


def _foreign_digits(_: str, target: str, lang: Lang, rng: random.Random) -> str | None:
    pattern, other = (
        (r"(\d)\.(\d+ (?:b|m|p))", r"\1,\2") if lang == "en" else (r"(\d),(\d+ (?:м|п|т))", r"\1.\2")
    )
    broken = re.sub(pattern, other, target, count=1)
    return broken if broken != target else None


# error, check that should find it, how to plant it, pofilter's test for it
ERRORS: tuple[tuple[str, str, Plant, tuple[str, ...]], ...] = (
    ("another digit", "numbers", _digit, ("numbers",)),
    ("another magnitude", "numbers", _magnitude, ("numbers",)),
    ("another number word", "numbers", _word_number, ("numbers",)),
    ("another month", "dates", _month, ("numbers",)),
    ("another day", "dates", _day, ("numbers",)),
    ("digits of the other language", "number-format", _foreign_digits, ()),
    ("code lost", "inline-codes", _code_lost, ("xmltags", "variables")),
    ("codes swapped", "inline-codes", _code_swapped, ("xmltags", "variables")),
    ("source as target", "untranslated", _untranslated, ("untranslated", "unchanged")),
    ("second half untranslated", "untranslated", _half_translated, ("untranslated", "unchanged")),
    ("look-alike letter", "mixed-script", _lookalike, ()),
    ("bidirectional control", "control-characters", _bidi, ()),
    ("word twice", "repeated-word", _repeat, ("doublewords",)),
    ("other final mark", "end-punctuation", _end, ("endpunc",)),
    ("stop after a heading", "end-punctuation", _heading_stop, ("endpunc",)),
    ("quotation mark lost", "quote-balance", _quote_lost, ("doublequoting",)),
    ("quotes of the other language", "quote-style", _quote_foreign, ("doublequoting",)),
    ("bracket left open", "brackets", _bracket, ("brackets",)),
    ("hyphen for a dash", "dashes", _hyphen, ()),
    ("space before a comma", "spacing", _space_before, ("puncspacing",)),
    ("small first letter", "initial-case", _small, ("startcaps", "simplecaps")),
    ("double space", "double-space", _double_space, ("doublespacing",)),
    ("space at the end", "edges", _edge, ("endwhitespace",)),
)


@define
class Score:
    """Counts for one error: planted, found, good targets flagged."""

    planted: int = 0
    found: int = 0
    false: int = 0
    misses: list[tuple[str, str]] = field(factory=list)

    def row(self) -> str:
        recall = self.found / self.planted if self.planted else 0.0
        reported = self.found + self.false
        precision = f"{100 * self.found / reported:6.1f}" if reported else "     –"
        return f"{precision}  {100 * recall:6.1f}"


def read_rows(paths: list[Path]) -> list[dict[Lang, str]]:
    lines = (line.split("\t") for path in paths for line in path.read_text("utf-8").splitlines())
    return [
        dict(zip(("en", "ru", "kk"), cells, strict=False))
        for cells in lines
        if len(cells) >= 3 and all(cells[:3])
    ]


def directions() -> Iterator[tuple[Lang, Lang]]:
    return ((a, b) for a in LANGS for b in LANGS if a != b)


def context_of(source: str, a: Lang, target: str, b: Lang, coded: bool) -> CheckContext:
    text = f"{code_char(0)}{source}{code_char(1)}" if coded else source
    return CheckContext(Segment("b:1", "b", text, 0, len(text), a, BOLD), target, b, codes=BOLD)


def pofilter(lang: Lang) -> Callable[[str, str, tuple[str, ...]], bool] | None:
    """pofilter's verdict for one target language: whether any of its named tests fails; None if not installed."""
    try:
        from translate.filters import checks
        from translate.storage import po
    except ImportError:
        return None
    checker = checks.StandardChecker(checkerconfig=checks.CheckerConfig(targetlanguage=lang))

    def flags(source: str, target: str, names: tuple[str, ...]) -> bool:
        unit = po.pounit(_tags(source))
        unit.target = _tags(target)
        return bool(set(checker.run_filters(unit)) & set(names))

    return flags


def _tags(text: str) -> str:
    return text.replace(code_char(0), "<b>").replace(code_char(1), "</b>")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument(
        "--count", type=int, default=300, help="errors to plant per kind and direction, at most"
    )
    parser.add_argument("--misses", metavar="CHECK", help="print planted errors that this check did not find")
    options = parser.parse_args()
    rows = read_rows(options.files)
    checks = {check.id: check for check in all_checks()}
    peers = {lang: pofilter(lang) for lang in LANGS}
    print(f"{len(rows)} triples, six directions; precision and recall in percent")
    print(
        f"{'planted error':30} {'check':20} {'n':>6}  {'ours: P':>7} {'R':>7}   {'pofilter: P':>11} {'R':>7}"
    )
    for name, check_id, plant, tests in ERRORS:
        ours, theirs, coded = Score(), Score(), check_id == "inline-codes"
        check = checks[check_id]
        for a, b in directions():
            rng = random.Random(f"{name}{a}{b}")
            peer, left = peers[b], options.count
            for row in rng.sample(rows, len(rows)):
                source, good = row[a], row[b]
                bad = plant(source, good, b, rng)
                if bad is None or bad == good:
                    continue
                good = f"{code_char(0)}{good}{code_char(1)}" if coded else good
                before = [
                    f for f in check(context_of(source, a, good, b, coded)) if f.severity != Severity.NEUTRAL
                ]
                after = check(context_of(source, a, bad, b, coded))
                ours.planted += 1
                ours.false += bool(before)
                ours.found += len(after) > len(before)
                if len(after) <= len(before):
                    ours.misses.append((source, bad))
                if peer is not None and tests:
                    theirs.planted += 1
                    text = context_of(source, a, good, b, coded).segment.text
                    was = peer(text, good, tests)
                    theirs.false += was
                    theirs.found += peer(text, bad, tests) and not was
                left -= 1
                if not left:
                    break
        their = theirs.row() if tests else "no such test"
        their = their if any(peers.values()) else "not installed"
        print(f"{name:30} {check_id:20} {ours.planted:6}  {ours.row()}      {their}", flush=True)
        if options.misses == check_id:
            for source, bad in ours.misses[:20]:
                print(f"    {source}\n    {bad}\n")
    print(speed(rows, list(checks.values())))
    print(false_alarms(rows, list(checks.values())))


def speed(rows: list[dict[Lang, str]], checks: list[Callable[[CheckContext], object]]) -> str:
    contexts = [context_of(r[a], a, r[b], b, coded=False) for r in rows[-400:] for a, b in directions()]
    start = time.perf_counter()
    for context in contexts:
        for check in checks:
            check(context)
    return f"all checks: {len(contexts) / (time.perf_counter() - start):,.0f} segments/s"


def false_alarms(rows: list[dict[Lang, str]], checks: list[Callable[..., object]]) -> str:
    counts = dict.fromkeys(Severity, 0)
    total = 0
    for row in rows:
        for a, b in directions():
            total += 1
            for check in checks:
                for finding in check(context_of(row[a], a, row[b], b, coded=False)):  # type: ignore[attr-defined]
                    if finding.check != "inline-codes":
                        counts[finding.severity] += 1
    per = ", ".join(f"{s.value} {1000 * n / total:.2f}" for s, n in counts.items())
    return f"findings on good translations per 1,000 segments ({total:,} segments): {per}"


if __name__ == "__main__":
    main()

"""Term verification on the planted pairs of tests/terms/planted.tsv, beside Weblate's and translate-toolkit's checks.

    python benchmarks/terms_verify.py [--list]

Half of the pairs are right, in the others one term was made wrong. Weblate's check (weblate/checks/glossary.py):
a glossary source term found in the source as a whole word, case ignored, must have one of its target terms in the
target as a whole word, case ignored. It knows no inflection, no deprecated terms, no article.

pofilter (pip install translate-toolkit) is run for real. It has no check that reads a glossary; its three tests on
words are given ours: `musttranslatewords` the single words of the concept in the source language,
`notranslatewords` those that are the same in both, and `acronyms`. The toolkit's terminology matcher, which finds
glossary terms in a source for its editors, is run as well, with the rule that Weblate has on top: the target it
offers must stand in the target as it is.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from pathlib import Path

from pressloc.model import Lang, TermVerdict
from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import builtin
from pressloc.terms.verify import verify_article

PAIRS = Path(__file__).resolve().parent.parent / "tests" / "terms" / "planted.tsv"
GOOD = (TermVerdict.OK, TermVerdict.INFLECTED)
Row = tuple[Lang, Lang, str, str, str, str]


def rows() -> list[Row]:
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


def ours(row: Row, recogniser: Recogniser) -> bool:
    """Whether the term of the row is reported."""
    source_lang, lang, source, target, _, concept = row
    pairs = zip(source.split(" ⏎ "), target.split(" ⏎ "), strict=True)
    results = verify_article(pairs, source_lang, lang, recogniser)
    return any(r.concept == concept and r.status not in GOOD for own in results for r in own)


def weblate(row: Row, recogniser: Recogniser) -> bool:
    """The same by Weblate's rule."""
    source_lang, lang, source, target, _, identifier = row
    concept = recogniser.termbase[identifier]

    def stands(text: str, where: str) -> bool:
        return re.search(rf"\b{re.escape(text)}\b", where, re.IGNORECASE) is not None

    if not any(stands(t.text, source) for t in concept.terms if t.lang == source_lang):
        return False
    return not any(stands(t.text, target) for t in concept.terms if t.lang == lang)


def pofilter() -> Callable[[Row, Recogniser], bool] | None:
    """pofilter's tests on words, fed with the glossary; None if translate-toolkit is not installed."""
    try:
        from translate.filters import checks
        from translate.storage import po
    except ImportError:
        return None

    def check(row: Row, recogniser: Recogniser) -> bool:
        source_lang, lang, source, target, _, identifier = row
        terms = recogniser.termbase[identifier].terms
        ours = {t.text for t in terms if t.lang == source_lang and " " not in t.text}
        theirs = {t.text for t in terms if t.lang == lang}
        config = checks.CheckerConfig(
            targetlanguage=lang, musttranslatewords=[w.lower() for w in ours - theirs], notranslatewords=ours & theirs
        )
        unit = po.pounit(source)
        unit.target = target
        return bool(_WORD_TESTS & set(checks.StandardChecker(checkerconfig=config).run_filters(unit)))

    return check


_WORD_TESTS = {"musttranslatewords", "notranslatewords", "acronyms"}


def toolkit_matcher(recogniser: Recogniser) -> Callable[[Row, Recogniser], bool] | None:
    """The toolkit's terminology matcher over the glossary as PO units; None if it is not installed."""
    try:
        from translate.search.match import terminologymatcher
        from translate.storage import po
    except ImportError:
        return None
    matchers = {}
    for pair in {(row[0], row[1]) for row in rows()}:
        store = po.pofile()
        for concept in recogniser.termbase:
            source, target = concept.preferred(pair[0]), concept.preferred(pair[1])
            if source and target:
                unit = store.addsourceunit(source.text)
                unit.target = target.text
        matchers[pair] = terminologymatcher(store)

    def check(row: Row, recogniser: Recogniser) -> bool:
        source_lang, lang, source, target, _, identifier = row
        concept = recogniser.termbase[identifier]
        wanted = {t.text for t in concept.terms if t.lang == lang}
        offered = [unit.target for unit in matchers[source_lang, lang].matches(source) if unit.target in wanted]
        return bool(offered) and not any(text.lower() in target.lower() for text in offered)

    return check


def figures(check: Callable[[Row, Recogniser], bool], recogniser: Recogniser, *, show: bool) -> str:
    started = time.perf_counter()
    hit = false = planted = 0
    by_fault: dict[str, list[bool]] = {}
    for row in rows():
        reported = check(row, recogniser)
        if row[4] == "clean":
            false += reported
        else:
            planted += 1
            hit += reported
            by_fault.setdefault(row[4], []).append(reported)
        if show and reported == (row[4] == "clean"):
            print("  ", row[4], "|", row[5], "|", row[2], "|", row[3])
    seconds = time.perf_counter() - started
    faults = "  ".join(f"{sum(v) / len(v):6.1%} {k}" for k, v in sorted(by_fault.items()))
    precision = hit / (hit + false) if hit + false else 0.0
    return f"recall {hit / planted:6.1%}  precision {precision:6.1%}  {faults}  {seconds:5.1f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="show the pairs judged wrongly by us")
    arguments = parser.parse_args()
    recogniser = Recogniser(builtin())
    recogniser.matcher("kk"), recogniser.matcher("ru"), recogniser.matcher("en")
    print(f"{len(rows())} pairs, {sum(r[4] == 'clean' for r in rows())} of them right")
    print(f"{'pressloc':28}", figures(ours, recogniser, show=arguments.list))
    print(f"{'Weblate’s rule':28}", figures(weblate, recogniser, show=False))
    for name, check in (("pofilter, its word tests", pofilter()), ("toolkit matcher + that rule", toolkit_matcher(recogniser))):
        print(f"{name:28}", figures(check, recogniser, show=False) if check else "translate-toolkit is not installed")


if __name__ == "__main__":
    main()

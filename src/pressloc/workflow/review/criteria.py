"""Filtering and finding segments: a query of words, and steps to the next segment that meets a condition.

A query is words apart by blanks. `is:initial|translated|reviewed|final|open|empty|stale|same|repeated`, `has:finding|draft|
comment`, `check:ID`, `#12` or `#12-30` narrow; `-` before one of them turns it round; all else must stand in
source or target (letter case does not matter; "in quotes" with blanks).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from attrs import frozen

from pressloc.errors import UsageError
from pressloc.i18n import _
from pressloc.model import Lang, State
from pressloc.workflow.review.sheet import APPROVED, Row, Sheet

Test = Callable[[Sheet, int, Row, Lang], bool]


def _in_state(state: State) -> Test:
    return lambda _s, _n, row, lang: bool(row.target(lang).text) and row.target(lang).state == state


TESTS: Mapping[str, Test] = {
    **{f"is:{state}": _in_state(state) for state in State},
    "is:open": lambda _s, _n, row, lang: row.target(lang).state not in APPROVED,
    "is:empty": lambda _s, _n, row, lang: not row.shown(lang),
    "is:stale": lambda _s, _n, row, lang: row.target(lang).stale,
    "is:same": lambda _s, _n, row, lang: bool(row.shown(lang)) and row.shown(lang) == row.segment.text,
    "is:repeated": lambda sheet, n, _r, _l: bool(sheet.repeats.of(n)),
    "has:finding": lambda _s, _n, row, lang: bool(row.findings(lang)),
    "has:draft": lambda _s, _n, row, lang: lang in row.drafts or lang in row.typing,
    "has:comment": lambda _s, _n, row, _l: row.commented,
}

_WORD = re.compile(r'-?"[^"]*"?|\S+')
_RANGE = re.compile(r"#(\d+)(?:-(\d+))?$")


@frozen
class Criteria:
    """A parsed query; empty means every segment."""

    query: str = ""
    tests: tuple[tuple[Test, bool], ...] = ()
    words: tuple[tuple[str, bool], ...] = ()

    def meets(self, sheet: Sheet, index: int, lang: Lang) -> bool:
        """Whether segment `index` is to be shown."""
        row = sheet.rows[index]
        if any(test(sheet, index, row, lang) != wanted for test, wanted in self.tests):
            return False
        if not self.words:
            return True
        text = f"{row.segment.text}\n{row.shown(lang)}".casefold()
        return all((word in text) == wanted for word, wanted in self.words)


def parse(query: str) -> Criteria:
    """Read a query. Raises UsageError naming an unknown `is:` or `has:` word."""
    tests: list[tuple[Test, bool]] = []
    words: list[tuple[str, bool]] = []
    for word in _WORD.findall(query):
        wanted = not (word.startswith("-") and len(word) > 1 and (word[1:2] == '"' or ":" in word or "#" in word))
        bare = word if wanted else word[1:]
        ranged = _RANGE.match(bare)
        if ranged:
            tests.append((_numbered(int(ranged[1]), int(ranged[2] or ranged[1])), wanted))
        elif bare.startswith("check:"):
            tests.append((_checked(bare.removeprefix("check:")), wanted))
        elif bare.startswith(("is:", "has:")):
            if bare not in TESTS:
                raise UsageError(
                    _("no filter “{name}”", name=bare), do=_("There are: {names}", names=f"{', '.join(TESTS)}, check:ID, #12, #12-30")
                )
            tests.append((TESTS[bare], wanted))
        else:
            words.append((bare.strip('"').casefold(), wanted))
    return Criteria(query, tuple(tests), tuple(words))


def _numbered(first: int, last: int) -> Test:
    return lambda _s, index, _r, _l: first <= index + 1 <= last


def _checked(check: str) -> Test:
    return lambda _s, _n, row, lang: any(found == check for found, _ in row.findings(lang))


def select(sheet: Sheet, criteria: Criteria, lang: Lang) -> tuple[int, ...]:
    """Indices of the segments that meet the criteria."""
    if not criteria.tests and not criteria.words:
        return tuple(range(len(sheet.rows)))
    return tuple(index for index in range(len(sheet.rows)) if criteria.meets(sheet, index, lang))


def following(sheet: Sheet, criteria: Criteria, lang: Lang, start: int, step: int = 1) -> int | None:
    """The nearest segment after `start` (before it with step -1) that meets the criteria, round the end; or None."""
    total = len(sheet.rows)
    for distance in range(1, total + 1):
        index = (start + step * distance) % total
        if criteria.meets(sheet, index, lang):
            return index if index != start else None
    return None

"""A fix is final (the same check has nothing more to change), and never touches inline codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.checks import all_checks
from pressloc.checks.base import CODE
from pressloc.model import CodeKind, InlineCode, Lang, Segment, code_char
from pressloc.ports import Check, CheckContext

CODES = (
    InlineCode(CodeKind.OPEN, "<b>", "b", pair=1),
    InlineCode(CodeKind.CLOSE, "</b>", "b", pair=0),
    InlineCode(CodeKind.ALONE, "<br>", "br"),
)
PIECES = [
    *"«»„“”\"'()[] .,;:!?…–—-\u00a0\u202f\t\u200b\u202e\u00ad",
    "  ", "...", "..", "--", " - ", " –", "– ", "1.5 млрд", "1,5 billion", "4.8 %", "12,345.6 тенге", "1,234,567 tenge",
    "закон", "заң", "law", "Cенат", "тiлi", "Sеnate", "и", "the", "the", "в 2025 г.", "т.б.", "etc.", "egov.kz",
    code_char(0), code_char(1), code_char(2),
]  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
LANG = st.sampled_from(["kk", "ru", "en"])
FIXING = [c for c in all_checks() if c.id not in ("numbers", "dates", "addresses", "brackets", "empty")]


def _fixes(check: Check, source: str, target: str, source_lang: Lang, target_lang: Lang) -> list[str]:
    segment = Segment("t:1", "t", source, 0, len(source), source_lang, CODES)
    return [
        f.fix for f in check(CheckContext(segment, target, target_lang, codes=CODES)) if f.fix is not None
    ]


@pytest.mark.parametrize("check", FIXING, ids=lambda c: c.id)
@given(source=TEXT, target=TEXT, source_lang=LANG, target_lang=LANG)
def test_a_fix_changes_something_once_and_keeps_the_codes(
    check: Check, source: str, target: str, source_lang: Lang, target_lang: Lang
) -> None:
    for _ in range(6):  # checks that fix one place at a time need a few rounds
        fixes = _fixes(check, source, target, source_lang, target_lang)
        if not fixes:
            return
        assert fixes[0] != target
        assert CODE.findall(fixes[0]) == CODE.findall(target)
        target = fixes[0]
    pytest.fail("the fix does not come to rest")

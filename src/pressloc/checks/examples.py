"""The tables of passing and failing pairs in pairs/*.toml: each check's documentation and test.

A table has two lists. A passing pair is [direction, source, target]: a correct translation that a naive check
would flag. A failing one is [direction, source, target, marked text, fixed target]: the last two may be left out or
empty (nothing marked: the finding is on the whole target; no fix: the check is not certain). Inline codes are
written <1>bold</1> for a pair and <2/> for a standalone one.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import cast

from attrs import frozen

from pressloc.model import CodeKind, InlineCode, Lang, Segment, code_char
from pressloc.ports import CheckContext

FOLDER = Path(__file__).parent / "pairs"
_TAG = re.compile(r"<(/?)(\d)(/?)>")


@frozen
class Example:
    """One pair; `fails` tells which list it is from. `marked` and `fix` are "" where the table has none."""

    source_lang: Lang
    target_lang: Lang
    source: str
    target: str
    fails: bool
    marked: str = ""
    fix: str = ""
    codes: tuple[InlineCode, ...] = ()

    def context(self) -> CheckContext:
        """The pair as a check sees it."""
        segment = Segment("pairs:1", "pairs", self.source, 0, len(self.source), self.source_lang, self.codes)
        return CheckContext(segment, self.target, self.target_lang, codes=self.codes)


def examples(check_id: str) -> tuple[Example, ...]:
    """The pairs of a built-in check, passing ones first. Raises FileNotFoundError if it has no table."""
    table = tomllib.loads((FOLDER / f"{check_id}.toml").read_text("utf-8"))
    return tuple(_example(row, fails=key == "fail") for key in ("pass", "fail") for row in table[key])


def _example(row: list[str], *, fails: bool) -> Example:
    direction, *texts = row
    source_lang, target_lang = (cast(Lang, code) for code in direction.split("-"))
    codes: dict[str, int] = {}
    table: list[InlineCode] = []
    source, target, marked, fix = (_coded(text, codes, table) for text in (*texts, "", "")[:4])
    return Example(source_lang, target_lang, source, target, fails, marked, fix, tuple(table))


def _coded(text: str, codes: dict[str, int], table: list[InlineCode]) -> str:
    """`text` with its <1> marks as code characters; new codes are added to `table`."""

    def char(match: re.Match[str]) -> str:
        kind = CodeKind.CLOSE if match[1] else CodeKind.ALONE if match[3] else CodeKind.OPEN
        if match[0] not in codes:
            codes[match[0]] = len(table)
            other = codes.get(f"<{match[2]}>" if match[1] else f"</{match[2]}>")
            table.append(InlineCode(kind, match[0], match[0].strip("</>"), pair=other))
            if other is not None:
                table[other] = InlineCode(
                    table[other].kind, table[other].data, table[other].display, pair=len(table) - 1
                )
        return code_char(codes[match[0]])

    return _TAG.sub(char, text)

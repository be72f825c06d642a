"""Reading the bracket notation of the fixtures: `[words|concept] words`."""

from __future__ import annotations

import re

_MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


def parse(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The plain text and the (start, end, concept) of each mark in it."""
    text, hits, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        hits.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return text + line[at:], hits

"""What a machine must not touch goes around it as inline codes: web and mail addresses, handles, telephone numbers and
dates in digits as they are, the letter of a list item as the target counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from pressloc.locale.lists import counted_letter
from pressloc.model import CODE_BASE, CodeKind, InlineCode, Lang, is_code_char
from pressloc.mt.codes import Plain, strip_codes
from pressloc.text.scripts import neutral_spans
from pressloc.text.spelled_out import spelled_out

_DATE = re.compile(r"(?<![\w.])\d{1,2}\.\d{2}\.(?:19|20)\d\d(?![\w.]\w|\w|-\w)")  # 3.09.2025 is read alike everywhere
# With a plus, an area code in brackets or pairs behind hyphens: what is no amount (1 200 000) and no range (2025-2027).
_PHONE = re.compile(
    r"(?<!\w)(?:\+\d[\d()\s\u00a0\u2011-]{6,}\d|\d?[\s\u00a0]?\(\d{2,5}\)[\d\s\u00a0\u2011-]{4,}\d|\d{2,3}[-\u2011]\d{2}[-\u2011]\d{2})(?!\w)"
)
_ITEM = re.compile(r"\s*(?P<letter>[a-zа-я])\)(?=\s)")


@frozen
class Protected:
    """A segment as an engine gets it. `text` has a code character for each piece of `kept` (as the target writes it) behind
    those of `codes`, which are the segment's own and one for each piece."""

    text: str
    plain: Plain
    codes: tuple[InlineCode, ...]
    kept: tuple[str, ...] = ()

    def unwrapped(self, text: str) -> str:
        """`text` with the kept pieces back for their characters."""
        first = CODE_BASE + len(self.codes) - len(self.kept)
        for number, piece in enumerate(self.kept):
            text = text.replace(chr(first + number), piece)
        return text


def protect(text: str, codes: Sequence[InlineCode], source: Lang = "en", target: Lang = "en") -> Protected:
    """`text` (with code characters of `codes`) with addresses, telephone numbers and the letter of a list item taken
    out, and abbreviations that models have not learnt in full."""
    parts: list[str] = []
    kept: list[str] = []
    at = 0
    item = _ITEM.match(text)
    if item and (source == "en") != (target == "en"):
        parts.append(chr(CODE_BASE + len(codes)))
        kept.append(f"{counted_letter(item['letter'], target)})")
        at = item.end()
    for start, end in _spans(text):
        if start < at:
            continue
        parts += [text[at:start], chr(CODE_BASE + len(codes) + len(kept))]
        kept.append(text[start:end])
        at = end
    wrapped = "".join([*parts, text[at:]])
    if source != target:
        wrapped = spelled_out(wrapped, source)
    every = (*codes, *(InlineCode(CodeKind.ALONE, piece, piece) for piece in kept))
    return Protected(wrapped, strip_codes(wrapped, every), every, tuple(kept))


def _spans(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    fixed = (match.span() for pattern in (_PHONE, _DATE) for match in pattern.finditer(text))
    for start, end in sorted({*neutral_spans(text), *fixed}):
        trimmed = start + len(text[start:end].rstrip(".,;:!?»”\")"))
        if any(is_code_char(char) for char in text[start:trimmed]) or (found and start < found[-1][1]):
            continue
        if trimmed > start:
            found.append((start, trimmed))
    return found

"""What checks share: the check as a value, findings, and texts without their inline codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from attrs import frozen

from pressloc.model import CODE_BASE, CODE_LIMIT, Finding, InlineCode, is_code_char
from pressloc.ports import CheckContext

CODE = re.compile(f"[{chr(CODE_BASE)}-{chr(CODE_LIMIT)}]")

Find = Callable[[CheckContext], Sequence[Finding]]


@frozen
class FunctionCheck:
    """A check made of one function. `title` is an English msgid that says what the check asks for."""

    id: str
    title: str
    find: Find

    def __call__(self, context: CheckContext) -> Sequence[Finding]:
        """The findings on `context.target`."""
        return self.find(context)


@frozen
class Plain:
    """A text as it reads without inline codes: each code is replaced by the plain text that it stands for.

    `offsets[i]` is where character i of `text` stands in the text with codes; there is one more for the end.
    """

    text: str
    offsets: tuple[int, ...] | None

    def at(self, index: int) -> int:
        """The offset in the text with codes of position `index`."""
        return index if self.offsets is None else self.offsets[index]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the plain text as a span of the text with codes."""
        if end <= start:
            return self.at(start), self.at(start)
        return self.at(start), self.at(end - 1) + 1


def plain(text: str, codes: Sequence[InlineCode]) -> Plain:
    """`text` with its code characters replaced by `codes[i].equiv`."""
    if not CODE.search(text):
        return Plain(text, None)
    letters: list[str] = []
    offsets: list[int] = []
    for i, char in enumerate(text):
        shown = _equiv(char, codes) if is_code_char(char) else char
        letters.append(shown)
        offsets.extend([i] * len(shown))
    offsets.append(len(text))
    return Plain("".join(letters), tuple(offsets))


def codes_of(context: CheckContext) -> tuple[InlineCode, ...]:
    """The inline codes that the target's code characters index."""
    return context.codes or context.segment.codes


def source_plain(context: CheckContext) -> str:
    """The source as it reads without inline codes."""
    return plain(context.segment.text, context.segment.codes).text


def target_plain(context: CheckContext) -> Plain:
    """The target as it reads without inline codes, with the way back."""
    return plain(context.target, codes_of(context))


def _equiv(char: str, codes: Sequence[InlineCode]) -> str:
    index = ord(char) - CODE_BASE
    return codes[index].equiv if index < len(codes) else ""

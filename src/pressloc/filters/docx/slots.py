"""What is kept of a paragraph so that a translation can be put into its runs."""

from __future__ import annotations

from attrs import frozen

from pressloc.filters.docx.runs import Chunk
from pressloc.model import InlineCode


@frozen
class Event:
    """Text, or a code: `format` is the `w:rPr` that an opening code switches to; without a `chunk` it is only that."""

    text: str = ""
    code: InlineCode | None = None
    chunk: Chunk | None = None
    format: str | None = None


@frozen
class ParagraphSlot:
    """A unit's place: the paragraph's content `[start, end)` of a part, and what surrounds and codes the text.

    `base` is the `w:rPr` of text outside formatting codes; `lead` and `tail` stay around the translation.
    """

    unit: str
    start: int
    end: int
    base: str
    lead: tuple[Event, ...]
    tail: tuple[Event, ...]
    codes: tuple[Event, ...]
    first: str
    last: str

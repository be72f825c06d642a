"""The blocks of a Markdown text that hold language, as spans of its source. Structure is markdown-it's (CommonMark)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import frozen

from pressloc.filters.splice import Span
from pressloc.model import UnitKind

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_PIPE = re.compile(r"(?<!\\)\|")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:[ \t]*")
_TITLE = re.compile(r"[ \t\r\n](\"[^\"]*\"|'[^']*'|\([^()]*\))[ \t]*$")
_CONTAINERS = {"heading_open": UnitKind.HEADING, "list_item_open": UnitKind.LIST_ITEM}


@frozen
class Block:
    """Inline content: the spans of its lines in the source, without markers of quotes, lists and headings."""

    kind: UnitKind
    lines: tuple[Span, ...]
    table: bool = False


@frozen
class Blocks:
    """All blocks; `labels` the normalised labels of link reference definitions; `titles` spans of their titles.

    `lost` are numbers (from 1) of lines whose text could not be found in the source.
    """

    blocks: tuple[Block, ...]
    labels: frozenset[str]
    titles: tuple[Span, ...]
    lost: tuple[int, ...]


def find_blocks(text: str, offset: int) -> Blocks:
    """Blocks of `text[offset:]` (what follows the front matter), as spans of `text`."""
    env: dict[str, Any] = {}
    lines = [m.span() for m in _LINE.finditer(text, offset)]
    bodies = [(start, start + len(text[start:end].rstrip("\r\n"))) for start, end in lines]
    blocks: list[Block] = []
    lost: list[int] = []
    first_line = text.count("\n", 0, offset)
    for kind, token, row in _inline_tokens(_parser().parse(text[offset:], env)):
        first, last = token.map or (0, 0)
        spans = (
            _cell(text, bodies[first], row, token) if row else _align(text, bodies[first:last], token.content)
        )
        if spans is None:
            lost.append(first_line + first + 1)
        elif spans:
            blocks.append(Block(kind, spans, table=bool(row)))
    references = env.get("references", {})
    titles = tuple(
        (end, stop)
        for reference in references.values()
        if reference["title"]
        for end, stop in _reference_title(text, bodies[slice(*reference["map"])])
    )
    return Blocks(tuple(blocks), frozenset(references), titles, tuple(lost))


def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.block.ruler.before(
        "reference", "footnote_def", _footnote_rule, {"alt": ["paragraph", "reference"]}
    )
    return parser


def _footnote_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[^label]: text` holds blocks, its continuation lines indented by four (as GitHub and Pandoc read it)."""
    begin = state.bMarks[start] + state.tShift[start]
    match = _FOOTNOTE.match(state.src, begin, state.eMarks[start])
    if match is None or state.is_code_block(start):
        return False
    if silent:
        return True
    kept = state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType
    state.push("footnote_open", "", 1).map = [start, end]
    state.bMarks[start], state.tShift[start] = match.end(), 0
    state.blkIndent += 4
    state.sCount[start] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, start, end)
    state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType = kept
    state.push("footnote_close", "", -1)
    return True


def _inline_tokens(tokens: list[Token]) -> Iterator[tuple[UnitKind, Token, list[Token]]]:
    """(kind, token, the inline tokens of its table row or none)."""
    stack: list[UnitKind | None] = []
    row: list[Token] = []
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            row = _row(tokens, at)
        elif token.type == "tr_close":
            row = []
        elif token.type == "inline":
            kind = UnitKind.CELL if row else next((k for k in reversed(stack) if k), UnitKind.PARAGRAPH)
            yield kind, token, row
        if token.nesting == 1:
            stack.append(_CONTAINERS.get(token.type))
        elif token.nesting == -1:
            stack.pop()


def _row(tokens: list[Token], at: int) -> list[Token]:
    row: list[Token] = []
    for token in tokens[at:]:
        if token.type == "tr_close":
            break
        if token.type == "inline":
            row.append(token)
    return row


def _align(text: str, bodies: list[Span], content: str) -> tuple[Span, ...] | None:
    """Spans of the lines of `content` in the source lines `bodies`: each is the end of its line.

    A closing sequence of hashes may follow a heading. None when a line is not there.
    """
    spans: list[Span] = []
    wanted = content.split("\n")
    if len(wanted) > len(bodies):
        return None
    for line, (start, end) in zip(wanted, bodies, strict=False):
        needle = line.lstrip(" \t")  # two blanks at the end are a hard break
        at = text.rfind(needle, start, end)
        if at < 0 or text[at + len(needle) : end].strip(" \t#"):
            return None
        spans.append((at, at + len(needle)))
    return tuple(spans) if content else ()


def _cell(text: str, body: Span, row: list[Token], token: Token) -> tuple[Span, ...] | None:
    """The span of table cell `token` in its line."""
    cells: list[Span] = []
    start = body[0]
    for match in _PIPE.finditer(text, *body):
        cells.append((start, match.end() - 1))
        start = match.end()
    cells.append((start, body[1]))
    at = 0
    for other in row:
        while at < len(cells):
            start, end = cells[at]
            raw = text[start:end]
            at += 1
            plain = raw.strip().replace("\\|", "|")
            if plain == other.content or (at == 1 and other.content and plain.endswith(other.content)):
                break
        else:
            return () if not token.content else None
        if other is token:
            if not token.content:
                return ()
            end -= len(raw) - len(raw.rstrip())
            start = end - len(token.content) - raw.count("\\|")
            return ((start, end),)
    return None


def _reference_title(text: str, bodies: list[Span]) -> Iterator[Span]:
    if bodies:
        match = _TITLE.search(text[bodies[0][0] : bodies[-1][1]])
        if match:
            yield bodies[0][0] + match.start(1), bodies[0][0] + match.end(1)

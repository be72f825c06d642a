"""Front matter: of a YAML or TOML head only the title, the description and the summary are language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from pressloc.filters.pieces import Piece, decoded_piece, text_pieces

KEYS = ("title", "description", "summary")
_FENCE = re.compile(  # followed by a key: a lone `---` is a thematic break
    r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(?=(?:#[^\r\n]*\s+)*[\"']?[\w-]+[\"']?[ \t]*[:=])"
)
_ENTRY = re.compile(r"(?P<key>[A-Za-z_][\w-]*)[ \t]*[:=][ \t]*(?P<value>[^\r\n]*)", re.MULTILINE)
_LANG = ("lang", "language", "locale")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPES = {"n": " ", "t": "\t", "0": "\0", "r": " ", "_": "\u00a0", "N": "\u0085"}
_PLAIN_STOP = re.compile(r"[ \t]+#")
_FOLD = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
_UNSAFE = re.compile(
    r"[-?:,\[\]{}#&*!|>'\"%@` ]|.*(?:: |:$| #| $)|(?:true|false|null|yes|no|on|off|~|[\d.+-].*)$", re.I
)


@frozen
class Field:
    """The value of a key, as pieces; `style` tells how it is quoted."""

    key: str
    pieces: tuple[Piece, ...]
    style: str


@frozen
class FrontMatter:
    """The head of a file up to offset `end`. `lang` is the span of the declared language, if any."""

    end: int
    fields: tuple[Field, ...] = ()
    lang: tuple[int, int] | None = None


def front_matter(text: str) -> FrontMatter:
    """The front matter of `text`; `end` is 0 without one."""
    opened = _FENCE.match(text)
    if opened is None:
        return FrontMatter(0)
    closed = re.compile(rf"^{re.escape(opened['fence'])}[ \t]*$(?:\r\n|\r|\n)?", re.MULTILINE)
    close = closed.search(text.replace("\r", "\n"), opened.end())
    if close is None:
        return FrontMatter(0)
    fields: list[Field] = []
    lang: tuple[int, int] | None = None
    head = text[: close.start()]
    for match in re.compile(rf"(?:^|(?<=\r)){_ENTRY.pattern}", re.MULTILINE).finditer(head, opened.end()):
        if match["key"].lower() in KEYS:
            field = _field(head, match)
            if field is not None:
                fields.append(field)
        elif match["key"].lower() in _LANG:
            value = re.search(r"[A-Za-z]{2,3}(?:[-_]\w+)*", match["value"])
            if value:
                lang = (match.start("value") + value.start(), match.start("value") + value.end())
    end = close.end() + (text.startswith("\r\n", close.end() - 1))
    return FrontMatter(end, tuple(fields), lang)


def _field(head: str, match: re.Match[str]) -> Field | None:
    value, start = match["value"], match.start("value")
    if value[:1] in ("|", ">"):
        body = re.compile(r"(?:(?:\r\n|\r|\n)(?:[ \t]+[^\r\n]*|(?=[\r\n])))+").match(head, match.end())
        if body is None or not body[0].strip():
            return None
        lead = len(body[0]) - len(body[0].lstrip())
        return Field(match["key"], tuple(_folded(body[0].strip(), body.start() + lead)), "block")
    if value[:1] in ("'", '"'):
        close = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"").match(head, start)
        if close is None:
            return None
        double = value[0] == '"'
        inner = close[0][1:-1]
        return Field(match["key"], tuple(_quoted(inner, start + 1, double)), 'yaml"' if double else "yaml'")
    if match[0][len(match["key"]) :].lstrip()[:1] == "=" or not value or value[0] in "[{&*!":
        return None
    more = re.compile(r"(?:(?:\r\n|\r|\n)[ \t]+\S[^\r\n]*)*").match(head, match.end())
    plain = head[start : more.end() if more else match.end()]
    comment = _PLAIN_STOP.search(plain)
    plain = plain[: comment.start()] if comment else plain.rstrip()
    return Field(match["key"], tuple(_folded(plain, start)), "yaml")


def _folded(text: str, start: int) -> Iterator[Piece]:
    at = 0
    for match in _FOLD.finditer(text):
        yield from text_pieces(text[at : match.start()], start + at)
        yield Piece(" ", start + match.start(), start + match.end())
        at = match.end()
    yield from text_pieces(text[at:], start + at)


def _quoted(text: str, start: int, double: bool) -> Iterator[Piece]:
    at = 0
    for match in (_ESCAPE if double else re.compile("''")).finditer(text):
        yield from _folded(text[at : match.start()], start + at)
        raw = match[0]
        if not double:
            char = "'"
        elif raw[1] in "ux":
            char = chr(int(raw[2:], 16))
        else:
            char = _ESCAPES.get(raw[1], raw[1])
        yield decoded_piece(char, raw, start + match.start())
        at = match.end()
    yield from _folded(text[at:], start + at)


def yaml_plain(text: str) -> str:
    """A plain scalar, in double quotes when YAML would read it as something else."""
    return f'"{yaml_double(text)}"' if _UNSAFE.match(text) or text.strip() != text else text


def yaml_double(text: str) -> str:
    """The inside of a double-quoted scalar (TOML's basic strings have the same escapes)."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def yaml_single(text: str) -> str:
    """The inside of a single-quoted scalar."""
    return text.replace("'", "''")

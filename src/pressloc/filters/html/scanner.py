"""A tolerant HTML tokeniser that keeps positions: its tokens cover the source without a gap, however broken.

It follows the tokenisation states of the WHATWG standard (13.2.5) as far as they decide what is text. Linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from pressloc.filters.html.rules import RAW, RCDATA

_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_ATTRIBUTE = re.compile(
    r"[\s/]*(?P<name>[^\s/>=][^\s/>=]*)(?:\s*=\s*(?:\"(?P<dq>[^\"]*)\"|'(?P<sq>[^']*)'|(?P<uq>[^\s>\"'][^\s>]*)))?"
)
_OPEN_QUOTE = re.compile(r"\s*=\s*[\"']")
_TAG_END = re.compile(r"[\s/]*>")


@frozen
class Attribute:
    """An attribute: lower-case `name`, raw value `text[start:end]`, its `quote` (`"`, `'` or none)."""

    name: str
    raw: str
    start: int
    end: int
    quote: str


@frozen
class Token:
    """A stretch of source. `name` is the lower-case element of a tag; raw content of scripts is `other`."""

    kind: Literal["text", "start", "end", "other", "rcdata"]
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()

    def attribute(self, name: str) -> Attribute | None:
        """The first attribute called `name` (later duplicates are ignored, as browsers do)."""
        return next((a for a in self.attributes if a.name == name), None)


def scan(text: str) -> Iterator[Token]:
    """Tokens of `text`, consecutive and covering all of it."""
    at = text_from = 0
    while (at := text.find("<", at)) >= 0:
        token = _markup(text, at)
        if token is None:
            at += 1
            continue
        if text_from < at:
            yield Token("text", text_from, at)
        yield token
        at = token.end
        if token.kind == "start" and token.name in RAW | RCDATA:
            end = _raw_end(text, at, token.name)
            if end > at:
                yield Token("rcdata" if token.name in RCDATA else "other", at, end, token.name)
            at = end
        text_from = at
    if text_from < len(text):
        yield Token("text", text_from, len(text))


def _markup(text: str, at: int) -> Token | None:
    """The tag, comment or declaration at `at`, or None when this `<` is text."""
    following = text[at + 1 : at + 2]
    if following == "!":
        return Token("other", at, _comment_end(text, at))
    if following == "?":
        return Token("other", at, _after(text, "?>" if text.startswith("<?php", at) else ">", at + 2))
    if following == "/":
        match = _NAME.match(text, at + 2)
        if match is None:
            return Token("other", at, _after(text, ">", at + 2)) if text[at + 2 : at + 3] else None
        return _tag("end", text, at, match)
    match = _NAME.match(text, at + 1)
    return _tag("start", text, at, match) if match else None


def _tag(kind: Literal["start", "end"], text: str, at: int, name: re.Match[str]) -> Token:
    attributes: list[Attribute] = []
    here = name.end()
    while not (closed := _TAG_END.match(text, here)):
        match = _ATTRIBUTE.match(text, here)
        if match is None:
            rest = text.find(">", here)
            if rest < 0:  # the file ends inside a tag: no tag, no text
                return Token("other", at, len(text))
            here = rest  # a stray quote or equals sign
            continue
        here = match.end()
        if _OPEN_QUOTE.match(
            text, here
        ):  # no such quote follows: all the rest is in the tag, as in a browser
            return Token("other", at, len(text))
        group = "dq" if match["dq"] is not None else "sq" if match["sq"] is not None else "uq"
        if match[group] is not None:
            start, end = match.span(group)
            quote = {"dq": '"', "sq": "'", "uq": ""}[group]
            attributes.append(Attribute(match["name"].lower(), match[group], start, end, quote))
        else:
            attributes.append(Attribute(match["name"].lower(), "", here, here, "="))
    return Token(kind, at, closed.end(), name[0].lower(), tuple(attributes))


def _comment_end(text: str, at: int) -> int:
    if not text.startswith("<!--", at):
        return _after(text, "]]>" if text.startswith("<![CDATA[", at) else ">", at + 2)
    if text.startswith((">", "->"), at + 4):  # abruptly closed, as browsers read it
        return text.index(">", at) + 1
    return _after(text, "-->", at + 4)


def _after(text: str, mark: str, start: int) -> int:
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)


def _raw_end(text: str, at: int, name: str) -> int:
    if name == "plaintext":
        return len(text)
    match = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(text, at)
    return match.start() if match else len(text)

"""A Russian term taken apart into words, with quotations and brackets kept whole."""

from __future__ import annotations

import re

from attrs import frozen

_TOKEN = re.compile(
    r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"|\([^)]*\)"  # quotations and brackets never decline
    r"|[^\W_][\w’'`./№+‑-]*|\S",
)
_ROMAN = re.compile(r"^[IVXLCDMХ]+$")
_NUMBER = re.compile(r"^\d[\d.,/]*$")
DASHES = frozenset("–—-")


@frozen
class Token:
    """A word, a quotation, a bracket or a punctuation mark; `gap` is the white space before it."""

    text: str
    gap: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_quoted(self) -> bool:
        return len(self.text) > 1 and self.text[0] in '«“„"('

    @property
    def is_number(self) -> bool:
        """Arabic or Roman digits, alone."""
        return bool(_NUMBER.match(self.text) or _ROMAN.match(self.text))

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


def tokens(term: str) -> tuple[Token, ...]:
    """The tokens of `term`; gaps and texts joined give back the term without outer white space at its end."""
    found, last = [], 0
    for match in _TOKEN.finditer(term):
        found.append(Token(match[0], term[last : match.start()]))
        last = match.end()
    return tuple(found)

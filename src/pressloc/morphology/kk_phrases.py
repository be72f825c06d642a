"""Kazakh noun phrases: only the last word inflects; the inner genitive of a chain may be dropped."""

from __future__ import annotations

import re
from itertools import islice, product

from attrs import frozen

from pressloc.morphology.kk_abbreviations import is_abbreviation
from pressloc.morphology.kk_phonology import sounds

_CLOSERS = "»”\"'’)"
_PARENTHESIS = re.compile(r"(.*\S)(\s+\([^()]*\))$")
_POSSESSED_GENITIVE = re.compile(r"(.*[ыі])н[ыі]ң$", re.IGNORECASE)
_GENITIVE = re.compile(r"(.{2,}?)-?[ндт][ыі]ң$")
_FIGURES = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+$")
_MOST_VARIANTS = 16
_OFFICIAL = re.compile(
    r".*(?:республикасы|федерациясы|корольдігі|парламенті|президенті|үкіметі|ұйымы|одағы)$"
)


@frozen
class Phrase:
    """A term cut before its head: `before` (frozen) + `head` (inflects) + `closing` quotes + `after` (a gloss)."""

    before: str
    head: str
    closing: str = ""
    after: str = ""


def split_head(term: str) -> Phrase:
    """The last word of `term` with what stands around it; a gloss in parentheses at the end stays outside."""
    after = ""
    found = _PARENTHESIS.fullmatch(term)
    if found:
        term, after = found.groups()
    figures = _FIGURES.search(term)
    start = figures.start() if figures else max(term.rfind(" "), term.rfind("\u00a0")) + 1
    before, head = term[:start], term[start:]
    bare = head.rstrip(_CLOSERS)
    closing = head[len(bare) :]
    opening = len(bare) - len(bare.lstrip('«“„"('))
    return Phrase(before + bare[:opening], bare[opening:], closing, after)


def _without_genitive(token: str) -> str | None:
    """The token with a genitive that official usage drops in a chain, or None (Республикасының, БҰҰ-ның)."""
    found = _POSSESSED_GENITIVE.fullmatch(token)
    if found:
        return found.group(1)
    found = _GENITIVE.fullmatch(token)
    if found and (token[0].isupper() or is_abbreviation(token.partition("-")[0])):
        return found.group(1)
    return None


def chain_variants(term: str) -> tuple[str, ...]:
    """The other shapes of a possessive chain in use: inner genitives dropped or restored. `term` is not among them.

    Қазақстан Республикасының Парламенті ~ Қазақстан Республикасы Парламенті; БҰҰ-ның Бас хатшысы ~ БҰҰ Бас
    хатшысы. Plural and common-noun genitives stay (сессияның ашылуы). The head is never touched.
    """
    tokens = term.split(" ")
    if len(tokens) < 2 or sounds(tokens[-1].rstrip(_CLOSERS))[-1:] not in ("ы", "і"):
        return ()
    choices: list[tuple[str, ...]] = []
    for token in tokens[:-1]:
        dropped = _without_genitive(token)
        if dropped is not None:
            choices.append((token, dropped))
        elif _OFFICIAL.fullmatch(token.lower()) and token[0].isupper():
            choices.append((token, token + ("ның" if token[-1] == "ы" else "нің")))
        else:
            choices.append((token,))
    found = (" ".join((*pick, tokens[-1])) for pick in islice(product(*choices), _MOST_VARIANTS))
    return tuple(dict.fromkeys(f for f in found if f != term))

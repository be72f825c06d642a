"""Words that are a term in one company and something else in another: the rules of data/terms/context.toml.

A rule names a concept, or some of its forms, and the neighbours that speak for or against the term. Neighbours
are beginnings of folded words: `кодекс` covers кодекса, кодексом.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from attrs import frozen

from pressloc.model import Lang
from pressloc.resources import data_path
from pressloc.text.normalise import Folded

_NEAR = 60
_WORD = re.compile(r"[\w'-]+")


@frozen
class ContextRule:
    """When a match counts. `forms` limits the rule to these folded forms (empty = all forms of the concept).

    `never`: not a term at all. `after`/`before`: the word before (behind) the match must begin so; `not_after`,
    `not_before`: must not. `near`/`not_near`: some word within 60 characters must (none may) begin so.
    """

    forms: frozenset[str]
    never: bool
    after: tuple[str, ...]
    before: tuple[str, ...]
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]
    near: tuple[str, ...]
    not_near: tuple[str, ...]

    def allows(self, text: str, start: int, end: int) -> bool:
        """Whether the match at folded `text[start:end]` counts under this rule."""
        if self.forms and text[start:end] not in self.forms:
            return True
        if self.never:
            return False
        left, right = text[max(0, start - _NEAR):start], text[end:end + _NEAR]
        words_left, words_right = _WORD.findall(left), _WORD.findall(right)
        previous, following = words_left[-1] if words_left else "", words_right[0] if words_right else ""
        return (
            (not self.after or previous.startswith(self.after))
            and (not self.before or following.startswith(self.before))
            and not (self.not_after and previous.startswith(self.not_after))
            and not (self.not_before and following.startswith(self.not_before))
            and (not self.near or any(w.startswith(self.near) for w in words_left + words_right))
            and not (self.not_near and any(w.startswith(self.not_near) for w in words_left + words_right))
        )


@cache
def rules(lang: Lang) -> Mapping[str, tuple[ContextRule, ...]]:
    """Concept id → its rules in `lang`; the key "*" holds rules for any concept."""
    data = tomllib.loads(data_path("terms/context.toml").read_text(encoding="utf-8"))
    found: dict[str, list[ContextRule]] = {}
    for row in data.get(lang, ()):
        lists = {
            name: tuple(row.get(name, "").split())
            for name in ("after", "before", "not_after", "not_before", "near", "not_near")
        }
        rule = ContextRule(forms=frozenset(row.get("forms", ())), never=row.get("never", False), **lists)
        for concept in row.get("concept", "*").split():
            found.setdefault(concept, []).append(rule)
    return {concept: tuple(given) for concept, given in found.items()}


def in_context(concept: str, lang: Lang, folded: Folded, start: int, end: int) -> bool:
    """Whether the match at folded `[start:end)` stands in a company that makes it the term."""
    known = rules(lang)
    return all(
        rule.allows(folded.text, start, end) for key in (concept, "*") for rule in known.get(key, ())
    )

"""Words that are a term in one company and something else in another: the rules of data/terms/context.toml.

A rule names a concept, or some of its forms, and the neighbours that speak for or against the term. Neighbours
are beginnings of folded words (`кодекс` covers кодекса, кодексом), endings with a `*` before (`*ов`), whole words
with a `$` behind (`of$`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache

from attrs import frozen

from pressloc.model import Lang
from pressloc.resources import data_path
from pressloc.terms.neighbours import GAP, word_before

_NEAR = 60
_NONE = ("\0",)  # no word begins or ends so
_WORD = re.compile(r"[\w'-]+")
_NEXT = re.compile(r"(?:[ \"]+(?=[\w'-])|\. ?(?=\d))([\w'-]+)")  # the full stop of `Art. 27` is passed over
# Past words that are joined to this one (`, орыс және` …): what they all belong to.
_HEAD = re.compile(
    r"(?:(?:, | және | мен | пен | бен | немесе | и | или | and | or |, and |, or |-)[\w-]+)*(?: [\"(]?([\w-]+))?"
)
# The word before a series that ends here (`на казахском, русском и …`: на).
_LED = re.compile(r"([\w'-]+) (?:[\w-]+(?:, и |, and |, | и | или | and | or | және | мен | пен | бен ))*[\"(]*$")


@frozen
class _Words:
    """A list of neighbours: beginnings, endings and whole words."""

    starts: tuple[str, ...]
    ends: tuple[str, ...]
    whole: frozenset[str]

    @classmethod
    def of(cls, cell: str) -> _Words:
        items = cell.split()
        whole = frozenset(item[:-1] for item in items if item.endswith("$"))
        ends = tuple(item[1:] for item in items if item.startswith("*"))
        return cls(tuple(item for item in items if not item.endswith("$") and item[0] != "*"), ends, whole)

    def __bool__(self) -> bool:
        return bool(self.starts or self.ends or self.whole)

    def __contains__(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.starts or _NONE) or word.endswith(self.ends or _NONE)

    def any(self, words: Iterable[str]) -> bool:
        return any(word in self for word in words)


@frozen
class ContextRule:
    """When a match counts. `forms` and `starts` limit the rule to these folded forms (none = all of the concept).

    `never`: not a term at all. `mentioned`: only once the concept was named in full before. `lower`: not when
    capitalised inside a sentence (a personal name). `after`/`before`: the
    word right before (behind) the match must be in the list, `not_after`, `not_before`: must not; a match next to
    punctuation or an end of the text passes `before` but not `after`. `near`/`not_near`: some word within 60
    characters must (none may) be in the list. `not_head`: the word that this one and those joined to it belong to
    (`қазақ, орыс және ағылшын тілдерінде`: тілдерінде) must not be in the list, `head`: there must be such a word.
    `demonym`: only where a place is named by the adjective or name of its people, or a language by its adjective.
    `heads`: that word must be in the list; where there is none (or one of `free`), the word before all that is joined
    must be one of `led` (`перевод с казахского и узбекского на русский`).
    """

    forms: frozenset[str]
    starts: tuple[str, ...]
    never: bool
    mentioned: bool
    lower: bool
    demonym: bool
    head: bool
    after: _Words
    before: _Words
    not_after: _Words
    not_before: _Words
    near: _Words
    not_near: _Words
    not_head: _Words
    heads: _Words
    led: _Words
    free: _Words

    def concerns(self, words: str) -> bool:
        """Whether the rule speaks of the matched folded `words`."""
        if not self.forms and not self.starts:
            return True
        return words in self.forms or (bool(self.starts) and words.startswith(self.starts))

    def allows(self, text: str, start: int, end: int, *, mentioned: bool, raised: bool) -> bool:
        """Whether the match at folded `text[start:end]` counts under this rule."""
        if not self.concerns(text[start:end]):
            return True
        if self.never or (self.mentioned and not mentioned) or (self.lower and raised):
            return False
        left, right = text[max(0, start - _NEAR):start], text[end:end + _NEAR]
        behind = _NEXT.match(right)
        previous, following = word_before(left)[0] if left[-1:] in GAP else "", behind[1] if behind else ""
        around = _WORD.findall(left) + _WORD.findall(right) if self.near or self.not_near else []
        if self.head or self.not_head or self.heads:
            found = _HEAD.match(text, end, end + 2 * _NEAR)
            head = found[1] if found is not None else None
            if (self.head and not head) or (head or "") in self.not_head:
                return False
            if self.heads and not self._heads_allow(head or "", left):
                return False
        return (
            (not self.after or previous in self.after)
            and (not self.before or not following or following in self.before)
            and previous not in self.not_after
            and following not in self.not_before
            and (not self.near or self.near.any(around))
            and not (self.not_near and self.not_near.any(around))
        )


    def _heads_allow(self, head: str, left: str) -> bool:
        if head and head in self.heads:
            return True
        led = _LED.search(left)
        return (not head or head in self.free) and led is not None and led[1] in self.led


def _rule(row: Mapping[str, object]) -> ContextRule:
    given = row.get("forms", ())
    forms = [str(form) for form in given] if isinstance(given, (list, tuple)) else []
    lists = {name: _Words.of(str(row.get(name, ""))) for name in
             ("after", "before", "not_after", "not_before", "near", "not_near", "not_head", "heads", "led", "free")}
    return ContextRule(
        forms=frozenset(form for form in forms if not form.endswith("*")),
        starts=tuple(form[:-1] for form in forms if form.endswith("*")),
        never=bool(row.get("never", False)), mentioned=bool(row.get("mentioned", False)),
        lower=bool(row.get("lower", False)), demonym=bool(row.get("demonym", False)),
        head=bool(row.get("head", False)), **lists,
    )


@cache
def rules(lang: Lang) -> Mapping[str, tuple[ContextRule, ...]]:
    """Concept id → its rules in `lang`; the key "*" holds rules for any concept."""
    data = tomllib.loads(data_path("terms/context.toml").read_text(encoding="utf-8"))
    found: dict[str, list[ContextRule]] = {}
    for row in data.get(lang, ()):
        for concept in row.get("concept", "*").split():
            found.setdefault(concept, []).append(_rule(row))
    return {concept: tuple(given) for concept, given in found.items()}


def rules_of(concept: str, lang: Lang, *, demonym: bool = False, language: bool = False) -> tuple[ContextRule, ...]:
    """The rules that speak of a concept in `lang`, those for any concept last; with `demonym` also those on places
    named by their people, with `language` those on languages named by their adjective."""
    given = [*rules(lang).get(concept, ())]
    given += rules(lang).get("language", ()) if language else rules(lang).get("*", ())
    return tuple(rule for rule in given if demonym or language or not rule.demonym)


def allowed(
    given: Iterable[ContextRule], text: str, start: int, end: int, *, mentioned: bool, raised: bool
) -> bool:
    """Whether the match at `[start:end)` of the folded `text` stands in a company that makes it the term.

    `mentioned` tells whether the concept was named in full before, `raised` whether the word is capitalised
    although no sentence begins there.
    """
    return all(rule.allows(text, start, end, mentioned=mentioned, raised=raised) for rule in given)

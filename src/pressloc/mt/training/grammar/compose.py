"""Derive lines from a grammar: seeded, evenly over productions and words, without repetitions."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import islice

from attrs import define, field

from pressloc.mt.training.grammar.load import Grammar
from pressloc.mt.training.grammar.pattern import symbol
from pressloc.mt.training.grammar.speak import Node, Production, sentence
from pressloc.mt.training.grammar.values import draw
from pressloc.mt.training.grammar.want import Unsayable, Value
from pressloc.mt.training.rows import COLUMNS, Row

DEEPEST = 9
MOST = 2_000_000  # derivations of one call
STALE = 2_000  # derivations in a row without a new line: the grammar is exhausted
_TRIES = 50  # derivations in a row that may fail before the grammar is called broken


@define
class _Deck:
    """Cards drawn in random order, each once before any comes again: rare words come as often as common ones."""

    cards: tuple[Production | Value, ...]
    left: list[Production | Value] = field(factory=list)

    def draw(self, rng: random.Random) -> Production | Value:
        if not self.left:
            self.left = list(self.cards)
            rng.shuffle(self.left)
        return self.left.pop()


@define
class _Derivation:
    """The state of a run: the random numbers and a deck for each symbol."""

    grammar: Grammar
    rng: random.Random
    decks: dict[str, _Deck] = field(factory=dict)

    def node(self, name: str, used: set[str], depth: int = 0) -> Node | Value:
        """Expand a symbol. `used` are the leaves of the line so far. Raises Unsayable when the line gets too deep or
        only words remain that it has already."""
        if depth > DEEPEST:
            raise Unsayable("too deep")
        for _attempt in range(8):
            card = self._card(name)
            if isinstance(card, Production):
                return self.expand(card, used, depth)
            if card.key() not in used:
                used.add(card.key())
                return card
        raise Unsayable(f"{name}: only repetitions")

    def expand(self, production: Production, used: set[str], depth: int = 0) -> Node:
        """A derivation that begins with this production. Raises Unsayable as `node` does."""
        labels = sorted(frozenset.union(*(pattern.labels() for pattern in production.patterns.values())))
        return Node(production, {label: self.node(symbol(label), used, depth + 1) for label in labels})

    def _card(self, name: str) -> Production | Value:
        if name in self.grammar.names.kinds:
            return self.grammar.names.draw(name, self.rng)
        if name in self.grammar.drawn:
            table = dict(self.grammar.drawn[name])
            return draw(table["kind"], table, self.rng)
        if name not in self.decks:
            self.decks[name] = _Deck((*self.grammar.productions.get(name, ()), *self.grammar.leaves.get(name, ())))
        return self.decks[name].draw(self.rng)


def expand(grammar: Grammar, production: Production, seed: int) -> Node:
    """One derivation that begins with `production`. Raises Unsayable when the words drawn have no such form."""
    return _Derivation(grammar, random.Random(seed)).expand(production, set())  # noqa: S311 - reproducible text


def derive(grammar: Grammar, seed: int) -> Iterator[tuple[Node, Row]]:
    """Derivations with their lines, without end, the same for the same seed. Raises Unsayable if the grammar gives
    nothing sayable."""
    run = _Derivation(grammar, random.Random(seed))  # noqa: S311 - reproducible text, no secret
    roots = sorted(grammar.roots)
    weights = [grammar.roots[name] for name in roots]
    failures = 0
    while True:
        name = run.rng.choices(roots, weights)[0]
        try:
            node = run.node(name, set())
            assert isinstance(node, Node)
            texts = {lang: sentence(node, lang) for lang in COLUMNS}
        except Unsayable:
            failures += 1
            if failures > _TRIES:
                raise
            continue
        failures = 0
        if run.rng.random() < grammar.capitals.get(name, 0):
            texts = {lang: text.upper() for lang, text in texts.items()}
        yield node, Row("grammar", texts)


def compose(grammar: Grammar, lines: int, seed: int, refuse: Callable[[str], bool] = lambda _text: False) -> list[Row]:
    """`lines` different rows, fewer only where a small grammar has no more; `refuse(text)` says which texts must not
    occur (lines of evaluation sets)."""
    seen: set[str] = set()
    stale = 0
    rows: list[Row] = []
    for _node, row in islice(derive(grammar, seed), MOST):
        if row.text("en") in seen or any(refuse(text) for text in row.texts.values()):
            stale += 1
            if stale > STALE:
                break
            continue
        stale = 0
        seen.add(row.text("en"))
        rows.append(row)
        if len(rows) == lines:
            break
    return rows

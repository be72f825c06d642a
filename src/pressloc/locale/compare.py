"""Compares the numbers of a source and its translation by value, as multisets with tolerance for idiom."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Literal

from attrs import frozen

from pressloc.locale.lexicon import lexicon
from pressloc.locale.quantity import Quantity
from pressloc.model import Lang

DifferenceKind = Literal["changed", "missing", "extra", "unit", "sign", "count"]

_ONCE_IS_ENOUGH = ("month", "year")  # 5 тамыздан 8 тамызға дейін: from 5 to 8 August


@frozen
class Difference:
    """One number that does not agree.

    `changed`: `source` became `target`; `missing`, `extra`: only one side has it; `unit`: same value in another
    currency or unit; `sign`: same value, opposite sign; `count`: the value is there, but not as many times.
    """

    kind: DifferenceKind
    source: Quantity | None
    target: Quantity | None

    @property
    def start(self) -> int:
        """Where the number stands in the target (0 when missing)."""
        return self.target.start if self.target else 0

    @property
    def end(self) -> int:
        """Where the number ends in the target (0 when missing)."""
        return self.target.end if self.target else 0


def compare(source: str, source_lang: Lang, target: str, target_lang: Lang) -> tuple[Difference, ...]:
    """What the numbers of `target` lack, change or add against `source`, in target order, missing ones last.

    Idioms (one, second, half, both, twice) may answer a number and are never reported themselves.
    """
    from pressloc.locale.numbers import extract

    found = compare_quantities(extract(source, source_lang), extract(target, target_lang))
    # A sign may be said with a word (minus, below zero, аяз, снизился).
    worded = lexicon(source_lang).negative.search(source) or lexicon(target_lang).negative.search(target)
    return tuple(d for d in found if d.kind != "sign") if worded else found


def compare_quantities(source: tuple[Quantity, ...], target: tuple[Quantity, ...]) -> tuple[Difference, ...]:
    """`compare` on quantities already extracted."""
    left, right = list(source), list(target)
    pairs: list[tuple[Quantity, Quantity]] = []
    for keys in (_by_unit, _by_value, _by_reading, _by_size):
        found, left, right = _pair(left, right, keys)
        pairs += found
    out = [d for d in (_pair_difference(s, t) for s, t in pairs) if d is not None]
    out.extend(_leftovers([q for q in left if not q.soft], [q for q in right if not q.soft], source, target))
    return tuple(sorted(out, key=lambda d: (d.target is None, d.start)))


def _pair(
    left: list[Quantity], right: list[Quantity], keys: Callable[[Quantity], tuple[Hashable, ...]]
) -> tuple[list[tuple[Quantity, Quantity]], list[Quantity], list[Quantity]]:
    """Pairs of quantities that share a key, and what is left of both sides.

    Hard numbers go first and idioms last, those with a second reading after those without, then in text order.
    """
    if not left or not right:
        return [], left, right
    free: dict[Hashable, deque[int]] = defaultdict(deque)
    for i in sorted(range(len(right)), key=lambda i: _certainty(right[i])):
        for key in keys(right[i]):
            free[key].append(i)
    pairs, taken, unpaired = [], set[int](), []
    for one in sorted(left, key=_certainty):
        mate = next((i for key in keys(one) if key in free for i in _untaken(free[key], taken)), None)
        if mate is None:
            unpaired.append(one)
        else:
            taken.add(mate)
            pairs.append((one, right[mate]))
    rest = [q for i, q in enumerate(right) if i not in taken]
    return pairs, sorted(unpaired, key=lambda q: q.start), rest


def _untaken(queue: deque[int], taken: set[int]) -> Iterator[int]:
    """The first index of `queue` that is not taken; taken ones are dropped for good."""
    while queue and queue[0] in taken:
        queue.popleft()
    if queue:
        yield queue[0]


def _certainty(quantity: Quantity) -> tuple[bool, bool]:
    return quantity.soft, bool(quantity.alternatives)


def _by_unit(quantity: Quantity) -> tuple[Hashable, ...]:
    return ((quantity.value, quantity.unit, quantity.kind == "month"),)


def _by_value(quantity: Quantity) -> tuple[Hashable, ...]:
    return ((quantity.value, quantity.kind == "month"),)


def _by_reading(quantity: Quantity) -> tuple[Hashable, ...]:
    return tuple((value, quantity.kind == "month") for value in (quantity.value, *quantity.alternatives))


def _by_size(quantity: Quantity) -> tuple[Hashable, ...]:
    return ((abs(quantity.value), quantity.kind == "month"),)


def _pair_difference(source: Quantity, target: Quantity) -> Difference | None:
    if source.unit and target.unit and source.unit != target.unit:
        return Difference("unit", source, target)
    if source.value == -target.value and source.value != 0:
        return Difference("sign", source, target)
    return None


def _leftovers(
    left: list[Quantity], right: list[Quantity], source: Iterable[Quantity], target: Iterable[Quantity]
) -> list[Difference]:
    """What the unpaired hard numbers of both sides amount to."""
    there, here = _readings(source), _readings(target)
    again = [q for q in left if not here.isdisjoint(_by_reading(q))]
    twice = [q for q in right if not there.isdisjoint(_by_reading(q))]
    out = [Difference("count", q, None) for q in again if q.kind not in _ONCE_IS_ENOUGH]
    out += [Difference("count", None, q) for q in twice if q.kind not in _ONCE_IS_ENOUGH]
    gone = [q for q in left if here.isdisjoint(_by_reading(q))]
    new = [q for q in right if there.isdisjoint(_by_reading(q))]
    for like in (_by_kind_and_unit, _by_kind_group):
        changed, gone, new = _pair(gone, new, like)
        out += [Difference("changed", s, t) for s, t in changed]
    out += [Difference("missing", q, None) for q in gone]
    return out + [Difference("extra", None, q) for q in new]


def _readings(quantities: Iterable[Quantity]) -> frozenset[Hashable]:
    return frozenset(key for q in quantities for key in _by_reading(q))


def _by_kind_and_unit(quantity: Quantity) -> tuple[Hashable, ...]:
    return ((quantity.kind, quantity.unit),)


def _by_kind_group(quantity: Quantity) -> tuple[Hashable, ...]:
    return (quantity.kind == "month",)

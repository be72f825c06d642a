"""Compares the numbers of a source and its translation by value, as multisets with tolerance for idiom."""

from __future__ import annotations

from collections.abc import Callable
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
    for same in (_identical, _equal, _alternative, _equal_but_sign):
        pairs.extend(_pair(left, right, same))
    out = [d for d in (_pair_difference(s, t) for s, t in pairs) if d is not None]
    out.extend(_leftovers([q for q in left if not q.soft], [q for q in right if not q.soft], source, target))
    return tuple(sorted(out, key=lambda d: (d.target is None, d.start)))


def _pair(
    left: list[Quantity], right: list[Quantity], same: Callable[[Quantity, Quantity], bool]
) -> list[tuple[Quantity, Quantity]]:
    """Take matching pairs out of both lists, hard numbers first, in text order."""
    pairs = []
    for one in sorted(left, key=lambda q: (q.soft, bool(q.alternatives))):
        mates = [other for other in right if same(one, other)]
        if mates:
            mate = min(mates, key=lambda q: (q.soft, bool(q.alternatives)))
            pairs.append((one, mate))
            left.remove(one)
            right.remove(mate)
    return pairs


def _comparable(one: Quantity, other: Quantity) -> bool:
    return (one.kind == "month") == (other.kind == "month")


def _identical(one: Quantity, other: Quantity) -> bool:
    return one.value == other.value and one.unit == other.unit and _comparable(one, other)


def _equal(one: Quantity, other: Quantity) -> bool:
    return one.value == other.value and _comparable(one, other)


def _alternative(one: Quantity, other: Quantity) -> bool:
    return _comparable(one, other) and (
        one.may_be(other.value)
        or other.may_be(one.value)
        or bool(set(one.alternatives) & set(other.alternatives))
    )


def _equal_but_sign(one: Quantity, other: Quantity) -> bool:
    return abs(one.value) == abs(other.value) and _comparable(one, other)


def _pair_difference(source: Quantity, target: Quantity) -> Difference | None:
    if source.unit and target.unit and source.unit != target.unit:
        return Difference("unit", source, target)
    if source.value == -target.value and source.value != 0:
        return Difference("sign", source, target)
    return None


def _leftovers(
    left: list[Quantity], right: list[Quantity], source: tuple[Quantity, ...], target: tuple[Quantity, ...]
) -> list[Difference]:
    out: list[Difference] = []
    for one in list(left):
        if any(one.may_be(q.value) and _comparable(one, q) for q in target):
            left.remove(one)
            if one.kind not in _ONCE_IS_ENOUGH:
                out.append(Difference("count", one, None))
    for one in list(right):
        if any(one.may_be(q.value) and _comparable(one, q) for q in source):
            right.remove(one)
            if one.kind not in _ONCE_IS_ENOUGH:
                out.append(Difference("count", None, one))
    for one in list(left):
        mate = next((q for q in right if (q.kind, q.unit) == (one.kind, one.unit)), None) or next(
            (q for q in right if _comparable(one, q)), None
        )
        if mate is not None:
            out.append(Difference("changed", one, mate))
            left.remove(one)
            right.remove(mate)
    out.extend(Difference("missing", q, None) for q in left)
    out.extend(Difference("extra", None, q) for q in right)
    return out

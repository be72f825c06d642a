"""Amounts of money: which numbers of a text are in which currency, and amounts written as each language does."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from pressloc.locale.quantity import Quantity
from pressloc.model import Lang

NOT_MONEY = frozenset(
    {"", "%", "MCI"}
)  # the monthly calculation index (МРП, АЕК) is a unit of fines, not money


@frozen
class Money:
    """An amount in a text: `currency` is its ISO 4217 code."""

    amount: Decimal
    currency: str
    start: int
    end: int
    text: str


def extract_money(text: str, lang: Lang) -> tuple[Money, ...]:
    """The amounts of money in `text`: USD 4.5 m, 95 млн долл., 1,7 млрд теңге, € 20."""
    from pressloc.locale.numbers import extract

    return tuple(_money(q) for q in extract(text, lang) if q.unit not in NOT_MONEY)


def currency_name(code: str, lang: Lang) -> str:
    """CLDR's name of the currency `code` in `lang` ("АҚШ доллары"), or the code itself if CLDR has none."""
    from babel.numbers import get_currency_name

    return str(get_currency_name(code, locale=lang))


def _money(quantity: Quantity) -> Money:
    return Money(quantity.value, quantity.unit, quantity.start, quantity.end, quantity.text)

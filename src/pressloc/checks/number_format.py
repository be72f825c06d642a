"""Digits are written as the language does: 1,5 and 12 345 in Kazakh and Russian, 1.5 and 12,345 in English."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck, target_plain
from pressloc.i18n import N_
from pressloc.locale.numbers import Quantity, extract, format_number
from pressloc.model import Finding, Lang, Severity
from pressloc.ports import CheckContext

ID = "number-format"
_DIGITS = re.compile(r"\d[\d.,]*\d")
_FOREIGN: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+"),
    "ru": re.compile(r"\d+\.\d+|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}"),
    "kk": re.compile(r"\d+\.\d+|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}"),
}


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding per number in another language's format that has a magnitude, unit or currency to prove it.

    Numbers without one (п. 3.2, версия 1.5, 10.00) are left alone: they may be sections, versions or times.
    """
    target = target_plain(context)
    pattern = _FOREIGN[context.target_lang]
    out = []
    for quantity in extract(target.text, context.target_lang):
        match = _DIGITS.match(quantity.text)
        if match is None or not (quantity.unit or quantity.factor > 1) or not pattern.fullmatch(match[0]):
            continue
        start, end = target.span(quantity.start, quantity.start + match.end())
        written = context.target[start:end]
        right = _rewritten(written, quantity, context.target_lang) if written == match[0] else None
        fix = context.target[:start] + right + context.target[end:] if right else None
        message = N_("{number} is not how this language writes numbers")
        out.append(Finding(ID, Severity.MINOR, message, {"number": match[0]}, start, end, fix))
    return out


def _rewritten(digits: str, quantity: Quantity, lang: Lang) -> str | None:
    """The digits in the language's format, with as many decimals; None if they can be read in two ways."""
    value = quantity.value / quantity.factor
    if quantity.alternatives:
        return None
    decimals = len(re.split(r"[.,]", digits)[-1])
    right = format_number(value.quantize(value.__class__(1).scaleb(-decimals)) if decimals else value, lang)
    return right if right != digits else None


check = FunctionCheck(ID, N_("Numbers are written in the language's format"), find)

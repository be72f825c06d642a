"""Digits are written as the language does: 1,5 and 12 345 in Kazakh and Russian, 1.5 and 12,345 in English."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from pressloc.checks.base import FunctionCheck, source_plain, target_plain
from pressloc.i18n import N_
from pressloc.locale.numbers import Quantity, extract, format_number
from pressloc.model import Finding, Lang, Severity
from pressloc.ports import CheckContext

ID = "number-format"
_LONGEST = 20  # beyond, decimal arithmetic would round
_MESSAGE = N_("{number} is not how this language writes numbers")
_DIGITS = re.compile(r"\d[\d.,]*\d")
_FOREIGN: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+"),
    "ru": re.compile(r"\d+\.\d+|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}"),
    "kk": re.compile(r"\d+\.\d+|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}"),
}
# Groups of three behind two commas or more are a number in English and nothing else, whatever it counts.
_CERTAIN = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")


# English thousands that a Kazakh or Russian reader takes for decimals, and the other way round.
_COPIED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\d+,(?:\d{1,2}|\d{4,})"),
    "ru": re.compile(r"\d{1,3}(?:,\d{3})+"),
    "kk": re.compile(r"\d{1,3}(?:,\d{3})+"),
}


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding per number in another language's format that has a magnitude, unit or currency to prove it.

    Numbers without one (п. 3.2, версия 1.5, 10.00) are left alone: they may be sections, versions or times; only
    thousands in two groups or more (1,200,000 человек), and what was copied from a source that means something else by
    it (1,257 kilometres ~ 1,257 км), need none.
    """
    target = target_plain(context)
    copied = _copied(context)
    wrong = [
        (quantity, match[0])
        for quantity in extract(target.text, context.target_lang)
        if (match := _DIGITS.match(quantity.text))
        if match[0] in copied
        or ((quantity.unit or quantity.factor > 1 or _CERTAIN.fullmatch(match[0])) and _FOREIGN[context.target_lang].fullmatch(match[0]))
    ]
    fix, out = context.target, []
    for quantity, digits in reversed(wrong):
        start, end = target.span(quantity.start, quantity.start + len(digits))
        right = copied.get(digits) or _rewritten(digits, quantity, context.target_lang)
        if right and context.target[start:end] == digits:  # no inline code among the digits
            fix = fix[:start] + right + fix[end:]
        out.append(Finding(ID, Severity.MINOR, _MESSAGE, {"number": digits}, start, end))
    return [evolve(f, fix=fix if fix != context.target else None) for f in reversed(out)]


def _copied(context: CheckContext) -> dict[str, str]:
    """Digits of the source that the target's language would read as another number, as it writes that number."""
    source, target = context.segment.lang, context.target_lang
    if "en" not in (source, target) or source == target:
        return {}
    found = {}
    for quantity in extract(source_plain(context), source):
        match = _DIGITS.match(quantity.text)
        if match and len(match[0]) <= _LONGEST and _COPIED[target].fullmatch(match[0]):
            right = format_number(quantity.value / quantity.factor, target)
            if right != match[0]:
                found[match[0]] = right
    return found


def _rewritten(digits: str, quantity: Quantity, lang: Lang) -> str | None:
    """The digits in the language's format, with as many decimals; None if they can be read in two ways."""
    value = quantity.value / quantity.factor
    if quantity.alternatives or len(digits) > _LONGEST:
        return None
    decimals = len(re.split(r"[.,]", digits)[-1])
    right = format_number(value.quantize(value.__class__(1).scaleb(-decimals)) if decimals else value, lang)
    return right if right != digits else None


check = FunctionCheck(ID, N_("Numbers are written in the language's format"), find)

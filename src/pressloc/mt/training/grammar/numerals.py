"""Numbers from three to twenty in words, as they stand beside a noun that they count."""

from __future__ import annotations

from decimal import Decimal

from pressloc.model import Lang
from pressloc.mt.training.grammar.want import Unsayable, Want

_FIRST = 3
_WORDS: dict[Lang, tuple[str, ...]] = {
    "en": (
        "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ),
    "ru": (
        "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать", "двенадцать", "тринадцать",
        "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать", "двадцать",
    ),
    "kk": (
        "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз", "он", "он бір", "он екі", "он үш", "он төрт", "он бес",
        "он алты", "он жеті", "он сегіз", "он тоғыз", "жиырма",
    ),
}  # fmt: skip


def in_words(value: Decimal, lang: Lang, want: Want) -> str:
    """The number in words, in Russian in the nominative or the accusative of things. Raises Unsayable for others."""
    place = int(value) - _FIRST
    if value != int(value) or not 0 <= place < len(_WORDS[lang]) or (lang == "ru" and want.case not in ("NOM", "ACC")):
        raise Unsayable(f"{value} {want.case} in words")
    return _WORDS[lang][place]

"""Numbers to values in Kazakh, Russian and English, and their comparison across languages.

"1,5 млрд", "1.5 billion" and "1500 млн" are the same value; "жиырма бес", "двадцати пяти" and "25" too. Rules of
digit grouping are those of CLDR; magnitude abbreviations follow the languages' official press usage.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from pressloc.locale.compare import Difference, compare
from pressloc.locale.dates import mark_dates
from pressloc.locale.quantities import assemble
from pressloc.locale.quantity import Kind, Quantity
from pressloc.model import Lang

__all__ = ["Difference", "Kind", "Quantity", "compare", "extract", "format_number"]


@lru_cache(maxsize=1024)  # several checks and the MT gate ask about the same sentence
def extract(text: str, lang: Lang) -> tuple[Quantity, ...]:
    """All numbers of `text`, in order, with the parts of dates and times marked by their `kind`.

    Roman numerals, percentages, magnitudes, ranges and spelled-out numbers in any inflected form are read; digits
    in web and mail addresses are not.
    """
    return mark_dates(text, assemble(text, lang), lang)


def format_number(value: Decimal, lang: Lang) -> str:
    """`value` in digits as `lang` writes it: "12 345,6" with no-break spaces (kk, ru), "12,345.6" (en); CLDR.

    Four-digit whole numbers stay ungrouped in kk and ru, as Russian and Kazakh editors do (2025, 4500).
    """
    from babel.numbers import format_decimal

    if lang != "en" and abs(value) < 10_000:
        return str(format_decimal(value, locale=lang, decimal_quantization=False, group_separator=False))
    return str(format_decimal(value, locale=lang, decimal_quantization=False))

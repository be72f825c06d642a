"""Plural forms of the three languages (gettext manual, "Plural forms"; CLDR 46 plural rules)."""

from __future__ import annotations

import re

PLURAL_FORMS = {
    "kk": "nplurals=2; plural=(n != 1);",
    "en": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}
_COUNT = re.compile(r"nplurals\s*=\s*(\d+)")
_EXAMPLES = {2: ("1", "other numbers"), 3: ("1, 21, 31", "2, 3, 4, 22", "5, 11, 100")}


def plural_count(header: str) -> int | None:
    """`nplurals` of a Plural-Forms value; None in a template."""
    match = _COUNT.search(header)
    return int(match[1]) if match else None


def plural_note(index: int, count: int) -> str:
    """What numbers plural form `index` of `count` is for."""
    examples = _EXAMPLES.get(count)
    return f"plural form {index + 1} of {count}" + (f" ({examples[index]})" if examples else "")

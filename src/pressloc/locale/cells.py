"""Numbers that stand alone, in a table or a list, as another language writes them: 14 300 → 14,300."""

from __future__ import annotations

import re

from pressloc.model import Lang

_CYRILLIC = re.compile(r"(?P<sign>[+−–-]?)(?P<whole>\d{1,3}(?:[ \u00a0\u202f]\d{3})+)(?:,(?P<rest>\d+))?(?P<unit>\s?%?)")
_ENGLISH = re.compile(r"(?P<sign>[+−–-]?)(?P<whole>\d{1,3}(?:,\d{3})+)(?:\.(?P<rest>\d+))?(?P<unit>\s?%?)")


def lone_number(text: str, source: Lang, target: Lang) -> str | None:
    """`text`, nothing but a number with its thousands grouped, as `target` writes it; None for any other text, and
    where both languages write alike."""
    if (source == "en") == (target == "en"):
        return None
    body = text.strip()
    match = (_ENGLISH if source == "en" else _CYRILLIC).fullmatch(body)
    if match is None:
        return None
    group, point = (",", ".") if target == "en" else ("\u00a0", ",")
    whole = re.sub(r"[ \u00a0\u202f,]", group, match["whole"])
    rest = f"{point}{match['rest']}" if match["rest"] else ""
    at = text.index(body)
    return f"{text[:at]}{match['sign']}{whole}{rest}{match['unit']}{text[at + len(body):]}"

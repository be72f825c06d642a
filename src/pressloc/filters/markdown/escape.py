"""Plain text to Markdown: what would be read as markup gets a backslash."""

from __future__ import annotations

import re
from collections.abc import Callable

_INLINE = re.compile(
    r"\\|`|\[|\]|~|(?<!\s)\*|\*(?!\s)|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?[A-Za-z0-9]{1,32};)"
)
_START = re.compile(
    r"(\d{1,9})([.)])(?=\s|$)|([-+*])(?=\s|$)|(#{1,6})(?=\s|$)|(>)|([-=_*])(?=[-=_* ]*$)|(:)(?=-)"
)
_CLOSING_HASHES = re.compile(r"#(?=#*\s*$)")


def escape(text: str) -> str:
    """`text` as a run of inline Markdown that may begin a line."""
    escaped = _INLINE.sub(lambda m: f"\\{m[0]}", text)
    start = _START.match(escaped)
    if start:
        at = start.end(1) if start[1] else start.start()
        escaped = f"{escaped[:at]}\\{escaped[at:]}"
    return escaped


def escape_heading(text: str) -> str:
    """`escape` for an ATX heading, whose trailing hashes would be read as its end."""
    return _CLOSING_HASHES.sub(r"\\#", escape(text))


def escape_cell(text: str) -> str:
    """`escape` for a table cell."""
    return escape(text).replace("|", "\\|")


def escape_title(quote: str) -> Callable[[str], str]:
    """Escape function of a link title in `quote`."""
    chars = {'"': '"', "'": "'", "(": "()"}[quote]
    pattern = re.compile(rf"[\\{re.escape(chars)}]|&(?=#?[A-Za-z0-9]{{1,32}};)")
    return lambda text: pattern.sub(lambda m: f"\\{m[0]}", text)

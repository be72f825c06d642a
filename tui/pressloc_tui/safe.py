"""Article text made safe to show and to edit: control characters can neither reach the terminal nor get lost.

For editing each dangerous character is moved to a private plane (one for one, so that places stay), for showing it
becomes a visible sign. Inline codes stay single characters, so that nothing can cut them in half, and show as
circled numbers.
"""

from __future__ import annotations

from functools import cache

from pressloc.model import CODE_BASE, CODE_LIMIT

_PLANE = 0xF0000
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_ZERO_WIDTH = (0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB)
_BREAKS = (0x2028, 0x2029)
_DANGEROUS = (*range(0x20), *range(0x7F, 0xA0), *_BIDI, *_ZERO_WIDTH, *_BREAKS)
_CIRCLED = "".join(chr(0x2460 + n) for n in range(20))
LONGEST = 4000  # characters of a text that lists and panels show


@cache
def _guards() -> dict[int, int]:
    return {code: _PLANE + code for code in _DANGEROUS if code != 0x0A}


@cache
def _frees() -> dict[int, int]:
    return {guarded: code for code, guarded in _guards().items()}


@cache
def _signs() -> dict[int, str]:
    signs = dict.fromkeys(_DANGEROUS, "␦")
    signs |= {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡", 0x0A: "↵", 0x09: "→"}
    signs |= {_PLANE + code: sign for code, sign in list(signs.items())}
    signs |= {CODE_BASE + n: chip(n) for n in range(CODE_LIMIT - CODE_BASE + 1)}
    return signs


def chip(index: int) -> str:
    """The sign of inline code `index`: ① to ⑳, then ◆."""
    return _CIRCLED[index] if index < len(_CIRCLED) else "◆"


def guard(text: str) -> str:
    """`text` as the editor holds it; same length, line feeds stay."""
    return text.translate(_guards())


def free(text: str) -> str:
    """Inverse of `guard`."""
    return text.translate(_frees())


def visible(text: str, *, longest: int = LONGEST) -> str:
    """`text` (guarded or not) with every character that is no plain sign made visible; same length unless cut."""
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return text.translate(_signs())


def clean_paste(text: str, codes: int) -> str:
    """Pasted text for a segment of `codes` inline codes: one line, no foreign private-use characters."""
    joined = " ".join(part.strip() for part in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if part.strip())
    kept = text if "\n" not in text and "\r" not in text else joined
    return "".join("\ufffd" if CODE_BASE + codes <= ord(char) <= CODE_LIMIT else char for char in kept)

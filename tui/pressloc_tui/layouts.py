"""Shortcuts in both keyboard layouts: the key that lies under a Latin letter on a Russian or Kazakh keyboard.

Kazakh has the Russian places for all keys but the digits, so one table serves both (ГОСТ 6431-90, СТ РК 920-91).
"""

from __future__ import annotations

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбю"
_TWIN = dict(zip(_LATIN, _CYRILLIC, strict=True))
_NAMES = {  # how Textual calls keys that are no letters
    "left_square_bracket": "х", "right_square_bracket": "ъ", "semicolon": "ж", "apostrophe": "э", "comma": "б", "full_stop": "ю",
    "slash": "full_stop",
}  # fmt: skip


def twin(key: str) -> str | None:
    """The same key in the Cyrillic layout (`ctrl+s` → `ctrl+ы`), or None if it is the same there."""
    *modifiers, last = key.split("+")
    other = _TWIN.get(last) or _NAMES.get(last)
    if other is None:
        return None
    return "+".join([*modifiers, other])


def both(keys: str) -> str:
    """A comma-separated list of keys with the Cyrillic twin after each that has one."""
    found: list[str] = []
    for key in keys.split(","):
        name = key.strip()
        found += [name, *([other] if (other := twin(name)) else [])]
    return ",".join(dict.fromkeys(found))


def shown(key: str) -> str:
    """A key as people write it: `ctrl+s` → `Ctrl+S`."""
    return "+".join(_SHOWN.get(part, part.capitalize()) for part in key.split("+"))


_SHOWN = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc",
    "slash": "/", "question_mark": "?", "left_square_bracket": "[", "right_square_bracket": "]",
}  # fmt: skip

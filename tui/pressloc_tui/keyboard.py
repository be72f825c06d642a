"""Keys as a terminal sends them: ESC and a character is Alt with that key, at once and every time.

Textual (8.2) waits a tenth of a second whether more of an escape sequence comes. So each Alt key is late; of several
in one read all but the last arrive as text (`^l^v`, into the translation); and Alt+Enter arrives as Enter, which
approves. Two characters can be told at once, though: only a few introducers of longer sequences stand after ESC.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.driver import Driver

_ESC = "\x1b"
_INTRODUCERS = frozenset("[O]P_^X")  # CSI, SS3, OSC, DCS, APC, PM, SOS: ECMA-48, 5.3 and 8.3
_DIGITS = frozenset("0123456789")
_NAMED = {"\r": "enter", "\n": "enter", "\t": "tab", " ": "space", "\x7f": "backspace", "\x08": "backspace"}


class KeyParser(XTermParser):
    """Textual's parser, which knows an Alt key when it sees one."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        key = alt_key(sequence)
        if key is None:
            yield from super()._sequence_to_key_events(sequence, alt)
        else:
            yield events.Key(key, None)  # without a character: an Alt key that means nothing types nothing


def alt_key(sequence: str) -> str | None:
    """The name of the Alt key that `sequence` is, as Textual calls keys; None if it is something else or longer."""
    if len(sequence) != 2 or sequence[0] != _ESC or sequence[1] in _INTRODUCERS:
        return None
    char = sequence[1]
    if char in _DIGITS:  # Textual takes ESC 1 for ¡, as an American Mac types it
        return f"alt+{char}"
    if sequence in ANSI_SEQUENCES_KEYS:
        return None
    if char in _NAMED:
        return f"alt+{_NAMED[char]}"
    if not char.isalpha():
        return None
    return f"alt+shift+{char.lower()}" if char.isupper() else f"alt+{char}"


def with_own_parser(driver: type[Driver]) -> type[Driver]:
    """`driver`, reading keys through KeyParser. Textual's drivers make their parser by its name in their module."""
    module = vars(sys.modules[driver.__module__])
    if "XTermParser" in module:
        module["XTermParser"] = KeyParser
    return driver

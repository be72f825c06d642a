"""Themes of the app: dark, light, high contrast, no colour. States always show by letter too."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="dark", dark=True, primary="#5fafd7", secondary="#87afaf", accent="#d7af5f", foreground="#d0d0d0",
    background="#161819", surface="#1d2021", panel="#2a2d2f", success="#87af5f", warning="#d7af5f", error="#e06c60", variables={"dimmed": "#7f8689"},
)  # fmt: skip
LIGHT = Theme(
    name="light", dark=False, primary="#005f87", secondary="#3a6f70", accent="#8a5a00", foreground="#1c1c1c",
    background="#fbfaf7", surface="#f1efe9", panel="#e2dfd6", success="#3f6b00", warning="#8a5a00", error="#a6201a", variables={"dimmed": "#6a6a64"},
)  # fmt: skip
CONTRAST = Theme(
    name="contrast", dark=True, primary="#00ffff", secondary="#ffffff", accent="#ffff00", foreground="#ffffff",
    background="#000000", surface="#000000", panel="#1c1c1c", success="#00ff00", warning="#ffff00", error="#ff8080", variables={"dimmed": "#c8c8c8"},
)  # fmt: skip
NO_COLOUR = Theme(
    name="mono", dark=True, primary="#ffffff", secondary="#e0e0e0", accent="#ffffff", foreground="#f0f0f0",
    background="#000000", surface="#000000", panel="#202020", success="#ffffff", warning="#ffffff", error="#ffffff", variables={"dimmed": "#b0b0b0"},
)  # fmt: skip
THEMES = (DARK, LIGHT, CONTRAST, NO_COLOUR)
_SIGNED = frozenset({"contrast", "mono"})


def needs_signs(theme: str) -> bool:
    """Whether differences need signs beside colour, strike-through and underline."""
    return theme in _SIGNED

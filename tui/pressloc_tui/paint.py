"""From values to styled text. Styles go by name; the widget that shows the text says what they look like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text

from pressloc.i18n import N_, _
from pressloc.model import Severity, State, severity_rank
from pressloc.store.review import TargetLine
from pressloc.workflow.review.diff import Change, Piece
from pressloc_tui.safe import visible

Styles = Callable[[str], Style]
Span = tuple[str, str]  # (style name, text)

# Names of the component classes that the line widgets share; app.tcss gives them their looks.
NAMES = (
    "cursor", "dim", "number", "head", "initial", "translated", "reviewed", "final", "none", "flag", "gone", "came", "new",
    "term", "code", "critical", "major", "minor", "neutral", "mark",
)  # fmt: skip
CLASSES = frozenset(f"paint--{name}" for name in NAMES)

STATE_NAMES: Mapping[State, str] = {
    State.INITIAL: N_("initial"), State.TRANSLATED: N_("translated"), State.REVIEWED: N_("reviewed"), State.FINAL: N_("final"),
}  # fmt: skip


def state_letter(line: TargetLine) -> Span:
    """The letter of a target's state with its style; a dash where there is no text."""
    if not line.text:
        return "none", "–"
    letters = {
        State.INITIAL: _("I"), State.TRANSLATED: _("T"), State.REVIEWED: _("R"), State.FINAL: _("F"),
    }  # fmt: skip
    return str(line.state), letters[line.state]


def worst(findings: Sequence[tuple[str, Severity]]) -> Severity | None:
    """The weightiest severity, None without findings."""
    return max((severity for _check, severity in findings), key=severity_rank, default=None)


_SIGNED = {"gone": ("[-", "-]"), "came": ("{+", "+}")}  # for themes that do not rely on colour


def text_of(spans: Sequence[Span], styles: Styles, *, signs: bool = False) -> Text:
    """Spans as text, safe to show. With `signs` what a diff lost or gained stands in brackets too."""
    text = Text(no_wrap=False, end="")
    for name, part in spans:
        left, right = _SIGNED.get(name, ("", "")) if signs else ("", "")
        shown = "\n" if part == "\n" else f"{left}{visible(part)}{right}"
        text.append(shown, styles(name) if name else None)
    return text


def chips(text: str, styles: Styles, longest: int = 4000) -> Text:
    """Article text with its inline codes as chips."""
    shown = Text(visible(text, longest=longest), end="")
    for place, char in enumerate(text[:longest]):
        if "\ue000" <= char <= "\uf8ff":
            shown.stylize(styles("code"), place, place + 1)
    return shown


def diff_spans(pieces: Sequence[Piece]) -> list[Span]:
    """A word diff: what is gone, what came, what both have."""
    names = {Change.GONE: "gone", Change.NEW: "came", Change.SAME: ""}
    return [(names[piece.change], piece.text) for piece in pieces]


def fit(text: str, width: int) -> str:
    """One line of `text` exactly `width` cells wide, cut with an ellipsis."""
    line = visible(text[: 2 * width + 8]).replace("↵", " ")
    if cell_len(line) > width:
        return set_cell_size(line, max(0, width - 1)) + "…"
    return set_cell_size(line, width)


def bar(parts: Sequence[tuple[str, int]], total: int, width: int) -> list[Span]:
    """A progress bar of `width` cells: a run per part (style, count), the letter-free rest dotted.

    Each run ends where the sum of the counts so far does, so that the runs of a full bar fill it.
    """
    signs = {"final": "█", "reviewed": "▓", "translated": "▒", "initial": "░"}
    spans: list[Span] = []
    used = counted = 0
    for name, count in parts:
        counted += count
        cells = (round(width * counted / total) if total else 0) - used
        if cells:
            spans.append((name, signs.get(name, "█") * cells))
            used += cells
    spans.append(("dim", "·" * (width - used)))
    return spans

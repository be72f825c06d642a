"""What the app says after writing an article."""

from __future__ import annotations

import os
from pathlib import Path

from pressloc.i18n import _
from pressloc.workflow.export import Exported
from pressloc_tui.screens.base import ActionScreen


def tell_export(screen: ActionScreen, done: Exported) -> None:
    """Name the file, how much of it is translated and approved, and what the guard remarks."""
    message = _(
        "{path}: {translated} of {segments} segments translated, {approved} approved",
        path=_near(done.path), translated=done.translated, segments=done.segments, approved=done.approved,
    )  # fmt: skip
    screen.say(message, "information" if done.approved == done.segments else "warning")
    for warning in done.warnings:
        screen.say(warning, "warning")


def _near(path: Path) -> str:
    """`path` as seen from here, where that is shorter."""
    return min(str(path), os.path.relpath(path), key=len)

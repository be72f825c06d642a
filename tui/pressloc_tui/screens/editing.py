"""The base of the editor's mixins: what each may count on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressloc_tui.screens.base import ActionScreen

if TYPE_CHECKING:
    from pressloc.model import Lang
    from pressloc.workflow.review.desk import Desk
    from pressloc_tui.widgets.panel import Panel
    from pressloc_tui.widgets.segments import SegmentList
    from pressloc_tui.widgets.target import TargetEditor


class Editing(ActionScreen):
    """A screen with a desk, a list of segments, one or two target editors and a panel (see EditorScreen)."""

    desk: Desk

    @property
    def segments(self) -> SegmentList:
        raise NotImplementedError

    @property
    def panel(self) -> Panel:
        raise NotImplementedError

    @property
    def main_editor(self) -> TargetEditor:
        raise NotImplementedError

    @property
    def third_editor(self) -> TargetEditor:
        raise NotImplementedError

    @property
    def editor(self) -> TargetEditor:
        raise NotImplementedError

    @property
    def lang(self) -> Lang:
        raise NotImplementedError

    def show_segment(self) -> None:
        """Show the desk's segment everywhere."""
        raise NotImplementedError

    def show_title(self) -> None:
        """Show where one is and how far the article is."""
        raise NotImplementedError

    def show_status(self, message: str, style: str = "") -> None:
        """Show a line under the editor."""
        raise NotImplementedError

    def keep(self, but: TargetEditor | None = None) -> None:
        """Save what is typed, but not in the editor `but`."""
        raise NotImplementedError

    aiming = False

    def select_finding(self, after: int = -1) -> bool:
        """Select the place of the first finding behind character `after`; whether there is one."""
        raise NotImplementedError

    def ask_again(self) -> None:
        """Work out anew what panel, terms and checks say."""
        raise NotImplementedError

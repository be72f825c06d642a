"""The command palette: every action of the screen, found by what it is called and what it does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from pressloc.i18n import _
from pressloc_tui.actions import Action
from pressloc_tui.layouts import shown

if TYPE_CHECKING:
    from pressloc_tui.screens.base import ActionScreen


def palette(screen: ActionScreen) -> CommandPalette:
    """The palette over the actions of `screen`."""

    class Actions(Provider):
        async def discover(self) -> Hits:
            for action in screen.table:
                yield DiscoveryHit(_named(action), partial(screen.action_act, action.id), _plain(action), _(action.tip))

        async def search(self, query: str) -> Hits:
            matcher = self.matcher(query)
            for action in screen.table:
                score = max(matcher.match(_plain(action)), matcher.match(_(action.tip)) / 2, matcher.match(action.id) / 2)
                if score > 0:
                    yield Hit(score, _named(action), partial(screen.action_act, action.id), _plain(action), _(action.tip))

    return CommandPalette(providers=[Actions], placeholder=_("Type what you want to do"))


def _plain(action: Action) -> str:
    return _(action.label)


def _named(action: Action) -> Content:
    return Content(f"{_(action.label)}  ({shown(action.first_key)})")

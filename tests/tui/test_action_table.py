"""The action table itself: both layouts, rebinding, no clashes, and the guide that is made from it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from tuikit import Start

from pressloc.errors import UsageError
from pressloc_tui.actions import TABLE, actions
from pressloc_tui.layouts import both, shown, twin
from pressloc_tui.screens.editor import EditorScreen
from pressloc_tui.screens.queue import QueueScreen

GUIDE = Path(__file__).parents[2] / "docs" / "guide"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("ctrl+s", "ctrl+s,ctrl+ы"), ("j,k", "j,о,k,л"), ("f1", "f1"), ("alt+q", "alt+q,alt+й"),
        ("ctrl+right_square_bracket", "ctrl+right_square_bracket,ctrl+ъ"), ("slash", "slash,full_stop"), ("alt+enter", "alt+enter"),
    ],
)  # fmt: skip
def test_a_key_has_its_twin_in_the_cyrillic_layout(keys: str, expected: str) -> None:
    assert both(keys) == expected


def test_keys_as_people_write_them() -> None:
    assert [shown(key) for key in ("ctrl+s", "alt+down", "f1", "slash")] == ["Ctrl+S", "Alt+↓", "F1", "/"]
    assert twin("ctrl+down") is None


def test_ids_are_unique_and_every_action_says_what_it_does() -> None:
    assert len({action.id for action in TABLE}) == len(TABLE)
    assert all(action.label and action.tip and action.keys for action in TABLE)


def test_every_action_has_its_method() -> None:
    for action in actions({}):
        places = [s for s in (EditorScreen, QueueScreen) if action.scope in (*s.scopes, "anywhere")]
        assert places
        assert all(hasattr(place, f"do_{action.id}") for place in places), action.id


def test_no_key_of_the_app_hides_a_shortcut_of_typing() -> None:
    """Undo, redo, cut, copy, paste and word moves stay with the editor."""
    taken = {key for action in TABLE for key in action.bound.split(",")}
    assert not taken & {"ctrl+z", "ctrl+y", "ctrl+x", "ctrl+c", "ctrl+v", "ctrl+left", "ctrl+right", "home", "end", "backspace"}


def test_own_keys_by_id() -> None:
    table = {action.id: action for action in actions({"confirm": "f11"})}
    assert table["confirm"].bound == "f11"


@pytest.mark.parametrize(("keys", "says"), [({"nothing": "f11"}, "nothing"), ({"confirm": "f2"}, "matches")])
def test_wrong_keys_are_refused(keys: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        actions(keys)


async def test_a_rebound_key_works_in_the_app(start: Start, project: object) -> None:
    import attrs

    from pressloc.workflow.project import Project
    from pressloc_tui.app import ReviewApp

    assert isinstance(project, Project)
    own = attrs.evolve(project, settings=attrs.evolve(project.settings, keys={"next": "f11"}))
    app = ReviewApp(own, "senat.ru.md", "kk")
    async with app.run_test() as pilot:
        await pilot.press("f11")
        assert app.screen.desk.index == 1  # type: ignore[attr-defined]
        await pilot.press("ctrl+down")
        assert app.screen.desk.index == 1  # type: ignore[attr-defined]


async def test_the_mouse_works_too(start: Start) -> None:
    async with start() as pilot:
        await pilot.click("#segments", offset=(10, 4))
        assert pilot.app.screen.desk.index == 4  # type: ignore[attr-defined]
        await pilot.click("#target-main", offset=(5, 1))
        assert pilot.app.screen.editor.has_focus  # type: ignore[attr-defined]


def test_the_guide_lists_exactly_this_table() -> None:
    spec = importlib.util.spec_from_file_location("make_review_keys", GUIDE / "make_review_keys.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (GUIDE / "review.md").read_text("utf-8")
    assert module.with_table(page) == page, "run: python docs/guide/make_review_keys.py"

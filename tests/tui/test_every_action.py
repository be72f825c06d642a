"""Every action of the table is done in a test: read from the tests themselves, so that it holds whichever are run."""

from __future__ import annotations

import ast
from pathlib import Path

from pressloc_tui.actions import TABLE


def done() -> set[str]:
    """The ids that the `@does(...)` of the tests here name."""
    found: set[str] = set()
    for path in Path(__file__).parent.glob("test_actions_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef):
                calls = [mark for mark in node.decorator_list if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "does"]
                found |= {argument.value for call in calls for argument in call.args if isinstance(argument, ast.Constant)}
    return found


def test_every_action_has_a_test() -> None:
    assert {action.id for action in TABLE} - done() == set()


def test_no_test_is_for_an_action_that_is_gone() -> None:
    assert done() - {action.id for action in TABLE} == set()

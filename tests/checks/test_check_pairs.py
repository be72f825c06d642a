"""Every check against its table of passing and failing pairs (src/pressloc/checks/pairs/*.toml)."""

from __future__ import annotations

import pytest

from pressloc.checks import all_checks
from pressloc.checks.examples import FOLDER, Example, examples
from pressloc.checks.registry import BUILT_IN

CHECKS = {check.id: check for check in all_checks() if check.id.replace("-", "_") in BUILT_IN}
DIRECTIONS = {f"{a}-{b}" for a in ("kk", "ru", "en") for b in ("kk", "ru", "en") if a != b}


def _cases(fails: bool) -> list[object]:
    return [
        pytest.param(name, e, id=f"{name}-{e.source_lang}-{e.target_lang}-{i}")
        for name in CHECKS
        for i, e in enumerate(examples(name))
        if e.fails is fails
    ]


@pytest.mark.parametrize(("name", "example"), _cases(fails=False))
def test_passing_pair_has_no_finding(name: str, example: Example) -> None:
    assert [f for f in CHECKS[name](example.context()) if f.severity != "neutral"] == []


@pytest.mark.parametrize(("name", "example"), _cases(fails=True))
def test_failing_pair_is_found_where_and_fixed_as_the_table_says(name: str, example: Example) -> None:
    findings = CHECKS[name](example.context())
    assert findings
    assert all(f.check == name for f in findings)
    marked = [example.target[f.start : f.end] for f in findings]
    if example.marked:
        assert example.marked in marked
    fixes = {f.fix for f in findings} - {None}
    assert fixes == ({example.fix} if example.fix else set())


@pytest.mark.parametrize("name", CHECKS)
def test_each_check_is_documented_by_pairs_in_every_direction(name: str) -> None:
    table = examples(name)
    passing, failing = ([e for e in table if e.fails is kind] for kind in (False, True))
    assert len(passing) >= 6
    assert len(failing) >= 6
    assert {f"{e.source_lang}-{e.target_lang}" for e in failing} == DIRECTIONS


def test_each_table_belongs_to_a_check() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(CHECKS)

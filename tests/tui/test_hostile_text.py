"""Article text may hold markup, terminal escapes, bidi controls, huge lines: it is only ever shown as text."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from tuikit import Start, do, settle, write

from pressloc.model import CODE_BASE
from pressloc.workflow.add import add_article
from pressloc.workflow.documents import load
from pressloc.workflow.project import Project
from pressloc.workflow.review.sheet import open_sheet
from pressloc_tui.safe import clean_paste, free, guard, visible

HOSTILE = "[bold red]не жирно[/] [@click=app.quit]нажми[/] \x1b[31m\x1b]0;title\x07 \u202eобратно\u202c \x9b2J конец \\[x] {y} %s"


@given(st.text())
def test_guarding_loses_nothing_and_keeps_places(text: str) -> None:
    plain = "".join(char for char in text if not 0xF0000 <= ord(char) <= 0xFFFFF)
    assert free(guard(plain)) == plain
    assert len(guard(plain)) == len(plain)
    assert len(visible(plain)) == min(len(plain), 4000)


@given(st.text())
def test_nothing_visible_can_act_on_a_terminal(text: str) -> None:
    shown = visible(text)
    assert all(char.isprintable() or char == "\u00a0" or not char.isascii() for char in shown)
    assert not set(shown) & {"\x1b", "\x9b", "\x07", "\r", "\n", "\u202e", "\u2066", "\u200b"}
    console = Console(file=io.StringIO(), force_terminal=True, width=200)
    console.out(shown, end="", highlight=False)
    assert "\x1b" not in console.file.getvalue()  # type: ignore[attr-defined]


def test_a_paste_brings_no_foreign_codes_and_no_line_breaks() -> None:
    own, foreign = chr(CODE_BASE), chr(CODE_BASE + 5)
    assert clean_paste(f"a {own} {foreign}\r\n  b", 1) == f"a {own} \ufffd b"


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_hostile_text_is_shown_as_text(start: Start, project: Project, size: tuple[int, int]) -> None:
    path = project.root / "hostile.txt"
    path.write_text(f"Обычный абзац о бюджете страны.\n\n{HOSTILE}\n", "utf-8")
    add_article(project.open_store(), load(str(path), lang="ru"), project.root, ("kk", "en"), "A")
    async with start(size=size, article="hostile.txt") as pilot:
        await do(pilot, "last")
        source = pilot.app.screen.desk.segment.text  # type: ignore[attr-defined]
        assert "[bold red]" in source
        await do(pilot, "copy_source")
        await do(pilot, "preview")
        await do(pilot, "confirm")
        await do(pilot, "last")
        await do(pilot, "history")
        svg = pilot.app.export_screenshot()
        assert "[bold" in svg.replace("&#160;", " ")
        assert "\x1b" not in svg
        await do(pilot, "quit")
    sheet = open_sheet(project.open_store(), "hostile.txt", "aida")
    assert sheet.rows[-1].target("kk").text == source, "what was hostile comes back unchanged"


async def test_a_line_of_100_kb_opens_and_can_be_edited(start: Start, project: Project, tmp_path: Path) -> None:
    path = project.root / "huge.txt"
    path.write_text("слово " * 17_000 + "\n", "utf-8")
    add_article(project.open_store(), load(str(path), lang="ru"), project.root, ("kk",), "A")
    async with start(article="huge.txt") as pilot:
        editor = pilot.app.screen.editor  # type: ignore[attr-defined]
        await do(pilot, "copy_source")
        await write(pilot, "ab")
        await settle(pilot)
        assert len(editor.value) > 100_000

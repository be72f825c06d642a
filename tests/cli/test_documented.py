"""Every verb and option is documented: in its own help, and in the guide's page of commands."""

from __future__ import annotations

import runpy
from pathlib import Path

import click
import pytest

from pressloc.cli import VERBS, cli

ROOT = Path(__file__).parents[2]
REFERENCE = runpy.run_path(str(ROOT / "docs" / "make_reference.py"))
COMMANDS = list(REFERENCE["verbs"](cli, click.Context(cli, info_name="pressloc"), ()))

CONTRACT = (
    "translate", "segment", "langid", "init", "add", "status", "pretranslate", "review", "export", "check", "terms find",
    "terms inflect", "terms lint", "terms add", "terms import", "terms export", "terms verify", "models list",
    "models pull", "models train", "models adapt", "models eval", "doctor",
)  # fmt: skip


@pytest.mark.parametrize(("words", "context"), COMMANDS, ids=lambda v: " ".join(v) if isinstance(v, tuple) else "")
def test_every_command_and_option_has_help(words: tuple[str, ...], context: click.Context) -> None:
    assert context.command.help, words
    for parameter in context.command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, (words, parameter.name)


@pytest.mark.parametrize("verb", CONTRACT)
def test_every_verb_of_the_contract_exists(verb: str) -> None:
    assert tuple(verb.split()) in {words for words, _context in COMMANDS}


@pytest.mark.parametrize(("path", "text"), REFERENCE["pages"]().items(), ids=lambda v: getattr(v, "name", ""))
def test_generated_pages_are_up_to_date(path: Path, text: str) -> None:
    assert path.read_text("utf-8") == text, "run: make docs"


def test_short_help_of_the_group_names_every_verb() -> None:
    assert set(VERBS) == set(cli.list_commands(click.Context(cli)))

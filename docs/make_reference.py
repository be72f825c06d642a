"""Write docs/guide/commands.md: every verb with its help, taken from the command line itself.

    python docs/make_reference.py            write the page
    python docs/make_reference.py --check    exit 1 if it is out of date
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from pressloc.cli import cli

PAGE = Path(__file__).parent / "guide" / "commands.md"
HEAD = """\
# Commands

Every verb with its options, as `pressloc VERB --help` prints it (`--ui kk` or `--ui ru` for another language).
Exit codes: 0 done; 1 findings at or above the gate; 2 wrong usage; 3 an input cannot be read; 4 an engine or model
is missing or failed; 5 the store failed; 130 interrupted. `-` reads standard input where FILE is one text.
"""


def verbs(group: click.Group, context: click.Context, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Context]]:
    """All commands below `group` with a context to print their help from."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        child = click.Context(command, info_name=name, parent=context, terminal_width=100, max_content_width=100)
        yield (*words, name), child
        if isinstance(command, click.Group):
            yield from verbs(command, child, (*words, name))


def page() -> str:
    root = click.Context(cli, info_name="pressloc")
    parts = [HEAD]
    for words, context in verbs(cli, root, ()):
        parts.append(f"\n## {' '.join(words)}\n\n```text\n{context.get_help()}\n```\n")
    return "".join(parts)


def main() -> int:
    text = page()
    if "--check" in sys.argv[1:]:
        if PAGE.read_text("utf-8") != text:
            print(f"{PAGE.name} is out of date; run: make docs")
            return 1
        return 0
    PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

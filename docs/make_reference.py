"""Write the pages of the guide that are made from the program itself: commands.md and checks.md.

    python docs/make_reference.py            write the pages
    python docs/make_reference.py --check    exit 1 if one is out of date
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from pressloc.checks import all_checks
from pressloc.checks.examples import examples
from pressloc.cli import cli
from pressloc.model import is_code_char

GUIDE = Path(__file__).parent / "guide"
SHOWN = 6  # pairs of each kind a check
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


CHECKS_HEAD = """\
# Checks

`pressloc check` and the review app run these on every translation; `pressloc translate` and `pretranslate` on every
machine translation. Beside them stand the term checks (`term-missing`, `term-forbidden`, `term-inconsistent`,
`first-mention`, see [terms.md](terms.md)) and, on machine output, the gate (`mt-…`, see [models.md](models.md)). Each has pairs that it must
pass and pairs that it must find, some of which are shown; all are in src/pressloc/checks/pairs.
"""


def checks_page() -> str:
    """A section a check: what it asks for, pairs that pass, pairs that are found."""
    parts = [CHECKS_HEAD]
    for check in all_checks():
        pairs = examples(check.id)
        parts.append(f"\n## {check.id}\n\n{getattr(check, 'title', '')}.\n\n| | direction | source | translation |\n|---|---|---|---|\n")
        for fails, mark in ((False, "passes"), (True, "**found**")):
            for e in [p for p in pairs if p.fails is fails][:SHOWN]:
                cells = (mark, f"{e.source_lang}–{e.target_lang}", _shown(e.source), _shown(e.target))
                parts.append(f"| {' | '.join(cells)} |\n")
    return "".join(parts)


def _shown(text: str) -> str:
    visible = "".join("◆" if is_code_char(c) else c if c.isprintable() else f"\\\\u{ord(c):04x}" for c in text)
    return visible.replace("|", "\\|").replace("<", "&lt;") or "(empty)"


def pages() -> dict[Path, str]:
    """File → text of each generated page."""
    return {GUIDE / "commands.md": page(), GUIDE / "checks.md": checks_page()}


def main() -> int:
    outdated = [path for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv[1:]:
        for path in outdated:
            print(f"{path.name} is out of date; run: make docs")
        return 1 if outdated else 0
    for path, text in pages().items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

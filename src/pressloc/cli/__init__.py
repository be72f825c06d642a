"""The command line: `pressloc VERB …`. Verbs are loaded when they are called, so that `--help` stays quick."""

from __future__ import annotations

import sys

import click

from pressloc import __version__
from pressloc.cli.base import LazyGroup, run
from pressloc.cli.clicktext import translate_click
from pressloc.i18n import N_, UI_LANGS, _, detect_ui, set_ui

VERBS = {
    # verb: (module, one-line help)
    "translate": ("translate", N_("Translate files into Kazakh, Russian and English.")),
    "segment": ("text", N_("Split a file into segments.")),
    "langid": ("text", N_("Tell the language of each line of a file.")),
    "init": ("project", N_("Make a project in a folder.")),
    "add": ("project", N_("Add releases to the project.")),
    "status": ("project", N_("Show what stands where.")),
    "pretranslate": ("project", N_("Translate what has no translation yet.")),
    "review": ("review", N_("Review translations in the terminal.")),
    "serve": ("review", N_("Review in a browser on this machine.")),
    "export": ("project", N_("Write translated articles in the format they came in.")),
    "check": ("check", N_("Check translations for errors.")),
    "terms": ("terms", N_("Work with the termbase.")),
    "models": ("models", N_("List, fetch, train and evaluate models.")),
    "doctor": ("doctor", N_("Check that everything pressloc needs is in place.")),
}


@click.group(cls=LazyGroup, verbs=VERBS, package="pressloc.cli", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--ui", type=click.Choice(UI_LANGS), expose_value=False, help=N_("Language of the interface."))
@click.version_option(__version__, prog_name="pressloc", message="%(prog)s %(version)s")
def cli() -> None:
    """Trilingual press releases: segment, translate offline with the office's terms, review, export."""


def main() -> None:
    """Entry point: runs the command and exits with the contract's code."""
    set_ui(_ui_from_arguments(sys.argv[1:]) or detect_ui())
    translate_click()
    cli.help = _("Trilingual press releases: segment, translate offline with the office's terms, review, export.")
    sys.exit(run(cli))


def _ui_from_arguments(arguments: list[str]) -> str:
    """The value of `--ui` before parsing, so that even help and usage errors speak it; "" if there is none."""
    for position, argument in enumerate(arguments):
        value = argument.removeprefix("--ui=") if argument.startswith("--ui=") else ""
        if argument == "--ui" and position + 1 < len(arguments):
            value = arguments[position + 1]
        if value in UI_LANGS:
            return value
    return ""

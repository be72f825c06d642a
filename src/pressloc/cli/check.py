"""The verb `check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressloc.cli.base import LANG, complain, json_option, print_json, say
from pressloc.errors import PresslocError, UsageError
from pressloc.i18n import _
from pressloc.model import Lang, Severity, severity_rank

if TYPE_CHECKING:
    from pressloc.terms.recognise import Recogniser
    from pressloc.workflow.checking import Checked


@click.command(help=_("Check translations: bilingual FILEs (PO), translated files beside their --source, or articles of the project."))
@click.argument("files", nargs=-1, required=True, metavar=_("FILE..."))
@click.option("--source", metavar=_("FILE"), help=_("The source that FILE is a translation of."))
@click.option("--to", "to", type=LANG, help=_("Language of the translation (default: recognised)."))
@click.option("--gate", type=click.Choice([str(s) for s in Severity]), default="major", show_default=True, help=_("Exit with 1 if a finding is at least this severe."))
@json_option
def check(files: tuple[str, ...], source: str | None, to: Lang | None, gate: str, as_json: bool) -> int:
    from pressloc.workflow.checking import checked_json
    from pressloc.workflow.termbase import open_recogniser

    if source and len(files) > 1:
        raise UsageError(_("--source goes with one file"))
    recogniser = open_recogniser()
    checked = []
    code = 0
    for file in files:
        try:
            checked += _checked(file, source, to, recogniser)
        except PresslocError as error:
            complain(error.line())
            code = error.exit_code
    findings = [(c, f) for c in checked for f in c.findings]
    if as_json:
        print_json({"schema": "pressloc/check/1", "targets": [checked_json(c) for c in checked]})
    else:
        names = {"neutral": _("note"), "minor": _("minor"), "major": _("major"), "critical": _("critical")}
        for c, f in findings:
            say(f"{c.place}: {names[f.severity]}: {_(f.message, **f.args)} [{f.check}]")
        if checked or not code:
            complain(_("{n} translations checked, {found} findings", n=len(checked), found=len(findings)))
    worst = max((severity_rank(f.severity) for _c, f in findings), default=-1)
    return code or (1 if worst >= severity_rank(Severity(gate)) else 0)


def _checked(file: str, source: str | None, to: Lang | None, recogniser: Recogniser) -> list[Checked]:
    from pressloc.text.languages import primary
    from pressloc.workflow.checking import (
        article_pairs,
        catalogue_pairs,
        check_lone,
        check_pairs,
        file_pairs,
        has_targets,
    )
    from pressloc.workflow.documents import STDIN, load
    from pressloc.workflow.project import find_project

    project = find_project()
    if file != STDIN and not Path(file).exists() and project is not None:
        return check_pairs(article_pairs(project.open_store(), file), recogniser)
    loaded = load(file)
    if source is not None:
        return check_pairs(file_pairs(load(source), load(file, lang=to) if to else loaded), recogniser)
    if has_targets(loaded.document):
        declared = primary(loaded.document.lang)
        lang = to or declared
        if lang is None:
            raise UsageError(_("the file does not say which language it translates into"), where=file, do=_("Name it with --to"))
        return check_pairs(catalogue_pairs(loaded, lang), recogniser)
    return check_lone(loaded)

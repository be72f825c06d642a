"""The verbs `terms lint|add|import|export`."""

from __future__ import annotations

from pathlib import Path

import click

from pressloc.cli.base import complain, json_option, print_json
from pressloc.errors import PresslocError, UsageError
from pressloc.i18n import _, ngettext
from pressloc.model import Severity, severity_rank

_FILE = click.Path(path_type=Path)


@click.command("lint", help=_("Check termbase FILEs (default: all terms of the project) for mistakes."))
@click.argument("files", nargs=-1, type=_FILE, metavar=_("[FILE]..."))
@json_option
def lint_terms(files: tuple[Path, ...], as_json: bool) -> int:
    from pressloc.workflow.termbase import project_termbase
    from pressloc.workflow.termfiles import lint_concepts, lint_file

    code = 0
    remarks = [] if files else lint_concepts(project_termbase())
    for file in files:
        try:
            remarks += lint_file(file)
        except PresslocError as error:
            complain(error.line())
            code = error.exit_code
    if as_json:
        print_json({
            "schema": "pressloc/lint/1",
            "remarks": [{"place": r.place, "rule": r.rule, "severity": str(r.severity), "message": r.message} for r in remarks],
        })  # fmt: skip
    else:
        for r in remarks:
            click.echo(f"{r.place}: {r.message} [{r.rule}]")
        complain(ngettext("{n} remark", "{n} remarks", len(remarks)))
    grave = any(severity_rank(r.severity) >= severity_rank(Severity.MAJOR) for r in remarks)
    return code or (1 if grave else 0)


@click.command("add", help=_("Add a concept to the project's own termbase (terms.tbx)."))
@click.option("--kk", default="", metavar=_("TERM"), help=_("The Kazakh term."))
@click.option("--ru", default="", metavar=_("TERM"), help=_("The Russian term."))
@click.option("--en", default="", metavar=_("TERM"), help=_("The English term."))
@click.option("--kk-abbr", default="", metavar=_("TERM"), help=_("The Kazakh abbreviation."))
@click.option("--ru-abbr", default="", metavar=_("TERM"), help=_("The Russian abbreviation."))
@click.option("--en-abbr", default="", metavar=_("TERM"), help=_("The English abbreviation."))
@click.option("--kk-deprecated", default="", metavar=_("TERM|TERM"), help=_("Kazakh forms not to be used, separated by |."))
@click.option("--ru-deprecated", default="", metavar=_("TERM|TERM"), help=_("Russian forms not to be used, separated by |."))
@click.option("--en-deprecated", default="", metavar=_("TERM|TERM"), help=_("English forms not to be used, separated by |."))
@click.option("--domain", default="", metavar=_("FIELD"), help=_("Subject field."))
@click.option("--kind", type=click.Choice(["term", "organisation", "place", "person", "phrase"]), default="term", show_default=True, help=_("What it names."))
@click.option("--note", default="", metavar=_("TEXT"), help=_("A note for translators."))
def add_terms(**values: str) -> None:
    from pressloc.workflow.project import need_project
    from pressloc.workflow.termfiles import concept_of_row, lint_concepts, merge_own

    if not any(values[lang] for lang in ("kk", "ru", "en")):
        raise UsageError(_("a concept needs a term"), do=_("Give at least one of --kk, --ru, --en"))
    project = need_project()
    concept = concept_of_row(values)
    new, _replaced = merge_own(project, [concept])
    click.echo(f"{concept.id}: " + (_("added") if new else _("replaced")))
    for remark in lint_concepts([concept]):
        complain(f"{remark.place}: {remark.message}")


@click.command("import", help=_("Take terms over from FILEs (TBX, CSV, TSV, XLSX) into the project's own termbase."))
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar=_("FILE..."))
def import_terms(files: tuple[Path, ...]) -> None:
    from pressloc.workflow.project import need_project
    from pressloc.workflow.termfiles import merge_own, read_terms

    project = need_project()
    for file in files:
        new, replaced = merge_own(project, read_terms(file))
        click.echo(_("{file}: {new} added, {replaced} replaced", file=file, new=new, replaced=replaced))


@click.command("export", help=_("Write the termbase to FILE as TBX, CSV or TSV, told by its extension."))
@click.argument("file", type=_FILE, metavar=_("FILE"))
@click.option("--own", is_flag=True, help=_("Only the project's own terms."))
@click.option("--domain", metavar=_("FIELD"), help=_("Only this subject field."))
def export_terms(file: Path, own: bool, domain: str | None) -> None:
    from pressloc.workflow.project import need_project
    from pressloc.workflow.termbase import project_termbase
    from pressloc.workflow.termfiles import export_terms as write
    from pressloc.workflow.termfiles import own_concepts

    concepts = own_concepts(need_project()) if own else tuple(project_termbase())
    chosen = [c for c in concepts if domain is None or c.domain == domain]
    write(chosen, file, title=file.stem)
    click.echo(f"{file}: " + ngettext("{n} concept", "{n} concepts", len(chosen)))

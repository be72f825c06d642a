"""Verbs over a project: init, add, status, pretranslate, export."""

from __future__ import annotations

from pathlib import Path

import click

from pressloc.cli.base import LANG, complain, json_option, print_json, say
from pressloc.errors import PresslocError, UsageError
from pressloc.i18n import _, ngettext
from pressloc.model import Lang, State


@click.command(help=_("Make a project in DIR (default: here): pressloc.toml and a store."))
@click.argument("dir", metavar=_("[DIR]"), type=click.Path(file_okay=False, path_type=Path), default=".")
@click.option("--db", metavar=_("URL"), help=_("Use this database instead of SQLite, e.g. postgresql+psycopg://HOST/NAME."))
def init(dir: Path, db: str | None) -> None:
    from pressloc.workflow.project import CONFIG, holds_password, init_project

    project = init_project(dir, db=db)
    if db and holds_password(db):
        complain(_("{file} now holds the database's password and only you may read it; safer: a URL without it, and ~/.pgpass", file=CONFIG))
    say(_("Project ready: {path}. Add releases with: pressloc add FILE", path=project.root / CONFIG))


@click.command(help=_("Add releases to the project, or take over their changed text; adding again changes nothing."))
@click.argument("files", nargs=-1, required=True, metavar=_("FILE..."))
@click.option("--to", "to", multiple=True, type=LANG, help=_("Target language; may be given several times (default: the project's)."))
@click.option("--from", "source", type=LANG, help=_("The files' language (default: recognised per segment)."))
@click.option("--reviewer", default="", metavar=_("WHO"), help=_("Who reviews it."))
@click.option("--deadline", default="", metavar=_("DATE"), help=_("When it must be out, e.g. 2026-03-05T18:00."))
@click.option("--embargo", default="", metavar=_("DATE"), help=_("Not to be published before this time."))
def add(files: tuple[str, ...], to: tuple[Lang, ...], source: Lang | None, reviewer: str, deadline: str, embargo: str) -> int:
    from pressloc.store.articles import update_article
    from pressloc.workflow.add import add_article
    from pressloc.workflow.documents import load
    from pressloc.workflow.project import need_project

    project = need_project()
    given = {name: value for name, value in (("reviewer", reviewer), ("deadline", _date(deadline)), ("embargo", _date(embargo))) if value}
    store = project.open_store()
    code = 0
    labels = {"new": _("new"), "unchanged": _("unchanged"), "changed": _("changed")}
    for file in _expand(files):
        try:
            loaded = load(file, lang=source)
            added = add_article(store, loaded, project.root, to or project.settings.targets, project.user)
            if given:
                with store.begin() as connection:
                    update_article(connection, added.article.id, given)
        except PresslocError as error:
            complain(error.line())
            code = error.exit_code
            continue
        detail = ngettext("{n} segment", "{n} segments", added.segments)
        if added.status == "changed":
            detail += ", " + _("{kept} kept, {stale} changed, {removed} removed", kept=added.kept, stale=added.stale, removed=added.removed)
        say(f"{added.article.name}: {labels[added.status]}, {added.article.lang} → {' '.join(added.article.targets)}, {detail}")
        for warning in loaded.document.warnings:
            complain(warning)
    return code


def _date(value: str) -> str:
    from datetime import datetime

    if not value:
        return ""
    try:
        return datetime.fromisoformat(value).isoformat()
    except ValueError as error:
        raise UsageError(_("not a date: {value}", value=value), do=_("Write it as 2026-03-05 or 2026-03-05T18:00")) from error


def _expand(files: tuple[str, ...]) -> list[str]:
    """Folders stand for the files in them that a filter can read, sorted; hidden ones are passed over."""
    from pressloc.filters import known_extensions

    result: list[str] = []
    for file in files:
        path = Path(file)
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in known_extensions() and not p.name.startswith("."))
            if not found:
                raise UsageError(_("the folder holds no file that can be translated"), where=file)
            result += [str(p) for p in found]
        else:
            result.append(file)
    return result


@click.command(help=_("Show what stands where: segments by state for each article and language."))
@json_option
def status(as_json: bool) -> None:
    from pressloc.workflow.project import need_project
    from pressloc.workflow.status import project_status

    project = need_project()
    found = project_status(project.open_store())
    if as_json:
        print_json({
            "schema": "pressloc/status/1",
            "memory": found.memory,
            "articles": [
                {"article": p.article.name, "source_lang": p.article.lang, "lang": p.lang, "segments": p.segments,
                 "untranslated": p.untranslated, "states": {str(k): n for k, n in p.states.items()},
                 "origins": {str(k): n for k, n in p.origins.items()}, "findings": p.findings, "stale": p.stale,
                 "words": p.words, "words_left": p.words_left, "reviewer": p.article.reviewer,
                 "deadline": p.article.deadline, "embargo": p.article.embargo}
                for p in found.progress
            ],
        })  # fmt: skip
        return
    if not found.progress:
        say(_("No articles yet. Add one with: pressloc add FILE"))
        return
    header = (_("article"), "", _("segments"), _("untranslated"), _("initial"), _("translated"), _("reviewed"), _("final"), _("findings"), _("words left"))
    rows = [
        (p.article.name, f"{p.article.lang}→{p.lang}", *map(str, (p.segments, p.untranslated, *(p.states[s] for s in State), p.findings, p.words_left)))
        for p in found.progress
    ]
    say(table((header, *rows)))
    say(_("Translation memory: {n} pairs", n=found.memory))


def table(rows: tuple[tuple[str, ...], ...], left: tuple[int, ...] = (0, 1)) -> str:
    """Rows as aligned columns: those in `left` to the left, the others (numbers) to the right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(w) if n in left else cell.rjust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in rows
    )


@click.command(help=_("Translate the segments of articles (default: all) that have no translation yet."))
@click.argument("names", nargs=-1, metavar=_("[ARTICLE]..."))
@click.option("--all", "everything", is_flag=True, help=_("All articles of the project."))
@click.option("--engine", metavar=_("ENGINE"), help=_("Engine to use instead of the project's."))
@json_option
def pretranslate(names: tuple[str, ...], everything: bool, engine: str | None, as_json: bool) -> int:
    from pressloc.cli.progress import Progress
    from pressloc.workflow.pipeline import open_pipeline
    from pressloc.workflow.pretranslate import Report, pending, run
    from pressloc.workflow.project import need_project

    if names and everything:
        raise UsageError(_("name articles or use --all, not both"))
    project = need_project()
    store = project.open_store()
    work = pending(store, names)
    report = Report()
    if work:
        pipeline = open_pipeline(project.settings, root=project.root, engine=engine)
        with Progress(sum(job.words for job in work), _("Translating")) as progress:
            report = run(store, pipeline, work, progress.advance)
    if as_json:
        print_json(report.as_json())
    else:
        say(_("{done} segments translated ({tm} from memory, {mt} by machine, {copy} copied), {flagged} flagged, {skipped} skipped",
                     done=report.done, tm=report.tm, mt=report.mt, copy=report.copy, flagged=report.flagged, skipped=report.skipped))  # fmt: skip
    return 0


@click.command(help=_("Write translated articles in the format they came in."))
@click.argument("names", nargs=-1, required=True, metavar=_("ARTICLE..."))
@click.option("--to", "to", multiple=True, required=True, type=LANG, help=_("Target language; may be given several times."))
@click.option("--format", "format_name", metavar=_("FORMAT"), help=_("Write another format than the source's."))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help=_("Folder to write to (default: beside the source)."))
def export(names: tuple[str, ...], to: tuple[Lang, ...], format_name: str | None, out: Path | None) -> int:
    from pressloc.workflow.export import export_article
    from pressloc.workflow.project import need_project

    project = need_project()
    store = project.open_store()
    code = 0
    for name in names:
        for lang in to:
            try:
                done = export_article(store, name, lang, out, project.root, format_name=format_name)
            except PresslocError as error:
                complain(error.line())
                code = error.exit_code
                continue
            say(_("{path}: {translated} of {segments} segments translated, {approved} approved",
                         path=done.path, translated=done.translated, segments=done.segments, approved=done.approved))  # fmt: skip
            for warning in done.warnings:
                complain(warning)
    return code

"""The verb `translate`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressloc.cli.base import LANG, complain, json_option, print_json, say
from pressloc.cli.project import table
from pressloc.errors import PresslocError, UsageError
from pressloc.i18n import _
from pressloc.model import Lang

if TYPE_CHECKING:
    from pressloc.workflow.documents import Loaded
    from pressloc.workflow.translate import Target, Translated


@click.command(help=_("Translate FILEs and write the results beside them (or into --out), in the format they came in."))
@click.argument("files", nargs=-1, required=True, metavar=_("FILE..."))
@click.option("--to", "to", multiple=True, required=True, type=LANG, help=_("Target language; may be given several times."))
@click.option("--from", "source", type=LANG, help=_("The files' language (default: recognised per segment)."))
@click.option("--format", "format_name", metavar=_("FORMAT"), help=_("Read the files as this format (default: by name and content)."))
@click.option("--engine", metavar=_("ENGINE"), help=_("Engine: ctranslate2, transformers, openai, pseudo."))
@click.option("--model", metavar=_("MODEL"), help=_("Model: a name from “pressloc models list” or a folder."))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help=_("Folder to write to."))
@click.option("--force", is_flag=True, help=_("Replace files that exist."))
@click.option("--show", is_flag=True, help=_("Print the translations side by side as well."))
@json_option
def translate(
    files: tuple[str, ...], to: tuple[Lang, ...], source: Lang | None, format_name: str | None, engine: str | None,
    model: str | None, out: Path | None, force: bool, show: bool, as_json: bool,
) -> int:  # fmt: skip
    from pressloc.cli.progress import Progress
    from pressloc.workflow.documents import STDIN, load
    from pressloc.workflow.pipeline import open_pipeline
    from pressloc.workflow.project import Settings, find_project
    from pressloc.workflow.translate import as_json as to_json
    from pressloc.workflow.translate import translate_files, word_count

    wanted = tuple(dict.fromkeys(to))
    if STDIN in files and (len(files) > 1 or len(wanted) > 1) and not (as_json or out):
        advice = _("Name one --to, or use --out or --json")
        raise UsageError(_("standard input gives one text in one language"), do=advice)
    loaded: list[Loaded] = []
    code = 0
    for file in files:
        try:
            loaded.append(load(file, lang=source, format_name=format_name))
        except PresslocError as error:
            complain(error.line())
            code = error.exit_code
    if not loaded:
        return code
    to_stdout = files == (STDIN,) and not (as_json or out)
    paths = {} if to_stdout or (as_json and out is None) else _plan(loaded, wanted, out, force)
    project = find_project()
    settings = project.settings if project else Settings()
    pipeline = open_pipeline(settings, root=project.root if project else Path.cwd(), engine=engine, model=model)
    with Progress(word_count(loaded, wanted), _("Translating")) as progress:
        store = project.open_store() if project else None
        results = translate_files(loaded, wanted, pipeline, progress.advance, store=store)
    _write(results, paths)
    if as_json:
        print_json(to_json(results, paths))
    elif to_stdout:
        sys.stdout.buffer.write(results[0].targets[0].data)
    else:
        if show:
            _show(results)
        say(_report(results, paths))
    for result in results:
        for warning in (*result.loaded.document.warnings, *(w for t in result.targets for w in t.warnings)):
            complain(warning)
    return code


def _plan(loaded: Sequence[Loaded], wanted: Sequence[Lang], out: Path | None, force: bool) -> dict[tuple[str, Lang], Path]:
    """Where each result will go; complains before any work is done when two would meet or a file is in the way."""
    from pressloc.workflow.documents import output_path
    from pressloc.workflow.project import make_folder

    if out is not None:
        make_folder(out)
    paths: dict[tuple[str, Lang], Path] = {}
    for file in loaded:
        for lang in wanted:
            if out is None and lang == file.lang:
                complain(_("{file} is in {lang} already; name a folder with --out to have it written there too", file=file.name, lang=lang))
                continue
            path = output_path(file, lang, out, force=force)
            if path in paths.values():
                other = next(name for (name, _lang), taken in paths.items() if taken == path)
                advice = _("Translate them in two runs, or into two folders")
                raise UsageError(_("{one} and {other} would give the same file", one=other, other=file.name), where=str(path), do=advice)
            paths[file.name, lang] = path
    return paths


def _write(results: Sequence[Translated], paths: dict[tuple[str, Lang], Path]) -> None:
    from pressloc.files import write_atomic

    for result in results:
        for target in result.targets:
            if path := paths.get((result.loaded.name, target.lang)):
                write_atomic(path, target.data)


def _report(results: Sequence[Translated], paths: dict[tuple[str, Lang], Path]) -> str:
    """A line for each written file: segments by origin, terms, findings."""
    from pressloc.workflow.translate import summarise

    header = (_("written"), "", _("segments"), _("memory"), _("machine"), _("copied"), _("terms right"), _("forced"), _("missing"), _("findings"))
    rows: list[tuple[str, ...]] = [header]
    for result in results:
        for target in result.targets:
            path = paths.get((result.loaded.name, target.lang))
            if path is None:
                continue
            s = summarise(target)
            right = s.terms["ok"] + s.terms["inflected"]
            wrong = s.terms.total() - right
            rows.append((
                str(path), f"{result.loaded.lang}→{target.lang}", str(len(target.segments)), str(s.origins["tm"]),
                str(s.origins["mt"]), str(s.origins["copy"]), f"{right}/{s.terms.total()}", str(s.forced), str(wrong),
                str(s.findings.total()),
            ))  # fmt: skip
    return table(tuple(rows))


def _show(results: Sequence[Translated]) -> None:
    """Each segment with its translations and what was found in them."""
    from pressloc.workflow.inline import with_equivalents

    for result in results:
        for n, segment in enumerate(result.loaded.segments):
            say(f"{segment.lang}  {with_equivalents(segment.text, segment.codes)}")
            for target in result.targets:
                _show_one(target, n)
            say()


def _show_one(target: Target, n: int) -> None:
    from pressloc.workflow.inline import with_equivalents

    segment, suggestion = target.segments[n]
    if suggestion.origin == "copy" and segment.lang == target.lang:
        return
    say(f"{target.lang}  {with_equivalents(suggestion.text, segment.codes)}")
    for finding in suggestion.findings:
        say(f"    ! {_(finding.message, **finding.args)}")

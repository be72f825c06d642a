"""The verbs `models train|adapt|eval`; torch is needed for the first two only."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressloc.cli.base import complain, json_option
from pressloc.errors import EngineError, UsageError
from pressloc.i18n import _

if TYPE_CHECKING:
    from pressloc.model import Lang

_FILE = click.Path(exists=True, path_type=Path)
_OUT = click.Path(file_okay=False, path_type=Path)


@click.command("train", help=_("Train a model by RECIPE (TOML) into a folder; an interrupted run goes on with --resume."))
@click.argument("recipe", type=_FILE, metavar=_("RECIPE"))
@click.option("--base", type=_FILE, help=_("Checkpoint folder to start from (default: a new one of the recipe's shape)."))
@click.option("--out", required=True, type=_OUT, help=_("Folder for checkpoints."))
@click.option("--minutes", metavar=_("NUMBER"), type=click.FloatRange(min=0, min_open=True), required=True, help=_("Time to train in all, over all starts."))
@click.option("--resume", is_flag=True, help=_("Go on where an earlier run in the same folder stopped."))
@click.option("--export", "export_to", type=_OUT, help=_("Also convert the result to a CTranslate2 folder."))
def train_models(
    recipe: Path, base: Path | None, out: Path, minutes: float, resume: bool, export_to: Path | None
) -> None:
    _need_torch()
    from pressloc.mt.training.export import export
    from pressloc.mt.training.loop import train
    from pressloc.mt.training.recipe import load_recipe

    train(load_recipe(recipe), out, minutes=minutes, base=base, resume=resume, report=complain)
    click.echo(export(out, export_to) if export_to else out)


@click.command("adapt", help=_("Fine-tune the checkpoint BASE (a folder of models train, or any sequence-to-sequence checkpoint of transformers) on approved translations."))
@click.argument("base", metavar=_("BASE"))
@click.option("--tm", "memory", multiple=True, required=True, type=_FILE, help=_("Approved translations: TMX or TSV; may be given several times."))
@click.option("--out", required=True, type=_OUT, help=_("Folder for the adapted checkpoint."))
@click.option("--lora", is_flag=True, help=_("Train low-rank updates instead of all weights."))
@click.option("--epochs", metavar=_("NUMBER"), type=click.FloatRange(min=0, min_open=True), default=4.0, show_default=True, help=_("Passes over the translations."))
@click.option("--export", "export_to", type=_OUT, help=_("Also convert the result to a CTranslate2 folder."))
def adapt_models(base: str, memory: tuple[Path, ...], out: Path, lora: bool, epochs: float, export_to: Path | None) -> None:
    _need_torch()
    if _is_starter(Path(base)):
        from pressloc.mt.training.adapt import adapt
        from pressloc.mt.training.export import export

        adapt(Path(base), memory, out, lora=lora, epochs=epochs, report=complain)
        click.echo(export(out, export_to) if export_to else out)
        return
    if export_to:
        raise UsageError(_("--export converts checkpoints of models train only"), do=_("Use the result with --engine transformers"))
    from pressloc.mt.training.adapt_hf import adapt_transformers

    click.echo(adapt_transformers(base, memory, out, lora=lora, epochs=max(1, round(epochs)), report=complain))


@click.command("compose", help=_("Write parallel lines for training by the template grammar in the folder GRAMMAR."))
@click.argument("grammar", type=_FILE, metavar=_("GRAMMAR"))
@click.option("--lines", metavar=_("NUMBER"), type=click.IntRange(min=1), default=12_000, show_default=True, help=_("How many lines."))
@click.option("--seed", metavar=_("NUMBER"), type=int, default=1, show_default=True, help=_("The same seed gives the same lines."))
@click.option("--held-out", "held_out", multiple=True, type=_FILE, help=_("An evaluation set: no line that shares six words in a row with it; may be given several times."))
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help=_("The TSV file to write."))
def compose_models(grammar: Path, lines: int, seed: int, held_out: tuple[Path, ...], output: Path) -> None:
    from pressloc.mt.training.clean import RUN_COMPOSED, Overlap
    from pressloc.mt.training.grammar.compose import compose
    from pressloc.mt.training.grammar.load import load_grammar
    from pressloc.mt.training.rows import read_rows, write_rows

    texts = (text for path in held_out for row in read_rows(path) for text in row.texts.values())
    overlap = Overlap.of(texts, RUN_COMPOSED)
    loaded = load_grammar(grammar)
    templates, words = loaded.size()
    written = write_rows(compose(loaded, lines, seed, overlap.__contains__), output)
    complain(_("{templates} templates, {words} words and names: {lines} lines", templates=templates, words=words, lines=written))
    click.echo(output)


@click.command("complete", help=_("Back-translate: write the missing LANGUAGE of two-language corpora (TSV, TMX) with MODEL, to be learnt from as a source."))
@click.argument("corpora", nargs=-1, required=True, type=_FILE, metavar=_("CORPUS…"))
@click.option("--language", required=True, type=click.Choice(["kk", "ru", "en"]), help=_("The language to write."))
@click.option("--model", required=True, type=_OUT, help=_("CTranslate2 folder of a starter model."))
@click.option("--limit", metavar=_("NUMBER"), type=click.IntRange(min=1), help=_("Only the first rows of each corpus."))
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help=_("The TSV file to write."))
def complete_models(corpora: tuple[Path, ...], language: Lang, model: Path, limit: int | None, output: Path) -> None:
    from itertools import islice

    from pressloc.mt.training.complete import complete
    from pressloc.mt.training.decode import folder_translator
    from pressloc.mt.training.rows import read_rows, write_rows

    rows = [row for path in corpora for row in islice(read_rows(path), limit)]
    made = complete(rows, language, folder_translator(model, beam=1), lambda done, all_: complain(f"{done}/{all_}"))
    write_rows(made, output)
    click.echo(output)


@click.command("eval", help=_("Translate test sets (TSV, TMX) with MODEL, the whole pipeline, and score them."))
@click.argument("model", metavar=_("MODEL"))
@click.option("--set", "sets", multiple=True, required=True, type=_FILE, help=_("A test set; may be given several times."))
@click.option("--direction", "directions", multiple=True, metavar=_("FROM-TO"), help=_("Only this direction, e.g. kk-en; may be given several times."))
@click.option("--limit", metavar=_("NUMBER"), type=click.IntRange(min=1), help=_("Only the first lines of each set."))
@click.option("--engine", metavar=_("ENGINE"), default="ctranslate2", show_default=True, help=_("Engine that runs the model."))
@click.option("--html", "html_to", type=click.Path(dir_okay=False, path_type=Path), help=_("Also write the table as a web page."))
@json_option
def eval_models(
    model: str, sets: tuple[Path, ...], directions: tuple[str, ...], limit: int | None, engine: str, html_to: Path | None, as_json: bool
) -> None:
    if find_spec("sacrebleu") is None:
        raise EngineError(_("evaluation needs sacrebleu"), do=_("Install it with: pip install 'pressloc[torch]'"))
    from pressloc.files import write_atomic
    from pressloc.mt.training.evaluate import table, to_html, to_json
    from pressloc.workflow.evaluating import evaluate_pipeline
    from pressloc.workflow.pipeline import open_pipeline
    from pressloc.workflow.project import Settings, find_project

    project = find_project()
    settings = project.settings if project else Settings()
    root = project.root if project else Path.cwd()
    pipeline = open_pipeline(settings, root=root, engine=engine, model=_converted(model))
    pairs = [_direction(text) for text in directions]
    results = evaluate_pipeline(pipeline, sets, directions=pairs, limit=limit or 0, report=complain)
    if html_to is not None:
        write_atomic(html_to, to_html(results, model).encode())
    click.echo(to_json(results) if as_json else table(results))


def _direction(text: str) -> tuple[Lang, Lang]:
    from pressloc.model import LANGS

    for source in LANGS:
        for target in LANGS:
            if text == f"{source}-{target}" and source != target:
                return source, target
    raise UsageError(_("no direction “{text}”", text=text), do=_("Write it as kk-en"))


def _converted(model: str) -> str:
    """A checkpoint folder of `models train` or `adapt` is converted first, into its subfolder `ct2`."""
    folder = Path(model)
    if not _is_starter(folder):
        return model
    _need_torch()
    from pressloc.mt.training.export import export

    return str(export(folder, folder / "ct2"))


def _is_starter(folder: Path) -> bool:
    """Whether a folder holds a checkpoint of the starter network; transformers' name their `model_type`."""
    config = folder / "config.json"
    if not config.is_file() or not (folder / "model.safetensors").is_file():
        return False
    return "model_type" not in json.loads(config.read_text("utf-8"))


def _need_torch() -> None:
    if find_spec("torch") is None:
        raise EngineError(_("training needs torch"), do=_("Install it with: pip install 'pressloc[torch]'"))

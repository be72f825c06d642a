"""The verbs `models list|pull|train|compose|complete|adapt|eval`."""

from __future__ import annotations

import click

from pressloc.cli.base import LazyGroup, complain, json_option, print_json
from pressloc.cli.project import table
from pressloc.i18n import N_, _

VERBS = {
    "list": ("models", N_("List the known models for each direction.")),
    "pull": ("models", N_("Fetch a model and install it.")),
    "train": ("training", N_("Train a model from a recipe.")),
    "compose": ("training", N_("Write parallel lines by a grammar.")),
    "complete": ("training", N_("Back-translate two-language corpora.")),
    "adapt": ("training", N_("Adapt a model to approved translations.")),
    "eval": ("training", N_("Evaluate a model on test sets.")),
}


@click.group(cls=LazyGroup, verbs=VERBS, package="pressloc.cli", suffix="_models", help=_("List, fetch, train and evaluate models."))
def models() -> None:
    pass


@click.command("list", help=_("List the known models: size, licence, whether commercial use is allowed, published quality, source."))
@click.option("--direction", metavar=_("FROM-TO"), help=_("Only models for this direction, e.g. kk-en."))
@json_option
def list_models(direction: str | None, as_json: bool) -> None:
    import attrs

    from pressloc.mt.catalogue import catalogue
    from pressloc.mt.installed import installed_models

    installed = installed_models()
    entries = [e for e in catalogue() if direction is None or direction in e.directions]
    if as_json:
        print_json({
            "schema": "pressloc/models/1",
            "models": [{**attrs.asdict(e), "installed": str(installed[e.name]) if e.name in installed else None} for e in entries],
        })  # fmt: skip
        return
    marks = {"yes": _("yes"), "no": _("no"), "conditional": _("with conditions"), "unclear": _("unclear")}
    header = ("", _("model"), _("million parameters"), _("directions"), _("licence"), _("commercial use"), _("best published"), _("engine"))
    rows = [header]
    for e in entries:
        best = max(e.quality, key=lambda q: q.chrf or q.bleu or 0, default=None)
        score = f"{best.direction} {best.test} {f'chrF {best.chrf:g}' if best.chrf else f'BLEU {best.bleu:g}'}" if best else "–"
        size = f"{e.parameters:g}" if e.parameters else "?"
        mark = "✓" if e.name in installed else ""
        rows.append((mark, e.name, size, _("all six") if len(e.directions) == 6 else " ".join(e.directions), e.licence, marks[e.commercial], score, e.engine))
    click.echo(table(tuple(rows), left=(0, 1, 3, 4, 5, 6, 7)))
    click.echo(_("✓ installed. Sources of all facts: pressloc models list --json"))


@click.command("pull", help=_("Fetch model NAME (see “pressloc models list”), convert it and install it."))
@click.argument("name", metavar=_("NAME"))
@click.option("--allow-noncommercial", is_flag=True, help=_("Accept a licence that forbids or restricts commercial use."))
def pull_models(name: str, allow_noncommercial: bool) -> None:
    from pressloc.mt.pull import pull

    click.echo(pull(name, allow_noncommercial=allow_noncommercial, tell=complain))

"""Verbs over plain text: segment, langid."""

from __future__ import annotations

import click

from pressloc.cli.base import LANG, json_option, print_json, say
from pressloc.i18n import _
from pressloc.model import Lang


@click.command(help=_("Split FILE into segments, one a line."))
@click.argument("file", metavar=_("FILE"))
@click.option("--lang", type=LANG, help=_("The text's language (default: recognised per segment)."))
@json_option
def segment(file: str, lang: Lang | None, as_json: bool) -> None:
    from pressloc.workflow.documents import load
    from pressloc.workflow.inline import with_equivalents, with_markup

    loaded = load(file, lang=lang)
    if as_json:
        print_json({
            "schema": "pressloc/segment/1", "file": file,
            "segments": [{"id": s.id, "lang": s.lang, "text": with_markup(s.text, s.codes)} for s in loaded.segments],
        })  # fmt: skip
        return
    for s in loaded.segments:
        say(" ".join(with_equivalents(s.text, s.codes).split()))


@click.command(help=_("Tell the language of each line of FILE: kk, ru or en."))
@click.argument("file", metavar=_("FILE"))
@json_option
def langid(file: str, as_json: bool) -> None:
    from pressloc.text.langid import identify
    from pressloc.workflow.documents import read_lines

    guesses = [(line, identify(line)) for line in read_lines(file)]
    if as_json:
        print_json({
            "schema": "pressloc/langid/1",
            "lines": [{"text": line, "lang": g.lang, "confidence": round(g.confidence, 4)} for line, g in guesses],
        })  # fmt: skip
        return
    for line, guess in guesses:
        say(f"{guess.lang}\t{guess.confidence:.2f}\t{line}")

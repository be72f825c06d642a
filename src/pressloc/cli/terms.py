"""The verbs `terms find|inflect|verify|lint|add|import|export`."""

from __future__ import annotations

import click

from pressloc.cli.base import LANG, LazyGroup, complain, json_option, print_json, say
from pressloc.errors import InputError, UsageError
from pressloc.i18n import N_, _
from pressloc.model import Lang

VERBS = {
    "find": ("terms", N_("List the terms that stand in a text.")),
    "inflect": ("terms", N_("List all forms of a term.")),
    "verify": ("terms", N_("Check the terms of a translation, line by line.")),
    "lint": ("termfiles", N_("Check termbase files for mistakes.")),
    "add": ("termfiles", N_("Add a concept to the project's termbase.")),
    "import": ("termfiles", N_("Take terms over from TBX, CSV, TSV or XLSX.")),
    "export": ("termfiles", N_("Write the termbase as TBX, CSV, TSV or XLSX.")),
}


@click.group(cls=LazyGroup, verbs=VERBS, package="pressloc.cli", suffix="_terms", help=_("Work with the termbase."))
def terms() -> None:
    pass


@click.command("find", help=_("List the terms that stand in FILE, in whatever form."))
@click.argument("file", metavar=_("FILE"))
@click.option("--lang", type=LANG, help=_("The text's language (default: recognised line by line)."))
@json_option
def find_terms(file: str, lang: Lang | None, as_json: bool) -> None:
    from pressloc.workflow.documents import read_text
    from pressloc.workflow.termbase import open_recogniser
    from pressloc.workflow.termwork import find_terms as find
    from pressloc.workflow.termwork import hit_json

    hits = find(open_recogniser(), read_text(file), lang)
    if as_json:
        print_json({"schema": "pressloc/terms/1", "hits": [hit_json(hit) for hit in hits]})
        return
    for hit in hits:
        form = f"{hit.form.case} {hit.form.number}" + (" +P" if hit.form.possessive else "")
        mark = "" if hit.term.status != "deprecated" else "  " + _("not to be used")
        say(f"{hit.start}-{hit.end}\t{hit.lang}\t{hit.text}\t{hit.concept}\t{form}{mark}")


@click.command("inflect", help=_("List all forms of TERM."))
@click.argument("term", metavar=_("TERM"))
@click.option("--lang", type=LANG, required=True, help=_("The term's language."))
@json_option
def inflect_terms(term: str, lang: Lang, as_json: bool) -> None:
    from pressloc.workflow.termbase import project_termbase
    from pressloc.workflow.termwork import form_json, inflect_term

    if not term.strip():
        raise UsageError(_("the term is empty"))
    forms = inflect_term(project_termbase(), " ".join(term.split()), lang)
    if as_json:
        print_json({"schema": "pressloc/inflect/1", "term": term, "lang": lang, "forms": [form_json(f) for f in forms]})
        return
    for form in forms:
        possessive = "+P" if form.form.possessive else ""
        variant = "" if form.norm else "  " + _("(also used)")
        say(f"{form.form.case} {form.form.number} {possessive:2}  {form.text}{variant}")


@click.command("verify", help=_("Check the terms of a translation against its source, line by line."))
@click.option("--source", required=True, metavar=_("FILE"), help=_("The source text."))
@click.option("--target", required=True, metavar=_("FILE"), help=_("The translation, with as many lines."))
@click.option("--from", "source_lang", required=True, type=LANG, help=_("Language of the source."))
@click.option("--to", "target_lang", required=True, type=LANG, help=_("Language of the translation."))
@json_option
def verify_terms(source: str, target: str, source_lang: Lang, target_lang: Lang, as_json: bool) -> None:
    from pressloc.workflow.documents import read_lines
    from pressloc.workflow.termbase import open_recogniser
    from pressloc.workflow.termwork import result_json, verify_lines

    try:
        results = verify_lines(open_recogniser(), read_lines(source), read_lines(target), source_lang, target_lang)
    except InputError as error:
        raise InputError(error.what, where=target, do=error.do) from error
    if as_json:
        print_json({
            "schema": "pressloc/verify/1",
            "lines": [{"n": n, "terms": [result_json(r) for r in line]} for n, line in enumerate(results, 1)],
        })  # fmt: skip
    wrong = [(n, r) for n, line in enumerate(results, 1) for r in line if r.status not in ("ok", "inflected")]
    if not as_json:
        labels = {"missing": _("missing"), "forbidden": _("not to be used"), "inconsistent": _("inconsistent")}
        for n, r in wrong:
            found = " " + _("(found: {found})", found=r.found) if r.found else ""
            say(f"{target}:{n}: {labels[r.status]}: {r.source} → {' / '.join(r.expected[:3])}{found}")
        complain(_("{n} terms checked, {wrong} wrong", n=sum(map(len, results)), wrong=len(wrong)))

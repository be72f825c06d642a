"""The verb `doctor`."""

from __future__ import annotations

import click

from pressloc.cli.base import json_option, print_json
from pressloc.i18n import _


@click.command(help=_("Check that everything pressloc needs is in place, by using it."))
@json_option
def doctor(as_json: bool) -> int:
    from pressloc.workflow.doctor import diagnose

    marks = {True: "✓", False: "✗", None: "–"}
    found = []
    for diagnosis in diagnose():
        found.append(diagnosis)
        if not as_json:
            click.echo(f"{marks[diagnosis.ok]} {diagnosis.name}: {diagnosis.detail}")
    if as_json:
        print_json({
            "schema": "pressloc/doctor/1",
            "items": [{"name": d.name, "ok": d.ok, "detail": d.detail} for d in found],
        })  # fmt: skip
    return next((d.code for d in found if d.ok is False), 0)

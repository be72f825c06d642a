"""Adding a term while reviewing: into the project's own TBX file, which is made when there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from pressloc.errors import InputError
from pressloc.files import write_atomic
from pressloc.i18n import _
from pressloc.model import Concept, ConceptKind, Lang, Term
from pressloc.terms.tbx import read_tbx, write_tbx
from pressloc.workflow.project import CONFIG, load_settings
from pressloc.workflow.review.desk import Tools
from pressloc.workflow.review.judge import Judge

OWN = "office.tbx"


def add_term(tools: Tools, terms: Mapping[Lang, str]) -> Path:
    """Add a concept with one preferred term per language; gives the file it stands in now.

    The checks of `tools` know it from then on. Raises InputError for a termbase that cannot be read, OutputError.
    """
    config = tools.root / CONFIG
    settings = load_settings(config)
    path = tools.root / (settings.termbases[0] if settings.termbases else OWN)
    known = read_tbx(path.read_bytes(), str(path)) if path.exists() else ()
    concept = Concept(
        f"office-{uuid4().hex[:12]}", "office", ConceptKind.TERM,
        tuple(Term(text, lang, pos="noun-phrase" if " " in text else "noun") for lang, text in terms.items()),
    )  # fmt: skip
    write_atomic(path, write_tbx((*known, concept), title="Terms of this office"))
    if not settings.termbases:
        write_atomic(config, _with_termbase(config.read_text("utf-8")).encode())
        settings = load_settings(config)
        if settings.termbases != (OWN,):
            raise InputError(
                _("the termbase could not be entered"), where=str(config), do=_("Write there: {line}", line=f'termbases = ["{OWN}"]')
            )
    tools.judge = Judge(settings, tools.root)
    return path


def _with_termbase(config: str) -> str:
    """The configuration with `termbases` before its first table, where TOML wants plain keys."""
    line = f'termbases = ["{OWN}"]\n'
    table = re.search(r"^\[", config, re.MULTILINE)
    at = table.start() if table else len(config)
    return config[:at] + line + ("\n" if table else "") + config[at:]

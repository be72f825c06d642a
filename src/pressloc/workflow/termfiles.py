"""Termbase files: judging, importing, exporting, adding a concept to the project's own `terms.tbx`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import frozen

from pressloc.errors import UsageError
from pressloc.files import write_atomic
from pressloc.filters import read_bytes
from pressloc.i18n import _
from pressloc.model import Concept, Severity
from pressloc.terms.lint import lint
from pressloc.terms.tables import read_table, write_table
from pressloc.terms.tbx import read_tbx, write_tbx
from pressloc.terms.tbx_validate import validate_tbx
from pressloc.workflow.project import Project
from pressloc.workflow.termbase import OWN_TERMS

_TABLES = (".csv", ".tsv", ".xlsx", ".txt")


@frozen
class Remark:
    """A fault of a termbase: `place` is `file:line` or a concept."""

    place: str
    rule: str
    severity: Severity
    message: str


def read_terms(path: Path) -> tuple[Concept, ...]:
    """The concepts of a TBX, CSV, TSV or XLSX file. Raises InputError."""
    data = read_bytes(path)
    if path.suffix.lower() in _TABLES:
        return read_table(data, str(path))
    return read_tbx(data, str(path))


def lint_file(path: Path) -> list[Remark]:
    """The faults of one file: for TBX those against the standard first. Raises InputError if it is not readable."""
    remarks: list[Remark] = []
    if path.suffix.lower() not in _TABLES:
        data = read_bytes(path)
        remarks = [Remark(f"{path}:{p.line}", p.rule, Severity.MAJOR, p.message) for p in validate_tbx(data, str(path))]
        if remarks:
            return remarks
    return lint_concepts(read_terms(path))


def lint_concepts(concepts: Iterable[Concept]) -> list[Remark]:
    """The faults of concepts at hand."""
    return [Remark(f.concept, f.rule, f.severity, _(f.message, **f.args)) for f in lint(concepts)]


def own_concepts(project: Project) -> tuple[Concept, ...]:
    """The project's own concepts; none before the first was added."""
    path = project.root / OWN_TERMS
    return read_terms(path) if path.exists() else ()


def merge_own(project: Project, concepts: Sequence[Concept]) -> tuple[int, int]:
    """Add `concepts` to the project's own, replacing those of the same id; gives (new, replaced)."""
    known = {concept.id: concept for concept in own_concepts(project)}
    replaced = sum(concept.id in known for concept in concepts)
    known |= {concept.id: concept for concept in concepts}
    data = write_tbx(sorted(known.values(), key=lambda c: c.id), title=project.root.name)
    write_atomic(project.root / OWN_TERMS, data)
    return len(concepts) - replaced, replaced


def concept_of_row(values: dict[str, str]) -> Concept:
    """A concept from a row of the table format (see `terms.tables`)."""
    names = [name for name, value in values.items() if value]
    line = "\t".join(" ".join(values[name].split()) for name in names)
    return read_table(("\t".join(names) + "\n" + line + "\n").encode(), "terms.tsv")[0]


def export_terms(concepts: Iterable[Concept], path: Path, *, title: str) -> None:
    """Write concepts as TBX, CSV or TSV, told by the extension. Raises UsageError, OutputError."""
    extension = path.suffix.lower()
    if extension == ".tbx":
        data = write_tbx(concepts, title=title)
    elif extension in (".csv", ".tsv"):
        data = write_table(concepts, extension[1:])
    else:
        raise UsageError(_("terms are written as .tbx, .csv or .tsv"), where=str(path), do=_("Choose one of these extensions"))
    write_atomic(path, data)

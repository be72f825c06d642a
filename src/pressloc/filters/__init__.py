"""Filters: each takes one file format apart into units and puts it together again.

They register as entry points of the group `pressloc.filters`, so that an office adds a format without a fork.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from pressloc.errors import UsageError
from pressloc.filters.encoding import decode, output_encoding
from pressloc.filters.sniff import sniff
from pressloc.filters.source import STDIN, TEXT_LIMIT, read_bytes
from pressloc.i18n import _, ngettext
from pressloc.model import Document
from pressloc.ports import Filter

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = [
    "STDIN",
    "TEXT_LIMIT",
    "filter_for",
    "known_formats",
    "output_encoding",
    "read_bytes",
    "write_warnings",
]

GROUP = "pressloc.filters"


@cache
def _points() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points  # a tenth of a second that `--help` need not pay

    return {point.name: point for point in entry_points(group=GROUP)}


@cache
def known_formats() -> tuple[str, ...]:
    """Names of the installed filters."""
    return tuple(sorted(_points()))


@cache
def _load(name: str) -> Filter:
    loaded: Filter = _points()[name].load()()
    return loaded


@cache
def _by_extension() -> dict[str, str]:
    """Extension → format. A filter of an office that fails to load is reported and left out, for all else works."""
    found: dict[str, str] = {}
    for name in known_formats():
        try:
            found |= dict.fromkeys(_load(name).extensions, name)
        except (ImportError, AttributeError, TypeError) as error:
            logging.getLogger(__name__).warning("the filter %s cannot be loaded: %s", name, error)
    return found


def known_extensions() -> frozenset[str]:
    """The file name extensions (`.docx`) that some filter reads."""
    return frozenset(_by_extension())


def filter_for(path_or_name: str | PurePath, format: str | None = None, data: bytes | None = None) -> Filter:
    """The filter for a file: by `format` if given, else by extension, else by what `data` begins with.

    Text without an extension (standard input) is plain text. Raises UsageError naming the known formats,
    InputError if `data` is binary and no format knows it.
    """
    known = known_formats()
    if format is not None:
        if format.lower() in known:
            return _load(format.lower())
        raise UsageError(
            _("unknown format “{format}”", format=format), do=_("Known formats: {names}", names=", ".join(known))
        )
    name = str(path_or_name)
    extension = PurePath(name).suffix.lower()
    found = _by_extension().get(extension)
    if found is None and data is not None:
        found = sniff(data, plain=not extension or name == STDIN)
    if found is None or found not in known:
        if data is not None:
            decode(data, name)  # what is no text at all cannot be read, whatever --format says
        what = (
            _("the format “{extension}” is not known", extension=extension)
            if extension
            else _("the format cannot be told from the name")
        )
        advice = _("Known formats: {names}; choose one with --format", names=", ".join(known))
        raise UsageError(what, where=name, do=advice)
    return _load(found)


def write_warnings(document: Document, targets: Mapping[str, str]) -> tuple[str, ...]:
    """Remarks to show before `write(document, targets, …)`: a changed encoding, a target without a place."""
    lost = sorted(set(targets) - {unit.id for unit in document.units})
    remarks = output_encoding(document, targets)[1]
    if lost:
        what = ngettext(
            "{n} translation belongs to no unit ({units})",
            "{n} translations belong to no unit ({units})",
            len(lost),
            units=", ".join(lost[:3]),
        )
        remarks += (f"{document.name}: {what}",)
    return remarks

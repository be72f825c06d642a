"""PO catalogues of gettext: only what is empty or fuzzy is filled, everything else stays as it was."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from attrs import frozen

from pressloc.filters.encoding import decode
from pressloc.model import Document, Lang

_CHARSET = re.compile(rb"charset=([A-Za-z0-9_-]+)", re.IGNORECASE)


@frozen
class PoFilter:
    """The filter for `.po` and `.pot` files."""

    name: str = "po"
    extensions: tuple[str, ...] = (".po", ".pot")

    def read(self, data: bytes, name: str) -> Document:
        """A unit per message and plural form; existing translations are their targets. Raises InputError."""
        from pressloc.filters.po.reader import read_catalogue

        declared = _CHARSET.search(data[:4096])
        decoded = decode(data, name, declared[1].decode() if declared else None)
        units, skeleton, warnings = read_catalogue(decoded.text, name)
        return Document(
            name, self.name, units, skeleton, decoded.encoding, warnings=(*decoded.warnings, *warnings)
        )

    def write(
        self,
        document: Document,
        targets: Mapping[str, str],
        lang: Lang | None,
        *,
        reviewed: Collection[str] = (),
    ) -> bytes:
        """The catalogue with `targets` filled in. They are marked fuzzy, as gettext wants of what nobody read,
        except the units in `reviewed`, which a person confirmed."""
        from pressloc.filters.po.reader import write_catalogue

        return write_catalogue(document, targets, lang, frozenset(reviewed))

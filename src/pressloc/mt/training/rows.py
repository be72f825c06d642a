"""Parallel text as rows: readers for TSV (three or more columns en, ru, kk) and TMX, plain or gzip-compressed."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, cast

from attrs import frozen

from pressloc.errors import InputError
from pressloc.files import write_atomic
from pressloc.i18n import _
from pressloc.model import Lang

COLUMNS: tuple[Lang, ...] = ("en", "ru", "kk")
MAX_BYTES = 1 << 30  # of one file after decompression: beyond it the input is a mistake or an attack


@frozen
class Row:
    """One aligned sentence: `texts` holds the languages that the row has (two or three), never empty strings."""

    corpus: str
    texts: Mapping[Lang, str]

    def text(self, lang: Lang) -> str:
        """The text of `lang`, "" if the row has none."""
        return self.texts.get(lang, "")


def make_row(corpus: str, texts: Mapping[Lang, str]) -> Row | None:
    """A row of the texts that are not blank, or None with fewer than two."""
    present = {lang: text.strip() for lang, text in texts.items() if text.strip()}
    return Row(corpus, present) if len(present) >= 2 else None


def read_rows(path: Path, corpus: str = "") -> Iterator[Row]:
    """Rows of a `.tsv`, `.tsv.gz`, `.tmx` or `.tmx.gz` file. Raises InputError naming the file."""
    name = path.name.removesuffix(".gz")
    corpus = corpus or name.split(".")[0]
    if not path.is_file():
        raise InputError(_("no such file"), where=str(path), do=_("Check the path"))
    if name.endswith(".tsv"):
        yield from _read_tsv(path, corpus)
    elif name.endswith(".tmx"):
        yield from _read_tmx(path, corpus)
    else:
        raise InputError(
            _("unknown format of a corpus"), where=str(path), do=_("Give a .tsv or .tmx file, optionally .gz")
        )


def write_rows(rows: Iterable[Row], path: Path) -> int:
    """Write rows as a TSV of the columns en, ru, kk, replacing the file at once; returns how many. Raises OutputError."""
    lines = ["\t".join(" ".join(row.text(lang).split()) for lang in COLUMNS) + "\n" for row in rows]
    write_atomic(path, "".join(lines).encode())
    return len(lines)


def _open(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _bytes(path: Path) -> bytes:
    try:
        with _open(path) as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, EOFError) as error:
        raise InputError(_("cannot be read: {reason}", reason=error), where=str(path), do=_("Check the path and the disk")) from error
    if len(data) > MAX_BYTES:
        raise InputError(_("larger than 1 GiB unpacked"), where=str(path), do=_("Split it into smaller files"))
    return data


def _read_tsv(path: Path, corpus: str) -> Iterator[Row]:
    """Columns en, ru, kk by position, or by name where the first line names them (termbase tables too)."""
    try:
        lines = io.StringIO(_bytes(path).decode("utf-8-sig"), newline="\n")
    except UnicodeDecodeError as error:
        raise InputError(_("the file is not in UTF-8"), where=str(path), do=_("Save the file as UTF-8 and try again")) from error
    header: list[str] | None = None
    for number, line in enumerate(lines):
        cells = line.rstrip("\r\n").split("\t")
        if number == 0 and set(COLUMNS) <= set(cells):
            header = cells
            continue
        if header is None:
            row = make_row(corpus, dict(zip(COLUMNS, cells, strict=False)))
        else:
            named = dict(zip(header, cells, strict=False))
            row = make_row(corpus, {lang: named.get(lang, "") for lang in COLUMNS})
        if row is not None:
            yield row


def _read_tmx(path: Path, corpus: str) -> Iterator[Row]:
    """TMX 1.4b: the text of each `seg`, inline elements reduced to their text; languages by primary subtag."""
    from lxml import etree

    language = "{http://www.w3.org/XML/1998/namespace}lang"
    try:
        events = etree.iterparse(
            io.BytesIO(_bytes(path)), tag="tu", resolve_entities=False, no_network=True, load_dtd=False
        )
        for _event, unit in events:
            texts: dict[Lang, str] = {}
            for variant in unit.iter("tuv"):
                primary = (variant.get(language) or variant.get("lang") or "").lower().split("-")[0]
                segment = variant.find("seg")
                for lang in COLUMNS:
                    if lang == primary and segment is not None:
                        texts[lang] = " ".join("".join(segment.itertext()).split())
            row = make_row(corpus, texts)
            if row is not None:
                yield row
            unit.clear()
    except etree.XMLSyntaxError as error:
        raise InputError(
            _("broken XML: {error}", error=error.msg), where=str(path), do=_("Export the memory again")
        ) from error

"""Termbases as tables: CSV, TSV and XLSX in, CSV and TSV out.

One row a concept, columns by name: `id`, `domain`, `kind`, `en`, `ru`, `kk` (preferred terms), `*_abbr`,
`*_variants`, `*_deprecated` (several separated by `|`), `pos`, `gender`, `place`, `note`. Only one language column
is required; other column names, also in Russian and Kazakh, are recognised by the list below.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from pressloc.errors import InputError, UsageError
from pressloc.i18n import _
from pressloc.model import LANGS, Concept, ConceptKind, Lang, Term, TermStatus
from pressloc.text.normalise import collapse_spaces

COLUMNS = (
    "id", "domain", "kind", "en", "ru", "kk", "en_abbr", "ru_abbr", "kk_abbr", "en_variants", "ru_variants",
    "kk_variants", "en_deprecated", "ru_deprecated", "kk_deprecated", "pos", "gender", "place", "note",
)  # fmt: skip
_ALIASES = {
    "english": "en", "английский": "en", "ағылшынша": "en", "russian": "ru", "русский": "ru", "орысша": "ru",
    "kazakh": "kk", "казахский": "kk", "қазақша": "kk", "kz": "kk", "kaz": "kk", "rus": "ru", "eng": "en",
    "comment": "note", "примечание": "note", "ескертпе": "note", "subject": "domain", "область": "domain",
}  # fmt: skip
_ORDER: tuple[Lang, ...] = ("en", "ru", "kk")
_MAX_ROWS = 200_000
_MAX_XLSX_BYTES = 512 * 1024 * 1024
_FORMULA = ("=", "+", "-", "@", "\t")


def read_table(data: bytes, name: str) -> tuple[Concept, ...]:
    """The concepts of a table; the format is told by the name's extension (.csv, .tsv, .xlsx).

    A concept without an id gets one made of its English (else Russian, Kazakh) term. Raises InputError with
    `name:row` for a table without a language column, a row without a term, an id that stands twice.
    """
    extension = name.lower().rpartition(".")[2]
    if extension == "xlsx":
        rows = _xlsx_rows(data, name)
    elif extension in ("csv", "tsv", "txt"):
        rows = _text_rows(data, name)
    else:
        what = _("a table of terms is a .csv, .tsv or .xlsx file")
        raise InputError(what, where=name, do=_("Save it as one of these"))
    return _concepts(rows, name)


def write_table(concepts: Iterable[Concept], fmt: str) -> bytes:
    """The table of `concepts` as `csv` (comma, quotes where needed, BOM for spreadsheets) or `tsv`.

    Inflection hints have no column: TBX carries those. Raises UsageError for another format.
    """
    if fmt not in ("csv", "tsv"):
        raise UsageError(_("terms can be written as csv or tsv, not as “{format}”", format=fmt))
    out = io.StringIO(newline="")
    if fmt == "csv":
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows([_safe(cell) for cell in _cells(concept)] for concept in concepts)
        return b"\xef\xbb\xbf" + out.getvalue().encode()
    lines = ["\t".join(COLUMNS), *("\t".join(collapse_spaces(c) for c in _cells(concept)) for concept in concepts)]
    return ("\n".join(lines) + "\n").encode()


def _safe(cell: str) -> str:
    """A spreadsheet must not take a cell for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cells(concept: Concept) -> list[str]:
    def texts(lang: str, keep: Iterable[Term]) -> str:
        return "|".join(t.text for t in keep if t.lang == lang)

    preferred: dict[str, Term | None] = {lang: concept.preferred(lang) for lang in LANGS}
    short = [t for t in concept.terms if t.abbreviation and t.status != TermStatus.DEPRECATED]
    chosen = {id(t) for t in preferred.values()} | {id(t) for t in short}
    bad = [t for t in concept.terms if t.status == TermStatus.DEPRECATED]
    rest = [t for t in concept.terms if id(t) not in chosen and t.status != TermStatus.DEPRECATED]
    first = next((t for t in preferred.values() if t is not None), None)
    order = ("en", "ru", "kk")
    return [
        concept.id, concept.domain, str(concept.kind),
        *((p.text if (p := preferred[lang]) is not None else "") for lang in order),
        *(texts(lang, short) for lang in order), *(texts(lang, rest) for lang in order),
        *(texts(lang, bad) for lang in order),
        first.pos if first else "", concept.gender, concept.place_kind, concept.note,
    ]  # fmt: skip


def _text_rows(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(_("the table is not in UTF-8"), where=name, do=_("Save it as “CSV UTF-8”")) from None
    if "\0" in text:
        raise InputError(_("the table holds NUL characters"), where=name, do=_("Save it as “CSV UTF-8”"))
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    if delimiter == "\t":
        yield from ((n, line.rstrip("\r").split("\t")) for n, line in enumerate(text.split("\n"), 1) if line.strip())
        return
    try:
        yield from ((n, row) for n, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1) if any(row))
    except csv.Error as error:
        raise InputError(_("this is no table ({error})", error=error), where=name) from None


def _xlsx_rows(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _MAX_XLSX_BYTES:
                raise InputError(_("the workbook unpacks to too much data"), where=name, do=_("Save the sheet as CSV"))
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError(
            _("this is no readable workbook ({error})", error=type(error).__name__), where=name,
            do=_("Save it as .xlsx without a password"),
        ) from None
    sheet = book.worksheets[0]
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = ["" if value is None else str(value) for value in row]
        if any(cells):
            yield number, cells


def _header(cells: Sequence[str]) -> list[str]:
    names = [unicodedata.normalize("NFC", cell).strip().lower() for cell in cells]
    return [_ALIASES.get(n, n) for n in names]


def _concepts(rows: Iterator[tuple[int, list[str]]], name: str) -> tuple[Concept, ...]:
    header: list[str] | None = None
    found: dict[str, Concept] = {}
    for number, cells in rows:
        if header is None:
            header = _header(cells)
            if not set(LANGS) & set(header):
                raise InputError(
                    _("no column en, ru or kk in the first row"), where=f"{name}:{number}",
                    do=_("Name the columns of the terms en, ru and kk"),
                )  # fmt: skip
            continue
        if number > _MAX_ROWS:
            raise InputError(_("more than {limit} rows", limit=_MAX_ROWS), where=name, do=_("Split the table"))
        row = dict(zip(header, (collapse_spaces(c).removeprefix("'") for c in cells), strict=False))
        concept = _concept(row, f"{name}:{number}")
        if concept.id in found:
            if row.get("id"):
                raise InputError(
                    _("the id “{id}” stands twice", id=concept.id), where=f"{name}:{number}",
                    do=_("Give each concept an id of its own"),
                )  # fmt: skip
            concept = _renamed(concept, found)
        found[concept.id] = concept
    return tuple(found.values())


def _renamed(concept: Concept, taken: dict[str, Concept]) -> Concept:
    from attrs import evolve

    number = next(n for n in range(2, len(taken) + 3) if f"{concept.id}-{n}" not in taken)
    return evolve(concept, id=f"{concept.id}-{number}")


def _concept(row: dict[str, str], where: str) -> Concept:
    terms: list[Term] = []
    for lang in _ORDER:
        terms += _terms(row, lang)
    if not terms:
        raise InputError(_("a row without a term"), where=where, do=_("Fill in en, ru or kk, or remove the row"))
    kind = row.get("kind", "").lower() or "term"
    if kind not in set(ConceptKind):
        raise InputError(
            _("unknown kind “{kind}”", kind=kind), where=where, do=_("Choose one of: {names}", names=", ".join(ConceptKind))
        )
    return Concept(
        id=row.get("id") or _identifier(terms[0].text), domain=row.get("domain", ""), kind=ConceptKind(kind),
        terms=tuple(terms), note=row.get("note", ""), gender=row.get("gender", ""), place_kind=row.get("place", ""),
    )


def _terms(row: dict[str, str], lang: Lang) -> Iterator[Term]:
    for column, status, short in (
        ("", TermStatus.PREFERRED, False), ("_abbr", TermStatus.PREFERRED, True),
        ("_variants", TermStatus.ADMITTED, False), ("_deprecated", TermStatus.DEPRECATED, False),
    ):  # fmt: skip
        for text in filter(None, (part.strip() for part in row.get(lang + column, "").split("|"))):
            pos = row.get("pos") or ("noun-phrase" if " " in text else "noun")
            yield Term(text, lang, status, abbreviation=short, pos=pos)


def _identifier(text: str) -> str:
    """An id of letters, digits and hyphens; Cyrillic letters are kept."""
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "c"

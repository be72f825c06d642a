"""Keep the interface's catalogs up to date: extract messages from the sources, merge them into kk and ru, compile.

    python locales/catalogs.py            update pressloc.pot, the .po files and the .mo files
    python locales/catalogs.py --check    change nothing; exit 1 if something is out of date or untranslated
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
ROOT = HERE.parent
SOURCES = ("src/pressloc", "tui/pressloc_tui")
KEYWORDS = {"_": None, "N_": None, "NN_": (1, 2), "ngettext": (1, 2)}
LANGS = {"kk": "Kazakh", "ru": "Russian"}
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)  # the same input gives the same bytes on every day
NOISE = tuple(
    f'"{name}'.encode()
    for name in ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid-Bugs-To", "Last-Translator", "Language-Team")
)


def extract() -> Catalog:
    """All messages of the sources, with the files (not lines, which change all the time) that use them."""
    comment = "# The messages of pressloc, made from its sources by locales/catalogs.py."
    catalog = Catalog(project="pressloc", version="messages", charset="utf-8", fuzzy=False, header_comment=comment)
    found: dict[object, set[str]] = {}
    for source in SOURCES:
        for file, _line, message, _comments, _context in extract_from_dir(
            ROOT / source, method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            if message:
                found.setdefault(message, set()).add(f"{source}/{file}")
    for message in sorted(found, key=str):
        flags = ("python-brace-format",) if "{" in str(message) else ()
        catalog.add(message, locations=[(file, None) for file in sorted(found[message])], flags=flags)
    return catalog


def updated(lang: str, template: Catalog) -> Catalog:
    """The catalog of `lang` merged with the template; messages no longer used are dropped."""
    path = po_path(lang)
    catalog = read_po(path.open("rb"), locale=lang) if path.exists() else Catalog(locale=lang)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    catalog.project, catalog.version = template.project, template.version
    catalog.header_comment = f"# The {LANGS[lang]} messages of pressloc; distributed under its licence."
    return catalog


def po_path(lang: str) -> Path:
    return HERE / lang / "LC_MESSAGES" / "pressloc.po"


def po_bytes(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, omit_header=False, sort_output=True, include_lineno=False, ignore_obsolete=True)
    lines = buffer.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(NOISE))


def mo_bytes(catalog: Catalog) -> bytes:
    catalog.creation_date = catalog.revision_date = UNDATED
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    return [
        str(m.id) for m in catalog
        if m.id and (m.fuzzy or not (all(m.string) if isinstance(m.string, tuple | list) else m.string))
    ]  # fmt: skip


def main(check: bool) -> int:
    template = extract()
    outputs: dict[Path, bytes] = {HERE / "pressloc.pot": po_bytes(template)}
    problems: list[str] = []
    for lang in LANGS:
        catalog = updated(lang, template)
        written = po_bytes(catalog)
        problems += [f"{lang}: not translated: {message}" for message in untranslated(catalog)]
        outputs[po_path(lang)] = written
        outputs[po_path(lang).with_suffix(".mo")] = mo_bytes(read_po(io.BytesIO(written), locale=lang))
    for path, data in outputs.items():
        if path.exists() and path.read_bytes() == data:
            continue
        if check:
            problems.append(f"{path.relative_to(ROOT)}: out of date; run: make i18n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    print("\n".join(problems) or "catalogs are up to date and complete")
    return 1 if problems and check else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))

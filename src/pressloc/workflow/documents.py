"""Files in, segments out, and back: reading, putting targets in their places, naming and writing results."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from pressloc.errors import UsageError
from pressloc.filters import filter_for, known_extensions, read_bytes, write_warnings
from pressloc.filters.guard import count_back
from pressloc.i18n import _
from pressloc.model import LANGS, Document, Lang, Segment
from pressloc.ports import Filter
from pressloc.text.segment import segment_document
from pressloc.workflow.inline import with_equivalents

STDIN = "-"
_LEGIBLE = ("plaintext", "markdown")
_LINE_END = re.compile(r"\r\n|\n|\r")  # and nothing else: a form feed or U+2028 does not begin another line


@frozen
class Loaded:
    """A file taken apart. `lang` is the language of most of its words; `path` is None for standard input."""

    path: Path | None
    name: str
    data: bytes
    document: Document
    filter: Filter
    segments: tuple[Segment, ...]
    lang: Lang


def load(file: str, *, lang: Lang | None = None, format_name: str | None = None) -> Loaded:
    """Read and segment the file at path `file` (`-`: standard input, plain text unless `format_name` says more).

    Raises InputError, UsageError.
    """
    if file == STDIN:
        return load_bytes(sys.stdin.buffer.read(), "<stdin>", lang=lang, format_name=format_name or "plaintext")
    path = Path(file)
    return load_bytes(read_bytes(path), file, lang=lang, format_name=format_name, path=path)


def load_bytes(
    data: bytes, name: str, *, lang: Lang | None = None, format_name: str | None = None, path: Path | None = None
) -> Loaded:
    """Like `load`, for bytes at hand; `name` decides the format (unless `format_name`) and heads error messages."""
    filter_ = filter_for(name, format_name, data)
    document = filter_.read(data, name)
    segments = segment_document(document, lang=lang)
    return Loaded(path, name, data, document, filter_, segments, lang or main_language(segments))


def main_language(segments: Sequence[Segment]) -> Lang:
    """The language of most words of `segments` (ties: Kazakh before Russian before English)."""
    words: Counter[Lang] = Counter()
    for segment in segments:
        words[segment.lang] += len(segment.text.split())
    return max(LANGS, key=lambda lang: words[lang])


def assemble(document: Document, segments: Iterable[Segment], targets: Mapping[str, str]) -> dict[str, str]:
    """Unit texts with the segments that have a target (by segment id) replaced; what lies between them stays."""
    by_unit: dict[str, list[Segment]] = {}
    for segment in segments:
        by_unit.setdefault(segment.unit, []).append(segment)
    result: dict[str, str] = {}
    for unit in document.units:
        own = by_unit.get(unit.id, [])
        if not any(segment.id in targets for segment in own):
            continue
        parts: list[str] = []
        position = 0
        for segment in own:
            parts += (unit.text[position : segment.start], targets.get(segment.id, segment.text))
            position = segment.end
        result[unit.id] = "".join(parts) + unit.text[position:]
    return result


_LANG_MARK = re.compile(r"(?P<sep>[._-])(?:kk|kz|ru|en)$", re.IGNORECASE)


def output_name(name: str, target: Lang) -> str:
    """`press1.ru.txt` → `press1.kk.txt`, `page_en.html` → `page_kk.html`, `release.docx` → `release.kk.docx`."""
    path = Path(name)
    match = _LANG_MARK.search(path.stem)
    stem = path.stem[: match.start()] + match["sep"] + target if match else f"{path.stem}.{target}"
    return stem + path.suffix


def output_path(loaded: Loaded, target: Lang, out: Path | None, *, force: bool) -> Path:
    """Where the result goes: into `out`, else beside the source. Raises UsageError if a file is in the way.

    A file of that name is replaced only with `force`, and never the source itself.
    """
    name = output_name(Path(loaded.name).name if loaded.path else "stdin.txt", target)
    folder = out or (loaded.path.parent if loaded.path else Path.cwd())
    path = folder / name
    if path.exists():
        if loaded.path and path.resolve() == loaded.path.resolve():
            raise UsageError(_("the result would replace the source"), where=str(path), do=_("Name a folder with --out"))
        if not force:
            advice = _("Replace it with --force, or name a folder with --out")
            raise UsageError(_("a file of that name exists"), where=str(path), do=advice)
    return path


def export_remarks(document: Document, unit_targets: Mapping[str, str], written: bytes, filter_: Filter) -> tuple[str, ...]:
    """What the user must know of a written file: another encoding, and all that the guard misses in it."""
    findings = count_back(document, unit_targets, written, filter_)
    return (*write_warnings(document, unit_targets), *(f"{document.name}: {_(finding.message, **finding.args)}" for finding in findings))


def read_text(file: str) -> str:
    """A file (`-`: standard input) as text; encodings as the plain-text filter finds them. Raises InputError.

    Text and Markdown come as they stand; of the formats whose bytes are not their text (docx, HTML, PO) come the
    units, one a line.
    """
    from pressloc.filters.encoding import decode

    if file != STDIN and Path(file).suffix.lower() in known_extensions():
        filter_ = filter_for(file)
        if filter_.name not in _LEGIBLE:
            units = filter_.read(read_bytes(Path(file)), file).units
            return "\n".join(with_equivalents(unit.text, unit.codes) for unit in units)
    data = sys.stdin.buffer.read() if file == STDIN else read_bytes(Path(file))
    return decode(data, file).text.removeprefix("\ufeff")


def read_lines(file: str) -> list[str]:
    """The lines of a text file without their ends. Raises InputError."""
    lines = _LINE_END.split(read_text(file))
    return lines if lines[-1] else lines[:-1]

"""Writing an article of the project in a target language, in the format it came in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from pressloc.errors import StoreError, UsageError
from pressloc.files import write_atomic
from pressloc.filters import filter_for
from pressloc.i18n import _
from pressloc.model import Document, Lang, State
from pressloc.store import articles, targets
from pressloc.store.database import Store
from pressloc.workflow.documents import assemble, export_remarks, output_name
from pressloc.workflow.inline import with_equivalents
from pressloc.workflow.project import make_folder, no_article


@frozen
class Exported:
    """A written file, how many of its segments had a target, how many a human approved, and remarks."""

    path: Path
    lang: Lang
    segments: int
    translated: int
    approved: int
    warnings: tuple[str, ...]


PLAIN = "plaintext"


def render_article(
    store: Store, name: str, lang: Lang, *, format_name: str | None = None
) -> tuple[bytes, tuple[int, int, int], tuple[str, ...]]:
    """The article's file in `lang`, counts (segments, translated, approved) and remarks of the guard.

    Raises UsageError when there is no such article, it is not translated into `lang`, or the format cannot be made.
    """
    with store.begin() as connection:
        article = articles.find_article(connection, name)
        if article is None:
            raise no_article(name, (a.name for a in articles.all_articles(connection)))
        data = articles.content(connection, article.id)
        rows = articles.segments(connection, article.id)
        found = targets.targets(connection, article.id, lang)
    if lang == article.lang:
        raise UsageError(_("{name} is written in {lang} already", name=name, lang=lang))
    if not found:
        advice = _("Run: pressloc pretranslate {name}", name=name)
        raise UsageError(_("{name} has no translation into {lang} yet", name=name, lang=lang), do=advice)
    filter_ = filter_for(name, article.format)
    document = filter_.read(data, name)
    texts = {row.key: found[row.id].text for row in rows if row.id in found and found[row.id].text}
    if {row.unit for row in rows} - {unit.id for unit in document.units}:
        raise StoreError(_("the stored segments do not fit the stored file"), where=name, do=_("Add the file again"))
    unit_targets = assemble(document, [articles.as_segment(row) for row in rows], texts)
    approved = sum(found[row.id].state in (State.REVIEWED, State.FINAL) for row in rows if row.id in found)
    counts = (len(rows), len(texts), approved)
    if format_name == PLAIN and article.format != PLAIN:
        return _bare_text(document, unit_targets), counts, ()
    if format_name not in (None, article.format):
        raise UsageError(
            _("{name} cannot be written as {format}", name=name, format=format_name),
            do=_("Its format is {format}; any can be written as {plain}", format=article.format, plain=PLAIN),
        )
    written = filter_.write(document, unit_targets, lang)
    return written, counts, export_remarks(document, unit_targets, written, filter_)


def _bare_text(document: Document, unit_targets: Mapping[str, str]) -> bytes:
    lines: list[str] = []
    for unit in document.units:
        text = unit_targets.get(unit.id, unit.text)
        lines.append(with_equivalents(text, unit.codes))
    return ("\n\n".join(lines) + "\n").encode()


def export_article(
    store: Store, name: str, lang: Lang, out: Path | None, root: Path, *, format_name: str | None = None
) -> Exported:
    """Write the article in `lang` below `out` (default: beside the source in the project), replacing an older export.

    `format_name` "plaintext" writes the bare text of any format, a paragraph a line; None keeps the format.
    """
    data, (total, translated, approved), warnings = render_article(store, name, lang, format_name=format_name)
    folder = out if out is not None else (root / name).parent
    path = folder / output_name(Path(name).name, lang)
    if format_name == PLAIN:
        path = path.with_suffix(".txt")
    make_folder(folder)
    write_atomic(path, data)
    return Exported(path, lang, total, translated, approved, warnings)

"""Looking whether everything pressloc needs is in place, each thing by really using it."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from attrs import frozen

from pressloc import __version__
from pressloc.errors import PresslocError
from pressloc.i18n import N_, _, ui
from pressloc.workflow.project import Project, Settings, find_project


@frozen
class Diagnosis:
    """One thing looked at: `ok` True, False, or None for an optional thing that is absent; `code` if it failed."""

    name: str
    ok: bool | None
    detail: str
    code: int = 0


_EXTRAS = (
    ("torch", "torch", N_("training, transformers engine")),
    ("psycopg", "postgres", N_("PostgreSQL store")),
    ("textual_serve", "serve", N_("review in a browser")),
)


def diagnose() -> Iterator[Diagnosis]:
    """Look at everything, one by one, so that results can be shown as they come."""
    python = sys.version.split()[0]
    detail = _("{version}, Python {python}, interface language {ui}", version=__version__, python=python, ui=ui())
    yield Diagnosis("pressloc", True, detail)
    try:
        project = find_project()
    except PresslocError as error:
        yield Diagnosis(_("project"), False, error.line(), error.exit_code)
        project = None
    else:
        yield Diagnosis(_("project"), True if project else None, str(project.root) if project else _("none here (not needed to translate files)"))
    settings = project.settings if project else Settings()
    root = project.root if project else Path.cwd()
    yield _try(_("segmentation rules"), _segmentation)
    yield _try(_("termbase"), lambda: _termbase(settings, root))
    yield _try(_("engine"), lambda: _engine(settings, root))
    if project:
        yield _try(_("store"), lambda: _store(project))
    for module, extra, use in _EXTRAS:
        there = find_spec(module) is not None
        detail = _(use) if there else _("{use}: not installed (pip install 'pressloc[{extra}]')", use=_(use), extra=extra)
        yield Diagnosis(module, True if there else None, detail)
    free = shutil.disk_usage(root).free // 2**20
    yield Diagnosis(_("disk"), free > 200, _("{free} MiB free", free=free), 0 if free > 200 else 3)


def _try(name: str, look: Callable[[], str]) -> Diagnosis:
    start = time.perf_counter()
    try:
        detail = look()
    except PresslocError as error:
        return Diagnosis(name, False, error.line(), error.exit_code)
    seconds = f"{time.perf_counter() - start:.2f}"
    return Diagnosis(name, True, _("{detail} ({seconds} s)", detail=detail, seconds=seconds))


def _segmentation() -> str:
    from pressloc.text.segment import spans

    text = "Қ.К. Тоқаев келді. Жиын басталды."
    return _("{n} segments", n=len(spans(text, "kk")))


def _termbase(settings: Settings, root: Path) -> str:
    from pressloc.terms.recognise import Recogniser
    from pressloc.workflow.termbase import open_termbase

    termbase = open_termbase(settings, root)
    Recogniser(termbase).find("Сенатының", "kk")
    return _("{n} concepts", n=len(termbase))


def _engine(settings: Settings, root: Path) -> str:
    from pressloc.model import Segment
    from pressloc.workflow.pipeline import Job, open_pipeline

    pipeline = open_pipeline(settings, root=root)
    job = Job(Segment("1:1", "1", "Сенат заң қабылдады.", 0, 20, "kk"), "en")
    suggestion = pipeline.suggest([job])[0]
    return f"{suggestion.signature}: {suggestion.text}"


def _store(project: Project) -> str:
    from pressloc.workflow.status import project_status

    store = project.open_store()
    status = project_status(store)
    return _("{url}: {articles} articles, {pairs} memory pairs", url=store.url,
             articles=len({p.article.id for p in status.progress}), pairs=status.memory)  # fmt: skip

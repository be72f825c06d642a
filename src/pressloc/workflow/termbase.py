"""The termbase that counts here: the built-in one with the project's own files layered over it."""

from __future__ import annotations

from pathlib import Path

from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import Termbase, builtin, load_tbx
from pressloc.workflow.project import Settings, find_project

OWN_TERMS = "terms.tbx"  # what `terms add` and `terms import` write, in the project's folder


def open_termbase(settings: Settings, root: Path) -> Termbase:
    """The built-in termbase with the files of `settings` (relative to `root`) and the project's own `terms.tbx`
    layered over it, the last of these on top. Raises InputError."""
    termbase = builtin() if settings.builtin_terms else Termbase.of(())
    own = [OWN_TERMS] if (root / OWN_TERMS).exists() else []
    for name in (*settings.termbases, *own):
        termbase = Termbase.layered(load_tbx([root / name]), termbase)
    return termbase


def project_termbase() -> Termbase:
    """The termbase of the project that the current folder lies in, else the built-in one. Raises InputError."""
    project = find_project()
    return open_termbase(project.settings, project.root) if project else builtin()


def open_recogniser() -> Recogniser:
    """A recogniser over `project_termbase`."""
    return Recogniser(project_termbase())

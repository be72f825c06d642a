"""The termbase that counts here: the built-in one with the project's own files layered over it."""

from __future__ import annotations

from pathlib import Path

from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import Termbase, builtin, load_tbx
from pressloc.workflow.project import Settings, find_project


def open_termbase(settings: Settings, root: Path) -> Termbase:
    """The termbase of `settings`; file names are relative to `root`. Raises InputError."""
    base = builtin() if settings.builtin_terms else Termbase.of(())
    if not settings.termbases:
        return base
    return Termbase.layered(load_tbx([root / name for name in settings.termbases]), base)


def project_termbase() -> Termbase:
    """The termbase of the project that the current folder lies in, else the built-in one. Raises InputError."""
    project = find_project()
    return open_termbase(project.settings, project.root) if project else builtin()


def open_recogniser() -> Recogniser:
    """A recogniser over `project_termbase`."""
    return Recogniser(project_termbase())

"""The project: a folder with `pressloc.toml` and a store, and the settings that every verb reads."""

from __future__ import annotations

import difflib
import os
import shutil
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import cattrs
from attrs import field, frozen

from pressloc.errors import OutputError, PresslocError, UsageError
from pressloc.files import write_atomic
from pressloc.i18n import _, os_reason
from pressloc.model import LANGS, Lang

if TYPE_CHECKING:
    from pressloc.store.database import Store

CONFIG = "pressloc.toml"
_DEFAULT_STORE = "sqlite:///.pressloc/store.db"


@frozen
class MTSettings:
    """How to translate: engine and model, beam, a model per direction, what each engine needs."""

    engine: str = "ctranslate2"
    model: str = "starter"
    beam: int = 4
    directions: Mapping[str, str] = field(factory=dict)
    pivot: str = ""
    settings: Mapping[str, Mapping[str, Any]] = field(factory=dict)


@frozen
class Settings:
    """The contents of `pressloc.toml`; every key is optional."""

    targets: tuple[Lang, ...] = LANGS
    store: str = _DEFAULT_STORE
    user: str = ""
    termbases: tuple[str, ...] = ()
    builtin_terms: bool = True
    mt: MTSettings = MTSettings()
    keys: Mapping[str, str] = field(factory=dict)
    theme: str = ""


@frozen
class Project:
    """A project folder with its settings."""

    root: Path
    settings: Settings

    def open_store(self, *, create: bool = False) -> Store:
        """Open the project's store. Raises StoreError."""
        from pressloc.store.database import open_store

        url = self.settings.store
        if url.startswith("sqlite:///") and not url.startswith("sqlite:////"):
            url = f"sqlite:///{self.root / url.removeprefix('sqlite:///')}"
        return open_store(url, create=create)

    @property
    def user(self) -> str:
        """Who works here: the configured user, PRESSLOC_USER, or the login name."""
        return self.settings.user or os.environ.get("PRESSLOC_USER", "") or os.environ.get("USER", "") or "unknown"


def load_settings(path: Path) -> Settings:
    """Read a `pressloc.toml`. Raises UsageError with file and line for what is wrong in it."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(_("the configuration is not valid TOML: {error}", error=error), where=str(path)) from error
    converter = cattrs.Converter(forbid_extra_keys=True)
    try:
        return converter.structure(raw, Settings)
    except (cattrs.BaseValidationError, ValueError, TypeError) as error:
        from cattrs import transform_error

        reason = "; ".join(transform_error(error, path="pressloc.toml")) if isinstance(error, Exception) else str(error)
        what = _("the configuration is wrong: {reason}", reason=reason)
        raise UsageError(what, where=str(path), do=_("See docs/guide/configuration.md")) from error


def find_project(start: Path | None = None) -> Project | None:
    """The project that `start` (default: the current folder) lies in, or None."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / CONFIG).is_file():
            return Project(folder, load_settings(folder / CONFIG))
    return None


def need_project(start: Path | None = None) -> Project:
    """Like `find_project`, but a UsageError when there is none."""
    project = find_project(start)
    if project is None:
        what = _("this folder belongs to no project")
        raise UsageError(what, where=str(Path.cwd()), do=_("Make one with: pressloc init"))
    return project


_TEMPLATE = """\
# pressloc: settings of this project. Every key is optional; docs/guide/configuration.md lists them all.
targets = ["kk", "ru", "en"]
store = "{store}"
# termbases = ["office.tbx"]        # layered over the built-in termbase

[mt]
engine = "ctranslate2"
model = "starter"
"""


def holds_password(url: str) -> bool:
    """Whether a database URL carries a password (`scheme://user:password@host/name`)."""
    return urlsplit(url).password is not None


def init_project(root: Path, *, db: str | None = None) -> Project:
    """Make a project in `root`: `pressloc.toml` and an empty store. Raises UsageError if there is one already.

    Where it fails (StoreError, OutputError), no half-made store stays behind.
    """
    config = root / CONFIG
    if config.exists():
        what = _("there is a project already")
        raise UsageError(what, where=str(config), do=_("Add releases with: pressloc add FILE"))
    store = db or _DEFAULT_STORE
    hidden = root / ".pressloc"
    ours = not hidden.exists()
    make_folder(hidden)
    project = Project(root.resolve(), Settings(store=store))
    try:
        project.open_store(create=True).close()
        text = _TEMPLATE.format(store=store.replace("\\", "\\\\").replace('"', '\\"'))
        write_atomic(config, text.encode(), private=holds_password(store))
    except PresslocError:
        if ours:
            shutil.rmtree(hidden, ignore_errors=True)
        raise
    return project


def no_article(name: str, known: Iterable[str]) -> UsageError:
    """The complaint about an article that the project does not have, with the nearest name it has."""
    near = difflib.get_close_matches(name, list(known), 1)
    advice = _("Did you mean “{verb}”?", verb=near[0]) if near else _("See: pressloc status")
    return UsageError(_("there is no article “{name}” in this project", name=name), do=advice)


def make_folder(folder: Path) -> None:
    """Make `folder` and what leads to it, unless it is there. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(_("the folder cannot be made: {reason}", reason=os_reason(error)), where=str(folder)) from error

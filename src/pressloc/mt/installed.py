"""Where models live: the starter model that ships here, and those installed under the user's data directory."""

from __future__ import annotations

import contextlib
from pathlib import Path

from pressloc.errors import EngineError
from pressloc.i18n import _
from pressloc.mt.config import CONFIG_NAME
from pressloc.resources import data_path

STARTER = "starter"


def models_home() -> Path:
    """The directory that `models pull` installs into (`~/.local/share/pressloc/models`, as the system has it)."""
    from platformdirs import user_data_path

    return user_data_path("pressloc", appauthor=False) / "models"


def folder_name(model: str) -> str:
    """The folder of a model's name: `Helsinki-NLP/opus-mt-ru-en` → `Helsinki-NLP--opus-mt-ru-en`."""
    return model.replace("/", "--")


def installed_models() -> dict[str, Path]:
    """Names of the models that can be loaded, with their directories; the starter first if it is there."""
    found: dict[str, Path] = {}
    with contextlib.suppress(FileNotFoundError):
        found[STARTER] = data_path(STARTER)
    home = models_home()
    if home.is_dir():
        for path in sorted(home.iterdir()):
            if (path / CONFIG_NAME).is_file():
                found[path.name.replace("--", "/")] = path
    return found


def model_directory(model: str) -> Path:
    """The directory of `model`, an installed name or a path. Raises EngineError naming what is installed."""
    installed = installed_models()
    if model in installed:
        return installed[model]
    path = Path(model).expanduser()
    if path.is_dir():
        return path
    names = ", ".join(installed) or "–"
    raise EngineError(
        _("the model “{model}” is not installed", model=model),
        do=_("Installed: {names}. See “pressloc models list”", names=names),
    )

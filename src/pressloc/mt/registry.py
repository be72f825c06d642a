"""Engines by name: found through the entry-point group `pressloc.engines`, so that an office adds its own.

An entry point names a class (or other object) with `load(model, settings) -> Engine`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, cast

from pressloc.errors import EngineError, PresslocError, UsageError
from pressloc.i18n import _
from pressloc.ports import Engine

GROUP = "pressloc.engines"


class EngineFactory(Protocol):
    """What an entry point of the group offers."""

    def load(self, model: str | None, settings: Mapping[str, object]) -> Engine:
        """The engine with `model` loaded (None: its default). Raises EngineError or UsageError."""
        ...


def engine_names() -> tuple[str, ...]:
    """The names of all engines on this machine, sorted."""
    return tuple(sorted(_entries()))


def load_engine(
    name: str, *, model: str | None = None, settings: Mapping[str, object] | None = None
) -> Engine:
    """Load engine `name` with `model` and its own `settings`.

    Raises UsageError for an unknown engine (naming those that exist) or setting, EngineError when a model is
    missing or cannot be loaded.
    """
    entry = _entries().get(name)
    if entry is None:
        raise UsageError(
            _("unknown engine “{engine}”", engine=name),
            do=_("Choose one of: {names}", names=", ".join(engine_names()) or "–"),
        )
    try:
        factory = cast(EngineFactory, entry.load())
    except (ImportError, AttributeError) as error:
        raise EngineError(
            _("the engine {engine} cannot be loaded: {error}", engine=name, error=error),
            do=_("Install what it needs"),
        ) from None
    try:
        return factory.load(model, settings or {})
    except PresslocError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise EngineError(_("the engine {engine} cannot be loaded: {error}", engine=name, error=error)) from error


def _entries() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}

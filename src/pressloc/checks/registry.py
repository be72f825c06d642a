"""Which checks there are: the built-in ones in the order of this table, then an office's own from entry points."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from pressloc.errors import UsageError
from pressloc.i18n import _
from pressloc.ports import Check

GROUP = "pressloc.checks"

# Module names under pressloc.checks, each with a `check`; the order is that of a translator's attention.
BUILT_IN = (
    "empty",
    "numbers",
    "dates",
    "addresses",
    "inline_codes",
    "untranslated",
    "wrong_script",
    "mixed_script",
    "control_characters",
    "repeated_word",
    "end_punctuation",
    "quote_balance",
    "quote_style",
    "brackets",
    "dashes",
    "number_format",
    "initial_case",
    "spacing",
    "double_space",
    "edges",
)


@cache
def all_checks() -> tuple[Check, ...]:
    """The built-in checks and those that installed packages register under the entry point group pressloc.checks.

    An entry point names a check (an object with `id`, callable on a CheckContext) or a class or function that
    makes one. Raises UsageError for one that cannot be loaded, is no check, or takes an id that is in use.
    """
    found: dict[str, Check] = {}
    for name in BUILT_IN:
        check: Check = import_module(f"pressloc.checks.{name}").check
        found[check.id] = check
    for point in sorted(entry_points(group=GROUP), key=lambda p: p.name):
        check = _load(point)
        if check.id in found:
            raise UsageError(
                _("the check “{check}” of {package} is there twice", check=check.id, package=point.value),
                do=_("Give it another id or remove one of the packages"),
            )
        found[check.id] = check
    return tuple(found.values())


def _load(point: EntryPoint) -> Check:
    name, value = point.name, point.value
    try:
        thing = point.load()
        check = thing() if isinstance(thing, type) or not hasattr(thing, "id") else thing
    except Exception as error:
        raise UsageError(
            _("the check “{check}” ({package}) cannot be loaded: {error}", check=name, package=value, error=error),
            do=_("Install its package again or remove it"),
        ) from error
    if not isinstance(check, Check):
        raise UsageError(
            _("{package} is no check: it lacks “id” or cannot be called", package=value),
            do=_("See the documentation on checks of your own"),
        )
    return check

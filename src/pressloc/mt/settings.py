"""Settings of engines: known keys only, of the default's type; and decoding options in print."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import fields

from pressloc.errors import UsageError
from pressloc.i18n import _
from pressloc.ports import DecodingOptions


def read_settings(
    engine: str, given: Mapping[str, object] | None, defaults: Mapping[str, object]
) -> dict[str, object]:
    """`defaults` with `given` laid over. Raises UsageError on an unknown key or a value of another type."""
    result = dict(defaults)
    for key, value in (given or {}).items():
        if key not in defaults:
            raise UsageError(
                _("the engine {engine} has no setting “{setting}”", engine=engine, setting=key),
                do=_("There are: {names}", names=", ".join(sorted(defaults)) or "–"),
            )
        wanted = type(defaults[key])
        if wanted is float and type(value) is int:
            value = float(value)
        if type(value) is not wanted:
            raise UsageError(
                _("the setting “{setting}” of the engine {engine} must be of type {type}, not {value}",
                  setting=key, engine=engine, type=wanted.__name__, value=repr(value))
            )
        result[key] = value
    return result


def describe(options: DecodingOptions) -> str:
    """The options that shape the text, those at their defaults left out, the beam always: `beam=4 no_repeat_ngram=4`."""
    silent = {"n_best", "attention", "beam", "max_length"}
    changed = [
        f"{f.name}={getattr(options, f.name)}"
        for f in fields(DecodingOptions)
        if f.name not in silent and getattr(options, f.name) != f.default
    ]
    search = (
        f"topk={options.sampling_topk} seed={options.seed}"
        if options.sampling_topk
        else f"beam={options.beam}"
    )
    rest = [c for c in changed if not c.startswith(("sampling_topk", "seed"))]
    return " ".join([search, *rest])

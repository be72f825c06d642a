"""The known checkpoints: what they translate, how large they are, under which licence, how good by whom."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from attrs import field, frozen

from pressloc.errors import UsageError
from pressloc.i18n import _
from pressloc.model import Lang
from pressloc.resources import data_path

Commercial = Literal["yes", "no", "conditional", "unclear"]


@frozen
class Quality:
    """A published score of one direction: BLEU and chrF from 0 to 100, None where not published."""

    direction: str
    test: str
    bleu: float | None
    chrf: float | None


@frozen
class CatalogueEntry:
    """One checkpoint. `parameters` in millions and `disk` in GB are None where unknown.

    `engine` names the engine that runs it ("none" if there is none here); with "ctranslate2", `models pull`
    fetches and converts it. `source_prefix` and `codes` add to its family's (see families.toml).
    """

    name: str
    family: str
    directions: tuple[str, ...]
    licence: str
    commercial: Commercial
    engine: str
    source: str
    parameters: float | None = None
    disk: float | None = None
    gated: bool = False
    notes: str = ""
    quality: tuple[Quality, ...] = ()
    source_prefix: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(factory=dict, hash=False)

    @property
    def pullable(self) -> bool:
        """Whether `models pull` can fetch and convert it."""
        return self.engine == "ctranslate2" and self.family != "starter"


@cache
def catalogue() -> tuple[CatalogueEntry, ...]:
    """All entries of data/models.toml, in its order."""
    raw = tomllib.loads(data_path("models.toml").read_text(encoding="utf-8"))
    return tuple(_entry(row) for row in raw["model"])


def models_for(source: Lang, target: Lang) -> tuple[CatalogueEntry, ...]:
    """The entries that translate one direction, those with published quality for it first, best chrF or BLEU first."""
    direction = f"{source}-{target}"

    def rank(entry: CatalogueEntry) -> tuple[float, float]:
        scores = [q for q in entry.quality if q.direction == direction]
        return max((-(q.chrf or 0) for q in scores), default=1.0), max(
            (-(q.bleu or 0) for q in scores), default=1.0
        )

    return tuple(sorted((e for e in catalogue() if direction in e.directions), key=rank))


def find_entry(name: str) -> CatalogueEntry:
    """The entry of `name`: the whole hub name, or its part after the slash if only one entry has it.

    Raises UsageError naming the entries that come near, or all that can be pulled.
    """
    entries = catalogue()
    exact = [e for e in entries if name.casefold() in {e.name.casefold(), e.name.casefold().split("/")[-1]}]
    if len(exact) == 1:
        return exact[0]
    near = [e.name for e in entries if name.casefold() in e.name.casefold()]
    offered = near or [e.name for e in entries if e.pullable]
    raise UsageError(
        _("there is no model “{name}” in the catalogue", name=name), do=_("There are: {names}", names=", ".join(offered))
    )


@cache
def families() -> Mapping[str, Mapping[str, Any]]:
    """families.toml: how each family is told its languages."""
    return tomllib.loads(Path(__file__).with_name("families.toml").read_text(encoding="utf-8"))


def model_layout(entry: CatalogueEntry) -> dict[str, Any]:
    """The language layout of `entry` in the words of `pressloc.json`, without the tokenizer files."""
    family = families()[entry.family]
    return {
        "name": entry.name,
        "version": "",
        "directions": list(entry.directions),
        "source_prefix": [*entry.source_prefix, *family.get("source_prefix", [])],
        "source_suffix": family.get("source_suffix", []),
        "target_prefix": family.get("target_prefix", []),
        "codes": {**family.get("codes", {}), **entry.codes},
        "max_source_tokens": family["max_source_tokens"],
        "max_target_tokens": family["max_source_tokens"],
        "licence": entry.licence,
    }


def _entry(row: Mapping[str, Any]) -> CatalogueEntry:
    commercial = row["commercial"]
    if commercial not in get_args(Commercial):
        raise ValueError(f"models.toml: {row['name']}: commercial {commercial!r}")
    return CatalogueEntry(
        name=row["name"],
        family=row["family"],
        directions=tuple(row["directions"]),
        licence=row["licence"],
        commercial=commercial,
        engine=row["engine"],
        source=row["source"],
        parameters=row.get("parameters") or None,
        disk=row.get("disk") or None,
        gated=row.get("gated", False),
        notes=row.get("notes", ""),
        quality=tuple(
            Quality(q["direction"], q["test"], q["bleu"] or None, q["chrf"] or None)
            for q in row.get("quality", [])
        ),
        source_prefix=tuple(row.get("source_prefix", [])),
        codes=dict(row.get("codes", {})),
    )

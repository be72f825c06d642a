"""What `pressloc.json` in a converted model directory says: languages, language tags, tokenizer, limits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from pressloc.errors import EngineError
from pressloc.i18n import N_, _
from pressloc.model import LANGS, Lang

CONFIG_NAME = "pressloc.json"
_REPAIR = N_("Fetch the model again with “pressloc models pull”, or correct the file")


@frozen
class ModelConfig:
    """A converted model as the engine uses it.

    `source_prefix`, `source_suffix` and `target_prefix` are token templates around the pieces of a sentence;
    `{source}` and `{target}` in them stand for the model's own language codes (`codes`). `tokenizer` and
    `target_tokenizer` are files beside the configuration: SentencePiece (`.model`, `.spm`) or Hugging Face
    (`.json`). `max_source_tokens` counts pieces without the tags; longer sentences are split at clauses.
    `alignment` says whether the attention that the model returns was trained to align words.
    """

    name: str
    version: str
    directions: frozenset[tuple[Lang, Lang]]
    tokenizer: str = "spm.model"
    target_tokenizer: str = "spm.model"
    source_prefix: tuple[str, ...] = ()
    source_suffix: tuple[str, ...] = ()
    target_prefix: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(factory=dict, hash=False)
    max_source_tokens: int = 400
    max_target_tokens: int = 500
    annotation: Mapping[str, Any] | None = field(default=None, hash=False)
    alignment: bool = False

    def source_tags(self, source: Lang, target: Lang) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The tokens before and after the pieces of a source sentence."""
        return self._fill(self.source_prefix, source, target), self._fill(self.source_suffix, source, target)

    def target_tags(self, source: Lang, target: Lang) -> tuple[str, ...]:
        """The tokens that every target sentence begins with."""
        return self._fill(self.target_prefix, source, target)

    def _fill(self, template: tuple[str, ...], source: Lang, target: Lang) -> tuple[str, ...]:
        names = {"source": self.codes.get(source, source), "target": self.codes.get(target, target)}
        return tuple(
            token.replace("{source}", names["source"]).replace("{target}", names["target"])
            for token in template
        )


def read_config(directory: Path) -> ModelConfig:
    """Read and validate `directory/pressloc.json`. Raises EngineError naming the file and the field at fault."""
    path = directory / CONFIG_NAME
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EngineError(
            _("there is no {file} in this model folder", file=CONFIG_NAME),
            where=str(directory),
            do=_("Install models with “pressloc models pull”"),
        ) from None
    except (OSError, ValueError) as error:
        raise EngineError(_("cannot be read: {reason}", reason=error), where=str(path), do=_(_REPAIR)) from None
    if not isinstance(raw, dict):
        raise EngineError(_("the file is not a JSON object"), where=str(path), do=_(_REPAIR))
    try:
        return parse_config(raw, default_name=directory.name)
    except (KeyError, TypeError, ValueError) as error:
        what = _("wrong or missing field: {error}", error=error)
        raise EngineError(what, where=str(path), do=_(_REPAIR)) from None


def parse_config(raw: Mapping[str, Any], default_name: str = "model") -> ModelConfig:
    """The configuration from parsed JSON. Raises KeyError, TypeError or ValueError on what is missing or wrong.

    `languages` stands for all pairs among them; `directions` (`["ru-en"]`) names pairs one by one.
    The short form `"target_prefix": "<2{lang}>"` means one token naming the target language.
    """
    tokenizer = _file_name(raw.get("tokenizer", "spm.model"))
    return ModelConfig(
        name=str(raw.get("name", default_name)),
        version=str(raw.get("version", "")),
        directions=_directions(raw),
        tokenizer=tokenizer,
        target_tokenizer=_file_name(raw.get("target_tokenizer", tokenizer)),
        source_prefix=_tokens(raw, "source_prefix", "{source}"),
        source_suffix=_tokens(raw, "source_suffix", "{source}"),
        target_prefix=_tokens(raw, "target_prefix", "{target}"),
        codes={str(k): str(v) for k, v in dict(raw.get("codes", {})).items()},
        max_source_tokens=_positive(raw, "max_source_tokens", 400),
        max_target_tokens=_positive(raw, "max_target_tokens", 500),
        annotation=raw.get("annotation"),
        alignment=bool(raw.get("alignment", False)),
    )


def _directions(raw: Mapping[str, Any]) -> frozenset[tuple[Lang, Lang]]:
    if "directions" in raw:
        pairs = [str(pair).split("-") for pair in raw["directions"]]
    else:
        languages = [str(lang) for lang in raw["languages"]]
        pairs = [[s, t] for s in languages for t in languages if s != t]
    known = {(s, t) for s in LANGS for t in LANGS if s != t}
    # A model may know more languages than pressloc does; those directions are left out.
    kept = frozenset(pair for pair in known if list(pair) in pairs)
    if not kept:
        raise ValueError(_("no direction between kk, ru and en"))
    return kept


def _tokens(raw: Mapping[str, Any], key: str, lang: str) -> tuple[str, ...]:
    value = raw.get(key, ())
    tokens = [value] if isinstance(value, str) else list(value or ())
    return tuple(str(token).replace("{lang}", lang) for token in tokens if token)


def _file_name(value: object) -> str:
    name = str(value)
    if name != Path(name).name or name in {"", ".", ".."} or "\\" in name:
        raise ValueError(_("“{name}” is no file name inside the model folder", name=name))
    return name


def _positive(raw: Mapping[str, Any], key: str, default: int) -> int:
    value = raw.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 8:
        raise ValueError(_("{key} must be a whole number of at least 8", key=key))
    return value

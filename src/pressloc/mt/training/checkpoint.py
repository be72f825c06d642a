"""Checkpoints: a folder with `model.safetensors` (float16, averaged weights: what is exported and published), `config.json`,
the tokenizer, and `state.pt` (float32 masters, moments, position: what a bit-equal resume needs)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from attrs import evolve
from torch import Tensor

from pressloc.errors import EngineError
from pressloc.i18n import _
from pressloc.mt.training.annotate import CLOSE, OPEN
from pressloc.mt.training.network import NetworkConfig, Translator
from pressloc.mt.training.tokenizer import MODEL_FILE, VOCABULARY_FILE, Tokenizer

WEIGHTS, CONFIG, STATE = "model.safetensors", "config.json", "state.pt"

ANNOTATION = {
    "kind": "target-lemma",
    "open": OPEN,
    "close": CLOSE,
    "form": "after the piece that holds the source term's last character: open, the pieces of the target lemma "
    "encoded on its own, close",
}


def save_weights(
    folder: Path, weights: Mapping[str, Tensor], config: NetworkConfig, about: Mapping[str, Any]
) -> None:
    """Write the published half of a checkpoint; each file is replaced at once, so that a kill leaves an old or a new one.

    `about` (name, version, license, trained_tokens …) goes into config.json beside the network's shape.
    """
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    part = folder / (WEIGHTS + ".tmp")
    save_file({name: value.half().contiguous() for name, value in weights.items()}, str(part))
    part.replace(folder / WEIGHTS)
    text = json.dumps(
        {**about, "annotation": ANNOTATION, "network": config.to_dict()}, ensure_ascii=False, indent=2
    )
    part = folder / (CONFIG + ".tmp")
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(folder / CONFIG)


def save_state(folder: Path, state: Mapping[str, Any]) -> None:
    """Write the resumable half, replaced at once."""
    part = folder / (STATE + ".tmp")
    torch.save(dict(state), part)
    part.replace(folder / STATE)


def load_state(folder: Path) -> dict[str, Any] | None:
    """The state of an interrupted run, or None if the folder has none. Tensors and plain values only."""
    path = folder / STATE
    if not path.exists():
        return None
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return state


def copy_tokenizer(source: Path, folder: Path) -> None:
    """Put a tokenizer's files beside the weights."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (MODEL_FILE, VOCABULARY_FILE):
        if (source / name).resolve() != (folder / name).resolve():
            shutil.copyfile(source / name, folder / name)


def read_config(folder: Path) -> tuple[NetworkConfig, dict[str, Any]]:
    """The network's shape and the rest of config.json. Raises EngineError if the folder is no checkpoint."""
    try:
        about = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        return NetworkConfig.from_dict(about.pop("network")), about
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EngineError(
            _("no checkpoint of the starter network ({error})", error=error),
            where=str(folder),
            do=_("Give a folder that “pressloc models train” wrote"),
        ) from error


def load_checkpoint(
    folder: Path, dropout: float | None = None
) -> tuple[Translator, Tokenizer, dict[str, Any]]:
    """Network (float32, on the CPU), tokenizer and description; `dropout` replaces the rate that the checkpoint was
    trained with. Raises EngineError."""
    from safetensors.torch import load_file

    config, about = read_config(folder)
    if dropout is not None:
        config = evolve(config, dropout=dropout)
    network = Translator(config)
    try:
        weights = {name: value.float() for name, value in load_file(str(folder / WEIGHTS)).items()}
        network.load_state_dict(weights)
    except (OSError, RuntimeError) as error:
        raise EngineError(
            _("the weights do not fit the network ({error})", error=error),
            where=str(folder),
            do=_("Train the model again"),
        ) from error
    return network, Tokenizer(folder), about

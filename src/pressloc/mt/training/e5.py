"""The pretrained encoder: multilingual-e5-small (MIT; Wang et al. 2024) from a folder with `model.safetensors` in BertModel's
names and `sentencepiece.bpe.model`. Its lowest layers start ours; the decoder's table starts from the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from pressloc.errors import EngineError
from pressloc.i18n import _
from pressloc.mt.training.network import Translator

PIECES = "sentencepiece.bpe.model"


def load_encoder(network: Translator, folder: Path, rows: Sequence[int]) -> None:
    """Fill `network`'s encoder and both embedding tables. `rows` maps vocabulary entries to rows of e5's table; -1
    draws a random row of the same spread. Raises EngineError if the folder holds another model."""
    from safetensors.torch import load_file

    try:
        weights = {
            name: value.float() for name, value in load_file(str(folder / "model.safetensors")).items()
        }
        _fill(network, weights, torch.tensor(rows))
    except (OSError, KeyError, RuntimeError) as error:
        raise EngineError(
            _("no e5 encoder here ({error})", error=error), where=str(folder), do=_("See models/README.md")
        ) from error


def _fill(network: Translator, weights: Mapping[str, Tensor], rows: Tensor) -> None:
    words = weights["embeddings.word_embeddings.weight"]
    table = torch.randn(len(rows), words.shape[1], generator=torch.Generator().manual_seed(0)) * words.std()
    table[rows >= 0] = words[rows[rows >= 0]]
    positions = weights["embeddings.position_embeddings.weight"][: network.config.positions]
    own = {
        "emb.weight": table,
        "demb.weight": table.clone(),
        # the one token type is constant: part of every position
        "pos.weight": positions + weights["embeddings.token_type_embeddings.weight"][0],
        "ln_e.weight": weights["embeddings.LayerNorm.weight"],
        "ln_e.bias": weights["embeddings.LayerNorm.bias"],
    }
    names = {
        "att.o": "attention.output.dense",
        "ln1": "attention.output.LayerNorm",
        "f1": "intermediate.dense",
        "f2": "output.dense",
        "ln2": "output.LayerNorm",
    }
    for number in range(network.config.encoder_layers):
        for kind in ("weight", "bias"):
            layer = f"encoder.layer.{number}."
            own[f"enc.{number}.att.qkv.{kind}"] = torch.cat(
                [weights[f"{layer}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            )
            for ours, theirs in names.items():
                own[f"enc.{number}.{ours}.{kind}"] = weights[f"{layer}{theirs}.{kind}"]
    missing = network.load_state_dict(own, strict=False)
    if missing.unexpected_keys:
        raise RuntimeError(f"unexpected {missing.unexpected_keys[:3]}")

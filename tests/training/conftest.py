"""A tiny tokenizer, network and bitext that train in seconds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training needs the extra `torch`")

import sentencepiece
import torch

from pressloc.mt.training.annotate import CLOSE, OPEN
from pressloc.mt.training.network import NetworkConfig, Translator
from pressloc.mt.training.rows import Row
from pressloc.mt.training.tokenizer import SPECIAL, Tokenizer

BITEXT = Path(__file__).with_name("bitext.tsv")


@pytest.fixture(scope="session")
def rows() -> list[Row]:
    lines = [line.split("\t") for line in BITEXT.read_text(encoding="utf-8").splitlines()]
    return [Row("authored", {"en": en, "ru": ru, "kk": kk}) for en, ru, kk in lines]


@pytest.fixture(scope="session")
def tokenizer(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Tokenizer:
    folder = tmp_path_factory.mktemp("tokenizer")
    text = folder / "text.txt"
    text.write_text("\n".join(t for row in rows for t in row.texts.values()), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(folder / "spm"), vocab_size=300, model_type="unigram", character_coverage=1.0,
        hard_vocab_limit=False, minloglevel=2,
    )  # fmt: skip
    (folder / "spm.vocab").unlink()
    model = sentencepiece.SentencePieceProcessor(model_file=str(folder / "spm.model"))
    pieces = [model.id_to_piece(n) for n in range(3, model.get_piece_size())]
    vocabulary = [*SPECIAL, *pieces, OPEN, CLOSE]
    vocabulary += [f"<extra{n}>" for n in range(-len(vocabulary) % 8)]
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    return Tokenizer(folder)


@pytest.fixture
def network(tokenizer: Tokenizer) -> Translator:
    torch.manual_seed(1)
    return Translator(
        NetworkConfig(
            vocabulary=len(tokenizer), width=48, encoder_layers=2, encoder_heads=4, decoder_layers=2, decoder_heads=4,
            ffn=96, positions=128, dropout=0.1,
        )
    )  # fmt: skip

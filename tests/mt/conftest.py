"""Tiny checkpoints with random weights in the layouts of the families on the hub: real files, real code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

SENTENCES = [
    "Комитет Мажилиса поддержал проект закона.",
    "Заседание прошло в Астане 14 марта.",
    "Мәжіліс комитеті заң жобасын қолдады.",
    "Отырыс Астанада 14 наурызда өтті.",
    "The committee supported the draft law.",
    "The sitting took place in Astana on 14 March.",
    "Parliament, Парламент, Сенат, депутаттар, министр",
]


def train_pieces(folder: Path, name: str) -> dict[str, float]:
    """Write a SentencePiece model of 180 pieces; returns them in order with their scores."""
    import sentencepiece

    prefix = folder / "spm-training"
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 20),
        model_prefix=str(prefix),
        vocab_size=180,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    prefix.with_suffix(".vocab").unlink()
    model = prefix.with_suffix(".model").rename(folder / name)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(model))
    return {processor.id_to_piece(i): processor.get_score(i) for i in range(processor.get_piece_size())}


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def make_marian(folder: Path) -> None:
    import torch
    from transformers import MarianConfig, MarianMTModel

    pieces = train_pieces(folder, "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    words = ["</s>", "<unk>", *[p for p in pieces if not p.startswith("<")], ">>kaz_Cyrl<<", "<pad>"]
    write_json(folder / "vocab.json", {w: i for i, w in enumerate(words)})
    write_json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "MarianTokenizer", "source_lang": "ru", "target_lang": "en"},
    )
    pad = len(words) - 1
    torch.manual_seed(1)
    model = MarianMTModel(
        MarianConfig(
            vocab_size=len(words), d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
            decoder_attention_heads=4, encoder_ffn_dim=64, decoder_ffn_dim=64, max_position_embeddings=128,
            pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad, forced_eos_token_id=0, scale_embedding=True,
            bos_token_id=None, init_std=0.5, static_position_embeddings=True, activation_function="swish",
        )
    )  # fmt: skip
    model.save_pretrained(folder)


def write_fast_tokenizer(
    folder: Path, pieces: dict[str, float], specials: list[str], tokenizer_class: str, **names: object
) -> int:
    """Write tokenizer.json over `pieces` with `specials` before and after them; returns the number of tokens."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import AutoTokenizer

    words = [*specials[:4], *[p for p in pieces if not p.startswith("<")]]
    tokenizer = Tokenizer(models.Unigram([(w, pieces.get(w, 0.0)) for w in words], unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.add_special_tokens(specials)
    tokenizer.save(str(folder / "tokenizer.json"))
    write_json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": tokenizer_class, "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>",
         "additional_special_tokens": specials[4:], **names},
    )  # fmt: skip
    return len(AutoTokenizer.from_pretrained(folder))


def make_nllb(folder: Path) -> None:
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    pieces = train_pieces(folder, "sentencepiece.bpe.model")
    specials = ["<s>", "<pad>", "</s>", "<unk>", "kaz_Cyrl", "rus_Cyrl", "eng_Latn"]
    size = write_fast_tokenizer(folder, pieces, specials, "PreTrainedTokenizerFast", bos_token="<s>")
    torch.manual_seed(2)
    model = M2M100ForConditionalGeneration(
        M2M100Config(
            vocab_size=size, d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
            decoder_attention_heads=4, encoder_ffn_dim=64, decoder_ffn_dim=64, max_position_embeddings=128,
            pad_token_id=1, bos_token_id=0, eos_token_id=2, decoder_start_token_id=2, init_std=0.5,
        )
    )  # fmt: skip
    model.save_pretrained(folder)


def make_t5(folder: Path) -> None:
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    pieces = train_pieces(folder, "spiece.model")
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<2kk>", "<2ru>", "<2en>"]
    size = write_fast_tokenizer(folder, pieces, specials, "PreTrainedTokenizerFast", bos_token="<s>")
    torch.manual_seed(3)
    model = T5ForConditionalGeneration(
        T5Config(
            vocab_size=size, d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=4, feed_forward_proj="gated-gelu",
            pad_token_id=1, eos_token_id=2, decoder_start_token_id=1, tie_word_embeddings=False, initializer_factor=1.0,
        )
    )  # fmt: skip
    model.save_pretrained(folder)


MAKERS: dict[str, Callable[[Path], None]] = {"marian": make_marian, "nllb": make_nllb, "madlad": make_t5}


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a tiny checkpoint of a family, made once."""
    pytest.importorskip("torch", reason="needs the extra torch")
    made: dict[str, Path] = {}

    def get(family: str) -> Path:
        if family not in made:
            made[family] = tmp_path_factory.mktemp(family)
            MAKERS[family](made[family])
        return made[family]

    return get


@pytest.fixture(scope="session")
def convert(
    checkpoint: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The folder of a tiny checkpoint converted to CTranslate2 as `models pull` does, in float32, made once."""
    made: dict[str, Path] = {}

    def get(family: str) -> Path:
        if family not in made:
            from pressloc.mt.catalogue import CatalogueEntry
            from pressloc.mt.pull import convert_checkpoint

            directions = (
                ("ru-en",) if family == "marian" else ("ru-en", "en-ru", "ru-kk", "kk-ru", "en-kk", "kk-en")
            )
            entry = CatalogueEntry(
                f"tiny/{family}", family, directions, "MIT", "yes", "ctranslate2", "made here"
            )
            made[family] = tmp_path_factory.mktemp(f"{family}-ct2") / "converted"
            convert_checkpoint(entry, checkpoint(family), made[family], version="1", quantization=None)
        return made[family]

    return get

"""A translator for evaluation from an exported model folder, and the dev score of a network in training."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pressloc.model import Lang
from pressloc.mt.training.checkpoint import copy_tokenizer, save_weights
from pressloc.mt.training.evaluate import Translate, directions_of, score
from pressloc.mt.training.export import export
from pressloc.mt.training.network import NetworkConfig
from pressloc.mt.training.rows import Row
from pressloc.mt.training.tokenizer import Tokenizer

MAX_TARGET = 120  # tokens


def folder_translator(folder: Path, *, beam: int = 4, threads: int = 2) -> Translate:
    """Translate with an exported model, plain: no termbase, no memory, no gate. For the whole pipeline hand `evaluate`
    the workflow's own function instead."""
    import ctranslate2
    import sentencepiece

    model = ctranslate2.Translator(str(folder), intra_threads=threads)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "spm.model"))

    def translate(sentences: Sequence[str], _source: Lang, target: Lang) -> list[str]:
        prefix = f"<2{target}>"
        results = model.translate_batch(
            [pieces.encode(sentence, out_type=str) for sentence in sentences],
            target_prefix=[[prefix]] * len(sentences),
            beam_size=beam,
            max_batch_size=2048,
            batch_type="tokens",
            max_decoding_length=MAX_TARGET,
            no_repeat_ngram_size=4,
        )
        return [str(pieces.decode([p for p in r.hypotheses[0] if p != prefix])) for r in results]

    return translate


def dev_score(
    weights: Mapping[str, Any], config: NetworkConfig, tokenizer: Tokenizer, rows: Sequence[Row]
) -> float:
    """Mean chrF++ over the directions that `rows` have, greedy: what progress shows and early stopping watches."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save_weights(folder / "checkpoint", weights, config, {})
        copy_tokenizer(tokenizer.folder, folder / "checkpoint")
        translate = folder_translator(export(folder / "checkpoint", folder / "model"), beam=1)
        values = []
        for source, target in directions_of(rows):
            pairs = [(r.text(source), r.text(target)) for r in rows if r.text(source) and r.text(target)]
            found = translate([one for one, _ in pairs], source, target)
            values.append(score(found, [other for _, other in pairs], bootstrap=0)["chrF++"].value)
    return sum(values) / len(values)

"""The starter model beside a peer of the same shape: words a second of CTranslate2 int8 against transformers' eager
Marian, and chrF++ of the shipped weights per direction.

    python benchmarks/starter.py SET.tsv [--lines 40] [--beam 4] [--skip-peer]

The peer has random weights and is made to write as many tokens as the references have: only its speed counts.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

from pressloc.mt.training.decode import folder_translator
from pressloc.mt.training.evaluate import evaluate, mean, table
from pressloc.mt.training.rows import read_rows
from pressloc.resources import data_path


def peer_words_a_second(texts: list[str], lengths: list[int], beam: int) -> float:
    """Source words a second of a random Marian: 6 + 4 layers, width 384, 15,672 pieces, batches of 16."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    torch.set_num_threads(2)
    config = MarianConfig(
        vocab_size=15672, d_model=384, encoder_layers=6, decoder_layers=4, encoder_attention_heads=12,
        decoder_attention_heads=6, encoder_ffn_dim=1536, decoder_ffn_dim=1536, pad_token_id=1, eos_token_id=2,
        decoder_start_token_id=0, forced_eos_token_id=2,
    )  # fmt: skip
    model = MarianMTModel(config).eval()
    start = time.perf_counter()
    for first in range(0, len(texts), 16):
        long = max(lengths[first : first + 16])
        ids = torch.randint(4, 15000, (len(texts[first : first + 16]), long))
        with torch.inference_mode():
            model.generate(ids, num_beams=beam, min_new_tokens=long, max_new_tokens=long)
    return sum(len(text.split()) for text in texts) / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--lines", type=int, default=40)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--skip-peer", action="store_true")
    options = parser.parse_args()
    folder = data_path("starter")
    before = time.perf_counter()
    translate = folder_translator(folder, beam=options.beam)
    loaded = time.perf_counter() - before
    results = evaluate(translate, options.sets, limit=options.lines, report=lambda line: None)
    print(table(results))
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"mean chrF++ {mean(results):.2f}; {size:.0f} MB, loaded in {loaded:.2f} s, peak {memory:.0f} MB resident"
    )
    if not options.skip_peer:
        texts = [
            row.text("ru") for row in list(read_rows(options.sets[0]))[: options.lines] if row.text("ru")
        ]
        peer = peer_words_a_second(texts, [int(len(text.split()) * 1.8) for text in texts], options.beam)
        own = next(r.speed for r in results if r.source == "ru")
        print(
            f"words/s from Russian, beam {options.beam}: starter {own:.0f}, transformers Marian of the same shape {peer:.0f}"
        )
        print(f"ratio {own / peer:.1f}")


if __name__ == "__main__":
    main()

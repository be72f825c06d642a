"""Throughput of the engine port against bare CTranslate2 and against transformers.generate, same weights, same beam.

    python benchmarks/mt_speed.py [--sentences N] [--beam B]                     a Marian of random weights, all three
    python benchmarks/mt_speed.py --model starter --text ../shared/eval/indomain_dev.tsv   port against bare CTranslate2

Random weights never end a sentence by themselves, so every system is made to write the same number of pieces.
The pieces are counted, not words of nonsense; the port's figure includes tokenising, batching, spans and texts.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pressloc.model import Segment
from pressloc.mt.registry import load_engine
from pressloc.ports import DecodingOptions, MTRequest
from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import Termbase
from pressloc.workflow.pipeline import Job, Pipeline

SENTENCES = (
    "Комитет Мажилиса поддержал проект закона о цифровых государственных услугах.",
    "Заседание прошло в Астане 14 марта под председательством депутата Ерлана Садырбека.",
    "По его словам, за два месяца поступило 217 предложений от министерств и граждан.",
    "Сенат одобрил закон.",
    "Министр рассказал о подготовке школ к новому учебному году и о ремонте дорог в регионах.",
)


def compare(works: dict[str, Callable[[], int]], unit: str, rounds: int) -> None:
    """Print each work's median rate by the wall clock, and the CPU time it takes per unit against the first's.

    The works take turns, round by round; CPU time of all threads is what compares on a machine with other work.
    """
    rates: dict[str, list[float]] = {name: [] for name in works}
    costs: dict[str, list[float]] = {name: [] for name in works}
    for round_ in range(rounds + 1):
        for name, work in works.items():
            began, used = time.perf_counter(), time.process_time()
            done = work()
            if round_:  # the first warms up
                rates[name].append(done / (time.perf_counter() - began))
                costs[name].append((time.process_time() - used) / done)
    first = next(iter(costs.values()))
    print(f"{'system':42}{unit + '/s':>16}{'CPU per unit':>16}")
    for name, own in costs.items():
        ratio = statistics.median(a / b for a, b in zip(own, first, strict=True))
        print(f"{name:42}{statistics.median(rates[name]):>16.0f}{ratio:>15.2f}×")


def make_marian(folder: Path) -> None:
    """A Marian of OPUS-MT's layout (6+6 layers, 512 wide) with random weights and a small vocabulary."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "mt"))
    import torch
    from transformers import MarianConfig, MarianMTModel

    import conftest

    conftest.make_marian(folder)
    small = MarianConfig.from_pretrained(folder)
    torch.manual_seed(1)
    config = MarianConfig(**(small.to_dict() | {
        "d_model": 512, "encoder_layers": 6, "decoder_layers": 6, "encoder_attention_heads": 8,
        "decoder_attention_heads": 8, "encoder_ffn_dim": 2048, "decoder_ffn_dim": 2048,
    }))  # fmt: skip
    MarianMTModel(config).save_pretrained(folder)


def random_weights(count: int, beam: int, rounds: int) -> None:
    import ctranslate2
    import torch
    from transformers import AutoTokenizer, MarianMTModel

    from pressloc.mt.catalogue import CatalogueEntry
    from pressloc.mt.pull import convert_checkpoint

    distinct = [SENTENCES[i % len(SENTENCES)].replace("14", str(i + 10)) + f" № {i}." for i in range(count)]
    texts = distinct  # the pipeline translates equal sentences once
    with tempfile.TemporaryDirectory() as temporary:
        checkpoint, converted = Path(temporary) / "checkpoint", Path(temporary) / "converted"
        checkpoint.mkdir()
        make_marian(checkpoint)
        entry = CatalogueEntry(
            "random/marian", "marian", ("ru-en",), "none", "yes", "ctranslate2", "random weights"
        )
        convert_checkpoint(entry, checkpoint, converted, version="0")
        engine: Any = load_engine("ctranslate2", model=str(converted))
        requests = [MTRequest(text, "ru", "en") for text in texts]
        length = 32

        def port() -> int:
            found = engine.translate(requests, DecodingOptions(beam=beam, max_length=length))
            return sum(len(h[0].tokens) for h in found)

        bare = ctranslate2.Translator(str(converted), inter_threads=2, intra_threads=1)
        rows = [[*engine._source.encode(text).tokens, "</s>"] for text in texts]

        def library() -> int:
            found = bare.translate_batch(
                rows, beam_size=beam, max_batch_size=2048, batch_type="tokens", max_decoding_length=length
            )
            return sum(len(r.hypotheses[0]) for r in found)

        torch.set_num_threads(2)
        tokenizer = AutoTokenizer.from_pretrained(checkpoint)
        network = MarianMTModel.from_pretrained(checkpoint).eval()

        def generate() -> int:
            done = 0
            with torch.inference_mode():
                for first in range(0, len(texts), 16):
                    batch = tokenizer(texts[first : first + 16], return_tensors="pt", padding=True)
                    out = network.generate(**batch, num_beams=beam, max_new_tokens=length, min_new_tokens=1)
                    done += int((out[:, 1:] != tokenizer.pad_token_id).sum())
            return done

        pipeline = Pipeline(engine, Recogniser(Termbase.of(())), DecodingOptions(beam=beam, max_length=length), ())
        jobs = [Job(Segment(f"{n}:1", str(n), text, 0, len(text), "ru"), "en", str(n)) for n, text in enumerate(distinct)]

        def whole() -> int:
            return sum(len(engine._target.encode(s.text).tokens) for s in pipeline.suggest(jobs))

        print(f"{count} sentences, beam {beam}, Marian 6+6×512, int8 against torch float32, 2 threads")
        works = {"bare CTranslate2": library, "pressloc engine port": port, "pressloc pipeline, no terms, no retries": whole}
        compare(works | {"transformers.generate, batches of 16": generate}, "pieces", rounds)


def real_model(model: str, file: Path, count: int, beam: int, rounds: int) -> None:
    import ctranslate2

    from pressloc.mt.installed import model_directory

    lines = [line.split("\t")[0] for line in file.read_text(encoding="utf-8").splitlines() if line.strip()][
        :count
    ]
    words = sum(len(line.split()) for line in lines)
    engine: Any = load_engine("ctranslate2", model=model)
    requests = [MTRequest(line, "en", "kk") for line in lines]
    began = time.perf_counter()
    load_engine("ctranslate2", model=model)
    loading = time.perf_counter() - began

    def port() -> int:
        engine.translate(requests, DecodingOptions(beam=beam))
        return words

    bare = ctranslate2.Translator(str(model_directory(model)), inter_threads=2, intra_threads=1)
    tags = list(engine.config.target_tags("en", "kk"))
    before, after = engine.config.source_tags("en", "kk")

    def library() -> int:
        rows = [[*before, *engine._source.encode(line).tokens, *after] for line in lines]
        found = bare.translate_batch(
            rows, target_prefix=[tags] * len(rows), beam_size=beam, max_batch_size=2048, batch_type="tokens"
        )
        for result in found:
            engine._target.decode(result.hypotheses[0])
        return words

    print(f"{model}: {len(lines)} sentences en-kk, beam {beam}; loaded in {loading:.2f} s")
    compare({"bare CTranslate2": library, "pressloc engine port": port}, "source words", rounds)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=int, default=96)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--model")
    parser.add_argument("--text", type=Path)
    arguments = parser.parse_args()
    if arguments.model and arguments.text:
        real_model(arguments.model, arguments.text, arguments.sentences, arguments.beam, arguments.rounds)
    else:
        random_weights(arguments.sentences, arguments.beam, arguments.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The training run: learns, resumes to the bit, exports to CTranslate2 with the same numbers, adapts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from attrs import evolve

from pressloc.errors import EngineError, InputError, UsageError
from pressloc.mt.training import checkpoint, loop
from pressloc.mt.training.adapt import GENTLE, adapt
from pressloc.mt.training.annotate import Lemma
from pressloc.mt.training.batches import Sampler
from pressloc.mt.training.decode import folder_translator
from pressloc.mt.training.evaluate import evaluate, mean, table, to_html, to_json
from pressloc.mt.training.examples import prepare
from pressloc.mt.training.export import export
from pressloc.mt.training.loss import _chunk_statistics
from pressloc.mt.training.recipe import Schedule, load_recipe
from pressloc.mt.training.trainer import Device, Trainer

SCHEDULE = Schedule(
    rate=4e-3, muon_rate=4e-3, encoder_rate=4e-3, warmup=10, tokens=256, parts=2, smoothing=0.0, guide=0.5, guide_steps=100,
    force=0.5, force_steps=60, annotate=0.3, frozen=0, average=0.9, softmax_sampled=0,
)  # fmt: skip
CPU = Device("cpu", torch.float32, 2)
BITEXT = Path(__file__).with_name("bitext.tsv")


@pytest.fixture(autouse=True)
def _without_compiler(monkeypatch):
    """Compiling the loss takes longer than these tests."""
    monkeypatch.setattr("pressloc.mt.training.loss._statistics", lambda device: _chunk_statistics)


@pytest.fixture
def sampler(rows, tokenizer):
    lemmas = [Lemma("senate", {"en": "Senate", "ru": "Сенат", "kk": "Сенат"})]
    return Sampler(prepare(rows, tokenizer, lemmas), {"authored": 1.0}, SCHEDULE, tokenizer)


def steps(trainer: Trainer, count: int) -> list[float]:
    stream = trainer.steps(lambda step: min(1.0, (step + 1) / 10))
    return [next(stream)[0] for _ in range(count)]


def learned(network, sampler, tokenizer, folder: Path, count: int = 220) -> tuple[Path, list[float]]:
    trainer = Trainer(network, sampler, SCHEDULE, CPU)
    losses = steps(trainer, count)
    trainer.workers.close()
    checkpoint.copy_tokenizer(tokenizer.folder, folder)
    checkpoint.save_weights(
        folder, trainer.weights(), network.config, {"name": "tiny", "version": "1", "license": "CC0-1.0"}
    )
    return folder, losses


@pytest.mark.slow
def test_overfits_twenty_lines_in_all_directions(network, sampler, tokenizer, rows, tmp_path):
    folder, losses = learned(network, sampler, tokenizer, tmp_path / "run", 350)
    assert losses[-1] < 0.25 < losses[0]
    translate = folder_translator(export(folder, tmp_path / "model", "float32"))
    (result,) = evaluate(translate, [BITEXT], directions=[("ru", "kk")], report=lambda line: None)
    assert result.scores["chrF++"].value > 90
    assert result.scores["chrF++"].low <= result.scores["chrF++"].value <= result.scores["chrF++"].high


def test_a_killed_run_resumes_to_the_bit(network, sampler, tmp_path):
    start = {name: value.clone() for name, value in network.state_dict().items()}
    whole = Trainer(network, sampler, SCHEDULE, CPU)
    straight = steps(whole, 6)
    wanted = whole.weights()

    network.load_state_dict(start)
    first = Trainer(network, sampler, SCHEDULE, CPU)
    before = steps(first, 3)
    checkpoint.save_state(tmp_path, first.state())

    network.load_state_dict(start)
    second = Trainer(network, sampler, SCHEDULE, evolve(CPU, threads=1))  # other threads, same sums
    state = checkpoint.load_state(tmp_path)
    assert state is not None
    second.load(state)
    assert before + steps(second, 3) == straight
    assert all(torch.equal(value, wanted[name]) for name, value in second.weights().items())


def test_frozen_layers_stay(network, sampler):
    before = {name: p.detach().clone() for name, p in network.named_parameters()}
    trainer = Trainer(network, sampler, evolve(SCHEDULE, frozen=1), CPU)
    steps(trainer, 2)
    same = {name for name, p in network.named_parameters() if torch.equal(p, before[name])}
    assert {"emb.weight", "enc.0.f1.weight"} <= same
    assert not same & {"enc.1.f1.weight", "dec.0.ca.q.weight", "demb.weight"}


@pytest.mark.parametrize(("quantization", "tolerance"), [("float32", 1e-4), ("int8", 0.2)])
def test_export_gives_torchs_log_probabilities(network, tokenizer, tmp_path, quantization, tolerance):
    import ctranslate2

    checkpoint.copy_tokenizer(tokenizer.folder, tmp_path / "c")
    checkpoint.save_weights(tmp_path / "c", dict(network.named_parameters()), network.config, {})
    exported = export(tmp_path / "c", tmp_path / "m", quantization)
    loaded, _, _ = checkpoint.load_checkpoint(tmp_path / "c")
    loaded.eval()
    source, target = tokenizer.encode("Сенат принял закон."), tokenizer.encode("Сенат заңды қабылдады.")
    with torch.no_grad():
        memory = loaded.encode(torch.tensor([[0, *source.ids, 2]]))
        inputs = torch.tensor([[0, tokenizer.language("kk"), *target.ids]])
        scores = loaded.logits(loaded.decode(inputs, *memory)[0]).log_softmax(-1)[0]
    gold = [tokenizer.language("kk"), *target.ids.tolist(), 2]
    ours = [scores[n, piece].item() for n, piece in enumerate(gold)]
    model = ctranslate2.Translator(str(exported), compute_type=quantization)
    (theirs,) = model.score_batch([list(source.pieces)], [["<2kk>", *target.pieces]])
    assert theirs.log_probs == pytest.approx(ours, abs=tolerance)
    about = json.loads((exported / "pressloc.json").read_text(encoding="utf-8"))
    assert about["target_prefix"] == "<2{lang}>"
    assert {about["annotation"]["open"], about["annotation"]["close"]} <= set(tokenizer.vocabulary)


RECIPE = """
name = "tiny"
version = "0.1"
license = "CC0-1.0"
dev = "dev.tsv"
held_out = ["dev.tsv"]
[[corpus]]
name = "authored"
paths = ["train.tsv"]
share = 1
[schedule]
tokens = 256
parts = 1
frozen = 0
softmax_sampled = 0
"""


@pytest.fixture
def recipe(tmp_path):
    lines = BITEXT.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "train.tsv").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "dev.tsv").write_text("".join(lines[:2]), encoding="utf-8")
    (tmp_path / "recipe.toml").write_text(RECIPE, encoding="utf-8")
    return load_recipe(tmp_path / "recipe.toml")


def test_train_runs_a_recipe_and_goes_on_where_it_stopped(recipe, network, tokenizer, tmp_path):
    base, out, lines = tmp_path / "base", tmp_path / "out", []
    checkpoint.copy_tokenizer(tokenizer.folder, base)
    checkpoint.save_weights(base, dict(network.named_parameters()), network.config, {})
    loop.train(recipe, out, base=base, minutes=0.02, report=lines.append)
    assert any("evaluation 2" in line for line in lines)  # dev lines were taken out of the corpus
    assert "chrF++" in lines[-1]
    done = checkpoint.load_state(out)["step"]
    loop.train(recipe, out, base=base, minutes=0.04, resume=True, report=lines.append)
    state = checkpoint.load_state(out)
    assert state["step"] > done > 0
    assert checkpoint.read_config(out)[1]["trained_tokens"] == state["tokens"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("name = 'x'\nversion = '1'\nsped = 2", UsageError),
        ("name = ", InputError),
        ("[schedule]\nrat = 1", UsageError),
    ],
)
def test_wrong_recipes_are_told_on_one_line(tmp_path, text, error):
    path = tmp_path / "r.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=r"r\.toml"):
        load_recipe(path)


def test_a_folder_without_a_checkpoint_is_an_engine_error(tmp_path):
    with pytest.raises(EngineError, match="no checkpoint"):
        checkpoint.load_checkpoint(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("lora", [False, True])
def test_adapting_learns_an_offices_wording(network, sampler, tokenizer, rows, tmp_path, monkeypatch, lora):
    # Livelier rates than for a real checkpoint; the held-out lines (every tenth) are in the wording to be learnt.
    lively = evolve(GENTLE, rate=1e-3, muon_rate=1e-3, encoder_rate=3e-4, frozen=0, average=0.9)
    monkeypatch.setattr("pressloc.mt.training.adapt.GENTLE", lively)
    base, _ = learned(network, sampler, tokenizer, tmp_path / "base")
    memory = tmp_path / "memory.tsv"
    lines = [
        f"{row.text('en')[:-1]} today.\t{row.text('ru')[:-1]} сегодня.\t\n{row.text('en')}\t{row.text('ru')}\t{row.text('kk')}\n"
        for row in rows
    ]
    memory.write_text("".join(lines), encoding="utf-8")
    said: list[str] = []
    out = adapt(base, [memory], tmp_path / "out", lora=lora, epochs=8, report=said.append)
    about = checkpoint.read_config(out)[1]["adapted"]
    assert about["chrf_after"] > about["chrf_before"]
    assert str(about["segments"]) in said[0]
    adapted, _, _ = checkpoint.load_checkpoint(out)  # LoRA is merged: the adapted model is a plain one
    assert adapted.config == network.config


def test_adapting_on_too_few_segments_says_so(tmp_path):
    memory = tmp_path / "m.tsv"
    memory.write_text("One.\tОдин.\t\n", encoding="utf-8")
    with pytest.raises(InputError, match="needs 20"):
        adapt(tmp_path, [memory], tmp_path / "out")


def test_evaluation_prints_signatures_intervals_and_escapes_html(tmp_path):
    path = tmp_path / "a<b.tsv"
    path.write_text(BITEXT.read_text(encoding="utf-8"), encoding="utf-8")
    results = evaluate(
        lambda texts, source, target: texts,
        [path],
        directions=[("ru", "kk"), ("en", "ru")],
        report=lambda line: None,
    )
    assert [r.lines for r in results] == [20, 20]
    assert "nw:2" in results[0].scores["chrF++"].signature
    assert mean(results) < 60  # a copied source is no translation
    assert "ru-kk" in table(results)
    assert json.loads(to_json(results))["schema"] == "pressloc/eval/1"
    assert "a&lt;b" in to_html(results, "t")

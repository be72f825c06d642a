"""The transformers engine over tiny checkpoints of the hub's families, and against CTranslate2 with the same weights."""

from __future__ import annotations

import shutil
import sys

import pytest

from pressloc.errors import EngineError, UsageError
from pressloc.mt.registry import load_engine
from pressloc.ports import DecodingOptions, Engine, MTRequest

pytestmark = pytest.mark.slow  # imports torch

ALL = {(s, t) for s in ("kk", "ru", "en") for t in ("kk", "ru", "en") if s != t}
REQUESTS = [
    MTRequest("Комитет поддержал проект закона.", "ru", "en"),
    MTRequest("Сенат.", "ru", "en"),
    MTRequest("", "ru", "en"),
    MTRequest("Заседание прошло в Астане 14 марта.", "ru", "en"),
]
SHORT = DecodingOptions(beam=2, max_length=24)


@pytest.fixture(scope="module", params=["marian", "nllb", "madlad"])
def engine(request, checkpoint) -> Engine:
    return load_engine("transformers", model=str(checkpoint(request.param)), settings={"device": "cpu"})


def test_families_are_told_their_languages(engine) -> None:
    assert isinstance(engine, Engine)
    assert engine.directions() == ({("ru", "en")} if "marian" in engine.config.name else ALL)
    (row,) = engine.translate([REQUESTS[0]], SHORT)
    assert row[0].source_tokens[-1] == "</s>"
    assert row[0].source_tokens[0] == {"nllb": "rus_Cyrl", "madlad": "<2en>"}.get(
        engine.config.name.rstrip("0"), row[0].source_tokens[0]
    )


def test_order_blank_lines_and_batches(engine) -> None:
    together = [h[0] for h in engine.translate(REQUESTS, SHORT)]
    alone = [engine.translate([r], SHORT)[0][0] for r in REQUESTS]
    assert [h.text for h in together] == [h.text for h in alone]
    assert together[2].text == ""


def test_n_best_scores_and_attention(engine) -> None:
    options = DecodingOptions(beam=3, n_best=3, attention=True, max_length=24)
    for hypotheses in engine.translate([REQUESTS[0], REQUESTS[3]], options):
        assert len(hypotheses) == 3
        scores = [h.score for h in hypotheses]
        assert scores == sorted(scores, reverse=True)
        for h in hypotheses:
            assert len(h.attention) == len(h.tokens) == len(h.spans) == len(h.token_scores)
            assert all(
                sum(row) == pytest.approx(1, abs=1e-3) and len(row) == len(h.source_tokens)
                for row in h.attention
            )


def test_a_prefix_is_kept(engine) -> None:
    request = MTRequest(REQUESTS[0].text, "ru", "en", prefix="The committee")
    mixed = engine.translate([request, REQUESTS[1]], SHORT)
    assert mixed[0][0].text.startswith("The committee")
    assert mixed[1][0].text == engine.translate([REQUESTS[1]], SHORT)[0][0].text


def test_the_score_is_that_of_the_hypothesis(engine) -> None:
    requests = [r for r in REQUESTS if r.text]
    values = engine.score(requests, ["The committee supported the draft law."] * 3)
    assert all(v < 0 for v in values)
    assert values == pytest.approx(
        [engine.score([r], ["The committee supported the draft law."])[0] for r in requests], abs=1e-4
    )


def test_samples_follow_the_seed(engine) -> None:
    def sample(seed: int) -> list[str]:
        options = DecodingOptions(sampling_topk=10, temperature=5.0, n_best=3, seed=seed, max_length=24)
        return [h.text for h in engine.translate([REQUESTS[0]], options)[0]]

    assert sample(1) == sample(1)
    assert sample(1) != sample(2)


@pytest.mark.parametrize("family", ["marian", "nllb", "madlad"])
def test_ctranslate2_decodes_the_same_weights_alike(family, checkpoint, convert) -> None:
    options = DecodingOptions(beam=1, max_length=20)
    ours = load_engine("ctranslate2", model=str(convert(family)), settings={"compute_type": "float32"})
    theirs = load_engine("transformers", model=str(checkpoint(family)), settings={"device": "cpu"})
    targets = ["The committee supported the draft law.", "Парламент", "14 March"]
    requests = [REQUESTS[0], REQUESTS[1], REQUESTS[3]]
    assert ours.score(requests, targets) == pytest.approx(theirs.score(requests, targets), abs=0.02)
    free = zip(ours.translate(requests, options), theirs.translate(requests, options), strict=True)
    for mine, other in free:
        assert mine[0].tokens[:5] == other[0].tokens[:5]


def test_pickled_weights_are_refused(tmp_path, checkpoint) -> None:
    folder = tmp_path / "pickled"
    shutil.copytree(checkpoint("marian"), folder)
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(EngineError, match="cannot be loaded"):
        load_engine("transformers", model=str(folder))


def test_what_is_missing_is_said(monkeypatch, tmp_path) -> None:
    with pytest.raises(UsageError, match="needs a model"):
        load_engine("transformers")
    with pytest.raises(EngineError, match="cannot be loaded"):
        load_engine("transformers", model=str(tmp_path))
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(EngineError, match=r"pressloc\[torch\]"):
        load_engine("transformers", model="any")

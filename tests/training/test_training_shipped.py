"""What ships: recipe, source weights and int8 export belong together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from pressloc.mt.training.checkpoint import load_checkpoint, read_config
from pressloc.mt.training.recipe import load_recipe
from pressloc.resources import data_path

MODELS = Path(__file__).parents[2] / "models" / "starter"
SENTENCES = [
    ("ru", "kk", "Сенат принял закон.", "Сенат заңды қабылдады."),
    (
        "kk",
        "en",
        "Президент Астанада делегацияны қабылдады.",
        "The President received the delegation in Astana.",
    ),
    ("en", "ru", "The parties signed a memorandum.", "Стороны подписали меморандум."),
]


@pytest.fixture(scope="module")
def shipped():
    return data_path("starter")


@pytest.fixture(scope="module")
def loaded():
    network, tokenizer, about = load_checkpoint(MODELS)
    return network.eval(), tokenizer, about


def test_the_recipe_names_the_network_that_ships():
    recipe = load_recipe(MODELS / "third.toml")
    config, about = read_config(MODELS)
    assert recipe.config(config.vocabulary) == config
    assert (about["name"], about["version"]) == (recipe.name, recipe.version)
    assert recipe.files("../../corpus/authored_*.tsv")
    assert len(recipe.lemmas()) > 1000


def test_export_and_checkpoint_share_vocabulary_and_annotation(shipped, loaded):
    _, tokenizer, about = loaded
    words = json.loads((shipped / "shared_vocabulary.json").read_text(encoding="utf-8"))
    assert tuple(words) == tokenizer.vocabulary
    assert (shipped / "spm.model").read_bytes() == (MODELS / "spm.model").read_bytes()
    described = json.loads((shipped / "pressloc.json").read_text(encoding="utf-8"))
    assert described["annotation"] == about["annotation"]
    assert described["trained_tokens"] == about["trained_tokens"]
    assert sum(p.stat().st_size for p in shipped.iterdir()) < 60_000_000


@pytest.mark.parametrize(("source", "target", "text", "translation"), SENTENCES)
def test_int8_scores_are_torchs(shipped, loaded, source, target, text, translation):
    import ctranslate2

    network, tokenizer, _ = loaded
    left, right = tokenizer.encode(text), tokenizer.encode(translation)
    with torch.no_grad():
        memory = network.encode(torch.tensor([[0, *left.ids, 2]]))
        inputs = torch.tensor([[0, tokenizer.language(target), *right.ids]])
        scores = network.logits(network.decode(inputs, *memory)[0]).log_softmax(-1)[0]
    ours = [scores[n + 1, piece].item() for n, piece in enumerate([*right.ids.tolist(), 2])]
    model = ctranslate2.Translator(str(shipped), compute_type="int8", intra_threads=1)
    (theirs,) = model.score_batch([list(left.pieces)], [[f"<2{target}>", *right.pieces]])
    assert sum(theirs.log_probs[1:]) / len(ours) == pytest.approx(sum(ours) / len(ours), abs=0.15)

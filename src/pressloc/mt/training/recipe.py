"""A training recipe: a TOML file that names corpora with their shares, the termbase, the network and the schedule.

Paths are relative to the recipe; globs are allowed. `share` is the part of the training lines that a corpus gives,
relative to the other shares: small corpora in register repeat, large ones out of it are thinned.
"""

from __future__ import annotations

import glob
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import field, frozen

from pressloc.errors import InputError, UsageError
from pressloc.i18n import _
from pressloc.model import Concept, Lang, TermStatus
from pressloc.mt.training.annotate import Lemma
from pressloc.mt.training.clean import RUN_COMPOSED, Overlap
from pressloc.mt.training.network import NetworkConfig
from pressloc.mt.training.rows import COLUMNS, Row, make_row, read_rows


@frozen
class Corpus:
    """Files of one register, and the share of lines they give. Text in a `source_only` language is machine-made: it is
    translated from, never learnt as a target. A corpus with a `grammar` (a folder) is composed: `lines` lines by `seed`."""

    name: str
    paths: tuple[str, ...]
    share: float
    license: str = ""
    source_only: tuple[Lang, ...] = ()
    grammar: str = ""
    lines: int = 12_000
    seed: int = 1


@frozen
class Schedule:
    """How to train. Rates are peaks; they rise over `warmup` steps and fall linearly to a twentieth at the end.

    A step sums `parts` parts of at most `tokens` padded target tokens. `guide` is the weight of guided alignment at the
    start, falling over `guide_steps` to `guide_floor`; `force` is the share of alignment forcing at the start, falling to
    nothing over `force_steps`. `annotate` is the share of lines with known terms that carry
    their lemmas. `frozen` counts the lowest encoder layers without training (0 trains the embeddings too).
    `softmax_frequent` and `softmax_sampled` make the sampled softmax; 0 sampled pieces mean the full one.
    """

    rate: float = 5e-4
    muon_rate: float = 3e-3
    encoder_rate: float = 2e-4
    warmup: int = 20
    tokens: int = 800
    parts: int = 2
    smoothing: float = 0.1
    guide: float = 1.5
    guide_floor: float = 0.1
    guide_steps: int = 1200
    force: float = 0.8
    force_steps: int = 700
    annotate: float = 0.4
    frozen: int = 2
    longest: int = 110
    softmax_frequent: int = 3000
    softmax_sampled: int = 1000
    patience: int = 6  # checks without a better dev score before stopping
    average: float = 0.999  # decay of the moving average of weights that is saved and exported
    seed: int = 0


@frozen
class Recipe:
    """What `models train` reads."""

    name: str
    version: str
    folder: Path
    corpora: tuple[Corpus, ...]
    termbase: tuple[str, ...] = ()
    held_out: tuple[str, ...] = ()
    dev: str = ""
    pieces: int = 15_500
    network: dict[str, Any] = field(factory=dict)
    schedule: Schedule = Schedule()
    license: str = ""

    def config(self, vocabulary: int) -> NetworkConfig:
        """The network's shape for a vocabulary of this size."""
        return NetworkConfig.from_dict({**self.network, "vocabulary": vocabulary})

    def files(self, pattern: str) -> list[Path]:
        """Files of a path or glob relative to the recipe, sorted. Raises InputError if there are none."""
        found = sorted(Path(name) for name in glob.glob(str(self.folder / pattern)))  # noqa: PTH207 - patterns may begin with ..
        if not found:
            raise InputError(
                _("no file matches “{pattern}”", pattern=pattern),
                where=str(self.folder),
                do=_("Fetch the corpus or drop it from the recipe"),
            )
        return found

    def rows(self) -> list[Row]:
        """All rows of the corpora and of the termbase, each under its corpus's name."""
        rows = [
            Row(corpus.name, row.texts)
            for corpus in self.corpora
            for pattern in corpus.paths
            for path in self.files(pattern)
            for row in read_rows(path)
        ]
        rows += [row for corpus in self.corpora if corpus.grammar for row in self._composed(corpus)]
        return rows + [row for row in map(_lemma_row, self.lemmas()) if row is not None]

    def held_out_texts(self) -> Iterator[str]:
        """The texts that must not be learnt, in any language."""
        for pattern in self.held_out:
            for path in self.files(pattern):
                for row in read_rows(path):
                    yield from row.texts.values()

    def _composed(self, corpus: Corpus) -> list[Row]:
        from pressloc.mt.training.grammar.compose import compose
        from pressloc.mt.training.grammar.load import load_grammar

        overlap = Overlap.of(self.held_out_texts(), RUN_COMPOSED)
        grammar = load_grammar(self.folder / corpus.grammar, self._termbase_files())
        rows = compose(grammar, corpus.lines, corpus.seed, overlap.__contains__)
        return [Row(corpus.name, row.texts) for row in rows]

    def _termbase_files(self) -> list[Path]:
        return [path for pattern in self.termbase for path in self.files(pattern)]

    def lemmas(self) -> list[Lemma]:
        """The termbase's designations for annotation: preferred terms, first admitted ones and abbreviations."""
        from pressloc.terms.termbase import load_tbx

        paths = self._termbase_files()
        return [lemma for concept in load_tbx(paths) for lemma in _designations(concept)] if paths else []


def _designations(concept: Concept) -> list[Lemma]:
    """Designations of one kind in all three languages: full preferred, full admitted, abbreviated."""
    kinds: list[dict[str, str]] = [{}, {}, {}]
    for term in concept.terms:
        if term.demonym or term.status == TermStatus.DEPRECATED:
            continue
        kind = 2 if term.abbreviation else int(term.status == TermStatus.ADMITTED)
        kinds[kind].setdefault(term.lang, term.text)
    return [Lemma(concept.id, texts) for texts in kinds if len(texts) == len(COLUMNS)]


def _lemma_row(lemma: Lemma) -> Row | None:
    return make_row("termbase", {lang: lemma.texts[lang] for lang in COLUMNS})


def load_recipe(path: Path) -> Recipe:
    """Read a recipe. Raises InputError on a file that cannot be read and UsageError on unknown or missing keys."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(_("the recipe cannot be read: {error}", error=error), where=str(path), do=_("Correct the file")) from error
    try:
        corpora = tuple(
            Corpus(**{**entry, "paths": tuple(entry["paths"] if "grammar" not in entry else entry.get("paths", ()))}) for entry in table.pop("corpus", [])
        )
        schedule = Schedule(**table.pop("schedule", {}))
        for name in ("termbase", "held_out"):
            table[name] = tuple(table.get(name, ()))
        return Recipe(folder=path.resolve().parent, corpora=corpora, schedule=schedule, **table)
    except (TypeError, KeyError) as error:
        raise UsageError(
            _("wrong key in the recipe: {error}", error=error), where=str(path), do=_("See models/README.md")
        ) from error

"""The ports: what a filter, a translation engine and a check must offer. Implementations register as entry points
(`pressloc.filters`, `pressloc.engines`, `pressloc.checks`), so that an office adds its own without a fork."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from attrs import frozen

from pressloc.model import Document, Finding, InlineCode, Lang, Segment, Signature, TermHit


@runtime_checkable
class Filter(Protocol):
    """Takes a file format apart and puts it together again; nothing else knows the format."""

    name: str
    extensions: tuple[str, ...]

    def read(self, data: bytes, name: str) -> Document:
        """Parse `data`. Raises InputError (with `where=name` or `name:line`) on what cannot be read."""
        ...

    def write(self, document: Document, targets: Mapping[str, str], lang: Lang | None) -> bytes:
        """The file with the units' texts replaced: `targets` maps unit id to text with the unit's code characters.

        Units missing from `targets` keep their source. `lang` is the language now written (sets `lang=` and the
        like; None leaves them). `write(read(b), {}, None) == b`, and so does `write` with every unit's own text.
        """
        ...


@frozen
class TermRequest:
    """A target-language term the engine is asked to use: where it stands in the source and the lemma wanted."""

    start: int
    end: int
    lemma: str
    concept: str = ""


@frozen
class MTRequest:
    """One sentence to translate: plain text without inline codes.

    `prefix` is target text that the output must begin with (interactive completion, forced decoding); an engine
    that cannot force it raises EngineError. `terms` go inline for models trained with annotations and are
    ignored by others. `heading` marks titles without a full stop.
    """

    text: str
    source: Lang
    target: Lang
    prefix: str = ""
    terms: tuple[TermRequest, ...] = ()
    heading: bool = False


@frozen
class Hypothesis:
    """One translation. `score` is the mean log-probability per target token in nats (None if the engine has none).

    `tokens`/`token_scores` run in parallel (token_scores may be empty). `attention` is rows of target tokens ×
    columns of `source_tokens`, each row summing to about 1 (None when not asked for or not offered).
    `spans`: for each target token its (start, end) in `text`; `source_spans` likewise in the request's text.
    `notes` are remarks on how it was made (a long sentence translated in parts), English msgids.
    """

    text: str
    score: float | None = None
    tokens: tuple[str, ...] = ()
    token_scores: tuple[float, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    source_tokens: tuple[str, ...] = ()
    source_spans: tuple[tuple[int, int], ...] = ()
    attention: tuple[tuple[float, ...], ...] | None = None
    notes: tuple[str, ...] = ()


@frozen
class DecodingOptions:
    """How to decode. `sampling_topk` 0 means beam search. `attention` and `token_scores` cost time: ask for what is used.

    `own_script`: only letters that the target language is written with, Latin ones elsewhere only where the source has
    them without being English; an engine that cannot do so ignores it."""

    beam: int = 4
    n_best: int = 1
    attention: bool = False
    token_scores: bool = False
    sampling_topk: int = 0
    temperature: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0
    coverage_penalty: float = 0.0
    own_script: bool = False
    max_length: int = 256
    seed: int = 0


@runtime_checkable
class Engine(Protocol):
    """A machine-translation engine with its model loaded."""

    @property
    def name(self) -> str:
        """The name it is registered under."""
        ...

    def signature(self, options: DecodingOptions) -> Signature:
        """What makes the output: engine, model, version, decoding options."""
        ...

    def directions(self) -> frozenset[tuple[Lang, Lang]]:
        """The (source, target) pairs that the loaded model offers."""
        ...

    def translate(self, requests: Sequence[MTRequest], options: DecodingOptions) -> list[list[Hypothesis]]:
        """Translate a batch: for each request, in order, 1 to `n_best` hypotheses, best first. Raises EngineError.

        Requests may mix directions and lengths; the engine sorts and batches by a token budget itself.
        """
        ...

    def score(self, requests: Sequence[MTRequest], targets: Sequence[str]) -> list[float]:
        """Mean log-probability per token (with end of sentence) of each target given its request.

        Raises EngineError when the engine cannot score (`can_score` False).
        """
        ...

    @property
    def can_score(self) -> bool: ...

    @property
    def can_prefix(self) -> bool: ...


@frozen
class CheckContext:
    """All a check may look at: the segment, its target text, the languages, the terms recognised in the source."""

    segment: Segment
    target: str
    target_lang: Lang
    hits: tuple[TermHit, ...] = ()
    codes: tuple[InlineCode, ...] = ()


@runtime_checkable
class Check(Protocol):
    """A check: data plus one function; findings only, never edits."""

    id: str

    def __call__(self, context: CheckContext) -> Sequence[Finding]: ...

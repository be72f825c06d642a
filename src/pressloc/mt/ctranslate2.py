"""The default engine: a converted model on CTranslate2, int8 on the office's own processor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import cast

from pressloc.errors import EngineError
from pressloc.i18n import _
from pressloc.model import Lang, Signature
from pressloc.mt.completion import complete
from pressloc.mt.config import read_config
from pressloc.mt.decoding import Decoder, Runtime, read_vocabulary
from pressloc.mt.installed import STARTER, model_directory
from pressloc.mt.pieces import load_tokenizer
from pressloc.mt.rows import Row, gather, read_annotation, request_rows
from pressloc.mt.settings import describe, read_settings
from pressloc.mt.split import join_hypotheses
from pressloc.ports import DecodingOptions, Hypothesis, MTRequest
from pressloc.text.scripts import strange_letters

_SETTINGS: dict[str, object] = {
    "inter_threads": 2,
    "intra_threads": 1,
    "device": "cpu",
    "compute_type": "default",
    "batch_tokens": 2048,
}


class CTranslate2Engine:
    """Engine over one converted model directory (`model.bin`, vocabulary, tokenizer, `pressloc.json`).

    Settings: `inter_threads` batches are decoded at once with `intra_threads` threads each; `batch_tokens` bounds
    the padded source tokens of a batch; `device` and `compute_type` are CTranslate2's. Raises EngineError when
    the directory cannot be loaded.
    """

    name = "ctranslate2"
    can_score = True
    can_prefix = True

    def __init__(self, directory: Path, settings: Mapping[str, object] | None = None) -> None:
        values = read_settings(self.name, settings, _SETTINGS)
        self.config = read_config(directory)
        self._source = load_tokenizer(directory / self.config.tokenizer)
        same = self.config.target_tokenizer == self.config.tokenizer
        self._target = self._source if same else load_tokenizer(directory / self.config.target_tokenizer)
        self._annotation = (
            read_annotation(self.config, frozenset(read_vocabulary(directory, "source")))
            if self.config.annotation
            else None
        )
        runtime = Runtime(
            device=str(values["device"]),
            compute_type=str(values["compute_type"]),
            inter_threads=cast(int, values["inter_threads"]),
            intra_threads=cast(int, values["intra_threads"]),
            batch_tokens=cast(int, values["batch_tokens"]),
        )
        self._decoder = Decoder(directory, self.config, self._target, runtime)

    @classmethod
    def load(cls, model: str | None, settings: Mapping[str, object]) -> CTranslate2Engine:
        """The engine for an installed model's name or a directory; None is the starter model that ships here."""
        return cls(model_directory(model or STARTER), settings)

    def signature(self, options: DecodingOptions) -> Signature:
        """`ctranslate2:MODEL@VERSION beam=4 …`: what makes the output."""
        return Signature(self.name, self.config.name, self.config.version, describe(options))

    def directions(self) -> frozenset[tuple[Lang, Lang]]:
        """The pairs this model translates."""
        return self.config.directions

    def translate(self, requests: Sequence[MTRequest], options: DecodingOptions) -> list[list[Hypothesis]]:
        """See ports.Engine. Blank requests give one empty hypothesis; long ones are translated in parts."""
        if options.own_script:
            return self._translate_in_script(requests, options)
        return self._translate(requests, options)

    def _translate_in_script(
        self, requests: Sequence[MTRequest], options: DecodingOptions
    ) -> list[list[Hypothesis]]:
        """One search for each set of letters that the targets may have."""
        kinds = [strange_letters(request.text, request.source, request.target) for request in requests]
        results: dict[int, list[Hypothesis]] = {}
        for kind in set(kinds):
            at = [i for i, own in enumerate(kinds) if own == kind]
            refused = tuple(piece for piece in self._decoder.vocabulary.pieces if piece in self._words and kind.search(piece))
            results |= zip(at, self._translate([requests[i] for i in at], options, refused), strict=True)
        return [results[i] for i in range(len(requests))]

    def _translate(
        self, requests: Sequence[MTRequest], options: DecodingOptions, refused: tuple[str, ...] = ()
    ) -> list[list[Hypothesis]]:
        rows, places = gather(self._rows(request) for request in requests)
        typed = [i for i, row in enumerate(rows) if row.prefix.strip()]
        plain = [i for i, row in enumerate(rows) if not row.prefix.strip()]
        free = self._decoder.decode([rows[i] for i in plain], [()] * len(plain), options, refused)
        begun = complete(self._decoder, [rows[i] for i in typed], options) if typed else []
        decoded = dict(zip(plain, free, strict=True)) | dict(zip(typed, begun, strict=True))
        return [
            _join([decoded[i] for i in own], request) for own, request in zip(places, requests, strict=True)
        ]

    @cached_property
    def _words(self) -> frozenset[str]:
        """The target's pieces of text (no tags)."""
        return frozenset(self._target.vocabulary())

    def score(self, requests: Sequence[MTRequest], targets: Sequence[str]) -> list[float]:
        """See ports.Engine. A blank request, or one longer than the model takes, raises EngineError."""
        rows, ends = [], []
        for request, target in zip(requests, targets, strict=True):
            own = self._rows(request)
            if len(own) != 1:
                raise EngineError(_("cannot score a blank sentence or one longer than the model takes"))
            rows += own
            ends.append(self._target.encode(target).tokens[: self.config.max_target_tokens])
        return [sum(scores) / max(1, len(scores)) for scores in self._decoder.log_probs(rows, ends)]

    def _rows(self, request: MTRequest) -> list[Row]:
        return request_rows(request, self.config, self._source, self._target, self._annotation)


def _join(decoded: Sequence[list[Hypothesis]], request: MTRequest) -> list[Hypothesis]:
    """The hypotheses of one request from those of its parts."""
    if not decoded:
        return [Hypothesis(text=request.prefix)]
    if len(decoded) == 1:
        return decoded[0]
    return [join_hypotheses([own[n] for own in decoded]) for n in range(min(map(len, decoded)))]

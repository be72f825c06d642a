"""Any sequence-to-sequence checkpoint through Hugging Face transformers: what CTranslate2 cannot convert, or a GPU.

Weights are read from safetensors only and no code of a checkpoint is ever run.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from pressloc.errors import EngineError, UsageError
from pressloc.i18n import _
from pressloc.model import Lang, Signature
from pressloc.mt.batches import token_batches
from pressloc.mt.catalogue import families, find_entry, model_layout
from pressloc.mt.config import ModelConfig, parse_config
from pressloc.mt.hftokens import CheckpointTokenizer
from pressloc.mt.installed import folder_name
from pressloc.mt.prefix import keep_typed
from pressloc.mt.rows import Row, gather, request_rows
from pressloc.mt.settings import describe, read_settings
from pressloc.mt.split import join_hypotheses
from pressloc.ports import DecodingOptions, Hypothesis, MTRequest

_SETTINGS: dict[str, object] = {"device": "auto", "batch_tokens": 1024, "family": "", "revision": "main"}
_LENGTH_FACTOR, _LENGTH_EXTRA = 3, 24  # as in decoding.py: longer is a loop
# model_type of config.json → family, where that leaves no doubt (M2M100 and NLLB share theirs).
_FAMILY_OF_TYPE = {"marian": "marian", "mbart": "mbart50", "t5": "madlad"}


class TransformersEngine:
    """The engine `transformers`. Settings: `device` (auto, cpu, cuda), `batch_tokens` (padded source tokens of a
    batch), `family` (a table of families.toml, for checkpoints outside the catalogue), `revision`.
    """

    name = "transformers"
    can_score = True
    can_prefix = True

    def __init__(self, model: str, settings: Mapping[str, object] | None = None) -> None:
        values = read_settings(self.name, settings, _SETTINGS)
        torch, transformers = _libraries()
        self._torch = torch
        where = str(Path(model).expanduser()) if Path(model).expanduser().is_dir() else model
        options = {"trust_remote_code": False, "revision": str(values["revision"])}
        try:
            with warnings.catch_warnings():
                # Marian's tokenizer recommends a library that it does not need for whole sentences.
                warnings.simplefilter("ignore")
                tokenizer = transformers.AutoTokenizer.from_pretrained(where, **options)
            settings_of = transformers.AutoConfig.from_pretrained(where, **options)
            network = transformers.AutoModelForSeq2SeqLM.from_pretrained(
                where, use_safetensors=True, **options
            )
        except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
            raise EngineError(
                _("the model “{model}” cannot be loaded: {error}", model=model, error=_first_line(error)),
                do=_("It needs safetensors weights, here or on the hub"),
            ) from None
        self._tokenizer = CheckpointTokenizer(tokenizer)
        self.config = _layout(
            model, str(values["family"]), settings_of, self._tokenizer, str(values["revision"])
        )
        device = str(values["device"])
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        self._device, self._batch_tokens = device, cast(int, values["batch_tokens"])
        self._network = network.to(device).eval()
        self._start = network.config.decoder_start_token_id
        self._end = network.config.eos_token_id

    @classmethod
    def load(cls, model: str | None, settings: Mapping[str, object]) -> TransformersEngine:
        """The engine for a hub name or a local checkpoint; there is no default model."""
        if not model:
            raise UsageError(
                _("the engine transformers needs a model"), do=_("Name a checkpoint: a folder or a hub name")
            )
        return cls(model, settings)

    def signature(self, options: DecodingOptions) -> Signature:
        """`transformers:MODEL@REVISION beam=4 …`."""
        return Signature(self.name, self.config.name, self.config.version, describe(options))

    def directions(self) -> frozenset[tuple[Lang, Lang]]:
        """The pairs this model translates."""
        return self.config.directions

    def translate(self, requests: Sequence[MTRequest], options: DecodingOptions) -> list[list[Hypothesis]]:
        """See ports.Engine. A forced prefix ends at a piece of the tokenizer's own cutting: give whole words."""
        rows, places = gather(
            request_rows(request, self.config, self._tokenizer, self._tokenizer, None) for request in requests
        )
        found: list[list[Hypothesis]] = [[] for _ in rows]
        # Rows of one batch must be forced to equally many pieces: the decoder has no padding on the left.
        groups: dict[int, list[int]] = {}
        for i, row in enumerate(rows):
            groups.setdefault(len(self._forced(row)), []).append(i)
        for members in groups.values():
            for batch in token_batches([len(rows[i].source) for i in members], self._batch_tokens):
                chosen = [members[k] for k in batch]
                for i, hypotheses in zip(
                    chosen, self._generate([rows[i] for i in chosen], options), strict=True
                ):
                    found[i] = hypotheses
        results = []
        for own_places, request in zip(places, requests, strict=True):
            lists = [found[i] for i in own_places]
            if not lists:
                results.append([Hypothesis(text=request.prefix)])
            elif len(lists) == 1:
                results.append(lists[0])
            else:
                results.append(
                    [join_hypotheses([part[n] for part in lists]) for n in range(min(map(len, lists)))]
                )
        return results

    def score(self, requests: Sequence[MTRequest], targets: Sequence[str]) -> list[float]:
        """See ports.Engine. A blank request, or one longer than the model takes, raises EngineError."""
        scores = []
        for request, target in zip(requests, targets, strict=True):
            own = request_rows(request, self.config, self._tokenizer, self._tokenizer, None)
            if len(own) != 1:
                raise EngineError(_("cannot score a blank sentence or one longer than the model takes"))
            pieces = self._tokenizer.encode_target(target).tokens
            values, _attention = self._forward(own[0], pieces, ended=True, attention=False)
            scores.append(sum(values) / len(values))
        return scores

    # --- internals -----------------------------------------------------------------------------------------

    def _forced(self, row: Row) -> list[int]:
        pieces = self._tokenizer.encode_target(row.prefix).tokens if row.prefix.strip() else ()
        return [self._start, *self._tokenizer.ids([*row.tags, *pieces])]

    def _generate(self, rows: Sequence[Row], options: DecodingOptions) -> list[list[Hypothesis]]:
        torch = self._torch
        sources = [self._tokenizer.ids(row.source) for row in rows]
        width = max(map(len, sources))
        pad = self._tokenizer.pad_id
        tokens = torch.tensor([s + [pad] * (width - len(s)) for s in sources], device=self._device)
        mask = torch.tensor([[1] * len(s) + [0] * (width - len(s)) for s in sources], device=self._device)
        forced = torch.tensor([self._forced(row) for row in rows], device=self._device)
        count = max(1, options.n_best)
        limit = min(_LENGTH_FACTOR * width + _LENGTH_EXTRA, options.max_length, self.config.max_target_tokens)
        if options.sampling_topk:
            torch.manual_seed(options.seed)
        with torch.inference_mode():
            output = self._network.generate(
                input_ids=tokens,
                attention_mask=mask,
                decoder_input_ids=forced,
                generation_config=_generation(self._network, options, count, max(1, limit - forced.shape[1])),
            )
        result = []
        for n, row in enumerate(rows):
            own = [
                self._hypothesis(row, line.tolist(), options) for line in output[n * count : (n + 1) * count]
            ]
            result.append(sorted(own, key=lambda h: -(h.score or 0.0)))
        return result

    def _hypothesis(self, row: Row, line: list[int], options: DecodingOptions) -> Hypothesis:
        """A hypothesis from generated ids: scored (and, if asked for, attended) in one pass over the finished text."""
        body = line[1 + len(row.tags) :]
        ended = self._end in body
        if ended:
            body = body[: body.index(self._end)]
        pieces = self._tokenizer.pieces([i for i in body if i != self._tokenizer.pad_id])
        scores, attention = self._forward(row, pieces, ended=ended, attention=options.attention)
        text, spans = self._tokenizer.decode(pieces)
        if row.prefix.strip():
            normal, _ = self._tokenizer.decode(self._tokenizer.encode_target(row.prefix).tokens)
            text, spans = keep_typed(row.prefix.rstrip(), text, spans, len(normal))
        return Hypothesis(
            text=text.rstrip(),
            score=sum(scores) / max(1, len(scores)),
            tokens=pieces,
            token_scores=tuple(scores[: len(pieces)]),
            spans=spans,
            source_tokens=row.source,
            source_spans=tuple((s + row.offset, e + row.offset) if e > s else (0, 0) for s, e in row.spans),
            attention=attention,
        )

    def _forward(
        self, row: Row, pieces: Sequence[str], *, ended: bool, attention: bool
    ) -> tuple[list[float], tuple[tuple[float, ...], ...] | None]:
        """Log-probabilities of `pieces` (and of the end, if `ended`), and mean cross-attention of the last layer."""
        torch = self._torch
        tags = self._tokenizer.ids(row.tags)
        wanted = [*self._tokenizer.ids(pieces), *([self._end] if ended else [])]
        given = [self._start, *tags, *wanted][: len(tags) + 1 + len(wanted)]
        if attention:
            # The fast attention of torch keeps no weights.
            self._network.set_attn_implementation("eager")
        try:
            with torch.inference_mode():
                output = self._network(
                    input_ids=torch.tensor([self._tokenizer.ids(row.source)], device=self._device),
                    decoder_input_ids=torch.tensor([given[:-1] or [self._start]], device=self._device),
                    output_attentions=attention,
                )
        finally:
            if attention:
                self._network.set_attn_implementation("sdpa")
        table = torch.log_softmax(output.logits[0].float(), dim=-1)
        scores = [float(table[len(tags) + n, i]) for n, i in enumerate(wanted)]
        if not attention:
            return scores, None
        mean = output.cross_attentions[-1][0].float().mean(dim=0)
        rows = [tuple(float(v) for v in mean[len(tags) + n]) for n in range(len(pieces))]
        return scores, tuple(rows)


def _generation(network: Any, options: DecodingOptions, count: int, limit: int) -> Any:
    """DecodingOptions as a transformers GenerationConfig; what it cannot do (coverage penalty) has no effect here."""
    from copy import deepcopy

    config = deepcopy(network.generation_config)
    sampling = options.sampling_topk > 0
    config.update(
        num_beams=1 if sampling else max(options.beam, count),
        do_sample=sampling,
        top_k=options.sampling_topk if sampling else None,
        temperature=options.temperature if sampling else None,
        num_return_sequences=count,
        repetition_penalty=options.repetition_penalty,
        no_repeat_ngram_size=options.no_repeat_ngram,
        max_new_tokens=limit,
        max_length=None,
        # The tags say the language; a checkpoint's own forced first token would contradict them.
        forced_bos_token_id=None,
    )
    return config


def _layout(
    model: str, family: str, hub_config: Any, tokenizer: CheckpointTokenizer, revision: str
) -> ModelConfig:
    """How the checkpoint is told its languages: by its catalogue entry, else by its family."""
    positions = getattr(hub_config, "max_position_embeddings", None)
    limit = {"max_source_tokens": max(8, int(positions) - 8)} if positions else {}
    try:
        entry = find_entry(model if not Path(model).is_dir() else Path(model).name.replace("--", "/"))
        return parse_config({**model_layout(entry), **limit, "version": revision}, folder_name(model))
    except (UsageError, KeyError):
        pass
    family = family or _guess_family(hub_config, tokenizer)
    if family not in families():
        raise UsageError(
            _("it is not known how the model “{model}” is told its languages", model=model),
            do=_("Set family to one of: {names}", names=", ".join(families())),
        )
    table = families()[family]
    pairs = _own_pair(tokenizer) if family == "marian" else {"languages": ["kk", "ru", "en"]}
    raw = {
        **table,
        **limit,
        **pairs,
        "name": Path(model).name,
        "version": revision,
        "tokenizer": "x",
        "target_tokenizer": "x",
    }
    return parse_config(raw)


def _guess_family(hub_config: Any, tokenizer: CheckpointTokenizer) -> str:
    if hub_config.model_type == "m2m_100":
        return "nllb" if tokenizer.has("kaz_Cyrl") else "m2m100"
    return _FAMILY_OF_TYPE.get(hub_config.model_type, "")


def _own_pair(tokenizer: CheckpointTokenizer) -> dict[str, object]:
    """A Marian checkpoint has one direction, named in its tokenizer's configuration."""
    return {"directions": [f"{tokenizer.source_lang}-{tokenizer.target_lang}"]}


def _libraries() -> tuple[Any, Any]:
    try:
        import torch
        import transformers
    except ImportError:
        raise EngineError(_("the engine transformers needs torch"), do=_("Install {package}", package="pressloc[torch]")) from None
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    return torch, transformers


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]

"""`models pull`: fetch a checkpoint from the hub (or a mirror), convert it to int8, install it.

Only safetensors weights are fetched: a pickled checkpoint runs code when it is opened. Everything happens in a
staging folder beside the installed models, so that an interrupted pull goes on where it stopped and a model is
either there in full or not at all.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pressloc.errors import EngineError, OutputError, PresslocError, UsageError
from pressloc.i18n import N_, _, os_reason
from pressloc.mt.catalogue import CatalogueEntry, families, find_entry, model_layout
from pressloc.mt.config import CONFIG_NAME
from pressloc.mt.installed import folder_name, models_home

_WANTED = ("config.json", "generation_config.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.json",
           "tokenizer.json", "source.spm", "target.spm", "sentencepiece.bpe.model", "spiece.model", "added_tokens.json",
           "model.safetensors.index.json")  # fmt: skip
_PICKLED = (".bin", ".pt", ".pth", ".ckpt", ".msgpack", ".h5")


def pull(
    name: str,
    *,
    allow_noncommercial: bool = False,
    home: Path | None = None,
    endpoint: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Path:
    """Install catalogue model `name` under `home` and return its directory; an installed one is returned at once.

    `endpoint` is the hub's address (default: HF_ENDPOINT, else the public hub); `tell` hears what is going on.
    Raises UsageError for unknown names and for licences that forbid or restrict commercial use without
    `allow_noncommercial`; EngineError when the hub, the weights or the conversion fail; OutputError on a full disk.
    """
    entry = find_entry(name)
    _check_licence(entry, allow_noncommercial)
    if not entry.pullable:
        raise UsageError(_("{model} cannot be fetched", model=entry.name), do=_instead(entry))
    home = models_home() if home is None else home
    final = home / folder_name(entry.name)
    if (final / CONFIG_NAME).is_file():
        tell(_("{model} is installed already", model=entry.name))
        return final
    _need_torch()
    staging = home / f".pull-{folder_name(entry.name)}"
    try:
        staging.mkdir(parents=True, exist_ok=True)
        _check_space(entry, home)
        revision = _download(entry, staging / "checkpoint", endpoint, tell)
        tell(_("converting {model} to int8", model=entry.name))
        converted = staging / "converted"
        convert_checkpoint(entry, staging / "checkpoint", converted, version=revision[:12])
        _try_out(converted)
        if final.exists():
            shutil.rmtree(final)
        converted.replace(final)
    except OSError as error:
        raise OutputError(
            _("the model cannot be installed: {reason}", reason=os_reason(error)),
            where=str(home),
            do=_("Make room and pull again"),
        ) from None
    shutil.rmtree(staging, ignore_errors=True)
    return final


def wanted_files(entry: CatalogueEntry, files: list[str]) -> list[str]:
    """Which of a repository's `files` to fetch. Raises EngineError when its weights are pickled only."""
    weights = [f for f in files if f.endswith(".safetensors") and "/" not in f]
    if not weights:
        pickled = [f for f in files if f.endswith(_PICKLED)]
        names = ", ".join(sorted(pickled)[:3])
        what = (
            _("{model} has only pickled weights ({names}), which can run code when opened", model=entry.name, names=names)
            if pickled
            else _("{model} has no weights", model=entry.name)
        )
        raise EngineError(what, do=_("Ask its authors for safetensors, or choose another model"))
    return [*(f for f in files if f in _WANTED), *weights]


def _check_licence(entry: CatalogueEntry, allow_noncommercial: bool) -> None:
    if entry.commercial != "yes" and not allow_noncommercial:
        says = {
            "no": N_("the licence of {model} ({licence}) forbids commercial use"),
            "conditional": N_("the licence of {model} ({licence}) sets conditions on use"),
            "unclear": N_("the licence of {model} ({licence}) is not clear about use"),
        }
        raise UsageError(
            _(says[entry.commercial], model=entry.name, licence=entry.licence),
            do=_("If your use is allowed, repeat with --allow-noncommercial"),
        )


def _instead(entry: CatalogueEntry) -> str:
    hints = {
        "transformers": _("Use it with --engine transformers --model {model}", model=entry.name),
        "openai": _("Run it on a local server and use --engine openai"),
    }
    return hints.get(
        entry.engine, _("It ships with pressloc") if entry.family == "starter" else _("No engine here runs it")
    )


def _need_torch() -> None:
    from importlib.util import find_spec

    if find_spec("torch") is None:
        raise EngineError(_("converting a model needs torch"), do=_("Install {package}", package="pressloc[torch]"))


def _check_space(entry: CatalogueEntry, home: Path) -> None:
    # The checkpoint, the converted int8 model (a quarter of float32) and the tokenizer stand on disk together.
    need = (entry.disk or 0.0) * 1.4 * 1e9
    free = shutil.disk_usage(home).free
    if free < need:
        raise OutputError(
            _("{model} needs {need} GB, {free} GB are free", model=entry.name, need=f"{need / 1e9:.1f}",
              free=f"{free / 1e9:.1f}"),
            where=str(home),
        )


def _download(entry: CatalogueEntry, folder: Path, endpoint: str | None, tell: Callable[[str], None]) -> str:
    """Fetch the wanted files into `folder`, but for those an earlier pull fetched whole; returns the revision."""
    from huggingface_hub import HfApi, hf_hub_download
    from huggingface_hub.errors import (
        GatedRepoError,
        HfHubHTTPError,
        LocalEntryNotFoundError,
        RepositoryNotFoundError,
    )

    hub = endpoint or os.environ.get("HF_ENDPOINT") or None
    where = hub or "https://huggingface.co"
    try:
        info = HfApi(endpoint=hub).model_info(entry.name)
        files = wanted_files(entry, [s.rfilename for s in info.siblings or []])
        revision = str(info.sha)
        for number, file in enumerate(files, 1):
            tell(f"{entry.name}: {file} ({number}/{len(files)})")
            hf_hub_download(entry.name, file, revision=revision, local_dir=folder, endpoint=hub)
    except GatedRepoError:
        raise EngineError(
            _("{model} is gated: its authors ask for consent", model=entry.name),
            where=where,
            do=_("Accept its terms there and set HF_TOKEN"),
        ) from None
    except RepositoryNotFoundError:
        raise EngineError(_("the hub has no model {model}", model=entry.name), where=where) from None
    except (HfHubHTTPError, LocalEntryNotFoundError) as error:
        raise _unreachable(where, error) from None
    except (PresslocError, OSError):
        raise
    except Exception as error:  # the hub library's HTTP client, and its errors, change between versions
        raise _unreachable(where, error) from None
    return revision


def _unreachable(where: str, error: Exception) -> EngineError:
    first = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return EngineError(
        _("the hub cannot be reached or failed: {error}", error=first),
        where=where,
        do=_("Pull again to go on, or set HF_ENDPOINT to a mirror"),
    )


def convert_checkpoint(
    entry: CatalogueEntry,
    checkpoint: Path,
    converted: Path,
    *,
    version: str,
    quantization: str | None = "int8",
) -> None:
    """Convert a local `checkpoint` into directory `converted`, with its tokenizer and pressloc.json.

    Raises EngineError when CTranslate2 does not know the architecture or the files do not fit together.
    """
    import warnings

    import transformers

    transformers.utils.logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # remarks on optional libraries
            _converter(str(checkpoint)).convert(str(converted), quantization=quantization, force=True)
    except (ValueError, RuntimeError, KeyError, TypeError, AttributeError, ImportError) as error:
        raise EngineError(
            _("{model} cannot be converted: {error}", model=entry.name, error=error),
            do=_("Try the engine transformers"),
        ) from None
    layout: dict[str, Any] = {**model_layout(entry), **_limits(checkpoint), "version": version}
    for key in ("tokenizer", "target_tokenizer"):
        candidates = families()[entry.family].get(key, families()[entry.family]["tokenizer"])
        name = next((n for n in candidates if (checkpoint / n).is_file()), None)
        if name is None:
            raise EngineError(
                _("{model} has none of the tokenizer files: {names}", model=entry.name, names=", ".join(candidates))
            )
        shutil.copyfile(checkpoint / name, converted / name)
        layout[key] = name
    (converted / CONFIG_NAME).write_text(
        json.dumps(layout, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


_TAGS = 8  # positions kept for language tags and the end of sentence


def _limits(checkpoint: Path) -> dict[str, int]:
    """The most pieces of a sentence that the checkpoint's own configuration has positions for, if it says."""
    config = json.loads((checkpoint / "config.json").read_text(encoding="utf-8"))
    positions = config.get("max_position_embeddings")
    if not isinstance(positions, int):
        return {}
    return dict.fromkeys(("max_source_tokens", "max_target_tokens"), max(8, positions - _TAGS))


def _converter(checkpoint: str) -> Any:
    from ctranslate2.converters import TransformersConverter

    class Converter(TransformersConverter):  # type: ignore[misc]
        def load_model(self, model_class: Any, name: str, **options: Any) -> Any:
            model = super().load_model(model_class, name, use_safetensors=True, **options)
            # transformers 5 reports every T5 as tied and keeps the checkpoint's own word in another field; CTranslate2
            # would divide the logits of an untied one (MADLAD) by the square root of its width.
            scaled = getattr(model.config, "scale_decoder_outputs", None)
            if scaled is not None:
                model.config.tie_word_embeddings = scaled
            return model

    return Converter(checkpoint)


def _try_out(directory: Path) -> None:
    """Translate one word in each direction: what cannot do that is not installed."""
    from pressloc.mt.ctranslate2 import CTranslate2Engine
    from pressloc.ports import DecodingOptions, MTRequest

    engine = CTranslate2Engine(directory)
    words = {"kk": "Парламент", "ru": "Парламент", "en": "Parliament"}
    requests = [MTRequest(words[s], s, t) for s, t in sorted(engine.directions())]
    engine.translate(requests, DecodingOptions(beam=1, max_length=16))

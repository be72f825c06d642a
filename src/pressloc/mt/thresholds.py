"""The gate's thresholds, from `gate.toml` beside this file."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from attrs import field, frozen

from pressloc.model import Lang


@frozen
class AttentionLimits:
    """Largest share of attention on punctuation, and of source words without attention, that passes."""

    punctuation: float
    uncovered: float


@frozen
class Thresholds:
    """All thresholds; see the comments in gate.toml."""

    length_base: float
    length_slope: float
    sentence_share: float
    length_median: Mapping[str, float] = field(hash=False)
    language_confidence: float
    language_words: int
    script_share: float
    copied_overlap: float
    copied_words: int
    ngram: int
    ngram_extra: int
    loop: int
    doubled_similarity: float
    doubled_words: int
    score: Mapping[str, object] = field(hash=False)
    attention: Mapping[str, AttentionLimits] = field(hash=False)

    def length_distance(self, source: str, target: str, source_lang: Lang, target_lang: Lang) -> float:
        """How far the length ratio is from its direction's median, 1 = at the limit; negative when too short."""
        ratio = math.log(max(1, len(target)) / max(1, len(source)))
        limit = self.length_base + self.length_slope / math.sqrt(max(1, len(source.split())))
        return (ratio - self.length_median.get(f"{source_lang}-{target_lang}", 0.0)) / limit

    def score_floor(self, model: str, source_lang: Lang, target_lang: Lang) -> float:
        """The lowest mean log-probability of `model` that passes."""
        own = self.score.get(model)
        if isinstance(own, Mapping):
            value = own.get(f"{source_lang}-{target_lang}", own.get("default"))
            if value is not None:
                return float(value)
        return float(str(self.score["default"]))


@cache
def default_thresholds() -> Thresholds:
    """The thresholds that ship here."""
    raw = tomllib.loads(Path(__file__).with_name("gate.toml").read_text(encoding="utf-8"))
    return Thresholds(
        length_base=raw["length"]["base"],
        length_slope=raw["length"]["slope"],
        sentence_share=raw["length"]["sentence_share"],
        length_median=raw["length"]["median"],
        language_confidence=raw["language"]["confidence"],
        language_words=raw["language"]["words"],
        script_share=raw["script"]["share"],
        copied_overlap=raw["copied"]["overlap"],
        copied_words=raw["copied"]["words"],
        ngram=raw["repetition"]["ngram"],
        ngram_extra=raw["repetition"]["extra"],
        loop=raw["repetition"]["loop"],
        doubled_similarity=raw["doubled"]["similarity"],
        doubled_words=raw["doubled"]["words"],
        score=raw["score"],
        attention={name: AttentionLimits(**limits) for name, limits in raw.get("attention", {}).items()},
    )

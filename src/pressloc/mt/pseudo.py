"""Pseudo-translation: shows, without a translator or a model, what a layout does with longer, accented text.

Every letter changes, numbers and addresses stay, the text grows by about 30 % (as Russian and Kazakh do against
short English strings; W3C, Text size in translation) and stands in brackets, so that cut-off ends are seen.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from attrs import field, frozen

from pressloc import __version__
from pressloc.errors import EngineError
from pressloc.i18n import _
from pressloc.model import LANGS, Lang, Signature
from pressloc.mt.settings import read_settings
from pressloc.ports import DecodingOptions, Hypothesis, MTRequest
from pressloc.text.scripts import is_translatable

_SETTINGS: dict[str, object] = {"expansion": 0.3, "open": "⟦", "close": "⟧"}
_PLACEHOLDER = re.compile(r"\{[^{}\s]*\}|%[sd(]\S*")


@frozen
class Letters:
    """The letters of one target language: see pseudo.toml."""

    script: Mapping[str, str] = field(hash=False)
    accent: Mapping[str, str] = field(hash=False)
    vowels: str


@cache
def letters_of(lang: Lang) -> Letters:
    """The tables for `lang`."""
    raw = tomllib.loads(Path(__file__).with_name("pseudo.toml").read_text(encoding="utf-8"))[lang]
    return Letters(raw["script"], raw["accent"], raw["vowels"])


class PseudoEngine:
    """The engine `pseudo`. Settings: `expansion` (share of letters added), `open` and `close` (brackets)."""

    name = "pseudo"
    can_score = False
    can_prefix = False

    def __init__(self, settings: Mapping[str, object] | None = None) -> None:
        values = read_settings(self.name, settings, _SETTINGS)
        self._expansion = float(str(values["expansion"]))
        self._open, self._close = str(values["open"]), str(values["close"])

    @classmethod
    def load(cls, model: str | None, settings: Mapping[str, object]) -> PseudoEngine:
        """The engine; it has no models, so `model` must be None."""
        if model is not None:
            raise EngineError(
                _("the engine {engine} has no models, so none named “{model}”", engine=cls.name, model=model),
                do=_("Leave --model out"),
            )
        return cls(settings)

    def signature(self, options: DecodingOptions) -> Signature:
        """`pseudo@VERSION`; decoding options play no part."""
        return Signature(self.name, "", __version__)

    def directions(self) -> frozenset[tuple[Lang, Lang]]:
        """All pairs."""
        return frozenset((s, t) for s in LANGS for t in LANGS if s != t)

    def translate(self, requests: Sequence[MTRequest], options: DecodingOptions) -> list[list[Hypothesis]]:
        """One hypothesis each; word by word, so that attention is exact. A prefix raises EngineError."""
        if any(request.prefix for request in requests):
            raise EngineError(_("the engine {engine} cannot continue a given beginning", engine=self.name))
        return [[self._hypothesis(request, attention=options.attention)] for request in requests]

    def score(self, requests: Sequence[MTRequest], targets: Sequence[str]) -> list[float]:
        """Raises EngineError: there is nothing to score with."""
        raise EngineError(_("the engine {engine} cannot score", engine=self.name))

    def _hypothesis(self, request: MTRequest, *, attention: bool) -> Hypothesis:
        words = [match.span() for match in re.finditer(r"\S+", request.text)]
        if not words:
            return Hypothesis(text="")
        letters, owed = letters_of(request.target), 0.0
        text, at = self._open, 0
        tokens, spans = [], []
        for start, end in words:
            word, owed = pseudo_word(request.text[start:end], letters, self._expansion, owed)
            text += request.text[at:start]
            spans.append((len(text), len(text) + len(word)))
            tokens.append(word)
            text += word
            at = end
        text += request.text[at:] + self._close
        table = tuple(tuple(float(i == j) for j in range(len(words))) for i in range(len(words)))
        return Hypothesis(
            text=text,
            tokens=tuple(tokens),
            spans=tuple(spans),
            source_tokens=tuple(request.text[s:e] for s, e in words),
            source_spans=tuple(words),
            attention=table if attention else None,
        )


def pseudo_word(word: str, letters: Letters, expansion: float, owed: float) -> tuple[str, float]:
    """`word` in the target's letters, its vowels doubled where letters are owed; returns it and what is still owed.

    `owed` is the number of letters that the text should have grown by so far and has not.
    """
    if not is_translatable(word) or _PLACEHOLDER.search(word):
        return word, owed
    parts, shouted = [], len(word) > 1 and word.isupper()
    for char in word:
        lower = char.lower()
        if not char.isalpha():
            parts.append(char)
            continue
        written = "".join(letters.accent.get(c, c) for c in letters.script.get(lower, lower))
        owed += expansion - (len(written) - 1)
        while owed >= 1 and written and written[-1] in letters.vowels:
            written += written[-1]
            owed -= 1
        capital = written.upper() if shouted else written.capitalize()
        parts.append(capital if char.isupper() else written)
    return "".join(parts), owed

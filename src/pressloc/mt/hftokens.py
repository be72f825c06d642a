"""The tokenizer of a Hugging Face checkpoint with the face of pieces.Tokenizer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pressloc.mt.pieces import SPACE, Pieces, join_pieces


class CheckpointTokenizer:
    """Wraps a transformers tokenizer (slow or fast) whose pieces mark word starts as SentencePiece does."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    @property
    def pad_id(self) -> int:
        """The id that fills up a batch."""
        return int(self._tokenizer.pad_token_id)

    @property
    def source_lang(self) -> str:
        """The source language that a one-direction checkpoint names, "" if none."""
        return str(getattr(self._tokenizer, "source_lang", None) or "")

    @property
    def target_lang(self) -> str:
        """The target language that a one-direction checkpoint names, "" if none."""
        return str(getattr(self._tokenizer, "target_lang", None) or "")

    def has(self, token: str) -> bool:
        """Whether the vocabulary has `token`."""
        return token in self._tokenizer.get_vocab()

    def ids(self, tokens: Iterable[str]) -> list[int]:
        """The ids of `tokens`."""
        return [int(self._tokenizer.convert_tokens_to_ids(token)) for token in tokens]

    def pieces(self, ids: Sequence[int]) -> tuple[str, ...]:
        """The pieces of target-side `ids`."""
        return tuple(self._tokenizer.convert_ids_to_tokens(list(ids)))

    def encode(self, text: str) -> Pieces:
        """Source pieces of `text`, with spans in it."""
        tokens = tuple(self._tokenizer.tokenize(text))
        return Pieces(tokens, find_spans(text, tokens))

    def encode_target(self, text: str) -> Pieces:
        """Target pieces of `text`: some families cut the two sides differently."""
        # Marian has a SentencePiece model for each side, and offers the switch only under a private name.
        if not self._two_sided:
            return self.encode(text)
        self._tokenizer._switch_to_target_mode()
        try:
            return self.encode(text)
        finally:
            self._tokenizer._switch_to_input_mode()

    def decode(self, tokens: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The text of `tokens` and the span of each in it."""
        return join_pieces(tokens)

    def vocabulary(self) -> tuple[str, ...]:
        """All pieces that stand for text."""
        special = set(self._tokenizer.all_special_tokens)
        return tuple(token for token in self._tokenizer.get_vocab() if token not in special)

    @property
    def _two_sided(self) -> bool:
        return hasattr(self._tokenizer, "spm_target")


def find_spans(text: str, tokens: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where each piece stands in `text`, found from left to right; one rewritten by normalisation has an empty span."""
    spans, at = [], 0
    for token in tokens:
        surface = token.replace(SPACE, " ").strip()
        while at < len(text) and text[at].isspace():
            at += 1
        found = text.find(surface, at) if surface else -1
        if found < 0 or found > at + 8:  # further off it is another occurrence
            spans.append((at, at))
            continue
        at = found + len(surface)
        spans.append((found, at))
    return tuple(spans)

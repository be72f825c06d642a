"""Subword tokenizers behind one face: text to pieces with their places in the text, and back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from attrs import frozen

from pressloc.errors import EngineError
from pressloc.i18n import _

SPACE = "\u2581"  # SentencePiece writes a word boundary as this character at the start of a piece
UNKNOWN_SURFACE = "\u2047"  # how an unknown piece shows in text: ⁇


@frozen
class Pieces:
    """Pieces and, in parallel, the (start, end) of each in the text (blanks at the edges left out)."""

    tokens: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class Tokenizer(Protocol):
    """What an engine needs of a tokenizer."""

    def encode(self, text: str) -> Pieces:
        """Split `text` into pieces, with spans in `text`."""
        ...

    def decode(self, tokens: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The text of `tokens` and the span of each in it."""
        ...

    def vocabulary(self) -> tuple[str, ...]:
        """All pieces that stand for text (no control tokens)."""
        ...


class SentencePieceTokenizer:
    """A SentencePiece model file."""

    def __init__(self, path: Path) -> None:
        import sentencepiece

        self._model: Any = sentencepiece.SentencePieceProcessor()
        try:
            self._model.LoadFromSerializedProto(path.read_bytes())
        except (OSError, RuntimeError) as error:
            raise EngineError(_("the tokenizer cannot be loaded: {error}", error=error), where=str(path)) from None

    def encode(self, text: str) -> Pieces:
        mapping = self._model.encode(text, return_type="offset_mapping")
        return Pieces(tuple(mapping["pieces"]), tuple(_tight(text, s, e) for s, e in mapping["offsets"]))

    def decode(self, tokens: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
        return join_pieces(tokens)

    def vocabulary(self) -> tuple[str, ...]:
        model = self._model
        hidden = (model.is_control, model.is_unknown, model.is_unused, model.is_byte)
        return tuple(
            model.id_to_piece(i) for i in range(model.get_piece_size()) if not any(f(i) for f in hidden)
        )


class FastTokenizer:
    """A Hugging Face `tokenizer.json` (the `tokenizers` library, which comes with transformers)."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer as HFTokenizer

        try:
            self._model = HFTokenizer.from_file(str(path))
        except Exception as error:  # the library raises plain Exception
            raise EngineError(_("the tokenizer cannot be loaded: {error}", error=error), where=str(path)) from None

    def encode(self, text: str) -> Pieces:
        encoding = self._model.encode(text, add_special_tokens=False)
        return Pieces(tuple(encoding.tokens), tuple(_tight(text, s, e) for s, e in encoding.offsets))

    def decode(self, tokens: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
        ids = [self._model.token_to_id(token) for token in tokens]
        known = [(i, n) for i, n in enumerate(ids) if n is not None]
        ends = [0] * len(tokens)
        for count, (i, _id) in enumerate(known, 1):
            ends[i] = len(self._model.decode([n for _, n in known[:count]], skip_special_tokens=True))
        text = self._model.decode([n for _, n in known], skip_special_tokens=True)
        spans, start = [], 0
        for end in ends:
            end = min(max(end, start), len(text))
            spans.append(_tight(text, start, end))
            start = end
        return text, tuple(spans)

    def vocabulary(self) -> tuple[str, ...]:
        special = {
            token.content for token in self._model.get_added_tokens_decoder().values() if token.special
        }
        return tuple(token for token in self._model.get_vocab() if token not in special)


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer in `path`, by its extension. Raises EngineError if it is missing or broken."""
    if not path.is_file():
        raise EngineError(
            _("the model's tokenizer file is missing"), where=str(path), do=_("Install the model again")
        )
    return FastTokenizer(path) if path.suffix == ".json" else SentencePieceTokenizer(path)


def join_pieces(tokens: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Text of SentencePiece `tokens` with spans; runs of byte pieces (`<0xE2>`) are decoded as UTF-8."""
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    length, i = 0, 0
    while i < len(tokens):
        run = i
        while run < len(tokens) and _byte(tokens[run]) is not None:
            run += 1
        if run > i:
            surface = bytes(b for t in tokens[i:run] if (b := _byte(t)) is not None).decode(
                "utf-8", errors="replace"
            )
        else:
            run = i + 1
            surface = f" {UNKNOWN_SURFACE} " if tokens[i] == "<unk>" else tokens[i].replace(SPACE, " ")
        if not parts:
            surface = surface.lstrip(" ")  # the blank that SentencePiece puts before the first word
        end = length + len(surface.rstrip())
        start = min(end, length + len(surface) - len(surface.lstrip()))
        spans.extend([(start, end)] * (run - i))
        if surface:
            parts.append(surface)
        length += len(surface)
        i = run
    return "".join(parts), tuple(spans)


def _byte(token: str) -> int | None:
    if len(token) == 6 and token.startswith("<0x") and token.endswith(">"):
        try:
            return int(token[3:5], 16)
        except ValueError:
            return None
    return None


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

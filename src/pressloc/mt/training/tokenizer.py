"""The tokenizer: a SentencePiece unigram model pruned to the pieces of three languages, and its vocabulary.

Vocabulary order: `<s> <pad> </s> <unk>`, the language tokens `<2en> <2ru> <2kk>`, the kept pieces, the annotation
marks `<t> </t>`, then spare tokens up to a multiple of eight.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from pressloc.errors import EngineError
from pressloc.i18n import _
from pressloc.model import Lang
from pressloc.mt.training import spmodel
from pressloc.mt.training.annotate import CLOSE, OPEN
from pressloc.mt.training.rows import COLUMNS

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", *(f"<2{lang}>" for lang in COLUMNS))
UNK_ID = 3
MODEL_FILE, VOCABULARY_FILE = "spm.model", "vocab.json"


@frozen
class Encoded:
    """A text as pieces, their ids, and for each the offset in the text just past it."""

    pieces: tuple[str, ...]
    ids: NDArray[np.int32]
    ends: tuple[int, ...]


class Tokenizer:
    """Encodes and decodes text; loaded from a directory with `spm.model` and `vocab.json`."""

    def __init__(self, folder: Path) -> None:
        import sentencepiece

        try:
            vocabulary = json.loads((folder / VOCABULARY_FILE).read_text(encoding="utf-8"))
            self._model = sentencepiece.SentencePieceProcessor(model_file=str(folder / MODEL_FILE))
        except (OSError, ValueError) as error:
            raise EngineError(
                _("the tokenizer cannot be loaded: {error}", error=error),
                where=str(folder),
                do=_("Install the model again"),
            ) from error
        self.folder = folder
        self.vocabulary: tuple[str, ...] = tuple(vocabulary)
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}

    def __len__(self) -> int:
        return len(self.vocabulary)

    def id(self, piece: str) -> int:
        """The id of a piece, that of `<unk>` if the vocabulary lacks it."""
        return self._ids.get(piece, UNK_ID)

    def ids(self, pieces: Iterable[str]) -> NDArray[np.int32]:
        """Ids of pieces."""
        return np.fromiter((self.id(piece) for piece in pieces), dtype=np.int32)

    def language(self, lang: Lang) -> int:
        """The id of the target-language token."""
        return SPECIAL.index(f"<2{lang}>")

    def pieces(self, text: str) -> list[str]:
        """The pieces of a text, without `<s>` and `</s>`."""
        return list(self._model.encode(text, out_type=str))

    def encode(self, text: str) -> Encoded:
        """Pieces with ids and offsets in characters."""
        mapping = self._model.encode(text, return_type="offset_mapping")
        pieces = tuple(mapping["pieces"])
        return Encoded(pieces, self.ids(pieces), tuple(end for _, end in mapping["offsets"]))

    def decode(self, pieces: Sequence[str]) -> str:
        """Text of pieces; language tokens and annotation marks are left out."""
        kept = [piece for piece in pieces if piece not in SPECIAL and piece not in (OPEN, CLOSE)]
        return str(self._model.decode(kept))


def prune(model: Path, texts: Iterable[tuple[str, float]], size: int, folder: Path) -> list[int]:
    """Write `spm.model` and `vocab.json` with the `size` pieces that weighted texts use most, and all characters
    seen twice. Returns for each vocabulary entry its row in XLM-R's embeddings, -1 for a new one.

    The rows are ids of the SentencePiece file where it begins with `<s>` (the Hugging Face order, as `e5_package` writes
    it), and ids + 1 in fairseq's own file, which lacks `<pad>`. The unigram scores stay as they were.
    """
    import sentencepiece

    full = sentencepiece.SentencePieceProcessor(model_file=str(model))
    used: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for text, weight in texts:
        characters.update(text)
        for piece in full.encode(text, out_type=str):
            used[piece] += weight  # type: ignore[assignment]
    keep = (
        {piece for piece, _ in used.most_common(size)} | {c for c, n in characters.items() if n > 1} | {"▁"}
    )
    normal = [
        full.id_to_piece(n)
        for n in range(full.get_piece_size())
        if not (full.is_control(n) or full.is_unknown(n)) and full.id_to_piece(n) in keep
    ]
    vocabulary = [*SPECIAL, *normal, OPEN, CLOSE]
    vocabulary += [f"<extra{n}>" for n in range(len(vocabulary), -(-len(vocabulary) // 8) * 8)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MODEL_FILE).write_bytes(spmodel.keep_pieces(model.read_bytes(), frozenset(normal)))
    (folder / VOCABULARY_FILE).write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    special = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}
    known = frozenset(normal)
    shift = 0 if full.id_to_piece(0) == "<s>" else 1
    return [full.piece_to_id(p) + shift if p in known else special.get(p, -1) for p in vocabulary]

"""Just enough of SentencePiece's model file to leave pieces out of it, and to write one.

The file is a protocol-buffers message ModelProto whose repeated field 1 holds the pieces, each a message with the text in
field 1, the score in 2 and the type in 3 (sentencepiece_model.proto; types: 1 normal, 2 unknown, 3 control). Everything
else is copied byte for byte, so no protobuf library is needed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from pressloc.errors import EngineError
from pressloc.i18n import _

_PIECES, _TRAINER, _NORMALISER = 1, 2, 3  # fields of ModelProto
_TEXT, _SCORE, _TYPE = 1, 2, 3  # fields of a piece
_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3  # types of pieces
_MODEL_TYPE, _VOCAB_SIZE, _UNK_ID, _BOS_ID, _EOS_ID, _PAD_ID = 3, 4, 40, 41, 42, 43  # fields of TrainerSpec
_UNK_PIECE, _BOS_PIECE, _EOS_PIECE, _PAD_PIECE = 45, 46, 47, 48
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def keep_pieces(model: bytes, kept: frozenset[str]) -> bytes:
    """The model with those normal pieces that are in `kept` and all others (control, unknown). Raises EngineError."""
    return b"".join(raw for number, raw, value in _fields(model) if number != _PIECES or _stays(value, kept))


def normaliser_field(model: bytes) -> bytes:
    """The field of a model that holds its normalisation, as it stands."""
    return b"".join(raw for number, raw, _ in _fields(model) if number == _NORMALISER)


def unigram_model(pieces: Sequence[str], scores: Sequence[float], normaliser: bytes) -> bytes:
    """A unigram model in XLM-R's Hugging Face order: `<s> <pad> </s> <unk>` are 0 to 3, `<mask>` is a control piece."""
    kinds = {0: _CONTROL, 1: _CONTROL, 2: _CONTROL, 3: _UNKNOWN}
    written = [
        _bytes(_TEXT, piece.encode())
        + _tag(_SCORE, _FIXED32) + struct.pack("<f", score)
        + _number(_TYPE, kinds.get(n, _CONTROL if piece == "<mask>" else _NORMAL))
        for n, (piece, score) in enumerate(zip(pieces, scores, strict=True))
    ]  # fmt: skip
    trainer = b"".join(
        [_number(_MODEL_TYPE, 1), _number(_VOCAB_SIZE, len(pieces)), _number(_UNK_ID, 3), _number(_BOS_ID, 0),
         _number(_EOS_ID, 2), _number(_PAD_ID, 1), _bytes(_UNK_PIECE, b"<unk>"), _bytes(_BOS_PIECE, b"<s>"),
         _bytes(_EOS_PIECE, b"</s>"), _bytes(_PAD_PIECE, b"<pad>")]
    )  # fmt: skip
    return b"".join(_bytes(_PIECES, piece) for piece in written) + _bytes(_TRAINER, trainer) + normaliser


def _encoded(value: int) -> bytes:
    """A base-128 number."""
    result = bytearray()
    while value > 0x7F:
        result.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*result, value])


def _tag(number: int, wire: int) -> bytes:
    return _encoded(number << 3 | wire)


def _number(number: int, value: int) -> bytes:
    return _tag(number, _VARINT) + _encoded(value)


def _bytes(number: int, value: bytes) -> bytes:
    return _tag(number, _BYTES) + _encoded(len(value)) + value


def _stays(piece: bytes, kept: frozenset[str]) -> bool:
    text, kind = "", _NORMAL
    for number, _raw, value in _fields(piece):
        if number == _TEXT:
            text = value.decode("utf-8")
        elif number == _TYPE:
            kind = value[0]
    return kind != _NORMAL or text in kept


def _fields(message: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(field number, the field as it stands, its value) of each field in order."""
    place = 0
    try:
        while place < len(message):
            start = place
            tag, place = _varint(message, place)
            wire = tag & 7
            if wire == _BYTES:
                length, place = _varint(message, place)
            elif wire == _VARINT:
                length = _varint(message, place)[1] - place
            else:
                length = {_FIXED64: 8, _FIXED32: 4}[wire]
            value = message[place : place + length]
            if len(value) < length:
                raise IndexError
            place += length
            yield tag >> 3, message[start:place], value
    except (IndexError, KeyError) as error:
        raise EngineError(_("the SentencePiece model is damaged"), do=_("Install the model again")) from error


def _varint(message: bytes, place: int) -> tuple[int, int]:
    """A base-128 number and the place after it."""
    value = shift = 0
    while True:
        byte = message[place]
        place += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, place

"""Just enough of SentencePiece's model file to leave pieces out of it.

The file is a protocol-buffers message ModelProto whose repeated field 1 holds the pieces, each a message with the text in
field 1, the score in 2 and the type in 3 (sentencepiece_model.proto; types: 1 normal, 2 unknown, 3 control). Everything
else is copied byte for byte, so no protobuf library is needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from pressloc.errors import EngineError

_PIECES, _TEXT, _TYPE, _NORMAL = 1, 1, 3, 1
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def keep_pieces(model: bytes, kept: frozenset[str]) -> bytes:
    """The model with those normal pieces that are in `kept` and all others (control, unknown). Raises EngineError."""
    return b"".join(raw for number, raw, value in _fields(model) if number != _PIECES or _stays(value, kept))


def _stays(piece: bytes, kept: frozenset[str]) -> bool:
    text, kind = "", _NORMAL
    for number, _, value in _fields(piece):
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
        raise EngineError("the SentencePiece model is damaged", do="fetch it again") from error


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

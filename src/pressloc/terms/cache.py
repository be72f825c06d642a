"""The compiled termbase on disk: JSON lines, compressed, with a checksum.

Two folders are looked at: that of the wheel, which holds the built-in termbase compiled (see `shipped`), and the
user's cache folder, which may be deleted at any time. Nothing in a file is executed when read (no pickle). Each
carries the key of what it was made from: the content of the termbase and of the code and data that compiled it, no
file times. A damaged or foreign file, or one of another key, counts as absent.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from pressloc.model import Concept, ConceptKind, Lang, Term, TermStatus
from pressloc.resources import data_path

_FORMAT = b"pressloc-terms 2"
_MOST_BYTES = 1 << 28  # of one file when unpacked: far above any termbase
_MOST_FILES = 60  # in the user's cache; a termbase takes four
_log = logging.getLogger(__name__)

# What the compiled form depends on, besides the termbase: relative to the package.
_READERS = (
    "model.py", "text/normalise.py", "text/scripts.py", "morphology", "data/morphology", "terms/cache.py",
    "terms/forms.py", "terms/lexicon.py", "terms/tbx.py", "terms/tbx_grammar.py", "terms/tbx_xml.py", "terms/termbase.py",
)  # fmt: skip


@cache
def folder() -> Path:
    """The user's compiled files: in $PRESSLOC_CACHE/terms, else in the platform's user cache folder."""
    base = os.environ.get("PRESSLOC_CACHE")
    if base:
        return Path(base) / "terms"
    from platformdirs import user_cache_path

    return user_cache_path("pressloc", appauthor=False) / "terms"


@cache
def shipped_folder() -> Path | None:
    """The compiled files of the built-in termbase, or None where they were not made."""
    try:
        return data_path("terms/compiled")
    except FileNotFoundError:
        return None


@cache
def reader_version() -> bytes:
    """Changes when the code or the language data that read and compile terms change: a digest of their content."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.blake2b(digest_size=8)
    for name in _READERS:
        path = package / name
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(file.name.encode() + b"\0" + hashlib.blake2b(file.read_bytes()).digest())
    return digest.digest()


# --- files -----------------------------------------------------------------------------------------------------


def read_file(part: str, key: str) -> bytes | None:
    """The body of the compiled file of that part (`concepts`, a language) made under `key`, or None."""
    own = shipped_folder()
    body = read(own / f"{part}.terms", key) if own is not None else None
    return body if body is not None else read(folder() / f"{key}.{part}.terms", key)


def read(path: Path, key: str) -> bytes | None:
    """The body of one compiled file; None when it is absent, damaged, too large or of another key."""
    try:
        with path.open("rb") as stream:
            if stream.readline(200).split() != [*_FORMAT.split(), key.encode()]:
                return None
            checksum = stream.readline(200).strip()
            packed = stream.read()
    except OSError:
        return None
    if hashlib.blake2b(packed, digest_size=16).hexdigest().encode() != checksum:
        return None
    unpacking = zlib.decompressobj()
    try:
        body = unpacking.decompress(packed, _MOST_BYTES)
    except zlib.error:
        return None
    return body if unpacking.eof else None


def file_bytes(body: bytes, key: str) -> bytes:
    """A compiled file with that body."""
    packed = zlib.compress(body, 9)
    checksum = hashlib.blake2b(packed, digest_size=16).hexdigest()
    return b"%s %s\n%s\n%s" % (_FORMAT, key.encode(), checksum.encode(), packed)


def write_file(part: str, key: str, body: bytes) -> None:
    """Keep a body in the user's cache, atomically. A cache that cannot be written is no error: the next start is
    slower."""
    try:
        directory = folder()
        directory.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=directory, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(file_bytes(body, key))
            Path(temporary).replace(directory / f"{key}.{part}.terms")
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _remove_old(directory)
    except OSError as error:
        _log.info("the term cache was not written: %s", error)


def _remove_old(directory: Path) -> None:
    """Keep the newest files only; others may be removing them as well."""
    files = [path for path in directory.iterdir() if path.suffix == ".terms"]
    if len(files) > _MOST_FILES:
        files.sort(key=lambda path: path.stat().st_mtime)
        for path in files[:-_MOST_FILES]:
            path.unlink(missing_ok=True)


# --- concepts --------------------------------------------------------------------------------------------------


def concept_lines(concepts: Iterable[Concept]) -> Iterator[bytes]:
    """One JSON line per concept."""
    for c in concepts:
        terms = [[t.text, t.lang, t.status, t.abbreviation, t.demonym, t.pos, dict(t.hints)] for t in c.terms]
        record = [c.id, c.domain, c.kind, c.note, c.gender, c.place_kind, dict(c.properties), terms]
        yield json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _concept(line: bytes) -> Concept:
    identifier, domain, kind, note, gender, place, properties, terms = json.loads(line)
    return Concept(
        id=identifier, domain=domain, kind=ConceptKind(kind), note=note, gender=gender, place_kind=place,
        properties=properties,
        terms=tuple(
            Term(text, cast(Lang, lang), TermStatus(status), abbreviation, demonym, pos, hints)
            for text, lang, status, abbreviation, demonym, pos, hints in terms
        ),
    )


class StoredConcepts(Mapping[str, Concept]):
    """Concepts in a cache file, decoded one by one when asked for."""

    def __init__(self, ids: list[str], lines: list[bytes]) -> None:
        self._lines = dict(zip(ids, lines, strict=True))
        self._decoded: dict[str, Concept] = {}

    def __getitem__(self, concept: str) -> Concept:
        found = self._decoded.get(concept)
        if found is None:
            found = self._decoded[concept] = _concept(self._lines[concept])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def concepts_body(concepts: Iterable[Concept]) -> bytes:
    """The body of the file of concepts: their ids, then one line each."""
    concepts = tuple(concepts)
    ids = json.dumps([c.id for c in concepts]).encode() + b"\n"
    return ids + b"".join(concept_lines(concepts))


def load_concepts(key: str) -> Mapping[str, Concept] | None:
    """The concepts compiled under that key, or None."""
    body = read_file("concepts", key)
    if body is None:
        return None
    first, *lines = body.split(b"\n")
    return StoredConcepts(json.loads(first), lines[:-1])


# --- lexicons --------------------------------------------------------------------------------------------------


def lines_body(values: Iterable[Any]) -> bytes:
    """JSON values, one a line."""
    return b"\n".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() for value in values)


def load_lines(part: str, key: str) -> list[bytes] | None:
    """The lines compiled under that key, still encoded (so that each is decoded only when needed), or None."""
    body = read_file(part, key)
    return None if body is None else body.split(b"\n")

"""The compiled termbase on disk: JSON lines with a checksum, in the user's cache folder.

Nothing in it is executed when read (no pickle), a damaged or foreign file counts as absent, and the folder may be
deleted at any time. Files are named by the fingerprint of what they were made from, so a change of the termbase
or of the morphology rules never meets an old file; files of other fingerprints are removed once they are old.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from pressloc.model import Concept, ConceptKind, Lang, Term, TermStatus

_FORMAT = b"pressloc-terms 1\n"
_KEEP_SECONDS = 60 * 86400
_log = logging.getLogger(__name__)


@cache
def folder() -> Path:
    """Where the compiled files lie: $PRESSLOC_CACHE/terms, else the platform's user cache folder."""
    base = os.environ.get("PRESSLOC_CACHE")
    if base:
        return Path(base) / "terms"
    from platformdirs import user_cache_path

    return user_cache_path("pressloc", appauthor=False) / "terms"


@cache
def reader_version() -> bytes:
    """Changes when the code that reads or compiles terms changes: a digest of this package's and morphology's files."""
    package = Path(__file__).resolve().parent
    digest = hashlib.blake2b(digest_size=8)
    root = package.parent
    for directory in (package, root / "morphology", root / "text", root / "data" / "morphology"):
        for path in sorted(directory.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                status = path.stat()
                digest.update(f"{path.name}:{status.st_size}:{status.st_mtime_ns}\n".encode())
    return digest.digest()


# --- files -----------------------------------------------------------------------------------------------------


def read_file(name: str) -> bytes | None:
    """The body of a cache file, or None when it is absent or damaged."""
    try:
        data = (folder() / name).read_bytes()
    except OSError:
        return None
    if not data.startswith(_FORMAT):
        return None
    checksum, _, body = data[len(_FORMAT):].partition(b"\n")
    if hashlib.blake2b(body, digest_size=16).hexdigest().encode() != checksum:
        return None
    return body


def write_file(name: str, body: bytes) -> None:
    """Store a body under `name`, atomically. A cache that cannot be written is no error: the next start is slower."""
    checksum = hashlib.blake2b(body, digest_size=16).hexdigest().encode()
    try:
        directory = folder()
        directory.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=directory, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_FORMAT + checksum + b"\n" + body)
            Path(temporary).replace(directory / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _remove_old(directory)
    except OSError as error:
        _log.info("the term cache was not written: %s", error)


def _remove_old(directory: Path) -> None:
    limit = time.time() - _KEEP_SECONDS
    for path in directory.iterdir():
        if path.suffix == ".terms" and path.stat().st_mtime < limit:
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


def save_concepts(fingerprint: str, concepts: Iterable[Concept]) -> None:
    """Store concepts under their fingerprint."""
    concepts = tuple(concepts)
    ids = json.dumps([c.id for c in concepts]).encode() + b"\n"
    write_file(f"{fingerprint}.concepts.terms", ids + b"".join(concept_lines(concepts)))


def load_concepts(fingerprint: str) -> Mapping[str, Concept] | None:
    """The concepts stored under that fingerprint, or None."""
    body = read_file(f"{fingerprint}.concepts.terms")
    if body is None:
        return None
    first, *lines = body.split(b"\n")
    return StoredConcepts(json.loads(first), lines[:-1])


# --- lexicons --------------------------------------------------------------------------------------------------


def save_lines(fingerprint: str, part: str, values: Iterable[Any]) -> None:
    """Store JSON values, one a line, made from the termbase of that fingerprint."""
    lines = (json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() for value in values)
    write_file(f"{fingerprint}.{part}.terms", b"\n".join(lines))


def load_lines(fingerprint: str, part: str) -> list[bytes] | None:
    """The lines that `save_lines` stored, still encoded (so that each is decoded only when needed), or None."""
    body = read_file(f"{fingerprint}.{part}.terms")
    return None if body is None else body.split(b"\n")

"""The termbase: concepts by id, a project's own layered over the built-in one, loaded from TBX files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from attrs import field, frozen

from pressloc.errors import InputError
from pressloc.i18n import _, os_reason
from pressloc.model import LANGS, Concept
from pressloc.resources import data_path
from pressloc.terms import cache as disk
from pressloc.text.normalise import fold


@frozen(eq=False)
class Termbase:
    """Concepts by id, in a fixed order. `fingerprint` is equal for termbases of equal content (a hex digest).

    `layers` are what a layered termbase is made of, the uppermost first (none: it has one layer).
    """

    concepts: Mapping[str, Concept] = field(repr=False)
    fingerprint: str
    layers: tuple[Termbase, ...] = field(default=(), repr=False)

    def __len__(self) -> int:
        return len(self.concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts.values())

    def __getitem__(self, concept: str) -> Concept:
        """The concept of that id; KeyError for an unknown one."""
        return self.concepts[concept]

    def get(self, concept: str) -> Concept | None:
        """The concept of that id, or None."""
        return self.concepts.get(concept)

    @classmethod
    def of(cls, concepts: Iterable[Concept]) -> Termbase:
        """A termbase of `concepts`; of several with one id the last counts (at the first one's place)."""
        by_id = {concept.id: concept for concept in concepts}
        digest = hashlib.blake2b(digest_size=16)
        for line in disk.concept_lines(by_id.values()):
            digest.update(line)
        return cls(by_id, digest.hexdigest())

    @classmethod
    def layered(cls, project: Iterable[Concept], builtin: Termbase) -> Termbase:
        """`project` laid over `builtin`: a project concept replaces the built-in one with its id, or with the same
        preferred terms in at least half of the languages that both have (kept under the project's id)."""
        own = tuple(project)
        if not own:
            return builtin
        upper = cls.of(own)
        index: dict[tuple[str, str], list[Concept]] = {}
        for concept in own:
            for key in _preferred(concept):
                index.setdefault(key, []).append(concept)
        ids = {concept.id for concept in own}
        kept = {c.id: c for c in builtin if c.id not in ids and not _replaced(c, index)}
        digest = hashlib.blake2b(f"{upper.fingerprint} {builtin.fingerprint}".encode(), digest_size=16)
        layers = (upper, *(builtin.layers or (builtin,)))
        return cls({**upper.concepts, **kept}, digest.hexdigest(), layers)


def _preferred(concept: Concept) -> list[tuple[str, str]]:
    """(language, folded preferred term) of each language the concept has."""
    terms = ((lang, concept.preferred(lang)) for lang in LANGS)
    return [(lang, fold(term.text).text) for lang, term in terms if term is not None]


def _replaced(concept: Concept, index: Mapping[tuple[str, str], Sequence[Concept]]) -> bool:
    keys = _preferred(concept)
    rivals = {rival.id: rival for key in keys for rival in index.get(key, ())}
    for rival in rivals.values():
        theirs = dict(_preferred(rival))
        common = [text == theirs[lang] for lang, text in keys if lang in theirs]
        if 2 * sum(common) >= len(common) > 0:
            return True
    return False


def load_tbx(paths: Sequence[Path]) -> Termbase:
    """The termbase of some TBX files, from its compiled form when their bytes were seen before.

    Raises InputError when a file cannot be read, is no TBX, or when two files use one concept id.
    """
    contents = _contents(paths)
    digest = hashlib.blake2b(digest_size=16)
    for _path, data in contents:
        digest.update(hashlib.blake2b(data, digest_size=16).digest())
    digest.update(disk.reader_version())
    fingerprint = digest.hexdigest()
    stored = disk.load_concepts(fingerprint)
    if stored is not None:
        return Termbase(stored, fingerprint)
    by_id = _parse(contents)
    disk.write_file("concepts", fingerprint, disk.concepts_body(by_id.values()))
    return Termbase(by_id, fingerprint)


def _contents(paths: Iterable[Path]) -> list[tuple[Path, bytes]]:
    contents = []
    for path in paths:
        try:
            contents.append((path, path.read_bytes()))
        except OSError as error:
            raise InputError(
                _("cannot read the termbase: {reason}", reason=os_reason(error)), where=str(path),
                do=_("Check the path and its permissions"),
            ) from None
    return contents


def _parse(contents: Iterable[tuple[Path, bytes]]) -> dict[str, Concept]:
    from pressloc.terms.tbx import read_tbx

    by_id: dict[str, Concept] = {}
    origin: dict[str, str] = {}
    for path, data in contents:
        for concept in read_tbx(data, str(path)):
            if concept.id in by_id:
                raise InputError(
                    _("the concept id “{id}” already stands in {file}", id=concept.id, file=origin[concept.id]),
                    where=str(path), do=_("Give each concept an id of its own"),
                )  # fmt: skip
            by_id[concept.id], origin[concept.id] = concept, str(path)
    return by_id


@cache
def builtin() -> Termbase:
    """The termbase that ships with pressloc (glossary/*.tbx), loaded once per process."""
    return load_tbx(sorted(data_path("glossary").glob("*.tbx")))

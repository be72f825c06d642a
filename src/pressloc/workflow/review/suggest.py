"""Suggestions for a segment: memory matches, machine alternatives, and the completion of what is being typed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import attrs
from attrs import define, field, frozen
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pressloc.errors import EngineError, PresslocError
from pressloc.memory.keys import memory_key, recalled_target
from pressloc.model import Lang, Origin, Suggestion, TermHit, UnitKind, is_code_char
from pressloc.mt.codes import restore_codes, strip_codes
from pressloc.mt.registry import load_engine
from pressloc.ports import CheckContext, DecodingOptions, Engine, MTRequest
from pressloc.store import review as rows_of
from pressloc.store.articles import as_segment
from pressloc.store.database import Store
from pressloc.store.memory import MemoryEntry
from pressloc.store.records import SegmentRow
from pressloc.text.normalise import tm_key
from pressloc.workflow.casing import all_caps, sentence_case
from pressloc.workflow.checking import polish
from pressloc.workflow.project import MTSettings

FUZZY = 60  # per cent; below that editing a match takes longer than typing anew
ALTERNATIVES = 4
_TITLES = (UnitKind.HEADING, UnitKind.TITLE)


@frozen
class Match:
    """A pair of the memory that is like the segment. `percent` 101 = in context, 100 = exact."""

    entry: MemoryEntry
    percent: int
    target: str


@define
class _Direction:
    stamp: tuple[int, str]
    entries: tuple[MemoryEntry, ...]
    keys: list[str]


@frozen(eq=False)
class Memories:
    """The memory of each direction, kept in step with the store; safe to share between threads."""

    store: Store
    _known: dict[tuple[Lang, Lang], _Direction] = field(factory=dict, init=False, repr=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False, repr=False)

    def _direction(self, source: Lang, target: Lang) -> _Direction:
        with self._lock, self.store.begin() as connection:
            stamp = rows_of.memory_stamp(connection, source, target)
            known = self._known.get((source, target))
            if known is None or known.stamp != stamp:
                entries = rows_of.memory_of(connection, source, target)
                known = _Direction(stamp, entries, [tm_key(entry.source) for entry in entries])
                self._known[source, target] = known
            return known

    def matches(self, segment: SegmentRow, lang: Lang, limit: int = 9) -> tuple[Match, ...]:
        """The likest pairs, best first: in context, exact, then fuzzy from FUZZY per cent up. Raises StoreError."""
        direction = self._direction(segment.lang, lang)
        key = memory_key(segment.text, segment.before, segment.after)
        found = process.extract(
            tm_key(segment.text), direction.keys, scorer=Levenshtein.normalized_similarity, processor=None,
            limit=limit, score_cutoff=FUZZY / 100,
        )  # fmt: skip
        result: list[Match] = []
        for _text, score, position in found:
            entry = direction.entries[position]
            percent = min(99, int(score * 100))
            if entry.key == key.text:
                percent = 101 if entry.context == key.context else 100
            result.append(Match(entry, percent, recalled_target(segment.text, entry.target)))
        return tuple(sorted(result, key=lambda match: -match.percent))

    def concordance(self, words: str, source: Lang, target: Lang, limit: int = 50) -> tuple[MemoryEntry, ...]:
        """Pairs that have `words` on either side, newest first; letter case does not matter. Raises StoreError."""
        wanted = words.casefold().strip()
        if not wanted:
            return ()
        entries = self._direction(source, target).entries
        hits = (e for e in entries if wanted in e.source.casefold() or wanted in e.target.casefold())
        return tuple(entry for entry, _ in zip(hits, range(limit), strict=False))


@frozen(eq=False)
class Machines:
    """The configured engines, each loaded when first needed; safe to share between threads."""

    settings: MTSettings
    root: Path
    _loaded: dict[str, Engine] = field(factory=dict, init=False, repr=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The project's engine first, then the others that have settings of their own."""
        return tuple(dict.fromkeys((self.settings.engine, *self.settings.settings)))

    def engine(self, name: str) -> Engine:
        """The engine called `name`, loaded once. Raises EngineError, UsageError."""
        with self._lock:
            if name not in self._loaded:
                model = self.settings.model if name == self.settings.engine == "ctranslate2" else None
                if name == self.settings.engine and name not in ("ctranslate2", "pseudo"):
                    model = self.settings.model
                self._loaded[name] = load_engine(name, model=model, settings=self.settings.settings.get(name, {}))
            return self._loaded[name]

    def alternatives(
        self, segment: SegmentRow, lang: Lang, hits: Sequence[TermHit] = ()
    ) -> tuple[tuple[Suggestion, ...], tuple[str, ...]]:
        """The n-best of every engine, and a line for each engine that failed. Equal texts are given once.

        `hits` are the terms of the source: a heading in capitals is asked for in sentence case, with their spelling.
        """
        found: dict[str, Suggestion] = {}
        failed: list[str] = []
        for name in self.names:
            try:
                engine = self.engine(name)
                if (segment.lang, lang) not in engine.directions():
                    continue
                for suggestion in _nbest(engine, segment, lang, self.settings.beam, hits):
                    found.setdefault(suggestion.text, suggestion)
            except PresslocError as error:
                failed.append(error.line())
        return tuple(found.values()), tuple(failed)

    def completion(self, segment: SegmentRow, lang: Lang, typed: str, hits: Sequence[TermHit] = ()) -> str:
        """What the project's engine would write after `typed` ("" when it cannot say). Raises EngineError.

        Inline codes in what was typed are looked through; the completion has none. `hits` as for `alternatives`.
        """
        engine = self.engine(self.settings.engine)
        if not engine.can_prefix or (segment.lang, lang) not in engine.directions():
            return ""
        plain = strip_codes(segment.text, segment.codes).text
        prefix = strip_codes(typed, segment.codes).text
        loud = all_caps(plain)
        if loud:
            plain, prefix = sentence_case(plain, hits), prefix[:1] + prefix[1:].lower()
        request = MTRequest(plain, segment.lang, lang, prefix=prefix, heading=segment.kind in _TITLES)
        found = engine.translate([request], DecodingOptions(beam=2))[0]
        text = found[0].text if found else ""
        rest = text[len(prefix) :] if text.startswith(prefix) else ""
        return rest.upper() if loud else rest


def _nbest(engine: Engine, segment: SegmentRow, lang: Lang, beam: int, hits: Sequence[TermHit]) -> Sequence[Suggestion]:
    plain = strip_codes(segment.text, segment.codes)
    loud = all_caps(plain.text)
    text = sentence_case(plain.text, hits) if loud else plain.text
    request = MTRequest(text, segment.lang, lang, heading=segment.kind in _TITLES)
    options = DecodingOptions(beam=max(beam, ALTERNATIVES), n_best=ALTERNATIVES, attention=True)
    try:
        hypotheses = engine.translate([request], options)[0]
    except EngineError:
        hypotheses = engine.translate([request], attrs.evolve(options, n_best=1))[0]
    if loud:
        hypotheses = [attrs.evolve(hypothesis, text=hypothesis.text.upper()) for hypothesis in hypotheses]
    signature, whole = str(engine.signature(options)), as_segment(segment)
    texts = (restore_codes(plain, hypothesis, segment.codes).text for hypothesis in hypotheses)
    proper = [polish(CheckContext(whole, text, lang, (), segment.codes)) for text in texts]  # as the night job does
    return [Suggestion(text, Origin.MT, 0, signature, h.score) for text, h in zip(proper, hypotheses, strict=True)]


def first_words(completion: str, count: int = 1) -> str:
    """The beginning of a completion up to and including its first `count` words, with the blanks before them."""
    position = 0
    for _ in range(count):
        while position < len(completion) and completion[position].isspace():
            position += 1
        while position < len(completion) and not completion[position].isspace():
            position += 1
    return completion[:position]


def without_codes(text: str) -> str:
    """`text` without its inline-code characters."""
    return "".join(char for char in text if not is_code_char(char))

"""Looking up segments in the project's translation memory: 101 % in context, 100 % exact."""

from __future__ import annotations

from collections.abc import Sequence

from pressloc.memory.keys import memory_key, recalled_target
from pressloc.model import Lang, Origin, Segment, Suggestion
from pressloc.store.database import Store
from pressloc.store.memory import MemoryEntry, recall


def recall_all(store: Store, segments: Sequence[Segment], target: Lang) -> list[Suggestion | None]:
    """For each segment the best approved translation into `target`, or None; newest first among equals."""
    keys = [memory_key(segment.text, segment.before, segment.after) for segment in segments]
    found: dict[tuple[Lang, str], tuple[MemoryEntry, ...]] = {}
    with store.begin() as connection:
        for lang in {segment.lang for segment in segments}:
            wanted = [key.text for key, segment in zip(keys, segments, strict=True) if segment.lang == lang]
            for text_key, entries in recall(connection, lang, target, wanted).items():
                found[lang, text_key] = entries
    result: list[Suggestion | None] = []
    for key, segment in zip(keys, segments, strict=True):
        entries = found.get((segment.lang, key.text), ())
        best = next((entry for entry in entries if entry.context == key.context), None)
        match = 101 if best else 100
        best = best or (entries[0] if entries else None)
        result.append(None if best is None else _suggestion(segment, best, match))
    return result


def _suggestion(segment: Segment, entry: MemoryEntry, match: int) -> Suggestion:
    signature = f"tm:{entry.origin} {entry.at[:10]} {entry.who}".rstrip()
    return Suggestion(recalled_target(segment.text, entry.target), Origin.TM, match, signature)

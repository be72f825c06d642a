"""Adding releases to the project, and taking over a changed source without losing what was translated."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path

import attrs
from attrs import frozen
from sqlalchemy import Connection

from pressloc.memory.keys import memory_key
from pressloc.model import Lang, Segment
from pressloc.store import articles, targets
from pressloc.store.database import Store, now
from pressloc.store.records import Article, SegmentRow
from pressloc.workflow.documents import Loaded


@frozen
class Added:
    """What adding a file did: `status` is `new`, `unchanged` or `changed`."""

    article: Article
    status: str
    segments: int
    kept: int = 0
    stale: int = 0
    removed: int = 0


def add_article(store: Store, loaded: Loaded, root: Path, wanted: Sequence[Lang], who: str) -> Added:
    """Add a file as an article named by its path in the project (or its bare name outside), or update it.

    Adding the same bytes again changes nothing. With changed bytes, segments that stayed keep their targets,
    changed ones keep them marked stale with the previous source beside the new one, gone ones are removed.
    `wanted` target languages leave out the article's own; a known article only gains languages.
    """
    name = article_name(loaded.path or Path(loaded.name), root)
    digest = sha256(loaded.data).hexdigest()
    with store.begin() as connection:
        known = articles.find_article(connection, name)
        new_targets = tuple(lang for lang in wanted if lang != loaded.lang)
        if known is None:
            article = Article(
                0, name, str(loaded.path or ""), loaded.filter.name, loaded.lang, new_targets, digest, now(), who
            )
            article = attrs.evolve(article, id=articles.save_article(connection, article, loaded.data))
            _insert(connection, article.id, loaded.segments)
            return Added(article, "new", len(loaded.segments))
        merged = known.targets + tuple(lang for lang in new_targets if lang not in known.targets)
        if known.sha256 == digest:
            if merged != known.targets:
                articles.update_article(connection, known.id, {"targets": ",".join(merged)})
            return Added(attrs.evolve(known, targets=merged), "unchanged", len(loaded.segments), kept=len(loaded.segments))
        article = attrs.evolve(known, sha256=digest, format=loaded.filter.name, lang=loaded.lang, targets=merged)
        articles.save_article(connection, article, loaded.data)
        kept, stale, removed = _take_over(connection, article.id, loaded.segments)
        return Added(article, "changed", len(loaded.segments), kept, stale, removed)


def article_name(path: Path, root: Path) -> str:
    """The article's name: the path below the project's folder in POSIX form, else the bare file name."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.name


def _insert(connection: Connection, article_id: int, segments: Sequence[Segment]) -> None:
    articles.insert_segments(
        connection, [articles.segment_values(article_id, n, segment) for n, segment in enumerate(segments)]
    )


def _take_over(connection: Connection, article_id: int, new: Sequence[Segment]) -> tuple[int, int, int]:
    """Match the stored segments with those of the changed source; gives (kept, stale, removed)."""
    old = articles.segments(connection, article_id)
    pairs = _align(old, new)
    matched_old = {old_index for old_index, _, _ in pairs}
    articles.delete_segments(connection, [row.id for n, row in enumerate(old) if n not in matched_old])
    # two passes, since keys are unique within an article and may move from one segment to another
    for old_index, _, _ in pairs:
        articles.update_segment(connection, old[old_index].id, {"key": f"~{old[old_index].id}"})
    stale: list[int] = []
    for old_index, new_index, same in pairs:
        row = old[old_index]
        values = articles.segment_values(article_id, new_index, new[new_index])
        if not same:
            values["previous_text"] = row.previous_text or row.text
            stale.append(row.id)
        articles.update_segment(connection, row.id, values)
    targets.mark_stale(connection, stale)
    matched_new = {new_index for _, new_index, _ in pairs}
    articles.insert_segments(
        connection,
        [articles.segment_values(article_id, n, segment) for n, segment in enumerate(new) if n not in matched_new],
    )
    return len(pairs) - len(stale), len(stale), len(old) - len(pairs)


def _align(old: Sequence[SegmentRow], new: Sequence[Segment]) -> list[tuple[int, int, bool]]:
    """Pairs (old index, new index, same text): equal runs first, then replaced runs one by one in order."""
    old_keys = [memory_key(row.text).text for row in old]
    new_keys = [memory_key(segment.text).text for segment in new]
    pairs: list[tuple[int, int, bool]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += [(i, j, True) for i, j in zip(range(i1, i2), range(j1, j2), strict=True)]
        elif tag == "replace":
            pairs += _align_replaced(old, new, range(i1, i2), range(j1, j2))
    return pairs


def _align_replaced(old: Sequence[SegmentRow], new: Sequence[Segment], olds: range, news: range) -> list[tuple[int, int, bool]]:
    """Pair changed segments by likeness, in order; a segment under half alike counts as new."""
    pairs: list[tuple[int, int, bool]] = []
    next_new = news.start
    for i in olds:
        likeness = [(SequenceMatcher(None, old[i].text, new[j].text).ratio(), -j) for j in range(next_new, news.stop)]
        if likeness and max(likeness)[0] >= 0.5:
            j = -max(likeness)[1]
            pairs.append((i, j, False))
            next_new = j + 1
    return pairs

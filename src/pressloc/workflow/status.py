"""What stands where: segments by state, per article and target language."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from pressloc.model import Lang, Origin, State
from pressloc.store import articles, memory, targets
from pressloc.store import review as reviews
from pressloc.store.database import Store
from pressloc.store.records import Article, TargetRow


@frozen
class Progress:
    """Counts for one article in one target language; `untranslated` have no text at all."""

    article: Article
    lang: Lang
    segments: int
    untranslated: int
    states: dict[State, int]
    origins: dict[Origin, int]
    findings: int
    stale: int
    words: int
    words_left: int


@frozen
class ProjectStatus:
    """All articles and the size of the translation memory."""

    progress: tuple[Progress, ...]
    memory: int


def project_status(store: Store) -> ProjectStatus:
    """Count every article of the project."""
    rows: list[Progress] = []
    with store.begin() as connection:
        for article in articles.all_articles(connection):
            segments = articles.segments(connection, article.id)
            waived = reviews.article_waivers(connection, article.id)
            for lang in article.targets:
                found = targets.targets(connection, article.id, lang)
                pairs = targets.join_segments(segments, found, lang)
                open_words = [len(s.text.split()) for s, t in pairs if t.state not in (State.REVIEWED, State.FINAL)]
                have = [t for _, t in pairs if t.text]
                rows.append(Progress(
                    article, lang, len(segments), len(pairs) - len(have),
                    {state: sum(t.state == state for t in have) for state in State},
                    {origin: sum(t.origin == origin for t in have) for origin in Origin},
                    sum(_findings(t, waived.get((t.segment_id, lang), ())) for t in have), sum(t.stale for t in have),
                    sum(len(s.text.split()) for s in segments), sum(open_words),
                ))  # fmt: skip
        return ProjectStatus(tuple(rows), memory.size(connection))


def _findings(target: TargetRow, waived: Iterable[tuple[str, str]]) -> int:
    """Findings that nobody set aside for the text as it stands."""
    away = reviews.set_aside(waived, target.text)
    return sum(finding.check not in away for finding in target.findings)

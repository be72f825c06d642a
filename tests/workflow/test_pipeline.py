"""What the pipeline remembers of an article, and what it does not carry into the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressloc.model import Suggestion
from pressloc.workflow.documents import Loaded, load_bytes
from pressloc.workflow.pipeline import Pipeline, open_pipeline
from pressloc.workflow.project import Settings
from pressloc.workflow.translate import BATCH, translate_files

FULL = "Касым-Жомарт Токаев принял послов."
SURNAME = "Об этом Токаев рассказал журналистам."
PERSON = "kassym-jomart-tokayev"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return open_pipeline(Settings(), root=Path("/"), engine="pseudo")


def article(name: str, *lines: str) -> Loaded:
    return load_bytes(("\n\n".join(lines) + "\n").encode(), name, lang="ru")


def concepts(suggestion: Suggestion) -> set[str]:
    return {result.concept for result in suggestion.terms}


def test_a_surname_counts_after_the_full_name_in_its_own_article_only(pipeline: Pipeline) -> None:
    files = [article("a.txt", FULL, SURNAME), article("b.txt", SURNAME)]
    first, second = translate_files(files, ["kk", "en"], pipeline, lambda _words: None)
    for target in first.targets:
        assert [PERSON in concepts(s) for _segment, s in target.segments] == [True, True]
    for target in second.targets:
        assert [PERSON in concepts(s) for _segment, s in target.segments] == [False]


def test_a_full_name_further_down_says_nothing_of_a_surname_before_it(pipeline: Pipeline) -> None:
    (result,) = translate_files([article("a.txt", SURNAME, FULL)], ["kk", "en"], pipeline, lambda _words: None)
    for target in result.targets:
        assert [PERSON in concepts(s) for _segment, s in target.segments] == [False, True]


def test_an_article_is_remembered_from_batch_to_batch(pipeline: Pipeline) -> None:
    filler = [f"Принято решение № {n}." for n in range(BATCH)]
    (result,) = translate_files([article("a.txt", FULL, *filler, SURNAME)], ["kk"], pipeline, lambda _words: None)
    assert PERSON in concepts(result.targets[0].segments[-1][1])

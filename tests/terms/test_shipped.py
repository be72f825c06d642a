"""The built-in termbase ships compiled: what ships is current, and enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressloc.model import LANGS, Concept, ConceptKind, Term
from pressloc.resources import data_path
from pressloc.terms import cache, lexicon
from pressloc.terms.recognise import Recogniser
from pressloc.terms.shipped import compiled
from pressloc.terms.termbase import Termbase, builtin

FOLDER = data_path("terms/compiled")
OWN = Concept("hydrogen-hub", "energy", ConceptKind.TERM, (
    Term("hydrogen hub", "en"), Term("водородный узел", "ru"), Term("сутегі торабы", "kk", hints={"px": "3"})))  # fmt: skip


@pytest.fixture
def no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A user's cache that can neither be read nor written."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("PRESSLOC_CACHE", str(tmp_path / "file"))
    cache.folder.cache_clear()
    builtin.cache_clear()
    yield
    cache.folder.cache_clear()
    builtin.cache_clear()


def test_what_ships_is_current(no_cache: None) -> None:
    termbase = builtin()
    stale = [lang for lang in LANGS if cache.read_file(lang, lexicon.key_of(termbase)) is None]
    if cache.read_file("concepts", termbase.fingerprint) is None:
        stale.append("concepts")
    assert not stale, "the glossary or the rules have changed since: run `make termbase`"


@pytest.mark.slow
def test_what_ships_is_what_compiling_gives(tmp_path: Path, no_cache: None) -> None:
    termbase = builtin()
    keys = {f"{lang}.terms": lexicon.key_of(termbase) for lang in LANGS} | {"concepts.terms": termbase.fingerprint}
    for name, data in compiled(termbase).items():
        (tmp_path / name).write_bytes(data)
        assert cache.read(tmp_path / name, keys[name]) == cache.read(FOLDER / name, keys[name]) is not None


def test_nothing_is_compiled_or_written_at_the_first_use(no_cache: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "compile_lexicon", lambda *_: pytest.fail("compiled although it ships compiled"))
    recogniser = Recogniser(builtin())
    found = [recogniser.find(text, lang)[0].concept for text, lang in
             (("Сенатына", "kk"), ("в Сенате", "ru"), ("the Senate’s", "en"))]  # fmt: skip
    assert len(set(found)) == 1


def test_own_terms_alone_are_compiled(no_cache: None, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_lexicon, sizes = lexicon.compile_lexicon, []
    monkeypatch.setattr(lexicon, "compile_lexicon", lambda t, lang: sizes.append(len(t)) or compile_lexicon(t, lang))
    recogniser = Recogniser(Termbase.layered([OWN], builtin()))
    hits = [h.concept for h in recogniser.find("в водородном узле Сената", "ru")]
    assert hits == ["hydrogen-hub", "senate-of-the-parliament-of-the-republic-of-kazakhstan"]
    assert [h.concept for h in recogniser.find("Сутегі торабынан", "kk")] == ["hydrogen-hub"]
    assert sizes == [1, 1]


def test_a_replaced_concept_leaves_with_its_designations(no_cache: None) -> None:
    """An own concept takes the id of a built-in one: only its designations count, wherever it stands in the layers."""
    own = Concept("hydrogen-hub", "energy", ConceptKind.TERM, (Term("узел водорода", "ru"),))
    lower = Termbase.layered([OWN], builtin())
    recogniser = Recogniser(Termbase.layered([own], lower))
    assert recogniser.find("водородный узел", "ru") == ()
    assert [h.concept for h in recogniser.find("узлу водорода", "ru")] == ["hydrogen-hub"]


@pytest.mark.parametrize("change", ["truncate", "flip", "key", "bomb"])
def test_a_file_that_does_not_fit_counts_as_absent(tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path, body = tmp_path / "kk.terms", b"[1]\n" * 5000
    data = cache.file_bytes(body, "k1")
    path.write_bytes(data)
    assert cache.read(path, "k1") == body
    if change == "truncate":
        path.write_bytes(data[:-3])
    elif change == "flip":
        path.write_bytes(data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])
    elif change == "bomb":
        monkeypatch.setattr(cache, "_MOST_BYTES", 10_000)
    assert cache.read(path, "k2" if change == "key" else "k1") is None

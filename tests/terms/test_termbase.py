"""The termbase: layers, and a cache that is never trusted blindly."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressloc.errors import InputError
from pressloc.model import Concept, ConceptKind, Term, TermStatus
from pressloc.terms import cache
from pressloc.terms.recognise import Recogniser
from pressloc.terms.tbx import write_tbx
from pressloc.terms.termbase import Termbase, builtin, load_tbx


def concept(identifier: str, en: str, ru: str, kk: str) -> Concept:
    terms = (Term(en, "en", pos="noun"), Term(ru, "ru", pos="noun"), Term(kk, "kk", pos="noun"))
    return Concept(identifier, "test", ConceptKind.TERM, terms)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PRESSLOC_CACHE", str(tmp_path / "cache"))
    cache.folder.cache_clear()
    yield tmp_path
    cache.folder.cache_clear()


def test_the_builtin_termbase_is_complete() -> None:
    termbase = builtin()
    assert len(termbase) == 2364
    assert termbase["ipa-cis"].preferred("kk") is not None
    assert {str(c.kind) for c in termbase} == {"term", "organisation", "place", "person", "phrase"}
    assert termbase["vladimir-putin"].properties["period"]


def test_project_concepts_replace_those_of_their_id_or_of_their_terms() -> None:
    base = Termbase.of([concept("a", "senate", "сенат", "сенат"), concept("b", "law", "закон", "заң"),
                        concept("c", "rule", "правило", "ереже")])
    own = [concept("a", "chamber", "палата", "палата"), concept("x", "Law", "закон", "заң-ереже"),
           concept("y", "rules", "нормы", "ереже")]
    merged = Termbase.layered(own, base)
    assert sorted(merged.concepts) == ["a", "c", "x", "y"]
    assert merged["a"].preferred("en") == own[0].terms[0]
    assert Termbase.layered([], base) is base


def test_cached_concepts_equal_parsed_ones(folder: Path) -> None:
    path = folder / "t.tbx"
    path.write_bytes(write_tbx([concept("a", "senate", "сенат", "сенат")], title="t"))
    parsed, cached = load_tbx([path]), load_tbx([path])
    assert type(cached.concepts) is not dict
    assert list(parsed) == list(cached)
    assert parsed.fingerprint == cached.fingerprint


def test_a_changed_file_is_read_anew(folder: Path) -> None:
    path = folder / "t.tbx"
    path.write_bytes(write_tbx([concept("a", "senate", "сенат", "сенат")], title="t"))
    load_tbx([path])
    path.write_bytes(write_tbx([concept("a", "chamber", "палата", "палата")], title="t"))
    assert load_tbx([path])["a"].terms[0].text == "chamber"


@pytest.mark.parametrize("damage", ["truncate", "flip", "garbage", "delete"])
def test_a_damaged_cache_is_as_no_cache(folder: Path, damage: str) -> None:
    termbase = Termbase.of([concept("a", "senate", "сенат", "сенат")])
    before = Recogniser(termbase).find("в сенате", "ru")
    assert len(before) == 1
    files = list(cache.folder().glob("*.terms"))
    assert files
    for path in files:
        data = path.read_bytes()
        if damage == "truncate":
            path.write_bytes(data[:-5])
        elif damage == "flip":
            path.write_bytes(data[:-5] + bytes([data[-5] ^ 1]) + data[-4:])
        elif damage == "garbage":
            path.write_bytes(b"\x80\x04cposix\nsystem\n")
        else:
            path.unlink()
    assert Recogniser(termbase).find("в сенате", "ru") == before


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("PRESSLOC_CACHE", str(tmp_path / "file"))
    cache.folder.cache_clear()
    try:
        assert Recogniser(Termbase.of([concept("a", "senate", "сенат", "сенат")])).find("Senate", "en")
    finally:
        cache.folder.cache_clear()


def test_two_files_with_one_id_are_refused(folder: Path) -> None:
    for name in ("a.tbx", "b.tbx"):
        (folder / name).write_bytes(write_tbx([concept("same", "x y", "икс", "икс")], title="t"))
    with pytest.raises(InputError, match="already stands in"):
        load_tbx([folder / "a.tbx", folder / "b.tbx"])
    with pytest.raises(InputError, match="cannot read"):
        load_tbx([folder / "none.tbx"])


def test_no_preferred_designation_explains_itself() -> None:
    """«Алжир (город)», “statement at a meeting”: what no text says."""
    found = [(c.id, t.text) for c in builtin() for t in c.terms
             if t.status == TermStatus.PREFERRED and any(mark in t.text for mark in "()[]/;")]  # fmt: skip
    assert not found

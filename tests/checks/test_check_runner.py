"""The registry and the runner: order, selection, severity, own checks, failures, terms."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import EntryPoint

import pytest

from pressloc.checks import all_checks, findings_from_terms, registry, run
from pressloc.checks.base import FunctionCheck
from pressloc.errors import PresslocError, UsageError
from pressloc.model import Finding, Segment, Severity, TermResult, TermVerdict
from pressloc.ports import Check, CheckContext

SOURCE = "The Senate adopted 12 laws on 5 May."


def context(target: str) -> CheckContext:
    return CheckContext(Segment("a:1", "a", SOURCE, 0, len(SOURCE), "en"), target, "ru")


def test_findings_come_in_the_order_of_the_target_and_always_the_same() -> None:
    target = "Cенат  принял 13 законов 6 мая"
    first = run(context(target))
    assert [f.check for f in first] == ["mixed-script", "double-space", "numbers", "dates", "end-punctuation"]
    assert first == run(context(target))


def test_a_correct_translation_has_no_finding() -> None:
    assert run(context("Сенат принял двенадцать законов 5 мая.")) == ()


def test_only_skip_and_minimum_select() -> None:
    target = "Cенат  принял 13 законов 6 мая"
    assert {f.check for f in run(context(target), only=["numbers", "dates"])} == {"numbers", "dates"}
    assert "numbers" not in {f.check for f in run(context(target), skip=["numbers"])}
    assert {f.severity for f in run(context(target), minimum=Severity.MAJOR)} == {Severity.MAJOR}


def test_an_empty_target_is_one_finding() -> None:
    assert [f.check for f in run(context("  "))] == ["empty"]


def test_an_unknown_check_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="no check “numbres”"):
        run(context("Сенат"), only=["numbres"])


def test_a_failing_check_is_named_with_its_segment() -> None:
    def broken(_: CheckContext) -> Sequence[Finding]:
        raise KeyError("x")

    with pytest.raises(PresslocError, match="a:1: the check “own” failed: KeyError"):
        run(context("Сенат"), checks=[FunctionCheck("own", "", broken)])


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Sequence[EntryPoint]:
    points: list[EntryPoint] = []
    monkeypatch.setattr(registry, "entry_points", lambda group: points if group == registry.GROUP else [])
    registry.all_checks.cache_clear()
    yield points
    registry.all_checks.cache_clear()


def test_an_office_adds_a_check_by_entry_point(own: list[EntryPoint]) -> None:
    own.append(EntryPoint("greeting", f"{__name__}:house_check", registry.GROUP))
    registry_checks = registry.all_checks()
    assert registry_checks[-1].id == "house"


def house_check() -> Check:
    return FunctionCheck("house", "House style", lambda _: ())


def double_numbers() -> Check:
    return FunctionCheck("numbers", "", lambda _: ())


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("pressloc.checks.numbers:nothing", "cannot be loaded"),
        ("pressloc.model:LANGS", "cannot be loaded"),
        (f"{__name__}:double_numbers", "is there twice"),
    ],
)
def test_a_bad_entry_point_says_what_is_wrong(own: list[EntryPoint], value: str, message: str) -> None:
    own.append(EntryPoint("bad", value, registry.GROUP))
    with pytest.raises(UsageError, match=message):
        registry.all_checks()


def test_every_message_takes_its_fields() -> None:
    from pressloc.checks.examples import examples

    for check in all_checks():
        for example in examples(check.id):
            for finding in check(example.context()):
                shown = finding.message.format(**finding.args)
                assert "{" not in shown.replace("Brackets {}", "").replace("{annex", "")


def test_terms_become_findings() -> None:
    ok = TermResult("c1", "Senate", ("Сенат",), "Сената", TermVerdict.INFLECTED, start=3, end=9)
    missing = TermResult("c2", "bill", ("законопроект",), "", TermVerdict.MISSING)
    near = TermResult("c2", "bill", ("законопроекта",), "законопроект", TermVerdict.MISSING, start=4, end=16)
    forbidden = TermResult("c3", "Mazhilis", ("Мажилис",), "Меджлис", TermVerdict.FORBIDDEN, start=0, end=7)
    other = TermResult("c4", "session", ("заседание",), "сессия", TermVerdict.INCONSISTENT, start=1, end=7)
    found = findings_from_terms([ok, missing, near, forbidden, other])
    assert [(f.check, f.severity, f.start, f.end) for f in found] == [
        ("term-missing", Severity.MAJOR, 0, 0),
        ("term-missing", Severity.MAJOR, 4, 16),
        ("term-forbidden", Severity.MAJOR, 0, 7),
        ("term-inconsistent", Severity.MINOR, 1, 7),
    ]
    assert found[0].message.format(**found[0].args) == "The term “bill” is missing; expected “законопроект”"


def test_the_terms_check_verifies_the_hits_of_the_context() -> None:
    from attrs import evolve

    from pressloc.checks.terms import TermsCheck
    from pressloc.model import Concept, ConceptKind, Term
    from pressloc.terms.recognise import Recogniser
    from pressloc.terms.termbase import Termbase

    terms = (Term("Senate", "en"), Term("Сенат", "ru"), Term("Сенат", "kk"))
    recogniser = Recogniser(Termbase.of([Concept("senate", "parliament", ConceptKind.ORGANISATION, terms)]))
    hits = recogniser.find(SOURCE, "en")
    assert [hit.concept for hit in hits] == ["senate"]
    check = TermsCheck(recogniser)
    assert check(evolve(context("Закон принят Сенатом."), hits=hits)) == ()
    assert [f.check for f in check(evolve(context("Палата приняла закон."), hits=hits))] == ["term-missing"]

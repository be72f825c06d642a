"""Enforcement over another architecture than the starter's: a Marian of random weights, converted as `models pull` does.

It writes nonsense, so every term is missing at first; with margins that allow anything the cascade must put terms in,
by scoring and by forced decoding, and say for each term which step did.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pressloc.model import TermVerdict
from pressloc.mt.registry import load_engine
from pressloc.ports import DecodingOptions, MTRequest
from pressloc.terms.enforce import EnforceOptions, Enforcer
from pressloc.terms.recognise import Recogniser
from pressloc.terms.repair import Margins
from pressloc.terms.termbase import builtin

GOOD = (TermVerdict.OK, TermVerdict.INFLECTED)
TEXTS = (
    "Комитет Мажилиса поддержал проект закона.",
    "Заседание прошло в Астане 14 марта.",
    "Сенат и Мажилис поддержали министра.",
    "Депутаты Сената прибыли в Астану.",
)


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(builtin())


def test_the_cascade_over_a_marian(convert: Callable[[str], Path], recogniser: Recogniser) -> None:
    engine = load_engine("ctranslate2", model=str(convert("marian")))
    requests = [MTRequest(text, "ru", "en") for text in TEXTS]
    hits = [recogniser.find(text, "ru") for text in TEXTS]
    options = DecodingOptions(beam=4, max_length=60)
    strict = Enforcer(recogniser, EnforceOptions(margins=Margins(0.0, -99.0, 1.0)))
    before = strict.translate(engine, requests, hits, options)
    assert {r.step for own in before for r in own.terms} == {"flag"}
    assert all(r.expected for own in before for r in own.terms)

    generous = Enforcer(recogniser, EnforceOptions(margins=Margins(99.0, 99.0, 1.0)))
    after = generous.translate(engine, requests, hits, options)
    steps = {r.step for own in after for r in own.terms}
    assert steps <= {"swap", "prefix", "flag"}
    assert steps & {"swap", "prefix"}
    for own in after:
        for result in own.terms:
            assert (result.status in GOOD) == (result.step != "flag")
            if result.start >= 0:
                assert own.hypothesis.text[result.start : result.end] == result.found
    assert sum(r.status in GOOD for own in after for r in own.terms) > sum(r.status in GOOD for own in before for r in own.terms)


def test_what_is_not_accepted_stays_out(convert: Callable[[str], Path], recogniser: Recogniser) -> None:
    engine = load_engine("ctranslate2", model=str(convert("marian")))
    requests = [MTRequest(text, "ru", "en") for text in TEXTS]
    hits = [recogniser.find(text, "ru") for text in TEXTS]
    options = DecodingOptions(beam=4, max_length=60)
    enforcer = Enforcer(recogniser, EnforceOptions(margins=Margins(99.0, 99.0, 1.0)))
    found = engine.translate(requests, enforcer.search(engine, options))
    refused = enforcer.put_in(engine, requests, found, hits, options, lambda *_: False)
    assert [own.hypothesis.text for own in refused] == [own[0].text for own in found]

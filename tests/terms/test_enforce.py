"""Enforcement: the pieces on their own, and the whole cascade over two real engines."""

from __future__ import annotations

import pytest

from pressloc.model import Form, Lang, Term, TermVerdict
from pressloc.ports import DecodingOptions, Hypothesis, MTRequest
from pressloc.terms.align import aligned_span, proportional_span
from pressloc.terms.enforce import EnforceOptions, Enforcer
from pressloc.terms.expected import TargetForm
from pressloc.terms.recognise import Recogniser, top_level
from pressloc.terms.repair import Margins
from pressloc.terms.swap import candidates

SENTENCES: list[tuple[Lang, Lang, str]] = [
    ("ru", "kk", "Сенат одобрил закон о гражданстве."),
    ("en", "ru", "The Mazhilis held a plenary session in Astana."),
    ("kk", "en", "Мәжіліс депутаттары Сенатқа заң жобасын жіберді."),
]
GOOD = (TermVerdict.OK, TermVerdict.INFLECTED)


def form(text: str, lang: Lang, **hints: str) -> TargetForm:
    return TargetForm(text, Term(text, lang, hints=hints), Form())


@pytest.mark.parametrize(
    ("text", "span", "new", "hints", "result"),
    [
        ("a delegation arrived", (2, 12), "envoy", {}, "an envoy arrived"),
        ("an envoy arrived", (3, 8), "UN mission", {}, "a UN mission arrived"),
        ("visited chamber today", (8, 15), "Senate", {"article": "the"}, "visited the Senate today"),
        ("the chamber met", (4, 11), "Senate", {"article": "the"}, "the Senate met"),
        ("chamber met", (0, 7), "senate", {}, "Senate met"),
        ("in the land of", (7, 11), "Kazakhstan", {"article": "none"}, "in Kazakhstan of"),
    ],
)
def test_english_articles_follow_the_term(
    text: str, span: tuple[int, int], new: str, hints: dict[str, str], result: str
) -> None:
    candidate, *_ = candidates(text, *span, [form(new, "en", **hints)], "en")
    assert candidate.text == result
    assert candidate.text[candidate.start : candidate.end].lower() == new.lower()


def test_sentence_case_in_russian() -> None:
    texts = [c.text for c in candidates("палата решила. «палата», да", 0, 6, [form("сенат", "ru")], "ru")]
    assert texts == ["Сенат решила. «палата», да"]


def test_what_the_term_says_is_not_said_again() -> None:
    (candidate,) = candidates("ақын Абай Құнанбайұлыға көрме", 5, 9, [form("Абай Құнанбайұлы", "kk")], "kk")
    assert candidate.text == "ақын Абай Құнанбайұлы көрме"
    assert candidate.old == (5, 23)
    (candidate,) = candidates("the chamber of deputies", 4, 11, [form("house", "en")], "en")
    assert candidate.text == "the house of deputies"


ATTENDED = Hypothesis(
    text="in the upper house today", tokens=("in", "the", "upper", "house", "today"),
    spans=((0, 2), (3, 6), (7, 12), (13, 18), (19, 24)), source_tokens=("в", "сенате", "сегодня"),
    source_spans=((0, 1), (2, 8), (9, 16)),
    attention=((0.9, 0.1, 0.0), (0.2, 0.6, 0.2), (0.0, 0.9, 0.1), (0.1, 0.8, 0.1), (0.0, 0.1, 0.9)),
)  # fmt: skip


def test_attention_leads_to_the_words_without_the_article() -> None:
    span = aligned_span(ATTENDED, 2, 8, "en")
    assert span is not None
    assert ATTENDED.text[slice(*span)] == "upper house"
    assert aligned_span(Hypothesis(text="x"), 0, 1, "en") is None


def test_without_attention_the_place_is_guessed_in_proportion() -> None:
    span = proportional_span("один два три", "one two three", 9, 12, "en")
    assert span is not None
    assert "one two three"[slice(*span)] == "three"
    assert proportional_span("а", " ", 0, 1, "en") is None


def test_an_engine_that_can_neither_score_nor_force_gets_flags(recogniser: Recogniser) -> None:
    from pressloc.mt.pseudo import PseudoEngine

    engine = PseudoEngine.load(None, {})
    requests = [MTRequest(text, source, target) for source, target, text in SENTENCES]
    hits = [recogniser.find(r.text, r.source) for r in requests]
    plain = engine.translate(requests, DecodingOptions())
    enforced = Enforcer(recogniser).translate(engine, requests, hits, DecodingOptions())
    assert [e.hypothesis.text for e in enforced] == [p[0].text for p in plain]
    assert all(r.step == "flag" for e in enforced for r in e.terms)
    assert [len(e.terms) for e in enforced] == [3, 3, 3]


@pytest.mark.slow
def test_the_cascade_over_the_starter_model(recogniser: Recogniser) -> None:
    """Whatever the model's quality: terms only gain, none is said twice, every result names its step."""
    from pressloc.mt.ctranslate2 import CTranslate2Engine
    from pressloc.terms.verify import verify

    engine = CTranslate2Engine.load(None, {})
    requests = [MTRequest(text, source, target) for source, target, text in SENTENCES]
    hits = [recogniser.find(r.text, r.source) for r in requests]
    options = DecodingOptions(beam=4)
    plain = engine.translate(requests, options)
    generous = EnforceOptions(margins=Margins(9.0, 9.0, 1.0))
    enforced = Enforcer(recogniser, generous).translate(engine, requests, hits, options)
    for request, own, before, after in zip(requests, hits, plain, enforced, strict=True):
        was = verify(own, before[0].text, request.target, recogniser, source=request.text)
        assert sum(r.status in GOOD for r in after.terms) >= sum(r.status in GOOD for r in was)
        assert {r.concept for r in after.terms} == {r.concept for r in was}
        for result in after.terms:
            assert (result.step == "flag") == (result.status not in GOOD)
            assert result.step in ("model", "nbest", "swap", "prefix", "flag")
            in_source = sum(h.concept == result.concept for h in top_level(own))
            said = top_level(recogniser.occurrences(after.hypothesis.text, request.target, {result.concept}))
            if result.step in ("swap", "prefix"):
                assert len(said) <= max(1, in_source)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "draft", "parts"),
    [
        ("Мәжіліс Төрағасы жас ғалымдармен кездесті", "Председатель Мажилиса встретился с молодыми учёным", ["с молодыми учёными"]),
        ("Ұлттық кітапханада көрме ашылды.", "В Национальном библиотеке открылась выставка.", ["В Национальной библиотеке"]),
        ("Құжатқа қол қойылды.", "Документ подписано в Астане.", ["подписан "]),
        ("Астанада құжатқа қол қойылды.", "В Астане подписан документ.", ["В Астане подписан документ."]),
    ],
)  # fmt: skip
def test_words_that_do_not_go_together_are_mended(recogniser: Recogniser, source: str, draft: str, parts: list[str]) -> None:
    from pressloc.mt.ctranslate2 import CTranslate2Engine
    from pressloc.terms.judging import Judge, Work
    from pressloc.terms.mend import Mender

    judge = Judge(recogniser)
    request, hits = MTRequest(source, "kk", "ru"), tuple(top_level(recogniser.find(source, "kk")))
    work = judge.judged(Work(request, hits, Hypothesis(draft)), Hypothesis(draft), "model")
    options = EnforceOptions()
    mender = Mender(judge, options.concord, options.rounds)
    (mended,) = mender.mended(CTranslate2Engine.load(None, {}), [work], lambda *_: True)
    assert all(part in mended.hypothesis.text for part in parts)
    assert judge.disagreements(mended) == ()
    (kept,) = mender.mended(CTranslate2Engine.load(None, {}), [work], lambda *_: False)
    assert kept.hypothesis.text == draft

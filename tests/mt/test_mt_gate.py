"""The gate names what is wrong with machine output, and retries what fails."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from attrs import evolve

from pressloc.model import CodeKind, InlineCode, Signature, code_char
from pressloc.mt.codes import Restored, restore_codes, strip_codes
from pressloc.mt.detectors import DETECTORS
from pressloc.mt.gate import badness, fails, judge
from pressloc.mt.registry import load_engine
from pressloc.mt.retry import gated_translate
from pressloc.mt.split import SPLIT_NOTE
from pressloc.mt.thresholds import AttentionLimits, default_thresholds
from pressloc.ports import DecodingOptions, Hypothesis, MTRequest, TermRequest

PAIRS = tomllib.loads((Path(__file__).parent / "gate_pairs.toml").read_text(encoding="utf-8"))["pair"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: f"{p['from']}-{p['to']} {p['finds'] or 'good'}")
def test_pairs(pair) -> None:
    findings = judge(pair["source"], Hypothesis(pair["target"]), pair["from"], pair["to"])
    assert {f.check for f in findings} >= ({pair["finds"]} if pair["finds"] else set())
    assert bool(findings) == bool(pair["finds"])
    assert fails(findings) == (bool(pair["finds"]) and not pair.get("small", False))
    assert all(0 <= f.start <= f.end <= len(pair["target"]) for f in findings)
    # A message has a value for each of its fields.
    assert all(set(re.findall(r"{(\w+)}", f.message)) <= set(f.args) for f in findings)


def test_the_score_is_judged_by_the_models_own_floor() -> None:
    thresholds = evolve(
        default_thresholds(), score={"default": -2.0, "strict": {"ru-kk": -0.5, "default": -1.0}}
    )
    hypothesis = Hypothesis("Отырыс Астанада өтті.", score=-0.8)
    source = "Заседание прошло в Астане."
    assert not judge(source, hypothesis, "ru", "kk", model="other", thresholds=thresholds)
    assert [
        f.check for f in judge(source, hypothesis, "ru", "kk", model="strict", thresholds=thresholds)
    ] == ["mt-score"]


def test_attention_on_the_full_stop_is_named_for_models_measured() -> None:
    thresholds = evolve(
        default_thresholds(), attention={"aligned": AttentionLimits(punctuation=0.6, uncovered=0.25)}
    )
    source = "Сенат қолдады."
    spans = ((0, 5), (6, 13), (13, 14))
    good = Hypothesis("The Senate agreed.", source_spans=spans, attention=((0.9, 0.1, 0.0), (0.1, 0.8, 0.1)))
    lost = Hypothesis("The Senate agreed.", source_spans=spans, attention=((0.1, 0.0, 0.9), (0.0, 0.1, 0.9)))
    assert not judge(source, good, "kk", "en", model="aligned", thresholds=thresholds)
    assert [f.check for f in judge(source, lost, "kk", "en", model="aligned", thresholds=thresholds)] == [
        "mt-attention"
    ]
    assert not judge(source, lost, "kk", "en", model="unmeasured", thresholds=thresholds)


def test_codes_lost_are_critical_and_guesses_minor() -> None:
    codes = (InlineCode(CodeKind.OPEN, "<b>", pair=1), InlineCode(CodeKind.CLOSE, "</b>", pair=0))
    coded = f"Вчера {code_char(0)}депутаты{code_char(1)} собрались в Астане"
    plain, target = strip_codes(coded, codes), Hypothesis("Кеше депутаттар Астанада жиналды")
    restored = restore_codes(plain, target, codes)
    guess = judge(plain.text, target, "ru", "kk", coded=coded, restored=restored)
    assert [(f.check, f.severity) for f in guess] == [("mt-code", "minor")]
    lost = judge(
        plain.text,
        target,
        "ru",
        "kk",
        coded=coded,
        restored=Restored(restored.text.replace(code_char(1), "")),
    )
    assert [(f.check, f.severity) for f in lost] == [("mt-code", "critical")]


def test_a_split_sentence_is_reported() -> None:
    findings = judge("Сенат қолдады.", Hypothesis("The Senate agreed.", notes=(SPLIT_NOTE,)), "kk", "en")
    assert [f.check for f in findings] == ["mt-note"]
    assert not fails(findings)


def test_every_detector_is_silent_on_an_empty_pair() -> None:
    assert judge("", Hypothesis(""), "kk", "en") == ()
    assert len(DETECTORS) == 13


class Stubborn:
    """An engine whose answer depends on the options, as a looping model's does."""

    name = "stubborn"
    can_score = can_prefix = False

    def __init__(self, answers: dict[str, str]) -> None:
        self.answers, self.calls, self.asked = answers, [], []

    def signature(self, options: DecodingOptions) -> Signature:
        return Signature(self.name, options=self._way(options))

    def directions(self):
        return frozenset({("en", "ru")})

    def translate(self, requests, options):
        way = self._way(options)
        self.calls.append((way, len(requests)))
        self.asked += requests
        good = "Заседание прошло в Астане."
        return [
            [
                Hypothesis(good if r.text.startswith("Easy") else self.answers.get(way, ""))
                for _ in range(options.n_best)
            ]
            for r in requests
        ]

    @staticmethod
    def _way(options: DecodingOptions) -> str:
        return (
            "samples"
            if options.sampling_topk
            else "no-repeat"
            if options.no_repeat_ngram
            else "wide"
            if options.coverage_penalty
            else "first"
        )


EASY = MTRequest("Easy: held in Astana today.", "en", "ru")
HARD = MTRequest("The sitting was held in Astana.", "en", "ru")
LOOP = "Заседание прошло заседание прошло заседание прошло заседание прошло."
GOOD = "Заседание состоялось в Астане."


def test_only_the_failing_are_tried_again_and_in_order() -> None:
    engine = Stubborn({"first": LOOP, "no-repeat": GOOD})
    outcomes = gated_translate(engine, [EASY, HARD, EASY, HARD], DecodingOptions())
    assert engine.calls == [("first", 4), ("no-repeat", 2)]
    assert [o.best.text for o in outcomes] == ["Заседание прошло в Астане.", GOOD] * 2
    assert outcomes[1].step == "no-repeat"
    assert outcomes[1].tried == ("no-repeat",)
    assert outcomes[1].findings == ()
    assert outcomes[0].tried == ()
    assert "no-repeat" in outcomes[1].signature


def test_a_retry_is_for_what_it_may_cure() -> None:
    engine = Stubborn({"first": "Да.", "wide": GOOD})
    (outcome,) = gated_translate(engine, [HARD], DecodingOptions())
    assert outcome.tried == ("wide-beam",)
    assert outcome.best.text == GOOD


def test_lemmas_in_the_source_are_left_out_first() -> None:
    engine = Stubborn({"first": LOOP})
    term = evolve(HARD, terms=(TermRequest(4, 11, "заседание"),))
    (outcome,) = gated_translate(engine, [term], DecodingOptions())
    assert outcome.tried == ("plain", "no-repeat", "samples")
    assert [r.terms for r in engine.asked] == [term.terms, (), term.terms, ()]


def test_of_the_hypotheses_of_a_search_the_first_that_passes_is_taken() -> None:
    class Two(Stubborn):
        def translate(self, requests, options):
            return [[Hypothesis(LOOP), Hypothesis(GOOD), Hypothesis("Заседание было в Астане.")] for _ in requests]

    (outcome,) = gated_translate(Two({}), [HARD], DecodingOptions(n_best=3))
    assert [h.text for h in outcome.hypotheses] == [GOOD, LOOP, "Заседание было в Астане."]
    assert outcome.step == ""


def test_what_no_retry_repairs_is_flagged_never_silent() -> None:
    engine = Stubborn(dict.fromkeys(("first", "no-repeat", "samples"), LOOP))
    (outcome,) = gated_translate(engine, [HARD], DecodingOptions())
    assert [w for w, _ in engine.calls] == ["first", "no-repeat", "samples"]
    assert outcome.step == ""
    assert outcome.best.text == LOOP
    assert "mt-repetition" in {f.check for f in outcome.findings}


def test_another_engine_is_the_last_resort() -> None:
    weak, strong = Stubborn({"first": LOOP}), Stubborn({"first": GOOD})
    (outcome,) = gated_translate(weak, [HARD], DecodingOptions(), fallback=strong, steps=())
    assert outcome.step == "engine:stubborn"
    assert outcome.findings == ()


def test_the_least_bad_is_kept_with_its_findings() -> None:
    english = "The sitting was held in Astana."
    engine = Stubborn({"first": english, "no-repeat": english, "samples": LOOP})
    (outcome,) = gated_translate(engine, [HARD], DecodingOptions())
    assert outcome.best.text == LOOP
    assert outcome.step == "samples"
    assert 0 < badness(outcome.findings) < 100


def test_the_starter_model_goes_through_the_gate() -> None:
    engine = load_engine("ctranslate2")
    requests = [
        MTRequest("The committee held 217 meetings on 14 March 2024.", "en", "kk"),
        MTRequest("", "en", "kk"),
    ]
    outcomes = gated_translate(engine, requests, DecodingOptions(n_best=2))
    assert len(outcomes) == 2
    assert outcomes[1].findings == ()
    for request, outcome in zip(requests, outcomes, strict=True):
        assert outcome.findings == judge(request.text, outcome.best, "en", "kk", model="starter")

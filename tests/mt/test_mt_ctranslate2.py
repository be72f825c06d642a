"""The default engine with the starter model that ships in the package."""

from __future__ import annotations

import itertools
import json
import math
import re
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressloc.errors import EngineError, UsageError
from pressloc.mt.batches import token_batches
from pressloc.mt.installed import model_directory
from pressloc.mt.pieces import SentencePieceTokenizer, join_pieces
from pressloc.mt.registry import engine_names, load_engine
from pressloc.mt.split import split_spans
from pressloc.ports import DecodingOptions, Engine, MTRequest, TermRequest
from pressloc.resources import data_path

try:
    STARTER = data_path("starter")
except FileNotFoundError:
    pytest.skip("the starter model is not in this checkout", allow_module_level=True)

EN = MTRequest("The committee supported the draft law on 14 March.", "en", "kk")
RU = MTRequest("Заседание прошло в Астане.", "ru", "en")
KK = MTRequest("Отырыс Астанада өтті.", "kk", "ru")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine("ctranslate2")


def test_it_is_an_engine_with_all_six_directions(engine) -> None:
    assert isinstance(engine, Engine)
    assert len(engine.directions()) == 6
    assert str(engine.signature(DecodingOptions(beam=2))).startswith("ctranslate2:starter@")


def test_the_order_of_mixed_requests_is_kept(engine) -> None:
    batch = [EN, MTRequest("", "ru", "kk"), KK, RU, MTRequest("  ", "en", "ru")]
    together = [hypotheses[0].text for hypotheses in engine.translate(batch, DecodingOptions(beam=1))]
    alone = [engine.translate([request], DecodingOptions(beam=1))[0][0].text for request in batch]
    assert together == alone
    assert together[1] == together[4] == ""
    assert all(together[i] for i in (0, 2, 3))


@pytest.mark.parametrize(
    ("source", "target", "text", "letters"),
    [
        ("en", "ru", "The Xylocopa zzyzx hub of Quux-Blarg.", r"[A-Za-zәғқңөұүһі]"),
        ("en", "kk", "The Xylocopa zzyzx hub of Quux-Blarg.", r"[A-Za-z]"),
        ("ru", "en", "Хрымзик шмяк Пфуй.", r"[а-яА-ЯәғқңөұүһіӘҒҚҢӨҰҮҺІ]"),
        ("kk", "ru", "Өткізу үңгірі қаңғыбас.", r"[A-Za-zәғқңөұүһі]"),
    ],
)  # fmt: skip
def test_only_letters_of_the_language_if_asked_for(engine, source, target, text, letters) -> None:
    requests = [MTRequest(text, source, target), EN]
    (asked, other) = engine.translate(requests, DecodingOptions(n_best=4, own_script=True))
    assert not [h.text for h in asked if re.search(letters, h.text)]
    assert asked[0].text
    assert not re.search(r"[A-Za-z]", other[0].text)


def test_n_best_is_sorted_distinct_and_scored_as_the_scorer_does(engine) -> None:
    (hypotheses,) = engine.translate([EN], DecodingOptions(n_best=5, beam=2))
    assert len(hypotheses) == 5
    assert len({h.tokens for h in hypotheses}) == 5
    scores = [h.score for h in hypotheses]
    assert scores == sorted(scores, reverse=True)
    rescored = engine.score([EN] * 5, [h.text for h in hypotheses])
    # The tokenizer may cut a text otherwise than the model did, so only most agree.
    assert sum(math.isclose(a, b, abs_tol=0.01) for a, b in zip(scores, rescored, strict=True)) >= 3


def test_penalties_do_not_bend_the_reported_score(engine) -> None:
    (hypotheses,) = engine.translate(
        [EN], DecodingOptions(coverage_penalty=0.5, repetition_penalty=1.2, no_repeat_ngram=4)
    )
    best = hypotheses[0]
    assert len(best.token_scores) == len(best.tokens)
    assert best.score == pytest.approx(engine.score([EN], [best.text])[0], abs=0.05)


def test_attention_and_spans_run_parallel(engine) -> None:
    (hypotheses,) = engine.translate([RU], DecodingOptions(attention=True, token_scores=True))
    best = hypotheses[0]
    assert best.attention is not None
    assert len(best.attention) == len(best.tokens) == len(best.spans) == len(best.token_scores)
    assert all(len(row) == len(best.source_tokens) == len(best.source_spans) for row in best.attention)
    assert "".join(best.text[s:e] for s, e in best.spans) == best.text.replace(" ", "")
    assert "".join(RU.text[s:e] for s, e in best.source_spans) == RU.text.replace(" ", "")


@pytest.mark.parametrize("prefix", ["Ко", "Комитет", "Комитет ", "Мәжіліс деп", "14 нау", "«Заң… ", "ЪЪx"])
def test_a_target_begins_with_what_was_typed(engine, prefix) -> None:
    request = MTRequest(EN.text, "en", "kk", prefix=prefix)
    (hypotheses,) = engine.translate([request], DecodingOptions(n_best=3))
    assert 1 <= len(hypotheses) <= 3
    for hypothesis in hypotheses:
        assert hypothesis.text.startswith(prefix.rstrip())
        if len(hypothesis.text) > len(prefix):
            assert hypothesis.text.startswith(prefix)
        assert all(0 <= s <= e <= len(hypothesis.text) for s, e in hypothesis.spans)


def test_a_half_typed_word_is_completed_as_the_model_would_write_it(engine) -> None:
    (free,) = engine.translate([KK], DecodingOptions())
    word = free[0].text.split()[0]
    (begun,) = engine.translate(
        [MTRequest(KK.text, "kk", "ru", prefix=word[: len(word) // 2])], DecodingOptions()
    )
    assert begun[0].score >= free[0].score - 0.2


def test_prefixed_and_free_requests_mix(engine) -> None:
    begun = MTRequest(RU.text, "ru", "en", prefix="The sit")
    results = engine.translate([RU, begun, RU], DecodingOptions())
    assert results[0][0].text == results[2][0].text
    assert results[1][0].text.startswith("The sit")


def test_samples_are_the_same_for_a_seed_and_differ_between_seeds(engine) -> None:
    def sample(seed: int) -> list[str]:
        options = DecodingOptions(sampling_topk=10, temperature=0.9, n_best=4, seed=seed)
        return [h.text for hypotheses in engine.translate([EN, RU], options) for h in hypotheses]

    assert sample(1) == sample(1)
    assert sample(1) != sample(2)


def test_a_sentence_beyond_the_positions_is_split_and_says_so(engine) -> None:
    clause = "комитет рассмотрел проект закона о бюджете, "
    long = MTRequest((clause * 60).strip(" ,") + ".", "ru", "kk")
    best = engine.translate([long], DecodingOptions(beam=1, attention=True))[0][0]
    assert best.notes
    assert "in parts" in best.notes[0]
    assert len(best.attention[0]) == len(best.source_tokens) == len(best.source_spans)
    assert max(end for _, end in best.source_spans) == len(long.text)


def test_term_annotations_change_the_input_not_the_request(engine) -> None:
    plain = MTRequest("Комитет Мажилиса поддержал закон.", "ru", "kk")
    term = TermRequest(8, 16, "Мәжіліс")
    marked = MTRequest(plain.text, "ru", "kk", terms=(term,))
    tokens = engine.translate([marked], DecodingOptions(attention=True))[0][0]
    opened, closed = tokens.source_tokens.index("<t>"), tokens.source_tokens.index("</t>")
    assert "".join(tokens.source_tokens[opened + 1 : closed]) == "▁Мәжіліс"
    assert set(tokens.source_spans[opened : closed + 1]) == {(8, 16)}
    assert "<t>" not in engine.translate([plain], DecodingOptions())[0][0].source_tokens


def test_a_direction_the_model_lacks_is_an_error(engine) -> None:
    with pytest.raises(EngineError, match="does not translate"):
        engine.translate([MTRequest("x", "en", "en")], DecodingOptions())


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda d: (d / "pressloc.json").unlink(), "no pressloc.json"),
        (lambda d: (d / "pressloc.json").write_text("{"), "cannot be read"),
        (lambda d: (d / "pressloc.json").write_text("[]"), "not a JSON object"),
        (
            lambda d: (d / "pressloc.json").write_text(
                '{"languages":["kk","ru"],"tokenizer":"../../etc/passwd"}'
            ),
            "inside the model",
        ),
        (lambda d: (d / "pressloc.json").write_text('{"languages":["de","fr"]}'), "no direction"),
        (lambda d: (d / "pressloc.json").write_text("{}"), "languages"),
        (lambda d: (d / "spm.model").write_bytes(b"\x00" * 64), "tokenizer cannot be loaded"),
        (lambda d: (d / "spm.model").unlink(), "tokenizer file is missing"),
        (lambda d: (d / "model.bin").write_bytes(b"broken"), "model cannot be loaded"),
    ],
)
def test_a_damaged_model_is_one_clear_error(tmp_path, damage, message) -> None:
    directory = tmp_path / "model"
    shutil.copytree(STARTER, directory)
    damage(directory)
    with pytest.raises(EngineError, match=message):
        load_engine("ctranslate2", model=str(directory))


def test_unknown_names_say_what_there_is() -> None:
    assert "ctranslate2" in engine_names()
    with pytest.raises(UsageError, match="ctranslate2"):
        load_engine("babelfish")
    with pytest.raises(EngineError, match="starter"):
        load_engine("ctranslate2", model="no-such-model")
    with pytest.raises(UsageError, match="inter_threads"):
        load_engine("ctranslate2", settings={"threads": 2})
    with pytest.raises(UsageError, match="must be of type int"):
        load_engine("ctranslate2", settings={"inter_threads": "2"})


def test_an_annotation_of_another_kind_is_refused(tmp_path) -> None:
    directory = tmp_path / "model"
    shutil.copytree(STARTER, directory)
    config = json.loads((directory / "pressloc.json").read_text())
    (directory / "pressloc.json").write_text(
        json.dumps(config | {"annotation": {"kind": "xml", "open": "<t>", "close": "</t>"}})
    )
    with pytest.raises(EngineError, match="target-lemma"):
        load_engine("ctranslate2", model=str(directory))


@given(st.lists(st.integers(1, 90), max_size=60), st.integers(1, 200))
def test_batches_hold_every_sentence_once_within_the_budget(lengths, budget) -> None:
    batches = token_batches(lengths, budget)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or max(lengths[i] for i in batch) * len(batch) <= budget


TOKENIZER = SentencePieceTokenizer(model_directory("starter") / "spm.model")


@settings(max_examples=60)
@given(st.text(st.sampled_from("абв Қы,.;: \u00a0x1…🙂"), max_size=120), st.integers(1, 20))
def test_split_parts_cover_the_text_within_the_limit(text, limit) -> None:
    pieces = TOKENIZER.encode(text)
    parts = split_spans(text, pieces, limit)
    assert "".join(text[s:e] for s, e in parts).replace(" ", "").replace("\u00a0", "") == text.replace(
        " ", ""
    ).replace("\u00a0", "")
    assert all(a_end <= b_start for (_, a_end), (b_start, _) in itertools.pairwise(parts))


def test_a_cut_prefers_the_clause() -> None:
    text = "Сенат қолдады, Мәжіліс қарады; Үкімет енгізді және депутаттар талқылады"
    pieces = TOKENIZER.encode(text)
    parts = split_spans(text, pieces, len(pieces.tokens) - 2)
    assert text[parts[0][0] : parts[0][1]].endswith((";", ","))


def test_byte_pieces_become_characters() -> None:
    text, spans = join_pieces(["▁Қала", "<0xF0>", "<0x9F>", "<0x99>", "<0x82>", "▁тобы", "<unk>"])
    assert text.startswith("Қала🙂 тобы")
    assert text[slice(*spans[1])] == text[slice(*spans[4])] == "🙂"

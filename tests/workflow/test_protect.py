"""What goes around the machine: addresses and telephone numbers come back as they were, whatever the engine does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.model import CODE_BASE, CodeKind, InlineCode, Lang, Segment
from pressloc.mt.registry import load_engine
from pressloc.ports import DecodingOptions, Hypothesis, MTRequest
from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import builtin
from pressloc.workflow.pipeline import Job, Pipeline
from pressloc.workflow.protect import protect


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Толық тізім: https://mfa-press.example/kk/visa", ["https://mfa-press.example/kk/visa"]),
        ("Write to press@senat.example, or call +7 (7172) 74-00-01.", ["press@senat.example", "+7 (7172) 74-00-01"]),
        ("Тел.: 8 (7172) 00-00-01", ["8 (7172) 00-00-01"]),
        ("Звоните 74-00-01!", ["74-00-01"]),
        ("see www.parlam.example/a,b.", ["www.parlam.example/a,b"]),
        ("выделено 1 200 000 тенге на 2025-2027 годы", []),
        ("счёт 3-2, пункт 12-1, 09.00-18.30", []),
        ("Astana, 3.09.2025", ["3.09.2025"]),
        ("до 01.09.2027 г.", ["01.09.2027"]),
        ("12.11.2025-де ашылады, 1.2.3, версия 10.12.2025.1", []),
        ("Закон принят.", []),
    ],
)
def test_what_is_kept(text: str, kept: list[str]) -> None:
    safe = protect(text, ())
    assert list(safe.kept) == kept
    assert safe.unwrapped(safe.text) == text
    assert not any(piece in safe.plain.text for piece in kept)


@pytest.mark.parametrize(
    ("source", "target", "text", "letter"),
    [
        ("ru", "en", "в) снизить скорость", "c)"),
        ("kk", "en", "б) жылдамдықты азайту", "b)"),
        ("en", "kk", "b) to lower the speed", "б)"),
        ("ru", "kk", "в) снизить скорость", None),
        ("ru", "en", "снизить (в) скорость", None),
        ("en", "ru", "z) the last", "z)"),
    ],
)
def test_list_items_count_as_the_target_does(source: Lang, target: Lang, text: str, letter: str | None) -> None:
    safe = protect(text, (), source, target)
    assert safe.kept == ((letter,) if letter else ())
    assert safe.unwrapped(safe.text) == (text if letter is None else letter + text[2:])


@given(st.text(alphabet="аб1 +()-:/.@жk\ue000\ue001", max_size=40))
def test_nothing_is_lost(text: str) -> None:
    codes = (InlineCode(CodeKind.ALONE, "<br/>", "br"), InlineCode(CodeKind.ALONE, "<hr/>", "hr"))
    safe = protect(text, codes)
    assert safe.unwrapped(safe.text) == text
    assert safe.codes[:2] == codes


@pytest.mark.parametrize(
    ("source", "target", "text", "kept"),
    [
        ("kk", "ru", "Толық тізім: https://mfa-press.example/kk/visa", ["https://mfa-press.example/kk/visa"]),
        ("ru", "kk", "Вопросы направляйте по адресу press@senat.example или по телефону +7 (7172) 74-00-01.",
         ["press@senat.example", "+7 (7172) 74-00-01"]),
        ("en", "ru", "Watch \ue000live\ue001 at https://senat.example/live today.", ["https://senat.example/live", "\ue000", "\ue001"]),
    ],
)  # fmt: skip
def test_the_pipeline_keeps_them_and_says_nothing_of_them(
    source: Lang, target: Lang, text: str, kept: list[str]
) -> None:
    codes = tuple(InlineCode(kind, f"<{i}>", pair=1 - i) for i, kind in enumerate((CodeKind.OPEN, CodeKind.CLOSE)))
    codes = codes if chr(CODE_BASE) in text else ()
    segment = Segment("1:1", "1", text, 0, len(text), source, codes=codes)
    (made,) = Pipeline(load_engine("ctranslate2"), Recogniser(builtin())).suggest([Job(segment, target)])
    assert [made.text.count(piece) for piece in kept] == [1] * len(kept)
    assert not {f.check for f in made.findings} & {"addresses", "wrong-script", "mt-code", "inline-codes"}


def test_terms_of_a_text_with_abbreviations_are_asked_for_where_they_stand() -> None:
    """What the engine gets is longer than the source: the places of the terms are those of what it gets."""
    engine = load_engine("ctranslate2")
    asked: list[MTRequest] = []

    class Listening:
        name, can_score, can_prefix = engine.name, engine.can_score, engine.can_prefix
        signature, directions, score = engine.signature, engine.directions, engine.score

        def translate(self, requests: Sequence[MTRequest], options: DecodingOptions) -> list[list[Hypothesis]]:
            asked.extend(requests)
            return engine.translate(requests, options)

    text = "В ходе заседания, в т. ч. ок. 118 тыс. тг, Сенат принял решение."
    Pipeline(Listening(), Recogniser(builtin())).suggest([Job(Segment("1:1", "1", text, 0, len(text), "ru"), "kk")])
    first = asked[0]
    assert "около 118 тысяч тенге" in first.text
    assert {"Сенат", "тенге"} <= {first.text[term.start : term.end] for term in first.terms}

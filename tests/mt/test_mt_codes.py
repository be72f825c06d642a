"""Inline codes survive translation: exactly once, well nested, where they belong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.model import CodeKind, InlineCode, code_char, is_code_char
from pressloc.mt.codes import restore_codes, strip_codes
from pressloc.ports import Hypothesis

B = (
    InlineCode(CodeKind.OPEN, "<b>", pair=1),
    InlineCode(CodeKind.CLOSE, "</b>", pair=0),
)
LINK = (
    InlineCode(CodeKind.OPEN, "<a>", pair=1),
    InlineCode(CodeKind.CLOSE, "</a>", pair=0),
    InlineCode(CodeKind.OPEN, "<i>", pair=3),
    InlineCode(CodeKind.CLOSE, "</i>", pair=2),
)
IMAGE = (InlineCode(CodeKind.ALONE, "<img/>"),)
AMP = (InlineCode(CodeKind.ALONE, "&amp;", equiv="&"),)
BREAK = (InlineCode(CodeKind.ALONE, "\n", equiv=" "),)


def marked(text: str) -> str:
    """`{0}` for code character 0, so that the tables stay readable."""
    for i in range(6):
        text = text.replace(f"{{{i}}}", code_char(i))
    return text


def shown(text: str) -> str:
    return "".join(f"{{{ord(c) - 0xE000}}}" if is_code_char(c) else c for c in text)


def word_attention(source: str, target: str, links: dict[int, int]) -> Hypothesis:
    """A hypothesis with one token a word and attention of 1 from target word i to source word links[i]."""

    def words(text: str) -> list[tuple[int, int]]:
        spans, at = [], 0
        for word in text.split():
            start = text.index(word, at)
            at = start + len(word)
            spans.append((start, at))
        return spans

    sources, targets = words(source), words(target)
    rows = tuple(tuple(float(links.get(i) == j) for j in range(len(sources))) for i in range(len(targets)))
    return Hypothesis(
        text=target,
        tokens=tuple(target.split()),
        spans=tuple(targets),
        source_spans=tuple(sources),
        attention=rows,
    )


@pytest.mark.parametrize(
    ("codes", "source", "target", "expected"),
    [
        (B, "{0}Заседание состоялось.{1}", "Отырыс өтті.", "{0}Отырыс өтті.{1}"),
        (B, "Цена {0}14 500{1} тенге", "Бағасы 14 500 теңге", "Бағасы {0}14 500{1} теңге"),
        (B, "Сайт {0}parlam.kz{1} открыт.", "parlam.kz сайты ашылды.", "{0}parlam.kz{1} сайты ашылды."),
        (LINK, "{0}{2}Закон принят.{3}{1}", "Заң қабылданды.", "{0}{2}Заң қабылданды.{3}{1}"),
        (IMAGE, "{0} Фото", "Сурет", "{0} Сурет"),
        (IMAGE, "{0}Фото", "Сурет", "{0}Сурет"),
        (IMAGE, "Фото{0}", "Сурет", "Сурет{0}"),
        (IMAGE, "Сенат (42{0}) поддержал", "Сенат (42) қолдады", "Сенат (42{0}) қолдады"),
        (AMP, "Research {0} development", "Ғылым & дамыту", "Ғылым {0} дамыту"),
        (BREAK, "Выпуск{0}новостей", "Жаңалықтар шығарылымы", "Жаңалықтар{0}шығарылымы"),
        (B, "Мәтін {0}жоқ{1}", "", "{0}{1}"),
    ],
)
def test_places_that_need_no_attention(codes, source, target, expected) -> None:
    plain = strip_codes(marked(source), codes)
    assert shown(restore_codes(plain, Hypothesis(text=target), codes).text) == expected


PLACEHOLDERS = (InlineCode(CodeKind.ALONE, "%s"), InlineCode(CodeKind.ALONE, "%d"))
BOLD_AFTER = (*B, InlineCode(CodeKind.ALONE, "%s"))
BOLD_PLACEHOLDER = (
    InlineCode(CodeKind.OPEN, "<b>", pair=2),
    InlineCode(CodeKind.ALONE, "%s"),
    InlineCode(CodeKind.CLOSE, "</b>", pair=0),
)


@pytest.mark.parametrize(
    ("codes", "source", "target", "expected"),
    [
        (PLACEHOLDERS, "Open {0} now", "Қазір ашу", "Қазір {0} ашу"),
        (PLACEHOLDERS, "Open {0} now", "Қазір  ашу", "Қазір {0} ашу"),
        (PLACEHOLDERS, "{1} files", "файл", "{1} файл"),
        (PLACEHOLDERS, "{0} said", "деді", "{0} деді"),
        (PLACEHOLDERS, "Deleted: {0}", "Жойылды:", "Жойылды: {0}"),
        (PLACEHOLDERS, "Hello, {0}!", "Сәлем!", "Сәлем {0}!"),
        (PLACEHOLDERS, "In ({0}) now", "Қазір () ішінде", "Қазір ({0}) ішінде"),
        (PLACEHOLDERS, "Copy {0} {1} now", "Қазір көшіру", "Қазір {0} {1} көшіру"),
        (PLACEHOLDERS, "Copy {0}{1} now", "Қазір көшіру", "Қазір {0}{1} көшіру"),
        (PLACEHOLDERS, "File{0} saved", "Файл сақталды", "Файл{0} сақталды"),
        (BOLD_AFTER, "Open {2} {0}now{1}", "Ашу қазір", "Ашу {2} {0}қазір{1}"),
        (BOLD_PLACEHOLDER, "Open {0}{1}{2} now", "Қазір ашу", "Қазір {0}{1}{2} ашу"),
    ],
)
def test_a_placeholder_touches_no_word_that_it_did_not_touch(codes, source, target, expected) -> None:
    plain = strip_codes(marked(source), codes)
    assert shown(restore_codes(plain, Hypothesis(text=target), codes).text) == expected


def test_attention_moves_a_pair_with_its_words() -> None:
    source = marked("Депутат {0}Ерлан Садырбек{1} өтті отырыс")
    plain = strip_codes(source, B)
    hypothesis = word_attention(
        plain.text, "The sitting of Yerlan Sadyrbek deputy", {0: 4, 1: 4, 2: 4, 3: 1, 4: 2, 5: 0}
    )
    restored = restore_codes(plain, hypothesis, B)
    assert shown(restored.text) == "The sitting of {0}Yerlan Sadyrbek{1} deputy"
    assert restored.certain


def test_without_attention_the_place_is_reported_as_a_guess() -> None:
    plain = strip_codes(marked("Вчера {0}депутаты{1} собрались"), B)
    restored = restore_codes(plain, Hypothesis(text="Кеше депутаттар жиналды"), B)
    assert shown(restored.text) == "Кеше {0}депутаттар{1} жиналды"
    assert restored.uncertain == (0, 1)


def test_closing_punctuation_stays_outside_the_pair() -> None:
    plain = strip_codes(marked("Рассмотрен {0}закон{1}."), B)
    hypothesis = word_attention(plain.text, "Заң қаралды .", {0: 1, 1: 0, 2: 1})
    assert shown(restore_codes(plain, hypothesis, B).text) == "{0}Заң{1} қаралды ."


def test_a_code_character_in_the_translation_is_no_code() -> None:
    plain = strip_codes(marked("Текст{0}"), IMAGE)
    restored = restore_codes(plain, Hypothesis(text=f"Мәтін {code_char(0)}{code_char(7)}"), IMAGE)
    assert sum(is_code_char(c) for c in restored.text) == 1


WORDS = st.lists(
    st.sampled_from(["Сенат", "заң", "42", "the", "law,", ".", "&", "  ", "«Нұр»", "2024"]), max_size=12
)


@st.composite
def segments(draw: st.DrawFn) -> tuple[str, tuple[InlineCode, ...]]:
    """Text with nested pairs, standalone codes, halves without a partner and crossing pairs."""
    codes: list[InlineCode] = []
    parts: list[str] = []
    opened: list[int] = []
    for _ in range(draw(st.integers(0, 12))):
        choice = draw(st.sampled_from(["word", "word", "open", "close", "alone", "amp", "half", "cross"]))
        if choice == "word":
            parts.append(draw(st.sampled_from(["Сенат ", "заң", " 42 ", "the ", ", ", ". "])))
        elif choice == "open":
            codes.append(InlineCode(CodeKind.OPEN, "<b>"))
            opened.append(len(codes) - 1)
            parts.append(code_char(len(codes) - 1))
        elif choice in {"close", "cross"} and opened:
            partner = opened.pop(-1 if choice == "close" else 0)
            codes.append(InlineCode(CodeKind.CLOSE, "</b>", pair=partner))
            codes[partner] = InlineCode(CodeKind.OPEN, "<b>", pair=len(codes) - 1)
            parts.append(code_char(len(codes) - 1))
        elif choice in {"alone", "amp", "half"}:
            kind = CodeKind.CLOSE if choice == "half" else CodeKind.ALONE
            codes.append(
                InlineCode(
                    kind, "x", equiv={"amp": "&"}.get(choice, ""), pair=99 if choice == "half" else None
                )
            )
            parts.append(code_char(len(codes) - 1))
    return "".join(parts), tuple(codes)


def well_nested(text: str, source: str, codes: tuple[InlineCode, ...]) -> bool:
    """Whether every pair that encloses another properly in the source still does not cross any in `text`."""

    def crossings(value: str) -> int:
        place = {ord(c) - 0xE000: i for i, c in enumerate(value) if is_code_char(c)}
        pairs = [
            (place[i], place[c.pair])
            for i, c in enumerate(codes)
            if c.kind is CodeKind.OPEN and c.pair in place and i in place
        ]
        backwards = sum(a > b for a, b in pairs)
        return backwards + sum(a < c < b < d for a, b in pairs for c, d in pairs)

    return crossings(text) <= crossings(source)


@given(segments(), WORDS, st.randoms(use_true_random=False), st.booleans())
def test_every_code_comes_back_once_and_nesting_holds(segment, words, random, attend) -> None:
    source, codes = segment
    plain = strip_codes(source, codes)
    target = " ".join(words).strip()
    hypothesis = Hypothesis(text=target)
    if attend and words and plain.text.split():
        count = len(plain.text.split())
        hypothesis = word_attention(
            plain.text, target, {i: random.randrange(count) for i in range(len(target.split()))}
        )
    restored = restore_codes(plain, hypothesis, codes)
    inside = sorted(c for c in source if is_code_char(c))
    assert sorted(c for c in restored.text if is_code_char(c)) == inside
    assert well_nested(restored.text, source, codes)
    literal = "&" if any(c.equiv for c in codes) else ""

    def letters(text: str) -> list[str]:  # blanks may be added beside a code
        return [c for c in text if not is_code_char(c) and not c.isspace() and c != literal]

    assert letters(restored.text) == letters(target)


@given(segments())
def test_an_unchanged_text_gets_its_codes_back_where_they_were(segment) -> None:
    source, codes = segment
    plain = strip_codes(source, codes)
    assert restore_codes(plain, Hypothesis(text=plain.text), codes).text == source


@pytest.mark.parametrize(
    ("target", "links", "expected"),
    [
        ("The data are Acepted here", {0: 0, 1: 0, 2: 2, 3: 1, 4: 2}, "The data are {0} here"),
        ("The data are welcome here", {0: 0, 1: 0, 2: 2, 3: 1, 4: 2}, None),
    ],
)
def test_a_literal_that_the_model_changed_gives_way_to_its_code(target: str, links: dict[int, int], expected: str | None) -> None:
    codes = (InlineCode(CodeKind.ALONE, "`accepted`", equiv="accepted"),)
    plain = strip_codes(marked("Деректер {0} келеді"), codes)
    restored = restore_codes(plain, word_attention(plain.text, target, links), codes)
    assert shown(restored.text).count("{0}") == 1
    if expected is None:
        assert shown(restored.text).replace("{0}", "").split() == target.split()
    else:
        assert shown(restored.text) == expected

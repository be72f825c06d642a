"""Segments of documents: codes, languages, context, and that nothing is lost."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.model import (
    CODE_BASE,
    LANGS,
    CodeKind,
    Document,
    InlineCode,
    Lang,
    Unit,
    code_char,
    is_code_char,
)
from pressloc.text.segment import segment_document, segment_unit, spans


def unit(marked: str, name: str = "u") -> Unit:
    """A unit from text with `<b>…</b>`, `<br>` (stands for a line break), `<amp>` (for &), `<x/>` (a placeholder)."""
    codes: list[InlineCode] = []
    stack: list[int] = []
    text = ""
    alone = {"<br>": "\n", "<amp>": "&", "<x/>": ""}
    for part in re.split(r"(<[^>]+>)", marked):
        if not part.startswith("<"):
            text += part
            continue
        here = len(codes)
        if part in alone:
            codes.append(InlineCode(CodeKind.ALONE, part, equiv=alone[part]))
        elif part.startswith("</"):
            opener = stack.pop()
            codes[opener] = InlineCode(CodeKind.OPEN, codes[opener].data, pair=here)
            codes.append(InlineCode(CodeKind.CLOSE, part, pair=opener))
        else:
            stack.append(here)
            codes.append(InlineCode(CodeKind.OPEN, part))
        text += code_char(here)
    return Unit(name, text, tuple(codes))


def shown(item: Unit, start: int, end: int) -> str:
    """A piece of a unit with its codes written out."""
    return "".join(item.codes[ord(c) - CODE_BASE].data if is_code_char(c) else c for c in item.text[start:end])


@pytest.mark.parametrize(
    ("marked", "segments"),
    [
        ("<b>Сенат заңды қабылдады. Ол күшіне енді.</b>", ["Сенат заңды қабылдады.", "Ол күшіне енді."]),
        ("<b>Назар.</b> Заң қабылданды. <a>Ол күшіне енді.</a>", ["Назар.", "Заң қабылданды.", "Ол күшіне енді."]),
        ("Мәтін <b>қалың соңы. Қалың басы</b> мәтін. Соңы.", ["Мәтін <b>қалың соңы. Қалың басы</b> мәтін.", "Соңы."]),
        ("<b>Сенат</b> отырысы", ["<b>Сенат</b> отырысы"]),
        ("<b><i>Сенат</i> отырысы</b>", ["<i>Сенат</i> отырысы"]),
        ("Сенат<br>Заң қабылданды.<br>Ол күшіне енді.", ["Сенат", "Заң қабылданды.", "Ол күшіне енді."]),
        ("2026 <b>ж.</b> 5 наурызда Қ. <i>Сапаров</i> келді.", ["2026 <b>ж.</b> 5 наурызда Қ. <i>Сапаров</i> келді."]),
        ("Ол R<amp>D туралы айтты. <x/> қосылды.", ["Ол R<amp>D туралы айтты. <x/> қосылды."]),
        ("<x/> Сенатқа келді.", ["<x/> Сенатқа келді."]),
        ("Заң <a>дайын.</a> Енді дауыс береміз.", ["Заң <a>дайын.</a>", "Енді дауыс береміз."]),
        ("<b></b>", []),
    ],
)
def test_codes_are_transparent(marked: str, segments: list[str]) -> None:
    """Rules look through codes; codes around whole segments stay outside; a short link is not divided."""
    item = unit(marked)
    assert [shown(item, start, end) for start, end in segment_unit(item, "kk")] == segments


PIECES = st.sampled_from(
    ["Сенат", "заң", ".", "!", "?..", " ", "\n", "\n\n", "«", "»", "– ", "ж.", "т.б.", "5", "A.", "Mr.", "•", "1)", "\u00a0", "…"]
)


@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(LANGS))
def test_nothing_is_lost(text: str, lang: Lang) -> None:
    """Spans ascend, do not touch white space at their ends, and leave only white space and bullets between them."""
    at = 0
    for start, end in spans(text, lang):
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[at:start].strip(" \n\u00a0•")
        at = end
    assert not text[at:].strip()


@given(st.lists(st.sampled_from(["Сенат. ", "Заң ", "<b>", "</b>", "<i>", "</i>", "<br>", "<x/>", "ж. "]), max_size=15))
def test_no_code_twice_or_lost(parts: list[str]) -> None:
    """Segments and gaps together hold each code once; a pair has both halves inside segments or both outside."""
    depth: list[str] = []
    sound: list[str] = []
    for part in parts:
        if part in ("<b>", "<i>"):
            depth.append(part)
        elif part.startswith("</"):
            if not depth or depth[-1][1:] != part[2:]:
                continue
            depth.pop()
        sound.append(part)
    sound += [f"</{name[1:]}" for name in reversed(depth)]
    item = unit("".join(sound))
    found = segment_unit(item, "kk")
    inside = {ord(c) - CODE_BASE for start, end in found for c in item.text[start:end] if is_code_char(c)}
    assert all(code.pair is None or (index in inside) == (code.pair in inside) for index, code in enumerate(item.codes))
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))


def document(*texts: str, lang: str | None = None) -> Document:
    """A document with one unit a text."""
    return Document("x", "text", tuple(Unit(f"u{n}", text) for n, text in enumerate(texts, 1)), None, lang=lang)


def test_ids_context_and_languages() -> None:
    """Ids count within the unit, context runs across units, each segment has its own language."""
    page = document(
        "Senate approves law", "The bill was adopted. It takes effect in May.", "Ваш отзыв и предложение по сайту", "2025",
    )
    found = segment_document(page)
    assert [s.id for s in found] == ["u1:1", "u2:1", "u2:2", "u3:1", "u4:1"]
    assert [s.lang for s in found] == ["en", "en", "en", "ru", "en"]
    assert (found[0].before, found[0].after) == ("", "The bill was adopted.")
    assert (found[4].before, found[4].after) == ("Ваш отзыв и предложение по сайту", "")
    assert all(page.units[int(s.unit[1:]) - 1].text[s.start : s.end] == s.text for s in found)


@pytest.mark.parametrize(
    ("body", "lang"),
    [("Сенат заңды мақұлдады. Ол қол қоюға жолданды.", "kk"), ("Сенат одобрил закон. Он направлен на подпись.", "ru")],
)
def test_ambiguous_lines_follow_the_document(body: str, lang: Lang) -> None:
    """A telephone line or a word that both languages have goes with the text around it."""
    found = segment_document(document("Министр", body, "Тел.: 8 (7172) 00-00-01, e-mail: press@senat-press.example"))
    assert [s.lang for s in found] == [lang] * 4


def test_a_language_given_holds_for_all() -> None:
    """With `lang` nothing is guessed."""
    assert {s.lang for s in segment_document(document("Senate", "Сенат"), lang="kk")} == {"kk"}


def test_declared_language_decides_what_is_open() -> None:
    """What the document declares decides lines that say nothing of themselves."""
    assert [s.lang for s in segment_document(document("Фото", lang="ru-RU"))] == ["ru"]
    assert [s.lang for s in segment_document(document("Фото", lang="kk"))] == ["kk"]

"""HTML: pages come back byte for byte, however broken; text and attributes are found, escaped and written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from effort import steps

from pressloc.filters.html import HtmlFilter
from pressloc.filters.html.scanner import scan
from pressloc.model import Document, code_char, is_code_char

FILTER = HtmlFilter()
SAMPLE = Path(__file__).parents[2].parent / "shared" / "samples" / "page.en.html"
TAGS = """
<p>|</p>|<b>|</b>|<i>|</i>|<div>|</div>|<br>|</br>|<li>|<ul>|</ul>|<td>|<tr>|<table>|<a href="x">|</a>|<!--|-->|<script>|</script>
|<pre>|</pre>|<code>|</code>|<title>|</title>|<img alt="Сурет">|<img alt=Бір>|<html lang=kk>|<p lang='ru'>|<span translate=no>|</span>
|<h1 title="a&quot;b">|</h1>|<![CDATA[|]]>|<?php|?>|<meta charset=utf-8>|<textarea>|</textarea>|<x-y/>|<svg>|</svg>|<a title="x|<p|</p
|</|<!|<|>|"|'|=|&amp;|&nbsp;|&lt;|&copy|&|&#xE000;|Сенат|Мәжіліс|1,5
"""
ODD = ["\r\n", "\t", " ", "\ue001", "\u202b", "\x1b[2J"]
SOUP = st.lists(
    st.sampled_from([*TAGS.replace("\n", "").split("|"), *ODD])
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6),
    max_size=30,
).map("".join)


def read(text: str) -> Document:
    return FILTER.read(text.encode(), "a.html")


def write(text: str, targets: dict[str, str], lang: str | None = None) -> str:
    return FILTER.write(read(text), targets, lang).decode()  # type: ignore[arg-type]


def texts(text: str) -> list[str]:
    return [u.text for u in read(text).units]


@given(SOUP)
def test_tokens_cover_the_source_without_a_gap(text: str) -> None:
    tokens = list(scan(text))
    assert "".join(text[t.start : t.end] for t in tokens) == text


@given(SOUP)
def test_untranslated_comes_back_byte_for_byte(text: str) -> None:
    document = read(text)
    assert FILTER.write(document, {}, None) == text.encode()
    assert FILTER.write(document, {u.id: u.text for u in document.units}, None) == text.encode()


@given(SOUP)
def test_changing_every_unit_loses_none(text: str) -> None:
    document = read(text)
    targets = {u.id: u.text.replace("а", "б") + " & <соңы>" for u in document.units}
    again = FILTER.read(FILTER.write(document, targets, "kk"), "a.html")
    assert [u.text for u in again.units] == list(targets.values())


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Бір<p>Екі", ["Бір", "Екі"]),
        ("<p>Бір</b> екі</p>", ["Бір\ue000 екі"]),
        ("<div>Бір<p>Екі</p>Үш</div>", ["Бір", "Екі", "Үш"]),
        ("Бір<br><br>Екі<br>Үш", ["Бір", "Екі\ue000Үш"]),
        ("<li><b>Бәрі</b></li>", ["Бәрі"]),
        ("<p>A &amp; B&nbsp;C &lt;d&gt; &#1179;</p>", ["A & B\u00a0C <d> қ"]),
        ("<p>Бір\n   екі\tүш</p>", ["Бір екі үш"]),
        ("<p>5 < 6 және 7 > 6</p>", ["5 < 6 және 7 > 6"]),
        ("<script>if (a<b) 'текст'</script><style>a{}</style>Бір", ["Бір"]),
        (
            "<pre>Код</pre><p translate=no>Жоқ</p><div translate='no'><p>Жоқ<i translate=yes>Иә</i></p></div>",
            ["Иә"],
        ),
        ("<p>Сұрау <code>GET /x</code> жібер</p>", ["Сұрау \ue000 жібер"]),
        ("<!-- түсініктеме --><!DOCTYPE html><p>Бір</p>", ["Бір"]),
        ("<title>A &mdash; B</title>", ["A — B"]),
        ("<title>Бір <b>", ["Бір <b>"]),
        ('<a href="#"><img src=x alt="Сурет" title=Белгі></a>', ["Сурет", "Белгі"]),
        (
            '<input type=submit value="Іздеу"><input type=text value="x" placeholder=Мәтін>',
            ["Іздеу", "Мәтін"],
        ),
        ("<select><option label='Бір'>Екі</select>", ["Бір", "Екі"]),
        ('<meta name="keywords" content="сенат, заң"><meta name="viewport" content="width">', ["сенат, заң"]),
        ("<p>Соңы жоқ <a href='x", ["Соңы жоқ"]),
        ("<textarea>қалады</textarea><p>***</p><p>Бір</p>", ["Бір"]),
    ],
)
def test_units(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


def test_codes_are_paired_and_short() -> None:
    unit = read('<p>Сен <a href="/x"><b>бізге</b></a> кел<br>ші</p>').units[0]
    assert [(c.kind.value, c.display, c.equiv, c.pair) for c in unit.codes] == [
        ("open", "a", "", 3),
        ("open", "b", "", 2),
        ("close", "b", "", 1),
        ("close", "a", "", 0),
        ("standalone", "br", " ", None),
    ]


@pytest.mark.parametrize(
    ("markup", "target", "expected"),
    [
        ("<p>Бір</p>", "a < b & c", "<p>a &lt; b &amp; c</p>"),
        ('<img alt="Бір">', 'a "b" & c', '<img alt="a &quot;b&quot; &amp; c">'),
        ("<img alt='Бір'>", "a'b", "<img alt='a&#39;b'>"),
        ("<img alt=Бір>", "a b", '<img alt="a b">'),
        ("<p>10&nbsp;км</p>", "20\u00a0km", "<p>20&nbsp;km</p>"),
        ("<p>10&nbsp;км, 3\u00a0м</p>", "20\u00a0km", "<p>20\u00a0km</p>"),
        ("<p>Бір</p>", "a\nb", "<p>a b</p>"),
        (
            "<p>Бір \ue005</p>",
            "<script>alert(1)</script>",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt; \ue005</p>",
        ),
    ],
)
def test_targets_are_plain_text(markup: str, target: str, expected: str) -> None:
    assert write(markup, {"u1": target}) == expected


def test_an_attribute_inside_a_sentence_is_translated_with_it_and_without_it() -> None:
    text = '<p>Мына <img src="s.png" alt="сурет"> қара</p>'
    sentence = f"See {code_char(0)} this"
    assert write(text, {"u2": "picture"}) == '<p>Мына <img src="s.png" alt="picture"> қара</p>'
    assert write(text, {"u1": sentence}) == '<p>See <img src="s.png" alt="сурет"> this</p>'
    assert write(text, {"u1": sentence, "u2": "picture"}) == '<p>See <img src="s.png" alt="picture"> this</p>'


def test_the_language_of_page_and_parts() -> None:
    text = '<html lang="kk-KZ" dir=rtl><meta property="og:locale" content="kk_KZ"><p>Бір</p><p lang=ru>Два <i lang=en>x</i> три</p>'
    document = read(text)
    assert document.lang == "kk"
    assert [u.lang for u in document.units] == ["kk", "ru"]
    out = write(text, {"u1": "One"}, "en")
    assert (
        out
        == '<html lang="en" dir="ltr"><meta property="og:locale" content="en_US"><p>One</p><p lang=ru>Два <i lang=en>x</i> три</p>'
    )
    assert '<p lang="en">' in write(
        text, {"u1": "One", "u2": f"Two {code_char(0)}x{code_char(1)} three"}, "en"
    )
    assert write("<html><p>Бір</p>", {"u1": "One"}, "en") == '<html lang="en"><p>One</p>'


def test_a_link_to_another_language_has_that_language() -> None:
    assert [u.lang for u in read('<html lang=en><li><a lang="kk">Қаз</a></li><li>Home</li>').units] == [
        "kk",
        "en",
    ]


@pytest.mark.parametrize("label", ["windows-1251", "cp1251"])
def test_the_charset_stays_true(label: str) -> None:
    data = f'<head><meta charset="{label}"></head><p>Заседание прошло сегодня.</p>'.encode("cp1251")
    document = FILTER.read(data, "a.html")
    assert document.encoding == "cp1251"
    assert FILTER.write(
        document, {"u1": "Ответ"}, "ru"
    ) == f'<head><meta charset="{label}"></head><p>Ответ</p>'.encode("cp1251")
    assert (
        FILTER.write(document, {"u1": "Отырыс өтті"}, "kk").decode()
        == '<head><meta charset="utf-8"></head><p>Отырыс өтті</p>'
    )


def test_an_ascii_page_without_charset_gets_one() -> None:
    assert (
        write("<head><title>News</title></head>", {"u1": "Жаңалық"})
        == '<head><meta charset="utf-8"><title>Жаңалық</title></head>'
    )
    content_type = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>News</p>'
    assert "charset=utf-8" in write(content_type, {"u1": "Жаңалық"})


def test_a_double_declaration_of_language_or_attribute_survives() -> None:
    text = '<html lang="en" xml:lang="en" lang="de"><p title="A" title="B">C</p>'
    assert write(text, {u.id: u.text + "!" for u in read(text).units}, "kk").count("!") == 3


@pytest.mark.parametrize(
    "part",
    [
        "<",
        "<p",
        "<a b='",
        '<a b="',
        "<!--",
        "<?php",
        "</",
        "&",
        "<b>",
        "</b>",
        "<td><p>",
        "&#",
        "<code>",
        "<svg>",
    ],
)
def test_hostile_repetition_takes_linear_work(part: str) -> None:
    def work(n: int) -> int:
        return steps(lambda: read(part * n))

    work(10)  # loads what is loaded lazily
    assert work(2_000) <= 12 * work(200)


def test_the_sample_page() -> None:
    if not SAMPLE.exists():
        pytest.skip("the shared sample page is not beside this checkout")
    data = SAMPLE.read_bytes()
    document = FILTER.read(data, "page.en.html")
    targets = {u.id: "".join(c if is_code_char(c) else c.upper() for c in u.text) for u in document.units}
    again = FILTER.read(FILTER.write(document, targets, "kk"), "page.kk.html")
    assert [u.text for u in again.units] == list(targets.values())
    assert again.lang == "kk"
    assert FILTER.write(document, {}, None) == data

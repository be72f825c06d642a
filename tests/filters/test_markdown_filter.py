"""Markdown: the source comes back byte for byte; units, codes and escapes follow CommonMark."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

sys.path.insert(0, str(Path(__file__).parent))
from effort import steps

from pressloc.filters.markdown import MarkdownFilter
from pressloc.filters.markdown.escape import escape
from pressloc.model import Document, code_char, is_code_char

FILTER = MarkdownFilter()
SAMPLE = Path(__file__).parents[2].parent / "shared" / "samples" / "release.kk.md"
PARTS = """# |## |- |  - |1. |> |>> |    |```|~~~|\t|| |---|===|***|**|*|_|__|~~|`|``|[|]|(u)|(u "т")|![|[^1]|[^1]: |[ref]|[ref]: /u "Атау"
|<b>|</b>|<br>|<div>|</div>|<!-- |-->|<http://a.b>|&amp;|&nbsp;|\\|\\*|\\||  \n|\\\n|Сөз|сөз.|1,5|\ue003|\u202e|---\ntitle: Бір\n---\n"""
SOUP = st.lists(
    st.sampled_from([*PARTS.split("|"), "|", " | ", "\n", "\n\n", "\r\n", "\r"])
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6),
    max_size=30,
).map("".join)
PLAIN = st.text(st.sampled_from("аб 1.)-+*_#>|~`[]()!<&;:=\\\"'/x"), min_size=1, max_size=14).map(
    lambda s: " ".join(f"Z{s}".split())
)


def read(text: str) -> Document:
    return FILTER.read(text.encode(), "a.md")


def write(text: str, targets: dict[str, str], lang: str | None = None) -> str:
    return FILTER.write(read(text), targets, lang).decode()  # type: ignore[arg-type]


def texts(text: str) -> list[str]:
    return [u.text for u in read(text).units]


def plain(html: str) -> str:
    return MarkdownIt("commonmark").render(html)


@given(SOUP)
@example("> a\n> `b\n> c`\n")
def test_untranslated_comes_back_byte_for_byte(text: str) -> None:
    document = read(text)
    assert FILTER.write(document, {}, None) == text.encode()
    assert FILTER.write(document, {u.id: u.text for u in document.units}, None) == text.encode()


@given(SOUP)
def test_every_unit_can_be_changed(text: str) -> None:
    document = read(text)
    FILTER.write(document, {u.id: f"{u.text}!" for u in document.units}, "kk")


@given(st.text(st.sampled_from("аб 1.)-+*_#>|~`[]()!<&;:=\\\"'/x"), min_size=1, max_size=14))
@example("---")
@example("1. жел")
@example("```")
@example("[a]: b")
@example("&amp; <b> `c`")
def test_a_plain_text_is_read_back_as_it_was(target: str) -> None:
    target = " ".join(target.split())
    if not re.search(r"[^\W_]", target):
        return
    for frame in (
        "Бір.\n",
        "# Бір\n",
        "- Бір\n",
        "> Бір\n",
        "| Бір | б |\n|---|---|\n",
        "[Бір](u)\n",
        "**Бір** екі\n",
    ):
        document = read(frame)
        unit = document.units[0]
        new = unit.text.replace("Бір", target)
        again = FILTER.read(FILTER.write(document, {unit.id: new}, None), "a.md")
        assert again.units[0].text == new, frame
        assert [c.display for c in again.units[0].codes] == [c.display for c in unit.codes]


@given(PLAIN)
def test_an_escaped_text_renders_as_itself(target: str) -> None:
    html = MarkdownIt("commonmark").render(escape(target))
    shown = html.removeprefix("<p>").removesuffix("</p>\n")
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(entity, char)
    assert shown == target


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Бір\nекі\n", ["Бір екі"]),
        ("> Бір\n> екі\n\nҮш", ["Бір екі", "Үш"]),
        ("# Бір ##\n\nЕкі\n===\n", ["Бір", "Екі"]),
        ("- Бір\n  1) Екі\n\n     Үш\n", ["Бір", "Екі", "Үш"]),
        ("**Бәрі қалың**\n", ["Бәрі қалың"]),
        ("2 * 3 * 4 және snake_case_x\n", ["2 * 3 * 4 және snake_case_x"]),
        ("Бір  \nекі\\\nүш\n", ["Бір\ue000екі\ue001үш"]),
        ("\\*Бір\\* &amp; екі &nbsp;үш\n", ["*Бір* & екі \u00a0үш"]),
        ("```\nкод\n```\n\n    код\n\n<div>\nhtml\n</div>\n\nБір\n", ["Бір"]),
        ("| А | Б \\| В |\n|---|---|\n| `г` | *д* |\n", ["А", "Б | В", "д"]),
        ("> | А | Б |\n> |---|---|\n> | В | |\n", ["А", "Б", "В"]),
        ("[Бір](/u 'Атау') екі\n", ["\ue000Бір\ue001 екі", "Атау"]),
        ('Қара: ![Сурет](s.png "Атау") міне\n', ["Қара: \ue000 міне", "Сурет", "Атау"]),
        (
            "Мына [сайт][s], [сайт], [s][] және [жоқ]\n\n[s]: /u (Атау)\n",
            ["Мына \ue000сайт\ue001, [сайт], \ue002s\ue003 және [жоқ]", "Атау"],
        ),
        (
            "Бір[^1]. Екі\n\n[^1]: Ескерту *осы*.\n    жалғасы\n",
            ["Бір\ue000. Екі", "Ескерту \ue000осы\ue001. жалғасы"],
        ),
        ("Жаз <a@b.kz> не <https://x.kz>!\n", ["Жаз \ue000 не \ue001!"]),
        ("Бір <b>екі</b> <br/> үш <!-- x --> төрт\n", ["Бір \ue000екі\ue001 \ue002 үш \ue003 төрт"]),
        ("~~Ескі~~ жаңа, ***екеуі*** де\n", ["\ue000Ескі\ue001 жаңа, \ue002\ue003екеуі\ue004\ue005 де"]),
        (
            "---\ntitle: Бір\ndate: 2025-01-01\ndescription: >\n  Екі\n  үш\nsummary: 'д''арк'\n---\nТөрт\n",
            ["Бір", "Екі үш", "д'арк", "Төрт"],
        ),
        ('+++\ntitle = "Бір \\"екі\\""\n+++\nҮш\n', ['Бір "екі"', "Үш"]),
        ("---\n\nБір\n\n---\n", ["Бір"]),
        ("\ufeff# Бір\r\n\r\nЕкі\r\nүш\r\n", ["Бір", "Екі үш"]),
    ],
)
def test_units(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_codes_are_paired_and_short() -> None:
    unit = read("Сен *бізге* [**кел**](/u) `x y`\nші\n").units[0]
    assert [(c.kind.value, c.data, c.display, c.equiv, c.pair) for c in unit.codes] == [
        ("open", "*", "i", "", 1),
        ("close", "*", "i", "", 0),
        ("open", "[", "a", "", 5),
        ("open", "**", "b", "", 4),
        ("close", "**", "b", "", 3),
        ("close", "](/u)", "a", "", 2),
        ("standalone", "`x y`", "code", "x y", None),
    ]


@pytest.mark.parametrize(
    ("text", "targets", "expected"),
    [
        ("> Бір\n> екі\n", {"u1": "One two"}, "> One two\n"),
        ("- Бір\n", {"u1": "1. One"}, "- 1\\. One\n"),
        ("Бір\n", {"u1": "# One *two* [three](x)"}, "\\# One \\*two\\* \\[three\\](x)\n"),
        ("# Бір\n", {"u1": "C #"}, "# C \\#\n"),
        ("| А | Б |\n|---|---|\n", {"u1": "a|b"}, "| a\\|b | Б |\n|---|---|\n"),
        ("[сайт]\n\n[сайт]: /u\n", {"u1": "site"}, "[site]\n\n[сайт]: /u\n"),
        (
            "Мына [сайт] міне\n\n[сайт]: /u\n",
            {"u1": f"The {code_char(0)}site{code_char(1)} here"},
            "The [site][сайт] here\n\n[сайт]: /u\n",
        ),
        ('A ![Бір](x "Екі")\n', {"u2": "One [1]", "u3": 'Two "2"'}, 'A ![One \\[1\\]](x "Two \\"2\\"")\n'),
        ("---\ntitle: Бір\nlang: kk\n---\n", {"u1": "One: two"}, '---\ntitle: "One: two"\nlang: en\n---\n'),
        ('---\ntitle: "Бір"\n---\n', {"u1": 'a "b" \\'}, '---\ntitle: "a \\"b\\" \\\\"\n---\n'),
        ("---\ntitle: 'Бір'\n---\n", {"u1": "it's"}, "---\ntitle: 'it''s'\n---\n"),
    ],
)
def test_targets_are_escaped(text: str, targets: dict[str, str], expected: str) -> None:
    assert write(text, targets, "en") == expected


def test_kinds() -> None:
    document = read("# А\n\nБ\n\n- В\n\n  Г\n\n| Д |\n|---|\n")
    assert [str(u.kind) for u in document.units] == ["heading", "paragraph", "list-item", "list-item", "cell"]


@pytest.mark.parametrize(
    "part",
    [
        "*",
        "*a ",
        "_a_",
        "[",
        "![",
        "[]",
        "`",
        "``a",
        "<",
        "<a ",
        "&",
        "a\\\n",
        "a  \n",
        "**a*",
        "[a](",
        "<!--",
        "- ",
    ],
)
def test_hostile_repetition_takes_linear_work(part: str) -> None:
    def work(n: int) -> int:
        return steps(lambda: read("а" + part * n))

    work(10)  # loads what is loaded lazily
    assert work(2_000) <= 12 * work(200)


def test_the_sample_release() -> None:
    if not SAMPLE.exists():
        pytest.skip("the shared sample release is not beside this checkout")
    data = SAMPLE.read_bytes()
    document = FILTER.read(data, "release.kk.md")
    targets = {u.id: "".join(c if is_code_char(c) else c.upper() for c in u.text) for u in document.units}
    again = FILTER.read(FILTER.write(document, targets, "ru"), "release.ru.md")
    assert [u.text for u in again.units] == list(targets.values())
    assert (document.lang, again.lang) == ("kk", "ru")
    assert FILTER.write(document, {}, None) == data

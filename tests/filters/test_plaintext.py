"""Plain text: every byte comes back; lines, markers, columns and headings are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.errors import InputError
from pressloc.filters.encoding import output_encoding
from pressloc.filters.plaintext import PlainTextFilter
from pressloc.model import Lang, UnitKind, is_code_char

FILTER = PlainTextFilter()
LINES = st.lists(
    st.text(alphabet="аәқ Ab1.)-–•\t\u00a0\u202e\x1b\ue000;:\u2028\x0b«»", max_size=20)
    | st.sampled_from(
        ["", "  ", "1)  бір", "• екі", "— Сөз, — деді ол.", "г. Астана      8 декабря", "а) үш;"]
    ),
    max_size=12,
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\r", "\r\r\n"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    lines = draw(LINES)
    return "".join(line + draw(ENDS) for line in lines) + draw(st.sampled_from(["", "соңы", "  "]))


@given(texts(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_untranslated_comes_back_byte_for_byte(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    document = FILTER.read(data, "a.txt")
    assert FILTER.write(document, {}, None) == data
    assert FILTER.write(document, {u.id: u.text for u in document.units}, "kk") == data


@given(texts())
def test_every_changed_unit_comes_back_from_the_written_file(text: str) -> None:
    document = FILTER.read(text.encode(), "a.txt")
    targets = {u.id: "Сөз" + "".join(f"{c}сөз" for c in u.text if is_code_char(c)) for u in document.units}
    again = FILTER.read(FILTER.write(document, targets, "kk"), "a.txt")
    assert [u.text for u in again.units] == list(targets.values())
    assert [u.codes for u in again.units] == [u.codes for u in document.units]


def units(text: str) -> list[tuple[str, str]]:
    return [(str(u.kind), u.text) for u in FILTER.read(text.encode(), "a.txt").units]


def test_a_dateline_is_two_units_and_keeps_its_gap() -> None:
    text = "г. Астана                     8 декабря 2025 г.\n"
    document = FILTER.read(text.encode(), "a.txt")
    assert [u.text for u in document.units] == ["г. Астана", "8 декабря 2025 г."]
    out = FILTER.write(document, {"l1.1": "Астана қ.", "l1.2": "2025 жылғы 8 желтоқсан"}, "kk").decode()
    assert out == "Астана қ.                     2025 жылғы 8 желтоқсан\n"


@pytest.mark.parametrize("marker", ["1) ", "1.  ", "а) ", "• ", "•   ", "(3) ", "2.1. ", "IV. ", "\uf0b7 "])
def test_list_markers_stay_in_the_skeleton(marker: str) -> None:
    document = FILTER.read(f"Ұсыныстар:\n{marker}мерзімін қысқарту;\n".encode(), "a.txt")
    assert [(u.kind, u.text) for u in document.units][1] == (UnitKind.LIST_ITEM, "мерзімін қысқарту;")


def test_a_dash_opens_a_list_item_or_direct_speech() -> None:
    assert units("Решили:\n– построить мост;\n– открыть школу.\n")[1:] == [
        ("list-item", "построить мост;"),
        ("list-item", "открыть школу."),
    ]
    assert units("Он сказал:\n— Мы едем домой.\n")[1:] == [("paragraph", "— Мы едем домой.")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Депутаттық сауалдар", "heading"),
        ("Нені білу керек?", "heading"),
        ("Тел.: 8 (7172) 00-00-01, e-mail: a@b.example", "paragraph"),
        ("Заседание прошло в Астане.", "paragraph"),
        ("Что предлагают депутаты:", "paragraph"),
        ("Copyright 2025. All rights reserved", "paragraph"),
    ],
)
def test_headings(line: str, kind: str) -> None:
    text = f"Тақырып\n\n{'Бүгін Астанада Сенаттың кезекті отырысы өтті. ' * 5}\n\n{line}\n\nСоңы.\n"
    assert units(text)[2] == (kind, line)


def test_bidi_controls_and_escapes_become_codes() -> None:
    unit = FILTER.read("Бір \u202eекі\x1b[31m үш \ue005 төрт".encode(), "a.txt").units[0]
    assert [c.display for c in unit.codes] == ["bidi", "esc", "pua"]
    assert [c.data for c in unit.codes] == ["\u202e", "\x1b[31m", "\ue005"]


def test_too_many_codes_leave_the_line_alone() -> None:
    data = ("a\x1b" * 7000 + "\nСоңы\n").encode()
    document = FILTER.read(data, "a.txt")
    assert [u.text for u in document.units] == ["Соңы"]
    assert "a.txt:1" in document.warnings[0]
    assert FILTER.write(document, {}, None) == data


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_russian_in_a_single_byte_encoding_is_kept(encoding: str) -> None:
    data = "Сегодня депутаты рассмотрели законопроект.\r\nЗаседание окончено.".encode(encoding)
    document = FILTER.read(data, "a.txt")
    assert document.encoding == encoding
    assert "kept" in document.warnings[0]
    assert FILTER.write(document, {"l1": "Ответ"}, "ru") == "Ответ\r\nЗаседание окончено.".encode(encoding)


def test_kazakh_in_kz1048_is_told_from_cp1251() -> None:
    data = "Бүгін Мәжілісте жалпы отырыс өтті, оған үкімет мүшелері қатысты.".encode("kz1048")
    document = FILTER.read(data, "a.txt")
    assert (document.encoding, document.units[0].text[:5]) == ("kz1048", "Бүгін")


def test_a_target_that_does_not_fit_is_written_in_utf8() -> None:
    document = FILTER.read("Сегодня прошло заседание.".encode("cp1251"), "a.txt")
    targets = {"l1": "Бүгін отырыс өтті."}
    encoding, warnings = output_encoding(document, targets)
    assert encoding == "utf-8"
    assert "CP1251 has no “ү”" in warnings[0]
    assert FILTER.write(document, targets, "kk").decode("utf-8") == "Бүгін отырыс өтті."


def test_invalid_utf8_names_line_and_byte() -> None:
    data = "Бірінші жол\nЕкінші ".encode() + b"\xff" + " жол\n".encode()
    with pytest.raises(InputError, match=r"a\.txt:2: invalid UTF-8: byte 0xFF at byte 14 of line 2"):
        FILTER.read(data, "a.txt")


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"abc\x00def ghi"]
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="binary"):
        FILTER.read(data, "a.txt")


def test_template_placeholders_stay_whole() -> None:
    unit = FILTER.read("Құрметті {{ name }}, {% if x %}келіңіз{% endif %}!".encode(), "a.txt").units[0]
    assert [c.data for c in unit.codes] == ["{{ name }}", "{% if x %}", "{% endif %}"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    data = "Бүгін отырыс өтті. Session 5.\r\n".encode(encoding)
    document = FILTER.read(data, "a.txt")
    assert (document.encoding, len(document.units)) == (encoding, 1)
    assert FILTER.write(document, {"l1": "Ответ"}, "ru") == "Ответ\r\n".encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_damaged_utf16_without_a_mark_says_where(encoding: str) -> None:
    data = "The Senate met.\nPrésident Émile à Genève".encode(encoding)
    assert FILTER.read(data, "a.txt").encoding == encoding
    with pytest.raises(InputError, match=rf"a\.txt:2: invalid {encoding.upper()}: byte .* Save the file as UTF-8"):
        FILTER.read(data + b"\x41", "a.txt")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Café – “naïve” résumé of the meeting", "cp1252"),
        ("“Plain” – text", "cp1251"),
        ("Заседание №5 — «закон»", "cp1251"),
    ],
)
def test_which_single_byte_encoding(text: str, encoding: str) -> None:
    document = FILTER.read(text.encode(encoding), "a.txt")
    assert (document.encoding, document.units[0].text) == (encoding, text)


@pytest.mark.parametrize(
    ("source", "lang", "written"),
    [
        ("а) снизить;\nб) увеличить;\n(в) ввести", "en", "a) снизить;\nb) увеличить;\n(c) ввести"),
        ("a) lower;\nb) raise", "kk", "а) lower;\nб) raise"),
        ("а) азайту;\nә) арттыру", "ru", "а) азайту;\nә) арттыру"),
        ("1) снизить;\n2) увеличить", "en", "1) снизить;\n2) увеличить"),
    ],
)
def test_list_letters_count_as_the_target_does(source: str, lang: Lang, written: str) -> None:
    document = FILTER.read(source.encode(), "list.txt")
    units = {unit.id: unit.text for unit in document.units}
    assert FILTER.write(document, units, lang).decode() == written
    assert FILTER.write(document, units, None).decode() == source
    assert FILTER.write(document, {}, lang).decode() == source

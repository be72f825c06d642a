"""PO catalogues: only empty and fuzzy messages are filled; polib, an independent reader, sees the right values."""

from __future__ import annotations

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.errors import InputError
from pressloc.filters.po import PoFilter
from pressloc.model import Document, code_char, is_code_char

FILTER = PoFilter()
HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"Language: kk\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
CATALOGUE = (
    HEADER
    + r"""# A person's remark
#. Shown on the button
#: app.py:12
msgctxt "menu"
msgid "Open"
msgstr ""

#, fuzzy, python-brace-format
#| msgid "Hello, {user}"
msgid "Hello, {name}!"
msgstr "Сәлем, {name}"

#, c-format
msgid "%d file of %s (100%%)"
msgid_plural "%d files of %s"
msgstr[0] ""
msgstr[1] ""

msgid "Done"
msgstr "Дайын"

msgid ""
"First line\n"
"<b>Second</b> \"line\"\n"
msgstr ""

#~ msgid "Old"
#~ msgstr "Ескі"
"""
)
A, B = code_char(0), code_char(1)


def read(text: str) -> Document:
    return FILTER.read(text.encode(), "a.po")


def write(text: str, targets: dict[str, str], **options: object) -> str:
    return FILTER.write(read(text), targets, "kk", **options).decode()  # type: ignore[arg-type]


def shown(text: str) -> str:
    return "".join(f"[{ord(c) - 0xE000}]" if is_code_char(c) else c for c in text)


def test_units() -> None:
    units = {u.id: u for u in read(CATALOGUE).units}
    assert [(i, shown(u.text), u.fill) for i, u in units.items()] == [
        ("m1", "Open", True),
        ("m2", "Hello, [0]!", True),
        ("m3.0", "[0] file of [1] (100[2])", True),
        ("m3.1", "[0] files of [1]", True),
        ("m4", "Done", False),
        ("m5", "First line[0][1]Second[2] \"line\"", True),
    ]  # fmt: skip
    assert units["m1"].notes == ("context: menu", "A person's remark", "Shown on the button")
    assert shown(units["m2"].target or "") == "Сәлем, [0]"
    assert units["m4"].target == "Дайын"
    assert units["m3.1"].notes[0] == "plural form 2 of 2 (other numbers)"
    assert [(c.display, c.equiv) for c in units["m3.0"].codes] == [("%d", ""), ("%s", ""), ("%%", "%")]


def test_filling_keeps_everything_else() -> None:
    targets = {
        "m1": "Ашу", "m2": f"Сәлем, {A}!", "m3.0": f"{A} файл ({B})", "m3.1": f"{A} файл, барлығы {B}",
        "m4": "Бітті", "m5": f"Бірінші{A}{B}Екінші{code_char(2)} \"жол\" \\",
    }  # fmt: skip
    out = write(CATALOGUE, targets)
    catalogue = polib.pofile(out)
    values = {e.msgid: (e.msgstr or e.msgstr_plural, e.fuzzy) for e in catalogue}
    assert values["Open"] == ("Ашу", True)
    assert values["Hello, {name}!"] == ("Сәлем, {name}!", True)
    assert values["%d file of %s (100%%)"] == ({0: "%d файл (%s)", 1: "%d файл, барлығы %s"}, True)
    assert values["Done"] == ("Дайын", False)
    assert values['First line\n<b>Second</b> "line"\n'] == ('Бірінші\n<b>Екінші</b> "жол" \\\n', True)
    new, old = out.splitlines(), CATALOGUE.splitlines()
    kept = [line for line in old if line in new]
    assert len(old) - len(kept) <= 8  # the filled msgstr, the flags
    assert '#~ msgid "Old"' in new
    assert "#, fuzzy, c-format" in new


def test_a_reviewed_message_is_not_fuzzy() -> None:
    out = write(CATALOGUE, {"m1": "Ашу", "m2": f"Сәлем, {A}!"}, reviewed={"m2"})
    entries = {e.msgid: e for e in polib.pofile(out)}
    assert entries["Open"].fuzzy
    assert not entries["Hello, {name}!"].fuzzy
    assert "#| msgid" not in out
    assert "#, python-brace-format\n" in out


def test_a_template_gets_language_plurals_and_charset() -> None:
    template = (
        'msgid ""\nmsgstr ""\n"Language: \\n"\n"Content-Type: text/plain; charset=CHARSET\\n"\n'
        '"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"\n\nmsgid "%d vote"\nmsgid_plural "%d votes"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    )
    document = read(template)
    out = FILTER.write(document, {"m1.0": f"{A} голос", "m1.1": f"{A} голоса"}, "ru").decode()
    catalogue = polib.pofile(out)
    assert catalogue.metadata["Language"] == "ru"
    assert catalogue.metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert catalogue.metadata["Plural-Forms"].startswith("nplurals=3")
    assert catalogue[0].msgstr_plural == {0: "%d голос", 1: "%d голоса", 2: "%d голоса"}
    assert catalogue[0].fuzzy


def test_long_texts_are_wrapped_as_gettext_does() -> None:
    text = HEADER + 'msgid "x1"\nmsgstr ""\n'
    target = "Мәжіліс депутаттары жаңа заң жобасын талқылады және оны екінші оқылымға жіберді " * 2
    out = write(text, {"m1": target.strip()})
    assert polib.pofile(out)[0].msgstr == target.strip()
    assert max(map(len, out.splitlines())) <= 79


@pytest.mark.parametrize(
    ("flags", "message", "expected"),
    [
        ("", "Up to 100 % of members", "Up to 100 % of members"),
        ("", "%(n)s of {name} and {0} or {}", "[0] of [1] and [2] or [3]"),
        ("python-format", "%5.2f%% of %(n)d", "[0][1] of [2]"),
        ("c-format", "%1$s %-3ld x", "[0] [1] x"),
        ("python-brace-format", "{{x}} {a.b:>{w}} {c!r} y", "[0]x[1] [2] [3] y"),
        ("no-c-format", "100%s", "100%s"),
        ("", 'See <a href=\\"x\\">this</a><br/>now', "See [0]this[1][2]now"),
    ],
)
def test_placeholders(flags: str, message: str, expected: str) -> None:
    entry = (f"#, {flags}\n" if flags else "") + f'msgid "{message}"\nmsgstr ""\n'
    assert shown(read(HEADER + entry).units[0].text) == expected


WORDS = st.text(st.sampled_from('ab қ\n\t\\"{}%s<>:#\ue001\u202e'), max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS, st.booleans()), max_size=5), st.sampled_from(["\n", "\r\n"]), WORDS)
def test_polib_reads_what_is_written(messages: list[tuple[str, str, bool]], newline: str, added: str) -> None:
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "kk"}
    for n, (msgid, msgstr, fuzzy) in enumerate(messages):
        entry = polib.POEntry(msgid=f"{n}{msgid}", msgstr=msgstr)
        entry.flags += ["fuzzy"] * fuzzy
        catalogue.append(entry)
    data = str(catalogue).replace("\n", newline).encode()
    document = FILTER.read(data, "a.po")
    assert FILTER.write(document, {}, "kk") == data
    assert FILTER.write(document, {u.id: u.text for u in document.units}, "ru") == data
    targets = {u.id: f"{u.text}Z" for u in document.units}
    out = FILTER.write(document, targets, "kk").decode().replace("\r\n", "\n")
    read_back = {e.msgid: e for e in polib.pofile(out)}
    for n, (msgid, msgstr, fuzzy) in enumerate(messages):
        entry = read_back[f"{n}{msgid}"]
        if msgstr and not fuzzy:
            assert entry.msgstr == msgstr
        else:
            core = f"{n}{msgid}".rstrip()
            assert entry.msgstr.startswith(core[:1])
            assert "Z" in entry.msgstr
    again = FILTER.read(out.encode(), "a.po")
    assert [u.target for u in again.units if u.fill] == [targets[u.id] for u in document.units if u.fill]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('msgid "a\nmsgstr ""\n', r"a\.po:1: broken PO: a quoted text"),
        ('msgid "a"\nmsgstr ""\nnonsense\n', r"a\.po:3: broken PO: neither"),
        ('msgid "a"\nmsgid "b"\n', r"a\.po:2: broken PO: a second msgid"),
        ('msgid "a"\n', "an entry without msgstr"),
    ],
)
def test_broken_catalogues_name_the_line(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(text)

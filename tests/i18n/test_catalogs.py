"""The catalogs: complete, with the fields and plural forms of the source, in letters of the language only."""

from __future__ import annotations

import ast
import re
import runpy
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from pressloc.cli import clicktext
from pressloc.i18n import ngettext, set_ui, ui
from pressloc.text.scripts import lookalikes

ROOT = Path(__file__).parents[2]
CATALOGS = runpy.run_path(str(ROOT / "locales" / "catalogs.py"))
LANGS = ("kk", "ru")
UNTRANSLATABLE = {"number_type"}  # click fills in an English word
MARKS = ("_", "N_", "NN_", "ngettext")


@cache
def catalog(lang: str) -> Catalog:
    with (ROOT / "locales" / lang / "LC_MESSAGES" / "pressloc.po").open("rb") as file:
        return read_po(file, locale=lang)


def messages(lang: str) -> Iterator[tuple[Message, tuple[str, ...], tuple[str, ...]]]:
    """Each message with its msgids and msgstrs as tuples, one element where there is no plural."""
    for message in catalog(lang):
        if message.id:
            yield message, _tuple(message.id), _tuple(message.string)


def _tuple(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]


def fields(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("lang", LANGS)
def test_everything_is_translated(lang: str) -> None:
    missing = [ids[0] for message, ids, texts in messages(lang) if message.fuzzy or not all(texts)]
    assert missing == []


@pytest.mark.parametrize("lang", LANGS)
def test_fields_are_those_of_the_source(lang: str) -> None:
    """The forms of a plural may leave a number out (“one”), so theirs are compared with those of both forms."""
    wrong = [
        (ids[0], text)
        for _message, ids, texts in messages(lang)
        for text in texts
        if text and (fields(text) | fields(ids[0]) & UNTRANSLATABLE != fields(ids[0]) if len(ids) == 1 else not fields(text) <= fields(ids[0]) | fields(ids[1]))
    ]
    assert wrong == []


@pytest.mark.parametrize("lang", LANGS)
def test_no_letters_of_another_script_in_words(lang: str) -> None:
    found = [(text, item) for _message, _ids, texts in messages(lang) for text in texts for item in lookalikes(text)]
    assert found == []


@pytest.mark.parametrize("lang", LANGS)
def test_options_and_commands_are_kept(lang: str) -> None:
    """What users type is the same in every language."""
    def typed(text: str) -> set[str]:
        return set(re.findall(r"(?<![\w-])--[a-z-]+", text))

    wrong = [(ids[0], text) for _message, ids, texts in messages(lang) for text in texts if text and typed(text) != typed(ids[0])]
    assert wrong == []


def test_catalogs_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert CATALOGS["main"](True) == 0, capsys.readouterr().out


def test_every_marked_literal_is_extracted() -> None:
    """The extractor reads tokens, so a call inside an f-string would be lost; this reads the syntax tree."""
    known = {_tuple(message.id)[0] for message in CATALOGS["extract"]() if message.id}
    lost = []
    for source in CATALOGS["SOURCES"]:
        for file in (ROOT / source).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and node.args:
                    first = node.args[0]
                    assert not isinstance(first, ast.JoinedStr), f"{file}:{node.lineno}: an f-string cannot be translated"
                    if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value not in known | {""}:
                        lost.append(f"{file}:{node.lineno}: {first.value}")
    assert lost == []


def test_the_words_of_click_are_those_of_the_installed_click() -> None:
    import click
    from babel.messages.extract import extract_from_dir

    own = {
        _tuple(message)[0]
        for _file, _line, message, _comments, _context in extract_from_dir(
            Path(click.__file__).parent, method_map=[("**.py", "python")], keywords={"_": None, "ngettext": (1, 2)}
        )
    }
    # `required` is looked up through a variable, which no extractor sees.
    listed = {*clicktext.MESSAGES, *(singular for singular, _plural in clicktext.PLURALS)} - {"required"}
    assert listed - own == set()


PLURALS = {
    # CLDR plural rules: Russian one/few/many, Kazakh one noun form after every numeral
    ("ru", 0): "0 сегментов", ("ru", 1): "1 сегмент", ("ru", 2): "2 сегмента", ("ru", 5): "5 сегментов",
    ("ru", 11): "11 сегментов", ("ru", 21): "21 сегмент", ("ru", 22): "22 сегмента", ("ru", 111): "111 сегментов",
    ("kk", 0): "0 сегмент", ("kk", 1): "1 сегмент", ("kk", 2): "2 сегмент", ("kk", 5): "5 сегмент", ("kk", 21): "21 сегмент",
    ("en", 1): "1 segment", ("en", 2): "2 segments", ("en", 21): "21 segments",
}  # fmt: skip


@pytest.fixture
def restored_ui() -> Iterator[None]:
    before = ui()
    yield
    set_ui(before)


@pytest.mark.parametrize(("lang", "n"), PLURALS)
@pytest.mark.usefixtures("restored_ui")
def test_plurals(lang: str, n: int) -> None:
    set_ui(lang)
    assert ngettext("{n} segment", "{n} segments", n) == PLURALS[lang, n]

"""What the terminal sends, read as keys: bursts of Alt keys, Cyrillic layouts, the kitty protocol."""

from __future__ import annotations

import pytest
from textual import events

from pressloc_tui.actions import TABLE
from pressloc_tui.keyboard import KeyParser, alt_key, with_own_parser
from pressloc_tui.layouts import both


def keys(*reads: str) -> list[str]:
    """The names of the keys in these reads; Textual's own timer does not run in between."""
    parser = KeyParser(False)
    return [event.key for read in reads for event in parser.feed(read) if isinstance(event, events.Key)]


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("\x1bl\x1bv\x1b[17~", ["alt+l", "alt+v", "f6"]),  # a burst in one read
        ("\x1bl", ["alt+l"]),  # at once, with nothing behind it
        ("\x1blab", ["alt+l", "a", "b"]),
        ("\x1bд\x1bм", ["alt+д", "alt+м"]),
        ("\x1bД\x1bL", ["alt+shift+д", "alt+shift+l"]),
        ("\x1b\r", ["alt+enter"]),  # must not approve
        ("\x1b[1;3B\x1b[1;3C", ["alt+down", "alt+right"]),
        ("\x1b[1076;3u\x1b[1099;5u", ["alt+д", "ctrl+ы"]),  # kitty protocol: code points and modifiers
        ("\x1b[13;3u\x1b[13;5u", ["alt+enter", "ctrl+enter"]),
        ("\x1b1\x1b9", ["alt+1", "alt+9"]),
        ("\x1bb\x1bf", ["ctrl+left", "ctrl+right"]),  # iTerm's word moves stay
        ("\x1bOP\x1b[A", ["f1", "up"]),
        ("\x13\x0c", ["ctrl+s", "ctrl+l"]),
    ],
)
def test_what_the_terminal_sends(read: str, expected: list[str]) -> None:
    assert keys(read) == expected


def test_a_sequence_cut_between_two_reads() -> None:
    assert keys("\x1b", "l\x1b[1", "7~") == ["alt+l", "f6"]


@pytest.mark.parametrize("letter", sorted({key[4:] for action in TABLE for key in action.bound.split(",") if len(key) == 5 and key.startswith("alt+")}))
def test_every_alt_letter_of_the_table_arrives_in_both_ways(letter: str) -> None:
    assert keys(f"\x1b{letter}") == [f"alt+{letter}"]
    assert keys(f"\x1b[{ord(letter)};3u") == [f"alt+{letter}"]


@pytest.mark.parametrize("sequence", ["\x1b", "\x1b[", "\x1bO", "\x1b]", "l", "\x1bll", "\x1b="])
def test_what_is_no_alt_key(sequence: str) -> None:
    assert alt_key(sequence) is None


def test_a_key_that_means_nothing_types_nothing() -> None:
    parser = KeyParser(False)
    assert [event.character for event in parser.feed("\x1bЮ\x1bs") if isinstance(event, events.Key)] == [None, None]


def test_the_drivers_that_read_a_terminal_use_it() -> None:
    from textual.drivers import linux_driver, web_driver

    for module, driver in ((linux_driver, linux_driver.LinuxDriver), (web_driver, web_driver.WebDriver)):
        with_own_parser(driver)
        assert module.XTermParser is KeyParser
        assert "XTermParser" in driver.run_input_thread.__code__.co_names


def test_a_cyrillic_twin_is_bound_for_every_letter_key() -> None:
    for action in TABLE:
        for key in action.keys.split(","):
            letter = key.split("+")[-1]
            if letter.isalpha() and len(letter) == 1:
                assert len(both(key).split(",")) == 2, key

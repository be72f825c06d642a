"""The whole way in a real terminal (tmux), by keys only: review the demo, kill -9 in mid-edit, go on, export."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pressloc_tui.actions import TABLE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux"),
]
PATIENCE = 90.0  # seconds, on a machine that does other things too


class Terminal:
    """A tmux server of its own for each start, with one window of 80×24."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.socket, self.starts = folder, "", 0

    def tmux(self, *arguments: str) -> str:
        return subprocess.run(["tmux", "-S", self.socket, *arguments], check=True, capture_output=True, text=True).stdout

    def start(self, *arguments: str) -> None:
        self.run(f"{sys.executable} -m pressloc {' '.join(arguments)}")

    def run(self, command: str) -> None:
        self.starts += 1
        self.socket = str(self.folder / f"tmux-{self.starts}")  # a server of its own: the last one may still be going down
        environment = ["PRESSLOC_USER=aida", "TERM=xterm-256color", "PRESSLOC_UI=en"]
        options = [part for value in environment for part in ("-e", value)]
        self.tmux("new-session", "-d", "-x", "80", "-y", "24", "-c", str(self.folder), *options, f"exec {command}")

    def screen(self) -> str:
        return self.tmux("capture-pane", "-p")

    def wait(self, until: Callable[[str], object]) -> str:
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            shown = self.screen()
            if until(shown):
                return shown
            time.sleep(0.2)
        raise AssertionError(f"not seen in {PATIENCE} s; the screen:\n{shown}")

    def press(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-l", text)

    def pid(self) -> int:
        return int(self.tmux("display-message", "-p", "#{pane_pid}"))


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(tmp_path)
    yield made
    subprocess.run(["tmux", "-S", made.socket, "kill-server"], capture_output=True, check=False)


def at(number: int) -> Callable[[str], object]:
    return lambda shown: re.search(rf"ru→kk  {number}/11\b", shown)


def test_review_kill_reopen_export(terminal: Terminal, tmp_path: Path) -> None:
    terminal.start("review", "--demo")
    terminal.wait(at(1))
    for number in range(2, 5):
        terminal.press("Enter")
        terminal.wait(at(number))
    terminal.press("End")
    terminal.type(" ҚОЛДАН")
    terminal.wait(lambda shown: "ҚОЛДАН" in shown)
    time.sleep(1.0)  # the promise: what was typed more than a second ago is safe
    os.kill(terminal.pid(), signal.SIGKILL)
    subprocess.run(["tmux", "-S", terminal.socket, "kill-server"], capture_output=True, check=False)

    terminal.start("review", "--demo")
    shown = terminal.wait(at(4))
    assert "ҚОЛДАН" in shown
    assert "3 approved" in shown
    for number in (*range(5, 12), None):
        terminal.press("C-s")
        terminal.wait(at(number) if number else lambda shown: "11 approved" in shown)
    terminal.press("F12")
    terminal.wait(lambda shown: "11 approved" in shown.split("words left")[-1])
    exported = (tmp_path / "pressloc-demo" / "senat.kk.md").read_text("utf-8")
    assert "ҚОЛДАН" in exported
    assert "**дөңгелек үстел**" in exported
    terminal.press("C-q")
    limit = time.monotonic() + PATIENCE
    while terminal_alive(terminal) and time.monotonic() < limit:
        time.sleep(0.2)
    assert not terminal_alive(terminal)


def test_a_burst_of_alt_keys_in_one_read_acts_and_types_nothing(terminal: Terminal) -> None:
    terminal.start("review", "--demo", "--to", "kk")
    terminal.wait(at(1))
    terminal.press("F2")
    terminal.wait(lambda shown: "Memory" in shown)
    terminal.press("M-l", "M-v", "F6")  # one command: one read
    shown = terminal.wait(lambda shown: "History" in shown)
    assert "^" not in shown
    assert shown.count("en") > 3  # the third language is there
    terminal.type("\x1bд\x1bм")  # the same keys on a Cyrillic layout
    shown = terminal.wait(lambda shown: "History" not in shown)
    terminal.press("F6")
    shown = terminal.wait(lambda shown: "History" in shown)
    assert "typed" not in shown
    assert "*" not in shown  # no draft
    assert not re.search("[дм]Сенат|Сенат[дм]", shown)


LISTENER = """
import sys
from textual.app import App
from pressloc_tui.keyboard import with_own_parser

class Listener(App, inherit_bindings=False):
    ENABLE_COMMAND_PALETTE = False
    def get_driver_class(self):
        return with_own_parser(super().get_driver_class())
    def on_key(self, event):
        with open(sys.argv[1], "a", encoding="utf-8") as log:
            print(event.key, event.character if event.is_printable else "", sep="\\t", file=log)

Listener().run()
"""


def test_every_alt_key_of_the_table_arrives_from_a_terminal_in_both_layouts(terminal: Terminal, tmp_path: Path) -> None:
    """As a plain terminal sends them (ESC and the letter), and as one with the kitty protocol does (code points)."""
    script, log = tmp_path / "listener.py", tmp_path / "keys.txt"
    script.write_text(LISTENER, "utf-8")
    wanted = sorted({key for action in TABLE for key in action.bound.split(",") if re.fullmatch("(alt|ctrl)[+].", key)})
    alt = [key for key in wanted if key.startswith("alt+")]
    terminal.run(f"{sys.executable} {script} {log}")
    sent = [(key, f"\x1b{key[-1]}") for key in alt]
    sent += [(key, f"\x1b[{ord(key[-1])};{3 if key in alt else 5}u") for key in wanted]
    terminal.wait(lambda _shown: terminal.tmux("display-message", "-p", "#{alternate_on}").strip() == "1")
    time.sleep(1.0)  # the input thread begins after the screen
    terminal.type("".join(sequence for _key, sequence in sent))
    terminal.wait(lambda _shown: log.exists() and len(log.read_text("utf-8").splitlines()) >= len(sent))
    assert [line.split("\t") for line in log.read_text("utf-8").splitlines()] == [[key, ""] for key, _sequence in sent]


def test_alt_enter_breaks_the_line_and_approves_nothing(terminal: Terminal) -> None:
    terminal.start("review", "--demo", "--to", "kk")
    terminal.wait(at(1))
    terminal.type("\x1b\r")
    shown = terminal.wait(lambda shown: "*" in shown)
    assert at(1)(shown)
    assert "0 approved" in shown


def terminal_alive(terminal: Terminal) -> bool:
    return subprocess.run(["tmux", "-S", terminal.socket, "has-session"], capture_output=True, check=False).returncode == 0

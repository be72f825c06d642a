"""The whole way in a browser, by keys only: review the demo, kill -9 in mid-edit, reopen, go on, export."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("aiohttp", reason="needs pressloc[serve]")
pytest.importorskip("textual_serve", reason="needs pressloc[serve]")

from browser import CTRL, PROGRAM, Page, browser

pytestmark = [pytest.mark.slow, pytest.mark.skipif(PROGRAM is None, reason="needs chromium")]
Serve = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def serve(tmp_path: Path, port: int) -> Iterator[Serve]:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        server = subprocess.Popen(
            [sys.executable, "-m", "pressloc", "serve", "--demo", "--port", str(port)], cwd=tmp_path, start_new_session=True,
            env={**os.environ, "PRESSLOC_USER": "aida", "PRESSLOC_UI": "en"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        started.append(server)
        limit = time.monotonic() + 90
        while time.monotonic() < limit:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return server
            time.sleep(0.3)
        raise AssertionError("the server did not start")

    yield start
    for server in started:
        kill(server)


def kill(server: subprocess.Popen[bytes]) -> None:
    """kill -9 for the server and the apps that it runs."""
    group = server.pid
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
    server.wait(timeout=20)


async def at(page: Page, number: int) -> str:
    return await page.wait(rf"ru→kk  {number}/11\b")


async def test_review_kill_reopen_export_in_a_browser(serve: Serve, port: int, tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{port}/"
    server = serve()
    async with browser(tmp_path / "profile-1", address) as page:
        await at(page, 1)
        await page.value("document.querySelector('.xterm-helper-textarea').focus()")
        for number in range(2, 5):
            await page.press("Enter")
            await at(page, number)
        await page.press("End")
        await page.type(" ҚОЛДАН")
        await page.wait("ҚОЛДАН")
        await asyncio.sleep(1.0)  # the promise: what was typed more than a second ago is safe
        await page.picture(tmp_path / "browser.png")
        kill(server)
        assert page.asked
        assert [url for url in page.asked.values() if not url.startswith((address, "data:", "blob:"))] == []

    serve()
    async with browser(tmp_path / "profile-2", address) as page:
        shown = await at(page, 4)
        assert "ҚОЛДАН" in shown
        assert "3 approved" in shown
        await page.value("document.querySelector('.xterm-helper-textarea').focus()")
        for number in range(5, 12):
            await page.press("s", CTRL)
            await at(page, number)
        await page.press("s", CTRL)
        await page.wait("11 approved")
        await page.press("F12")
        exported = tmp_path / "pressloc-demo" / "senat.kk.md"
        await page.wait(r"senat\.kk\.md")
    text = exported.read_text("utf-8")
    assert "ҚОЛДАН" in text
    assert "**дөңгелек үстел**" in text

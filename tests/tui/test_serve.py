"""The served app: the same screens over a websocket, on the loopback address only."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

aiohttp = pytest.importorskip("aiohttp", reason="needs pressloc[serve]")
pytest.importorskip("textual_serve", reason="needs pressloc[serve]")
pytestmark = pytest.mark.slow
PATIENCE = 90.0


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        number = int(found.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, "-m", "pressloc", "serve", "--demo", "--port", str(number)],
        cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    yield number
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(timeout=20)


async def wait_for(port: int) -> None:
    limit = time.monotonic() + PATIENCE
    while True:
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            assert time.monotonic() < limit, "the server did not start"
            await asyncio.sleep(0.3)
        else:
            writer.close()
            return


async def test_the_app_runs_in_a_browser(port: int, tmp_path: Path) -> None:
    await wait_for(port)
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/") as page:
            assert page.status == 200
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        async with session.ws_connect(
            f"http://127.0.0.1:{port}/ws?width=100&height=30", origin=f"http://127.0.0.1:{port}"
        ) as web:
            shown = b""
            while b"senat.ru.md" not in shown:
                message = await asyncio.wait_for(web.receive(), PATIENCE)
                assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
                shown += message.data if isinstance(message.data, bytes) else message.data.encode()
            await web.send_json(["stdin", "\x13"])  # Ctrl+S confirms
            while b"1 approved" not in shown:
                message = await asyncio.wait_for(web.receive(), PATIENCE)
                shown += message.data if isinstance(message.data, bytes) else str(message.data).encode()
    assert (tmp_path / "pressloc-demo" / "pressloc.toml").exists()


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Host": "evil.example"}, {"Origin": "null"}], ids=["page", "name", "file"]
)
async def test_other_pages_are_refused(port: int, headers: dict[str, str]) -> None:
    await wait_for(port)
    async with aiohttp.ClientSession(headers=headers) as session:
        for path in ("/", "/ws?width=80&height=24"):
            async with session.get(f"http://127.0.0.1:{port}{path}") as answer:
                assert answer.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"http://127.0.0.1:{port}/ws")


def test_only_the_loopback_address_listens(port: int) -> None:
    asyncio.run(wait_for(port))
    listening = [
        line.split()[1] for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{port:04X}")
    ]  # fmt: skip
    assert listening == [f"0100007F:{port:04X}"]

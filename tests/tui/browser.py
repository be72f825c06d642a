"""A headless Chromium driven through its DevTools protocol: keys go in as from a keyboard, screens come out as text."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

PROGRAM = shutil.which("chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", "--window-size=1000,600",
)  # fmt: skip
CTRL = 2
_KEYS = {"Enter": 13, "End": 35, "F12": 123}
# the page's terminal paints on a canvas: its own buffer is caught when it is made, to read the rows that are shown
_CATCH = """
Object.defineProperty(Object.prototype, "websocket_url", {
  configurable: true,
  set(value) { Object.defineProperty(this, "websocket_url", {value, writable: true}); window.served = this; },
});
"""
_ROWS = """
(() => { const shown = window.served && window.served.terminal; if (!shown) return "";
  const buffer = shown.buffer.active, rows = [];
  for (let y = 0; y < shown.rows; y++) rows.push(buffer.getLine(buffer.viewportY + y).translateToString(true));
  return rows.join("\\n"); })()
"""


class Page:
    """One page of the browser."""

    def __init__(self, web: aiohttp.ClientWebSocketResponse) -> None:
        self._web, self._numbers = web, itertools.count(1)
        self.asked: dict[str, str] = {}

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method of the protocol; events that come meanwhile only tell what the page asked for."""
        number = next(self._numbers)
        await self._web.send_json({"id": number, "method": method, "params": parameters})
        while True:
            answer = json.loads((await asyncio.wait_for(self._web.receive(), 60)).data)
            self._note(answer.get("method", ""), answer.get("params", {}))
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def _note(self, event: str, told: dict[str, Any]) -> None:
        """`asked`: addresses that requests went to, without those that the page's own policy stopped."""
        if event == "Network.requestWillBeSent":
            self.asked[told["requestId"]] = told["request"]["url"]
        elif event == "Network.loadingFailed" and told.get("blockedReason") == "csp":
            self.asked.pop(told["requestId"], None)

    async def open(self, address: str) -> None:
        for domain in ("Page", "Network", "Runtime"):
            await self.call(f"{domain}.enable")
        await self.call("Page.addScriptToEvaluateOnNewDocument", source=_CATCH)
        await self.call("Page.navigate", url=address)

    async def value(self, expression: str) -> Any:
        """What a JavaScript expression gives."""
        result = (await self.call("Runtime.evaluate", expression=expression, returnByValue=True))["result"]
        assert result.get("subtype") != "error", result
        return result.get("value")

    async def screen(self) -> str:
        """The rows of the page's terminal."""
        return str(await self.value(_ROWS) or "")

    async def wait(self, pattern: str, patience: float = 90.0) -> str:
        """Wait until the screen has `pattern`."""
        import re

        limit = time.monotonic() + patience
        while not re.search(pattern, shown := await self.screen()):
            assert time.monotonic() < limit, f"{pattern} not seen in {patience} s; the screen:\n{shown}"
            await asyncio.sleep(0.2)
        return shown

    async def press(self, key: str, modifiers: int = 0) -> None:
        """Press and let go of a key: a name of _KEYS or a letter."""
        code = _KEYS.get(key) or ord(key.upper())
        event = {"key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        event |= {"code": key if key in _KEYS else f"Key{key.upper()}"}
        if key == "Enter":
            event["text"] = "\r"
        await self.call("Input.dispatchKeyEvent", type="keyDown" if "text" in event else "rawKeyDown", **event)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **{k: v for k, v in event.items() if k != "text"})

    async def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        for char in text:
            await self.call("Input.dispatchKeyEvent", type="char", text=char)

    async def picture(self, path: Path) -> None:
        """Save what the browser shows."""
        path.write_bytes(base64.b64decode((await self.call("Page.captureScreenshot"))["data"]))


@asynccontextmanager
async def browser(profile: Path, address: str) -> AsyncIterator[Page]:
    """A browser with a new profile at `address`; ended when the block is left."""
    assert PROGRAM is not None
    process = await asyncio.create_subprocess_exec(
        PROGRAM, *FLAGS, f"--user-data-dir={profile}", "about:blank",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        said, limit = profile / "DevToolsActivePort", time.monotonic() + 60
        while not said.is_file() or "\n" not in said.read_text():
            assert time.monotonic() < limit, "the browser did not start"
            await asyncio.sleep(0.2)
        port = said.read_text().split()[0]
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                target = next(t for t in await answer.json() if t["type"] == "page")
            async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as web:
                page = Page(web)
                await page.open(address)
                yield page
    finally:
        process.terminate()
        await process.wait()

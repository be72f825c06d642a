"""The app in a browser on this machine, and on this machine's own pages only.

Listening on the loopback address is not enough: any web page could make the user's browser talk to it. So requests
must name this very server (against DNS rebinding), and come from its own page (against foreign pages' websockets).
The page in turn asks nobody else: textual-serve's own template would fetch a font from a foreign server, which tells
that server who works here, and holds the page up where there is no network.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from textual_serve.server import Server

HOST = "127.0.0.1"


class LocalServer(Server):  # type: ignore[misc]
    """textual-serve's server, bound to the loopback address and deaf to everybody else."""

    def __init__(self, command: str, port: int) -> None:
        super().__init__(command, host=HOST, port=port, title="pressloc")

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        app.middlewares.append(_only_from(self.port))
        return app


def _only_from(port: int) -> Callable[..., Awaitable[web.StreamResponse]]:
    """A middleware that refuses requests that do not come from this server's own page."""
    names = {f"{HOST}:{port}", f"localhost:{port}"}
    origins = {f"http://{name}" for name in names}
    own = " ".join(sorted(origins))
    policy = (
        f"default-src 'none'; script-src {own} 'unsafe-inline'; style-src {own} 'unsafe-inline'; img-src {own} data:; "
        f"font-src {own} data:; connect-src {own} {' '.join(sorted(f'ws://{name}' for name in names))}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )

    @web.middleware
    async def check(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if request.host not in names or (origin is not None and origin not in origins):
            raise web.HTTPForbidden(text="not from this page")
        response = await handler(request)
        if not response.prepared:  # a websocket has sent its headers
            response.headers["Content-Security-Policy"] = policy
        return response

    return check

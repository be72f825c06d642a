"""A chat model on an OpenAI-compatible server in the office (llama.cpp, vLLM, Ollama): off unless configured.

Nothing leaves the machine unless the configuration says so: only loopback addresses are accepted by default,
proxies from the environment are not used, redirects not followed.
"""

from __future__ import annotations

import ipaddress
import os
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any
from urllib.parse import urlsplit

from pressloc.errors import EngineError, UsageError
from pressloc.i18n import _, ngettext
from pressloc.model import LANGS, Lang, Signature
from pressloc.mt.prompt import BadAnswer, read_answer, write_messages
from pressloc.mt.settings import describe, read_settings
from pressloc.ports import DecodingOptions, Hypothesis, MTRequest

_SETTINGS: dict[str, object] = {
    "base_url": "",
    "api_key_env": "",
    "timeout": 120.0,
    "retries": 2,
    "concurrency": 2,
    "backoff": 0.5,
    "allow_remote": False,
}
_LARGEST_ANSWER = 1 << 20  # bytes; a sentence never needs more
_TRY_AGAIN = {408, 409, 425, 429, 500, 502, 503, 504}


class OpenAIEngine:
    """The engine `openai`: one request for each sentence, answered as JSON with the sentence's number, verified.

    Settings: `base_url` (`http://127.0.0.1:8080/v1`), `api_key_env` (name of the environment variable that holds
    a key), `timeout` and `backoff` in seconds, `retries`, `concurrency` (requests at once), `allow_remote`.
    """

    name = "openai"
    can_score = False
    can_prefix = False

    def __init__(self, model: str | None, settings: Mapping[str, object] | None = None) -> None:
        import httpx

        values = read_settings(self.name, settings, _SETTINGS)
        self._url = str(values["base_url"]).rstrip("/")
        _check_address(self._url, allow_remote=bool(values["allow_remote"]))
        self._retries, self._concurrency = (
            int(str(values["retries"])),
            max(1, int(str(values["concurrency"]))),
        )
        self._backoff = float(str(values["backoff"]))
        self._client = httpx.Client(
            timeout=float(str(values["timeout"])),
            headers=_key_header(str(values["api_key_env"])),
            trust_env=False,
            follow_redirects=False,
        )
        self._model = model or self._only_model()

    @classmethod
    def load(cls, model: str | None, settings: Mapping[str, object]) -> OpenAIEngine:
        """The engine with the server's `model`; None takes the only one that the server has."""
        return cls(model, settings)

    def signature(self, options: DecodingOptions) -> Signature:
        """`openai:MODEL`, with the sampling if there is one; the search is the server's."""
        return Signature(
            self.name, self._model, "", describe(options) if options.sampling_topk else "temperature=0"
        )

    def directions(self) -> frozenset[tuple[Lang, Lang]]:
        """All pairs: a chat model names no languages; the gate judges what it gives."""
        return frozenset((s, t) for s in LANGS for t in LANGS if s != t)

    def translate(self, requests: Sequence[MTRequest], options: DecodingOptions) -> list[list[Hypothesis]]:
        """One hypothesis each; with sampling, `n_best` of them from seeds one apart. See ports.Engine."""
        if any(request.prefix for request in requests):
            raise EngineError(_("the engine {engine} cannot continue a given beginning", engine=self.name))
        count = max(1, options.n_best) if options.sampling_topk else 1
        # Each thread works in a copy of this one's context, for the interface language is part of it.
        jobs = [
            (copy_context(), i, request, options.seed + n) for i, request in enumerate(requests) for n in range(count)
        ]
        with ThreadPoolExecutor(self._concurrency) as pool:
            texts = list(pool.map(lambda job: job[0].run(self._ask, *job[1:], options), jobs))
        return [
            [Hypothesis(text=t) for t in texts[i * count : (i + 1) * count]] for i in range(len(requests))
        ]

    def score(self, requests: Sequence[MTRequest], targets: Sequence[str]) -> list[float]:
        """Raises EngineError: chat servers do not score given text."""
        raise EngineError(_("the engine {engine} cannot score", engine=self.name))

    def _ask(self, number: int, request: MTRequest, seed: int, options: DecodingOptions) -> str:
        """The translation of one request. Raises EngineError after the last retry."""
        if not request.text.strip():
            return ""
        body = {
            "model": self._model,
            "messages": write_messages(number, request),
            "temperature": options.temperature if options.sampling_topk else 0.0,
            "seed": seed,
            "max_tokens": max(64, min(4096, 4 * len(request.text))),
            "response_format": {"type": "json_object"},
        }
        problem = ""
        for attempt in range(self._retries + 1):
            if attempt:
                time.sleep(self._backoff * 2 ** (attempt - 1))
            try:
                return read_answer(self._call("POST", "/chat/completions", body), number)
            except BadAnswer as error:
                problem = str(error)
        raise EngineError(
            _("the server gave no usable answer ({tries} tries): {problem}", tries=self._retries + 1, problem=problem),
            where=self._url,
            do=_("Look at the server's log"),
        )

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> object:
        """The parsed JSON of one call. Raises BadAnswer where another try may help, EngineError where not."""
        import json

        import httpx

        try:
            with self._client.stream(method, self._url + path, json=body) as response:
                raw = bytearray()
                for chunk in response.iter_bytes():
                    raw += chunk
                    if len(raw) > _LARGEST_ANSWER:
                        raise BadAnswer(_("the answer is larger than {limit} bytes", limit=_LARGEST_ANSWER))
                status = response.status_code
        except httpx.TimeoutException:
            raise BadAnswer(_("no answer in time")) from None
        except httpx.HTTPError as error:
            raise BadAnswer(f"{type(error).__name__}: {error}") from None
        if status in _TRY_AGAIN:
            raise BadAnswer(f"HTTP status {status}")
        if status != 200:
            raise EngineError(
                _("the server refused with HTTP status {status}: {text}", status=status,
                  text=raw[:200].decode("utf-8", "replace")),
                where=self._url,
            )
        try:
            return json.loads(raw)
        except ValueError:
            raise BadAnswer(_("the answer is not JSON")) from None

    def _only_model(self) -> str:
        try:
            answer = self._call("GET", "/models")
        except BadAnswer as error:
            raise EngineError(
                _("the server does not answer: {error}", error=error),
                where=self._url,
                do=_("Start it, or correct base_url"),
            ) from None
        rows = answer.get("data", []) if isinstance(answer, dict) else []
        names = [str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row]
        if len(names) != 1:
            raise EngineError(
                ngettext("the server has {n} model", "the server has {n} models", len(names)),
                where=self._url,
                do=_("Name one of: {names}", names=", ".join(names) or "–"),
            )
        return names[0]


def _check_address(url: str, *, allow_remote: bool) -> None:
    """Raises EngineError when no address is set, UsageError on one that is no HTTP address or not this machine's."""
    if not url:
        raise EngineError(
            _("the engine {engine} is off", engine="openai"), do=_("Set base_url, for example http://127.0.0.1:8080/v1")
        )
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(_("base_url is no http address: {url}", url=url))
    try:
        local = ipaddress.ip_address(parts.hostname).is_loopback
    except ValueError:
        local = parts.hostname.lower() == "localhost"
    if not local and not allow_remote:
        raise UsageError(
            _("base_url points to another machine, {host}: texts would leave this one", host=parts.hostname),
            do=_("Set allow_remote = true if that is meant"),
        )


def _key_header(variable: str) -> dict[str, str]:
    if not variable:
        return {}
    key = os.environ.get(variable)
    if not key:
        raise EngineError(_("the environment variable {variable} for the server's key is not set", variable=variable))
    return {"Authorization": f"Bearer {key}"}

"""The chat-server engine against a real HTTP server."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pressloc.errors import EngineError, UsageError
from pressloc.mt.registry import load_engine
from pressloc.ports import DecodingOptions, Engine, MTRequest, TermRequest

RU = MTRequest("Заседание прошло в Астане.", "ru", "kk")


class ChatServer(ThreadingHTTPServer):
    """A small OpenAI-compatible server: `answer(request, data)` gives (status, body) for each chat request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[dict] = []
        self.headers: list[dict] = []
        self.models = ["office-model"]
        self.answer: Callable[[dict, dict], tuple[int, bytes]] = translate

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    server: ChatServer

    def do_GET(self) -> None:
        self.reply(200, json.dumps({"data": [{"id": m} for m in self.server.models]}).encode())

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(request)
        self.server.headers.append(dict(self.headers))
        self.reply(*self.server.answer(request, json.loads(request["messages"][-1]["content"])))

    def reply(self, status: int, body: bytes) -> None:
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):  # the client gives up on a large answer
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Quiet."""


def chat(content: str, finish: str = "stop") -> tuple[int, bytes]:
    return 200, json.dumps({"choices": [{"message": {"content": content}, "finish_reason": finish}]}).encode()


def translate(request: dict, data: dict) -> tuple[int, bytes]:
    return chat(json.dumps({"id": data["id"], "translation": f"[{data['text']}]"}))


@pytest.fixture
def server() -> Iterator[ChatServer]:
    server = ChatServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def connect(server: ChatServer, **settings: object) -> Engine:
    return load_engine(
        "openai", settings={"base_url": server.url, "backoff": 0.01, "timeout": 5.0, **settings}
    )


def test_it_translates_in_order_each_sentence_by_its_number(server) -> None:
    def slow_first(request: dict, data: dict) -> tuple[int, bytes]:
        time.sleep(0.1 if data["id"] == 0 else 0)
        return translate(request, data)

    server.answer = slow_first
    engine = connect(server, concurrency=4)
    texts = [f"Сөйлем {n}" for n in range(6)]
    results = engine.translate(
        [MTRequest(t, "kk", "ru") for t in texts] + [MTRequest(" ", "kk", "ru")], DecodingOptions()
    )
    assert [r[0].text for r in results] == [f"[{t}]" for t in texts] + [""]
    assert len(server.requests) == 6
    assert str(engine.signature(DecodingOptions())) == "openai:office-model temperature=0"


def test_terms_headings_and_languages_are_in_the_prompt(server) -> None:
    request = MTRequest(
        "Мажилис принял закон", "ru", "kk", terms=(TermRequest(0, 7, "Мәжіліс"),), heading=True
    )
    connect(server).translate([request], DecodingOptions())
    sent = server.requests[0]
    assert json.loads(sent["messages"][1]["content"])["terms"] == [{"source": "Мажилис", "target": "Мәжіліс"}]
    for word in ("Russian", "Kazakh", "heading"):
        assert word in sent["messages"][0]["content"]
    assert sent["temperature"] == 0.0


def test_samples_come_from_different_seeds(server) -> None:
    engine = connect(server)
    (samples,) = engine.translate([RU], DecodingOptions(sampling_topk=10, temperature=0.8, n_best=3, seed=5))
    assert len(samples) == 3
    assert sorted(r["seed"] for r in server.requests) == [5, 6, 7]
    assert {r["temperature"] for r in server.requests} == {0.8}


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (lambda r, d: (500, b"{}"), "HTTP status 500"),
        (lambda r, d: (200, b"<html>"), "not JSON"),
        (lambda r, d: (200, b"[]"), "no choices"),
        (lambda r, d: (200, b'{"choices": []}'), "no choices"),
        (lambda r, d: chat("Міне аударма"), "did not answer in JSON"),
        (lambda r, d: chat(json.dumps({"id": d["id"] + 1, "translation": "басқа"})), "another sentence"),
        (lambda r, d: chat(json.dumps({"id": d["id"], "translation": " "})), "no translation"),
        (lambda r, d: chat(json.dumps({"id": d["id"]})), "no translation"),
        (lambda r, d: chat("{", "length"), "cut off"),
        (lambda r, d: (200, b" " * (2 << 20)), "larger than"),
    ],
)
def test_bad_answers_are_tried_again_then_an_error(server, answer, problem) -> None:
    server.answer = answer
    with pytest.raises(EngineError, match=problem) as caught:
        connect(server).translate([RU], DecodingOptions())
    assert len(server.requests) == 3
    assert server.url in str(caught.value)


def test_a_server_that_recovers_is_enough(server) -> None:
    server.answer = lambda r, d: (503, b"") if len(server.requests) < 3 else translate(r, d)
    assert connect(server).translate([RU], DecodingOptions())[0][0].text == f"[{RU.text}]"


def test_a_fenced_answer_is_read(server) -> None:
    server.answer = lambda r, d: chat(f'```json\n{{"id": {d["id"]}, "translation": "Отырыс өтті."}}\n```')
    assert connect(server).translate([RU], DecodingOptions())[0][0].text == "Отырыс өтті."


def test_refusals_and_redirects_are_not_followed_or_retried(server) -> None:
    for status in (302, 401):
        server.answer = lambda r, d, status=status: (status, b"no")
        server.requests.clear()
        with pytest.raises(EngineError, match=str(status)):
            connect(server).translate([RU], DecodingOptions())
        assert len(server.requests) == 1


def test_a_hanging_server_times_out(server) -> None:
    server.answer = lambda r, d: (time.sleep(0.6), translate(r, d))[1]
    with pytest.raises(EngineError, match="no answer in time"):
        connect(server, timeout=0.1, retries=1).translate([RU], DecodingOptions())


def test_the_key_comes_from_the_environment(server, monkeypatch) -> None:
    with pytest.raises(EngineError, match="OFFICE_KEY"):
        connect(server, api_key_env="OFFICE_KEY")
    monkeypatch.setenv("OFFICE_KEY", "word")
    connect(server, api_key_env="OFFICE_KEY").translate([RU], DecodingOptions())
    assert server.headers[0]["Authorization"] == "Bearer word"


def test_several_models_must_be_chosen_from(server) -> None:
    server.models = ["one", "two"]
    with pytest.raises(EngineError, match="one, two"):
        connect(server)
    engine = load_engine("openai", model="two", settings={"base_url": server.url})
    engine.translate([RU], DecodingOptions())
    assert server.requests[0]["model"] == "two"


def test_it_is_off_unless_configured_and_stays_on_this_machine() -> None:
    with pytest.raises(EngineError, match="off"):
        load_engine("openai")
    for url in (
        "http://192.168.1.5:8080/v1",
        "https://api.example.org/v1",
        "http://localhost.example.org/v1",
    ):
        with pytest.raises(UsageError, match="another machine"):
            load_engine("openai", model="m", settings={"base_url": url})
    for url in ("file:///etc/passwd", "127.0.0.1:80"):
        with pytest.raises(UsageError, match="no http"):
            load_engine("openai", model="m", settings={"base_url": url})
    load_engine(
        "openai", model="m", settings={"base_url": "http://192.168.1.5:8080/v1", "allow_remote": True}
    )
    load_engine("openai", model="m", settings={"base_url": "http://[::1]:8080/v1"})


def test_a_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(EngineError, match="does not answer"):
        load_engine("openai", settings={"base_url": "http://127.0.0.1:1/v1"})

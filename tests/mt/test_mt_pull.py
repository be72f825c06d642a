"""`models pull` against a stand-in of the hub: a real HTTP server with the hub's paths, etags and ranges."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from pressloc.errors import EngineError, OutputError, UsageError
from pressloc.mt import catalogue as catalogue_module
from pressloc.mt.catalogue import catalogue, families, find_entry, models_for
from pressloc.mt.pull import pull, wanted_files
from pressloc.mt.registry import load_engine
from pressloc.ports import DecodingOptions, MTRequest

pytestmark = pytest.mark.slow  # imports torch

NAME = "Helsinki-NLP/opus-mt-ru-en"
SHA = "0123456789abcdef0123456789abcdef01234567"


class Hub(ThreadingHTTPServer):
    """Serves one repository from `folder`. `break_at`: a file in whose transfer the server dies."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), HubHandler)
        self.folder, self.extra, self.break_at = folder, [], ""
        self.gated = self.dead = False
        self.fetched: list[tuple[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class HubHandler(BaseHTTPRequestHandler):
    server: Hub

    def do_HEAD(self) -> None:
        self.answer(body=False)

    def do_GET(self) -> None:
        self.answer(body=True)

    def answer(self, *, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        hub = self.server
        if hub.dead:
            self.close_connection = True
            return None
        if hub.gated:
            return self.send(403, {"X-Error-Code": "GatedRepo"}, b"{}")
        if path.startswith(f"/api/models/{NAME}"):
            names = [p.name for p in sorted(hub.folder.iterdir())] + hub.extra
            listing = {"id": NAME, "modelId": NAME, "sha": SHA, "siblings": [{"rfilename": n} for n in names]}
            return self.send(200, {"Content-Type": "application/json"}, json.dumps(listing).encode())
        file = hub.folder / path.rsplit("/", 1)[-1]
        if not path.startswith(f"/{NAME}/resolve/{SHA}/") or not file.is_file():
            return self.send(404, {"X-Error-Code": "RepoNotFound"}, b"{}")
        data = file.read_bytes()
        headers = {
            "ETag": f'"{hashlib.sha256(data).hexdigest()}"',
            "X-Repo-Commit": SHA,
            "Accept-Ranges": "bytes",
        }
        if not body:
            return self.send(200, headers, data, body=False)
        wanted = self.headers.get("Range", "")
        hub.fetched.append((file.name, wanted))
        start = int(wanted.removeprefix("bytes=").split("-")[0]) if wanted else 0
        if wanted:
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        if file.name == hub.break_at:
            hub.dead = True
            return self.send(206 if wanted else 200, headers, data[start:], cut=len(data) // 2)
        return self.send(206 if wanted else 200, headers, data[start:])

    def send(
        self, status: int, headers: dict[str, str], data: bytes, *, body: bool = True, cut: int = 0
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if body:
            self.wfile.write(data[:cut] if cut else data)
        if cut:
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def hub(checkpoint) -> Iterator[Hub]:
    server = Hub(checkpoint("marian"))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_model_is_fetched_converted_and_installed_whole(hub, tmp_path, monkeypatch) -> None:
    hub.extra = ["pytorch_model.bin", "README.md", "tf_model.h5"]
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    heard: list[str] = []
    directory = pull("opus-mt-ru-en", home=tmp_path, tell=heard.append)
    assert directory == tmp_path / "Helsinki-NLP--opus-mt-ru-en"
    assert {p.name for p in directory.iterdir()} >= {"model.bin", "pressloc.json", "source.spm", "target.spm"}
    assert [p.name for p in tmp_path.iterdir()] == [directory.name]
    assert not {name for name, _ in hub.fetched} & set(hub.extra)
    assert any("model.safetensors" in line for line in heard)
    engine = load_engine("ctranslate2", model=str(directory))
    assert engine.directions() == {("ru", "en")}
    assert str(engine.signature(DecodingOptions())) == f"ctranslate2:{NAME}@{SHA[:12]} beam=4"
    assert engine.translate([MTRequest("Сенат", "ru", "en")], DecodingOptions(max_length=8))[0][0].tokens
    # The second time nothing is fetched.
    hub.fetched.clear()
    assert pull(NAME, home=tmp_path, endpoint=hub.url) == directory
    assert hub.fetched == []


def test_an_interrupted_pull_leaves_nothing_installed_and_goes_on(hub, tmp_path, monkeypatch) -> None:
    import huggingface_hub.constants
    import huggingface_hub.file_download as downloads

    # It writes 10 MB at a time, where this checkpoint is smaller, and waits between its own tries.
    monkeypatch.setattr(huggingface_hub.constants, "DOWNLOAD_CHUNK_SIZE", 16_384)
    hub.break_at = "model.safetensors"
    monkeypatch.setattr(downloads.time, "sleep", lambda _: None)
    with pytest.raises(EngineError, match="Pull again"):
        pull(NAME, home=tmp_path, endpoint=hub.url)
    assert not (tmp_path / "Helsinki-NLP--opus-mt-ru-en").exists()
    before = [name for name, _ in hub.fetched if name != "model.safetensors"]
    hub.break_at, hub.dead = "", False
    hub.fetched.clear()
    assert (pull(NAME, home=tmp_path, endpoint=hub.url) / "pressloc.json").is_file()
    assert {"config.json", "vocab.json"} <= set(before)
    assert [name for name, _ in hub.fetched] == ["model.safetensors"]


def test_a_hub_that_refuses_or_is_away(hub, tmp_path) -> None:
    hub.gated = True
    with pytest.raises(EngineError, match="gated"):
        pull(NAME, home=tmp_path, endpoint=hub.url)
    with pytest.raises(EngineError, match="cannot be reached"):
        pull(NAME, home=tmp_path, endpoint="http://127.0.0.1:1")
    hub.gated = False
    with pytest.raises(EngineError, match="has no"):
        pull("Helsinki-NLP/opus-mt-en-ru", home=tmp_path, endpoint=hub.url)


def test_pickled_weights_are_refused() -> None:
    entry = find_entry(NAME)
    with pytest.raises(EngineError, match="pickled"):
        wanted_files(entry, ["pytorch_model.bin", "config.json"])
    with pytest.raises(EngineError, match="no weights"):
        wanted_files(entry, ["config.json"])
    files = [
        "model.safetensors",
        "pytorch_model.bin",
        "config.json",
        "run.py",
        "onnx/model.safetensors",
        "../x.safetensors",
    ]
    assert wanted_files(entry, files) == ["config.json", "model.safetensors"]


def test_licences_are_asked_about(hub, tmp_path) -> None:
    for name in ("facebook/nllb-200-distilled-600M", "issai/tilmash", "mbart-large-50-many-to-many-mmt"):
        with pytest.raises(UsageError, match="--allow-noncommercial"):
            pull(name, home=tmp_path, endpoint=hub.url)
    hub.folder = tmp_path
    with pytest.raises(EngineError, match="has no model facebook"):
        pull(
            "facebook/nllb-200-distilled-600M",
            allow_noncommercial=True,
            home=tmp_path / "h",
            endpoint=hub.url,
        )


def test_what_cannot_be_pulled_says_what_to_do(tmp_path, monkeypatch) -> None:
    with pytest.raises(UsageError, match="opus-mt-ru-en"):
        pull("opus-mt", home=tmp_path)
    with pytest.raises(UsageError, match="in the catalogue"):
        pull("no/such", home=tmp_path)
    with pytest.raises(UsageError, match="ships with pressloc"):
        pull("starter", home=tmp_path)
    with pytest.raises(UsageError, match="No engine here"):
        pull("mozilla/firefox-base-en-ru", home=tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    with pytest.raises(OutputError, match="GB are free"):
        pull(NAME, home=tmp_path)


def test_a_home_that_cannot_be_written_is_an_error(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be installed"):
        pull(NAME, home=tmp_path / "file" / "models")


def test_the_catalogue_holds_together() -> None:
    names = [entry.name for entry in catalogue()]
    assert len(names) == len(set(names))
    known = {f"{s}-{t}" for s in ("kk", "ru", "en") for t in ("kk", "ru", "en") if s != t}
    for entry in catalogue():
        assert set(entry.directions) <= known
        assert {q.direction for q in entry.quality} <= set(entry.directions)
        assert entry.source
        assert all(q.bleu is None or 0 < q.bleu < 100 for q in entry.quality)
        if entry.pullable:
            assert entry.family in families()
        if "-NC" in entry.licence:
            assert entry.commercial == "no"
    assert {entry.name for entry in models_for("kk", "en")} >= {"starter", "issai/tilmash"}
    assert models_for("kk", "en")[0].name == "issai/tilmash"
    assert catalogue_module.find_entry("TILMASH").name == "issai/tilmash"

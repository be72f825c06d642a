"""The wheel, installed away from the checkout, has all it needs: catalogs, termbase, rules, starter model, app."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's contents only; dependencies come from the test's own environment."""
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    assert wheel.stat().st_size < 100 * 2**20, "package indexes refuse larger files"
    target = out / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def run(installed: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pressloc", *arguments],
        input=stdin, capture_output=True, text=True, check=False, cwd=installed.parent,
        env={**os.environ, "PYTHONPATH": str(installed), "PRESSLOC_UI": "en"},
    )  # fmt: skip


def test_it_is_the_wheel_that_runs(installed: Path) -> None:
    code = "import pressloc, pressloc_tui; print(pressloc.__file__, pressloc_tui.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/",
        env={**os.environ, "PYTHONPATH": str(installed)},
    )  # fmt: skip
    assert done.stdout.count(str(installed)) == 2


def test_translate_with_the_starter_model(installed: Path) -> None:
    done = run(installed, "translate", "-", "--to", "en", "--json", stdin="Сенат заң қабылдады.\n")
    assert done.returncode == 0, done.stderr
    (segment,) = json.loads(done.stdout)["files"][0]["targets"][0]["segments"]
    assert segment["origin"] == "mt"
    assert segment["target"]
    assert segment["terms"]


def test_interface_in_kazakh(installed: Path) -> None:
    assert "сегмент" in run(installed, "--ui", "kk", "--help").stdout.lower()


def test_doctor_is_content(installed: Path) -> None:
    done = run(installed, "doctor", "--json")
    assert done.returncode == 0, done.stdout
    assert all(item["ok"] is not False for item in json.loads(done.stdout)["items"])


def test_the_termbase_needs_no_compiling(installed: Path, tmp_path: Path) -> None:
    """The compiled files of the wheel fit its glossary and its code: nothing is written to the user's cache."""
    code = "from pressloc.terms.recognise import Recogniser as R; from pressloc.terms.termbase import builtin as b; "
    code += "r = R(b()); print(*(r.find(t, l)[0].concept for t, l in (('Сенатына', 'kk'), ('в Сенате', 'ru'), ('Senate', 'en'))))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/",
        env={**os.environ, "PYTHONPATH": str(installed), "PRESSLOC_CACHE": str(tmp_path / "cache")},
    )  # fmt: skip
    assert done.stdout.count("senate-of-the-parliament") == 3
    assert not (tmp_path / "cache").exists()

"""One recogniser over the built-in termbase for all tests of terms."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pressloc.terms.recognise import Recogniser
from pressloc.terms.termbase import builtin

sys.path.insert(0, str(Path(__file__).parent))  # marked.py


@pytest.fixture(scope="session")
def recogniser() -> Recogniser:
    return Recogniser(builtin())

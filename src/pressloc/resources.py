"""Where the data that ships with pressloc lies: inside the wheel, or beside `src/` in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def data_path(name: str) -> Path:
    """Path of shipped data such as `glossary`, `locales`, `srx/kk.srx` or `starter`.

    Looks in `pressloc/data/` first (the wheel), then in the checkout's top level. Raises FileNotFoundError
    naming both places when neither has it.
    """
    inside, beside = _PACKAGE / "data" / name, _CHECKOUT / name
    for path in (inside, beside):
        if path.exists():
            return path
    raise FileNotFoundError(f"shipped data {name!r} is neither at {inside} nor at {beside}")

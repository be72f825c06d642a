"""Files written as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from pressloc.errors import OutputError
from pressloc.i18n import _, os_reason


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def write_atomic(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file as a whole or not at all: to a temporary name beside it, flushed, then renamed over it. A `private` one
    is its owner's alone.

    Raises OutputError; the temporary file never stays.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(temporary, "wb", opener=_private if private else None) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise OutputError(
            _("cannot be written: {reason}", reason=os_reason(error)),
            where=str(path),
            do=_("Check free space and permissions, or name another place with --out"),
        ) from error
    finally:
        temporary.unlink(missing_ok=True)

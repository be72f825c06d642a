"""Reading an input file, with errors that say what to do."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

from pressloc.errors import InputError
from pressloc.i18n import _, os_reason

TEXT_LIMIT = 20_000_000  # bytes; a press release has about 5,000
PACKAGE_LIMIT = 100_000_000  # bytes of a document that may hold photographs
_PACKAGES = (".docx", ".docm", ".dotx", ".doc")
STDIN = "-"


def read_bytes(path: str | Path, limit: int | None = None) -> bytes:
    """The bytes of `path`, at most `limit` (None: 20 MB of text, 100 MB of a Word document); `-` is standard input.

    Raises InputError: missing (with the nearest existing name), a folder, not permitted, empty, too large.
    """
    name = str(path)
    if limit is None:
        limit = PACKAGE_LIMIT if name.lower().endswith(_PACKAGES) else TEXT_LIMIT
    if name == STDIN:
        return _checked(sys.stdin.buffer.read(limit + 1), _("standard input"), limit)
    if "\0" in name:
        raise InputError(_("a file name cannot hold a NUL character"), where=name, do=_("Check the name"))
    file = Path(path)
    try:
        with file.open("rb") as stream:  # no stat first: a pipe has no size and a file may grow
            data = stream.read(limit + 1)
    except FileNotFoundError:
        raise InputError(_("no such file"), where=name, do=_nearest(file)) from None
    except IsADirectoryError:
        raise InputError(
            _("this is a folder, not a file"),
            where=name,
            do=_("Name the files in it, such as {folder}/*.txt", folder=name.rstrip("/")),
        ) from None
    except NotADirectoryError:
        raise InputError(
            _("no such file: a part of the path is no folder"), where=name, do=_("Check the path")
        ) from None
    except PermissionError:
        raise InputError(
            _("no permission to read the file"), where=name, do=_("Ask its owner or the administrator")
        ) from None
    except OSError as error:
        raise InputError(
            _("cannot be read: {reason}", reason=os_reason(error)), where=name, do=_("Check the path and the disk")
        ) from None
    return _checked(data, name, limit)


def _checked(data: bytes, name: str, limit: int) -> bytes:
    if not data:
        raise InputError(_("the file is empty"), where=name, do=_("Give a file with text in it"))
    if len(data) > limit:
        what = _("larger than the limit of {size} MB", size=f"{limit / 1_000_000:g}")
        raise InputError(what, where=name, do=_("Split it into smaller files"))
    return data


def _nearest(file: Path) -> str:
    """Advice: the most similar name in the folder, if the folder can be listed."""
    try:
        names = [entry.name for entry in file.parent.iterdir()]
    except OSError:
        return _("Check the name")
    close = difflib.get_close_matches(file.name, names, n=1, cutoff=0.6)
    return _("Did you mean {name}?", name=file.parent / close[0]) if close else _("Check the name")

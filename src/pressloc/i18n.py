"""The interface's languages (kk, ru, en): gettext catalogs, chosen by `--ui`, PRESSLOC_UI or the locale.

Messages are English msgids. `N_` marks a literal for extraction where it is defined; `_` and `ngettext` translate
where it is shown. The chosen language lives in a context variable, so that two screens in one process (the served
app) can differ.
"""

from __future__ import annotations

import errno
import gettext as _gettext
import os
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache

from pressloc.resources import data_path

UI_LANGS = ("kk", "ru", "en")
DOMAIN = "pressloc"

_current: ContextVar[str] = ContextVar("pressloc_ui", default="en")


def N_(message: str) -> str:
    """Mark `message` for extraction without translating it (constants, findings)."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:
    """Like `N_` for a message with plural forms."""
    return singular, plural


@cache
def _catalog(lang: str) -> _gettext.NullTranslations:
    if lang == "en":
        return _gettext.NullTranslations()
    return _gettext.translation(DOMAIN, str(data_path("locales")), languages=[lang])


def detect_ui(environ: Mapping[str, str] | None = None) -> str:
    """The interface language that the environment asks for: PRESSLOC_UI, LC_ALL, LC_MESSAGES, LANG; else `en`."""
    env = os.environ if environ is None else environ
    for name in ("PRESSLOC_UI", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = env.get(name, "").split(".")[0].split("_")[0].split("-")[0].lower()
        if code in UI_LANGS:
            return code
        if code:
            return "en"
    return "en"


def set_ui(lang: str) -> None:
    """Use interface language `lang` (one of UI_LANGS) from here on in this context. Raises ValueError."""
    if lang not in UI_LANGS:
        raise ValueError(f"no interface language {lang!r}; there are {', '.join(UI_LANGS)}")
    _current.set(lang)


def ui() -> str:
    """The interface language in use."""
    return _current.get()


def _(message: str, **fields: object) -> str:
    """`message` in the interface language, its `{name}` fields filled from `fields`."""
    text = _catalog(_current.get()).gettext(message) if message else ""
    return text.format(**fields) if fields else text


def ngettext(singular: str, plural: str, n: int, **fields: object) -> str:
    """The plural form right for `n`; `{n}` is filled with it, other fields from `fields`."""
    text = _catalog(_current.get()).ngettext(singular, plural, n)
    return text.format(n=n, **fields)


# The usual refusals of the operating system, worded for people; Python only knows the C library's English.
_REASONS = {
    errno.EACCES: N_("no permission"),
    errno.EPERM: N_("no permission"),
    errno.EROFS: N_("the disk is write-protected"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk quota is used up"),
    errno.ENOENT: N_("no such file or folder"),
    errno.EEXIST: N_("a file of that name exists"),
    errno.ENOTDIR: N_("a part of the path is no folder"),
    errno.EISDIR: N_("this is a folder, not a file"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EIO: N_("the disk cannot be read or written"),
}


def os_reason(error: OSError) -> str:
    """Why the operating system refused, in the interface language; rare reasons stay in its own words."""
    return _(_REASONS.get(error.errno or 0, "")) or error.strerror or str(error)

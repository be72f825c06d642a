"""The entries of a PO file with their places (GNU gettext manual, "The Format of PO Files").

polib reads and escapes the same format, but writes a file anew; places are needed to leave all else as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import define, field

from pressloc.errors import InputError
from pressloc.i18n import _

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_KEYWORD = re.compile(r"\ufeff?[ \t]*(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d{1,2})\])?[ \t]*(?=\")")
_STRING = re.compile(r"[ \t]*\"(?P<body>(?:[^\"\\]|\\.)*)\"[ \t]*\Z")
_ESCAPE = re.compile(r"\\(?:([abfnrtv\"\\])|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.))")
_CONTROL = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", '"': '"', "\\": "\\"}


@define
class Value:
    """A quoted value: `raw` (escapes kept, lines joined) and its place from the first quote to the last."""

    raw: str
    start: int
    end: int


@define
class Entry:
    """A message. `start` is the place of its first keyword; `flags` the place and words of its `#,` line."""

    line: int
    start: int = -1
    values: dict[str, Value] = field(factory=dict)  # msgctxt, msgid, msgid_plural, msgstr, msgstr[0] …
    flags: tuple[str, ...] = ()
    flags_span: tuple[int, int] | None = None
    comments: list[str] = field(factory=list)  # `#.` for the translator, `#` by the translator
    previous: list[tuple[int, int]] = field(factory=list)  # places of `#|` lines

    def text(self, key: str) -> str:
        """The value of `key` with escapes resolved, or "" without one."""
        value = self.values.get(key)
        return unescape(value.raw) if value else ""

    @property
    def translations(self) -> dict[str, Value]:
        """`msgstr` or the `msgstr[n]`, in order."""
        return {k: v for k, v in self.values.items() if k.startswith("msgstr")}

    @property
    def fuzzy(self) -> bool:
        return "fuzzy" in self.flags


def unescape(raw: str) -> str:
    """The text of a quoted value."""

    def char(match: re.Match[str]) -> str:
        if match[1]:
            return _CONTROL[match[1]]
        if match[2] or match[3]:
            return chr(int(match[2] or match[3], 16 if match[2] else 8))
        return match[4]

    return _ESCAPE.sub(char, raw)


def escape(text: str) -> str:
    """`text` as it stands between quotes."""
    return (
        text.replace("\\", "\\\\")
        .replace('"', '\\"')
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
    )


def parse_catalogue(text: str, name: str) -> list[Entry]:
    """The entries of `text`, obsolete ones left out. Raises InputError with the line of a syntax error."""
    entries: list[Entry] = []
    entry = Entry(1)
    value: Value | None = None
    for number, match in enumerate(_LINE.finditer(text), start=1):
        line = match[0].rstrip("\r\n")
        bare = line.strip(" \t\ufeff")
        keyword = _KEYWORD.match(line)
        starts_next = keyword is not None and keyword[1] in ("msgctxt", "msgid")
        if entry.translations and (starts_next or bare[:1] == "#"):
            entries.append(entry)
            entry = Entry(number)
        if keyword is not None:
            value = _value(line, keyword.end(), match.start(), name, number)
            entry.start = match.start() + (line[:1] == "\ufeff") if entry.start < 0 else entry.start
            key = keyword[1] + (f"[{int(keyword[2])}]" if keyword[2] else "")
            if key in entry.values:
                raise _error(name, number, _("a second {keyword} in one entry", keyword=key))
            entry.values[key] = value
        elif bare[:1] == '"' and value is not None:
            more = _value(line, 0, match.start(), name, number)
            value.raw, value.end = value.raw + more.raw, more.end
        elif bare[:1] == "#":
            value = None
            _comment(entry, bare, match.start(), match.start() + len(line), match.end())
        elif bare:
            raise _error(name, number, _("neither a comment nor a message"))
    if entry.translations:
        entries.append(entry)
    elif "msgid" in entry.values:
        raise _error(name, entry.line, _("an entry without msgstr"))
    return entries


def _value(line: str, at: int, offset: int, name: str, number: int) -> Value:
    match = _STRING.match(line, at)
    if match is None:
        raise _error(name, number, _("a quoted text that does not end on its line"))
    return Value(match["body"], offset + match.start("body") - 1, offset + match.end("body") + 1)


def _comment(entry: Entry, line: str, start: int, end: int, next_line: int) -> None:
    match line[:2]:
        case "#,":
            entry.flags += tuple(flag.strip() for flag in line[2:].split(",") if flag.strip())
            entry.flags_span = (start, end)
        case "#|":
            entry.previous.append((start, next_line))
        case "#." | "# ":
            entry.comments.append(line[2:].strip())


def _error(name: str, line: int, what: str) -> InputError:
    return InputError(
        _("broken PO: {what}", what=what), where=f"{name}:{line}", do=_("Check the file with msgfmt --check")
    )


def header_fields(entry: Entry) -> Iterator[tuple[str, str]]:
    """(name, value) of the header entry's fields."""
    for line in entry.text("msgstr").split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()

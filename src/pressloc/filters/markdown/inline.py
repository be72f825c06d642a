"""Inline Markdown with source positions: CommonMark 0.31, chapter 6, plus GitHub's strikethrough and footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from attrs import define, field, frozen

from pressloc.filters.html.entities import REFERENCE
from pressloc.filters.markdown.emphasis import Run, flanking, pair_runs
from pressloc.filters.splice import Span
from pressloc.model import CodeKind

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_SPECIAL = re.compile(r"[\\`*_~\[\]<&\n]|!\[")
_AUTOLINK = re.compile(
    r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+)>"
)
_HTML = re.compile(
    r"<(?:(?P<close>/)?(?P<name>[A-Za-z][A-Za-z0-9-]*)(?(close)\s*|(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*"
    r"\s*(?P<empty>/?))|!---?>|!--.*?--|\?.*?\?|![A-Za-z][^>]*|!\[CDATA\[.*?\]\])>",
    re.DOTALL,
)
_DECLARATIONS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_TITLE = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)"
_DESTINATION = re.compile(
    rf"\(\s*(?:<(?:[^<>\n\\]|\\.)*>|(?:[^\s()<\\]|\\.)(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*)?(?:\s+(?P<title>{_TITLE}))?\s*\)",
    re.DOTALL,
)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]", re.DOTALL)
VOID_TAGS = frozenset(("br", "img", "hr", "wbr", "input"))


@frozen
class Mark:
    """A stretch `[start, end)` of the inline text that is not plain.

    `kind` None means that it stands for the plain text `equiv` (an escape, an entity, a soft break). `data` is
    what a translation writes for it ("" = as in the source). `nested` are (span, style) of texts inside a code:
    the description and the title of an image, the title of a link.
    """

    start: int
    end: int
    kind: CodeKind | None
    display: str = ""
    equiv: str = ""
    data: str = ""
    nested: tuple[tuple[Span, str], ...] = ()


@define
class _Bracket:
    start: int
    image: bool
    marks: int  # how many marks and delimiter runs stood before it
    runs: int
    active: bool = True


@define
class _Scan:
    text: str
    labels: frozenset[str]
    marks: list[Mark] = field(factory=list)
    runs: list[Run] = field(factory=list)
    brackets: list[_Bracket] = field(factory=list)
    absent: set[str] = field(factory=set)  # ends of declarations that no more follow
    run_ends: dict[int, int] = field(factory=dict)  # place of a backtick → end of its run
    ticks: dict[int, list[int]] = field(factory=dict)  # length of a run of backticks → its places, last first


def scan_inline(text: str, labels: frozenset[str]) -> list[Mark]:
    """Marks of inline `text` (lines joined by a line feed), in order, not overlapping.

    `labels` are the normalised labels of the link reference definitions of the document.
    """
    scan = _Scan(text, labels)
    for match in re.finditer(r"`+", text):
        scan.ticks.setdefault(len(match[0]), []).append(match.start())
        scan.run_ends |= dict.fromkeys(range(match.start(), match.end()), match.end())
    for places in scan.ticks.values():
        places.reverse()
    at = 0
    while found := _SPECIAL.search(text, at):
        at = _at_special(scan, found.start(), found[0])
    scan.marks += pair_runs(scan.runs)
    return sorted(scan.marks, key=lambda mark: mark.start)


def _at_special(scan: _Scan, at: int, what: str) -> int:
    """Handle the special character at `at`; returns where to go on."""
    text = scan.text
    match what:
        case "\\" if text[at + 1 : at + 2] == "\n":
            return _add(scan, Mark(at, at + 2, CodeKind.ALONE, "br", " "))
        case "\\" if text[at + 1 : at + 2] in tuple(PUNCTUATION):
            return _add(scan, Mark(at, at + 2, None, "", text[at + 1]))
        case "`":
            return _code_span(scan, at)
        case "*" | "_" | "~":
            return _delimiters(scan, at, what)
        case "![" | "[":
            return _open_bracket(scan, at, what)
        case "]":
            return _close_bracket(scan, at)
        case "<":
            return _angle(scan, at)
        case "&":
            entity = REFERENCE.match(text, at)
            if entity and entity[0].endswith(";") and unescape(entity[0]) != entity[0]:
                return _add(scan, Mark(at, entity.end(), None, "", unescape(entity[0])))
        case "\n":
            blanks = 0
            while text[at - blanks - 1 : at - blanks] in (" ", "\t"):
                blanks += 1
            hard = text[at - blanks : at].endswith("  ")
            kind, display = (CodeKind.ALONE, "br") if hard else (None, "")
            return _add(scan, Mark(at - blanks, at + 1, kind, display, " "))
    return at + 1


def _add(scan: _Scan, mark: Mark) -> int:
    scan.marks.append(mark)
    return mark.end


def _code_span(scan: _Scan, at: int) -> int:
    end = scan.run_ends[at]
    places = scan.ticks.get(end - at, [])  # after an escaped backtick the rest is a run of its own
    while places and places[-1] <= at:
        places.pop()
    if not places:
        return end
    close = places[-1]
    inside = " ".join(scan.text[end:close].split())
    return _add(scan, Mark(at, close + end - at, CodeKind.ALONE, "code", inside))


def _delimiters(scan: _Scan, at: int, char: str) -> int:
    end = at
    while scan.text[end : end + 1] == char:
        end += 1
    before, after = scan.text[at - 1 : at] if at else "", scan.text[end : end + 1]
    opens, closes = flanking(before, after, char)
    if char != "~" or end - at <= 2:
        scan.runs.append(Run(char, at, end, opens, closes))
    return end


def _open_bracket(scan: _Scan, at: int, what: str) -> int:
    footnote = _FOOTNOTE.match(scan.text, at) if what == "[" else None
    if footnote:
        return _add(scan, Mark(at, footnote.end(), CodeKind.ALONE, "fn"))
    scan.brackets.append(_Bracket(at, what == "![", len(scan.marks), len(scan.runs)))
    return at + len(what)


def _close_bracket(scan: _Scan, at: int) -> int:
    if not scan.brackets:
        return at + 1
    bracket = scan.brackets.pop()
    if not bracket.active:
        return at + 1
    inner = bracket.start + (2 if bracket.image else 1)
    tail = _tail(scan, inner, at)
    if tail is None:
        return at + 1
    end, title, data = tail
    nested: list[tuple[Span, str]] = []
    if bracket.image:
        del scan.marks[bracket.marks :], scan.runs[bracket.runs :]
        if not data:
            nested.append(((inner, at), "alt"))
    if title is not None:
        nested.append(((title[0] + 1, title[1] - 1), f"title{scan.text[title[0]]}"))
    if bracket.image:
        return _add(scan, Mark(bracket.start, end, CodeKind.ALONE, "img", nested=tuple(nested)))
    scan.marks += pair_runs(scan.runs[bracket.runs :])
    del scan.runs[bracket.runs :]
    for other in scan.brackets:  # links hold no links
        other.active = other.active and other.image
    scan.marks.append(Mark(bracket.start, inner, CodeKind.OPEN, "a"))
    return _add(scan, Mark(at, end, CodeKind.CLOSE, "a", data=data, nested=tuple(nested)))


def _tail(scan: _Scan, inner: int, at: int) -> tuple[int, Span | None, str] | None:
    """(end, span of the title, data if other than the source) of the link that `]` at `at` closes, or None."""
    inline = _DESTINATION.match(scan.text, at + 1)
    if inline:
        title = inline.span("title") if inline["title"] is not None else None
        return inline.end(), title, ""
    own = scan.text[inner:at]
    label = _LABEL.match(scan.text, at + 1)
    if label and label[1]:
        return (label.end(), None, "") if _known(label[1], scan.labels) else None
    if _known(own, scan.labels):  # its text is its label: once translated it must name the label in full
        return (label.end() if label else at + 1), None, f"][{own}]"
    return None


def _known(label: str, labels: frozenset[str]) -> bool:
    from markdown_it.common.utils import normalizeReference

    return len(label) < 1000 and normalizeReference(label) in labels


def _angle(scan: _Scan, at: int) -> int:
    auto = _AUTOLINK.match(scan.text, at)
    if auto:
        return _add(scan, Mark(at, auto.end(), CodeKind.ALONE, "url", auto[1]))
    tag = _HTML.match(scan.text, at) if _can_close(scan, at) else None
    if tag is None:
        return at + 1
    name = (tag["name"] or "code").lower()
    if tag["close"]:
        return _add(scan, Mark(at, tag.end(), CodeKind.CLOSE, name))
    alone = tag["name"] is None or tag["empty"] or name in VOID_TAGS
    kind, equiv = (CodeKind.ALONE, " " if name == "br" else "") if alone else (CodeKind.OPEN, "")
    return _add(scan, Mark(at, tag.end(), kind, name, equiv))


def _can_close(scan: _Scan, at: int) -> bool:
    """Whether the end of a comment or declaration opened at `at` is still to come; looked for only once."""
    end = next((end for begin, end in _DECLARATIONS if scan.text.startswith(begin, at)), None)
    if end is not None and end not in scan.absent and scan.text.find(end, at) < 0:
        scan.absent.add(end)
    return end not in scan.absent


def text_marks(text: str) -> Sequence[Mark]:
    """Only the escapes and entities of `text`: what a link title may hold."""
    return [m for m in scan_inline(text, frozenset()) if m.kind is None]

"""Segmentation Rules eXchange 2.0 (LISA OSCAR, 2008; now GALA): reading the rules and finding the breaks.

A rule names a place by what stands before it and what stands after it, and says whether a text may break there.
The rules of a language come from every language map whose pattern fits its code, in order (with `cascade="yes"`)
or from the first one only. At each place the first rule that fits decides; where none fits there is no break.
Patterns are ICU regular expressions in the specification; the `regex` module reads the same syntax.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

import regex
from attrs import frozen

from pressloc.errors import InputError
from pressloc.i18n import _, os_reason

_NS = "http://www.lisa.org/srx20"
_FLAGS = regex.V1
_MAX_BYTES = 4_000_000
# A break in the midst of white space is the same as one at its edge; skipping it keeps long runs of it linear.
_FAR = regex.compile(r"[*+]|\{\d*,(?:\d\d+)?\}")
_NOT_INSIDE_SPACE = r"(?!(?<=\s)(?=\s\s))"


@frozen
class Rule:
    """One SRX rule; `breaks` is its `break` attribute, the patterns may be empty (anything fits)."""

    breaks: bool
    before: str
    after: str
    line: int = 0


@frozen
class RuleSet:
    """An SRX document: rules by name, and language maps (pattern, name) in order."""

    rules: Mapping[str, tuple[Rule, ...]]
    maps: tuple[tuple[str, str], ...]
    cascade: bool

    def for_language(self, lang: str) -> tuple[Rule, ...]:
        """The rules that hold for a language code such as `kk` or `en-GB`, in the order in which they decide."""
        names = [name for pattern, name in self.maps if regex.fullmatch(pattern, lang, flags=regex.IGNORECASE)]
        if not self.cascade:
            names = names[:1]
        return tuple(rule for name in names for rule in self.rules[name])


class Breaker:
    """Rules made ready: neighbouring rules of one kind are one pattern, so that a text is read once for all breaks
    and each possible break asks the earlier patterns in turn."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._steps = [
            (breaks, _compile([_place(rule) for rule in group])) for breaks, group in groupby(rules, lambda r: r.breaks)
        ]
        breaking = [_place(rule) for rule in rules if rule.breaks]
        self._candidates = _compile(breaking) if breaking else None

    def breaks(self, text: str) -> Iterator[int]:
        """Offsets where `text` breaks, ascending, each before the character it names."""
        if self._candidates is None:
            return
        for hit in self._candidates.finditer(text):
            place = hit.start()
            for verdict, pattern in self._steps:
                if pattern.match(text, place):
                    if verdict:
                        yield place
                    break


def _place(rule: Rule) -> str:
    """The rule as a pattern of no width. What stands in front is tried first unless it reaches far back; then what
    follows is, which nearly always has a first character that decides."""
    if not rule.before:
        return f"(?={rule.after})"
    if _FAR.search(rule.before):
        return f"{_NOT_INSIDE_SPACE}(?={rule.after})(?<={rule.before})"
    return f"(?<={rule.before})(?={rule.after})"


def _compile(places: list[str]) -> regex.Pattern[str]:
    return regex.compile("|".join(places), _FLAGS)


def read_srx(path: Path) -> RuleSet:
    """Read and check an SRX 2.0 file. Raises InputError (`file:line`) on what is no SRX or breaks its rules."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            _("the segmentation rules cannot be read: {reason}", reason=os_reason(error)), where=str(path)
        ) from error
    return parse_srx(data, str(path))


def parse_srx(data: bytes, name: str) -> RuleSet:
    """As read_srx, from bytes; `name` is what messages call the source."""
    from lxml import etree

    if len(data) > _MAX_BYTES:
        raise InputError(_("the segmentation rules are too large"), where=name, do=_("Keep them under 4 MB"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        what = _("broken XML: {error}", error=error.msg)
        raise InputError(what, where=f"{name}:{error.lineno or 1}", do=_("Correct the file")) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError(
            _("a document type is not allowed in segmentation rules"), where=f"{name}:1", do=_("Remove it")
        )
    if root.tag != f"{{{_NS}}}srx" or root.get("version") != "2.0":
        where = f"{name}:{root.sourceline}"
        raise InputError(_("not an SRX 2.0 document"), where=where, do=_("Convert it to SRX 2.0"))
    header = root.find(f"{{{_NS}}}header")
    body = root.find(f"{{{_NS}}}body")
    if header is None or body is None:
        raise InputError(_("SRX needs a header and a body"), where=f"{name}:{root.sourceline}")
    rules = {
        element.get("languagerulename", ""): tuple(
            _rule(child, name) for child in element.iterfind(f"{{{_NS}}}rule")
        )
        for element in body.iterfind(f"{{{_NS}}}languagerules/{{{_NS}}}languagerule")
    }
    maps = []
    for element in body.iterfind(f"{{{_NS}}}maprules/{{{_NS}}}languagemap"):
        where = f"{name}:{element.sourceline}"
        pattern, target = element.get("languagepattern", ""), element.get("languagerulename", "")
        if target not in rules:
            what = _("the language map points at unknown rules “{rules}”", rules=target)
            raise InputError(what, where=where, do=_("Add them or correct the name"))
        _check(pattern, where)
        maps.append((pattern, target))
    if not maps:
        raise InputError(
            _("SRX has no language maps"), where=f"{name}:{body.sourceline}", do=_("Add a languagemap")
        )
    return RuleSet(rules, tuple(maps), header.get("cascade") == "yes")


def _rule(element: object, name: str) -> Rule:
    from lxml import etree

    assert isinstance(element, etree._Element)
    line = int(str(element.sourceline or 0))
    where = f"{name}:{line}"
    verdict = element.get("break", "yes")
    if verdict not in ("yes", "no"):
        raise InputError(_("break=“{value}” is neither yes nor no", value=verdict), where=where)
    before, after = (element.findtext(f"{{{_NS}}}{part}") or "" for part in ("beforebreak", "afterbreak"))
    rule = Rule(verdict == "yes", _tidy(before), _tidy(after), line)
    _check(_place(rule), where)
    return rule


def _tidy(pattern: str) -> str:
    """A free-spacing pattern (`(?x)` in front) as a group of its own, so that it can stand beside others."""
    pattern = pattern.strip() if pattern.strip().startswith("(?x)") else pattern
    return f"(?x:{pattern[4:]}\n)" if pattern.startswith("(?x)") else f"(?:{pattern})" if "|" in pattern else pattern


def _check(pattern: str, where: str) -> None:
    try:
        regex.compile(pattern, _FLAGS)
    except regex.error as error:
        raise InputError(
            _("wrong regular expression: {error}", error=error), where=where, do=_("Correct the pattern")
        ) from error

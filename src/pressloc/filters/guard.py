"""Proof on export: the written file is read again and what is in it is counted against what was meant to be.

A filter can be right and a translation still break a file (a bold word glued to a bracket in Markdown is no longer
bold); nothing may be lost without a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from pressloc.errors import InputError
from pressloc.i18n import N_
from pressloc.model import Document, Finding, InlineCode, Severity, Unit, is_code_char
from pressloc.ports import Filter

CHECK = "export-guard"
_WORD = re.compile(r"[^\W_]+")
_SHOWN = 3  # how many places a message names


def count_back(
    document: Document, targets: Mapping[str, str], written: bytes, filter_: Filter
) -> tuple[Finding, ...]:
    """Findings on `written`, which `filter_` made of `document` and `targets`; none when all is there.

    Compared: the number of units, the inline codes by their short names, and the words. Critical when the file
    cannot be read any more or lost words or units, major when a code changed its meaning.
    """
    try:
        again = filter_.read(written, document.name)
    except InputError as error:
        return (_finding(N_("The written file cannot be read back: {error}"), error=error.what),)
    meant, found = [_meant(unit, targets) for unit in document.units], [_found(unit) for unit in again.units]
    findings: list[Finding] = []
    if len(meant) != len(found):
        findings.append(
            _finding(
                N_("The written file has {found} units instead of {meant}"),
                found=str(len(found)),
                meant=str(len(meant)),
            )
        )
    lost = _words(meant) - _words(found)
    if lost:
        findings.append(_finding(N_("Words are missing in the written file: {words}"), words=_sample(lost)))
    codes_meant, codes_found = _codes(document.units, meant), _codes(again.units, found)
    for names, message in (
        (
            codes_meant - codes_found,
            N_("Inline codes of the translation are no markup in the written file: {codes}"),
        ),
        (
            codes_found - codes_meant,
            N_("Text of the translation became markup in the written file: {codes}"),
        ),
    ):
        if names:
            findings.append(_finding(message, Severity.MAJOR, codes=_sample(names)))
    return tuple(findings)


def _meant(unit: Unit, targets: Mapping[str, str]) -> str:
    if not unit.fill:
        return unit.target or ""
    target = targets.get(unit.id, unit.text)
    return (unit.target or "") if unit.target is not None and target == unit.text else target


def _found(unit: Unit) -> str:
    return unit.text if unit.target is None else unit.target


def _words(texts: list[str]) -> Counter[str]:
    plain = ("".join(" " if is_code_char(c) else c for c in text) for text in texts)
    return Counter(word for text in plain for word in _WORD.findall(text))


def _codes(units: tuple[Unit, ...], texts: list[str]) -> Counter[str]:
    """How often each kind of code stands in the texts; codes of layout that a filter may fold are left out."""
    return Counter(
        _name(unit.codes[index])
        for unit, text in zip(units, texts, strict=True)
        for char in text
        if is_code_char(char) and (index := ord(char) - 0xE000) < len(unit.codes)
    )


def _name(code: InlineCode) -> str:
    return f"{'/' if code.kind == 'close' else ''}{code.display or code.data}"


def _sample(counter: Counter[str]) -> str:
    names = [name if number == 1 else f"{name} ×{number}" for name, number in counter.most_common(_SHOWN)]
    return ", ".join(names) + (", …" if len(counter) > _SHOWN else "")


def _finding(message: str, severity: Severity = Severity.CRITICAL, **args: str) -> Finding:
    return Finding(CHECK, severity, message, args)

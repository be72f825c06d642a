"""The target ends like the source: stop, question, exclamation, colon, semicolon, ellipsis, or (headings) nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck, source_plain
from pressloc.i18n import N_
from pressloc.locale.typography import typography
from pressloc.model import Finding, Lang, Severity, is_code_char
from pressloc.ports import CheckContext

ID = "end-punctuation"
_TAIL = frozenset(".!?…:;,\"'»”“’)]")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:\.[ \u00a0]?[^\W\d_]+)*)\.\Z")
_CLOSING = frozenset("\"'»”“’)]")
_STRONG = "?!…:;"


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding if the final mark differs in kind; quotation marks and brackets around it do not count.

    "..." and "…" are the same, "?!" counts as a question. A stop that belongs to an abbreviation (2025 г., т.б.)
    is no final mark where the source has none.
    """
    source, target = context.segment.text, context.target
    if not source.strip() or not target.strip():
        return ()
    wanted, found = final_mark(source_plain(context)), final_mark(target)
    if (
        wanted == found
        or _is_salutation(wanted, found, source)
        or _is_abbreviation(wanted, found, source, context.segment.lang, target, context.target_lang)
    ):
        return ()
    start = min(_tail_start(target), len(target) - 1)
    args = {"wanted": wanted or "–", "found": found or "–"}
    severity = Severity.MAJOR if "?" in (wanted, found) else Severity.MINOR
    if not wanted:
        message = N_("The source ends without a punctuation mark, the translation with {found}")
    elif not found:
        message = N_("The translation lacks the final {wanted} of the source")
    else:
        message = N_("The source ends with {wanted}, the translation with {found}")
    return (Finding(ID, severity, message, args, start, len(target), _fixed(target, wanted, found)),)


def final_mark(text: str) -> str:
    """The kind of mark that ends `text`: one of ? ! … : ; . , or "" for none."""
    tail = text[_tail_start(text) :].replace("...", "…")
    for mark in _STRONG:
        if mark in tail:
            return mark
    marks = [c for c in tail if c in ".,"]
    return "." if "." in marks else ("," if marks else "")


def _tail_start(text: str) -> int:
    """Where the closing punctuation of `text` begins, with brackets, quotes, spaces and inline codes among it."""
    at = len(text)
    while at and (text[at - 1] in _TAIL or text[at - 1].isspace() or is_code_char(text[at - 1])):
        at -= 1
    return at


def _is_salutation(wanted: str, found: str, source: str) -> bool:
    """Letters begin "Your Excellency," in English and "Ваше Превосходительство!" in Russian and Kazakh."""
    return {wanted, found} == {",", "!"} and len(source.split()) <= 8


def _is_abbreviation(
    wanted: str, found: str, source: str, source_lang: Lang, target: str, target_lang: Lang
) -> bool:
    """Whether the only difference is an abbreviation's stop on one side."""
    if found == "." and not wanted:
        return _ends_in_abbreviation(target, target_lang)
    if wanted == "." and not found:
        return _ends_in_abbreviation(source, source_lang)
    return False


def _ends_in_abbreviation(text: str, lang: Lang) -> bool:
    match = _LAST_WORD.search(text.rstrip()[-40:])
    if match is None:
        return False
    word = match[1].lower().replace(" ", "").replace("\u00a0", "")
    return word in typography(lang).abbreviations or word.rsplit(".", 1)[-1] in typography(lang).abbreviations


def _fixed(target: str, wanted: str, found: str) -> str | None:
    """The target with the right mark, where only a plain final mark is at stake; None otherwise."""
    body = target.rstrip()
    edge = target[len(body) :]
    if (
        not body
        or body[-1] in _CLOSING
        or is_code_char(body[-1])
        or "?" in (wanted, found)
        or "," in (wanted, found)
    ):
        return None
    if not found:
        return body + wanted + edge
    if body[-1] != found or body[-2:-1] in set(".!?…:;,"):
        return None
    return body[:-1].rstrip() + wanted + edge


check = FunctionCheck(ID, N_("The final punctuation mark is that of the source"), find)

"""Words left in another language's letters: Cyrillic in English, Latin in Kazakh and Russian, Kazakh in Russian."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck
from pressloc.i18n import N_
from pressloc.model import Finding, Lang, Severity
from pressloc.ports import CheckContext
from pressloc.text.scripts import LATIN_TO_CYRILLIC, blanked

ID = "wrong-script"
_CYRILLIC_WORD = re.compile("[\u0400-\u04ff]+(?:[ \u00a0-][\u0400-\u04ff]+)*")
_KAZAKH_WORD = re.compile("\\b[а-яёА-ЯЁ]*[әғқңөұүһіӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһіА-ЯЁӘҒҚҢӨҰҮҺІ]*")
# Lower-case words only: names and brands in Latin letters are common; no parts of addresses or of e-mail.
_LATIN_WORD = re.compile(r"(?<![\w.@/-])[a-z]{3,}(?![\w@/-]|\.\w)")
_PATTERNS: dict[Lang, tuple[re.Pattern[str], ...]] = {
    "en": (_CYRILLIC_WORD,), "ru": (_KAZAKH_WORD, _LATIN_WORD), "kk": (_LATIN_WORD,),
}  # fmt: skip
_QUOTED = re.compile('«[^»]*»|“[^”]*”|"[^"]*"|„[^“]*“|\\([^)]*\\)')
_ROMAN = re.compile("[ІХVX]+")
_TWINS = frozenset(LATIN_TO_CYRILLIC.values())


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding per run of such words. Quoted names («Егемен Қазақстан») and glosses in brackets may stay."""
    target = blanked(context.target)
    hits = [
        m
        for p in _PATTERNS[context.target_lang]
        for m in p.finditer(target)
        if not _harmless(m[0], context)
    ]
    if not hits:
        return ()
    quoted = [m.span() for m in _QUOTED.finditer(context.target)]
    message = N_("“{words}” is not in the letters of this language")
    return [
        Finding(ID, _severity(m[0], context), message, {"words": m[0]}, m.start(), m.end())
        for m in hits
        if not any(start <= m.start() and m.end() <= end for start, end in quoted)
    ]


def _harmless(words: str, context: CheckContext) -> bool:
    """Roman numerals typed with Cyrillic letters, and Latin words with look-alikes (the mixed-script check's)."""
    if _ROMAN.fullmatch(words):
        return True
    return context.target_lang == "en" and len(words) < 3 and set(words) <= _TWINS


def _severity(words: str, context: CheckContext) -> Severity:
    """A remark for what may be right: Latin terms (http), Kazakh names official in Russian too (область Жетісу)."""
    may_be_right = words.isascii() or (context.target_lang == "ru" and words[0].isupper())
    return Severity.MINOR if may_be_right else Severity.MAJOR


check = FunctionCheck(ID, N_("The target is written in the letters of its language"), find)

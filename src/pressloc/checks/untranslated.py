"""The target, or a run of words in it, is still in the source language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressloc.checks.base import FunctionCheck, source_plain, target_plain
from pressloc.i18n import N_
from pressloc.model import Finding, Lang, Severity
from pressloc.ports import CheckContext
from pressloc.text.langid import identify
from pressloc.text.scripts import count_scripts, is_translatable, without_neutral

ID = "untranslated"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_RUN = 4  # so many source words in a row, at least two of them in lower case, are no name
_SURE = 0.9
_NOT_RUNNING = re.compile(
    '[«„“"(,;]'
)  # quoted names stay as they are; lists of international words look alike


def find(context: CheckContext) -> Sequence[Finding]:
    """One finding if the whole target is not translated, else one per run of words carried over."""
    if context.segment.lang == context.target_lang:
        return ()
    source, target = source_plain(context), target_plain(context)
    if not is_translatable(source):
        return ()
    mine = list(_WORD.finditer(without_neutral(target.text)))
    if len(mine) < 2 and target.text.strip() != source.strip():
        return ()
    words = [m[0] for m in mine]
    if not any(w.islower() for w in words):
        return ()  # names alone: the same in both languages, or a matter of the wrong-script check
    if target.text.strip() == source.strip() and _reads_as(
        target.text, context.segment.lang, context.target_lang
    ):
        return (Finding(ID, Severity.MAJOR, N_("The target is the untranslated source")),)
    if len(words) >= _RUN and not _letters_tell(target.text, context.target_lang):
        guess = identify(target.text)
        if guess.lang != context.target_lang and guess.confidence > _SURE:
            message = N_("The target reads as {found}, not as {wanted}")
            return (
                Finding(ID, Severity.MAJOR, message, {"found": guess.lang, "wanted": context.target_lang}),
            )
    out = []
    for first, last in _carried_over([m[0] for m in _WORD.finditer(source)], words):
        start, end = target.span(mine[first].start(), mine[last].end())
        if _NOT_RUNNING.search(context.target[max(0, start - 1) : end]):
            continue
        args = {"words": context.target[start:end]}
        out.append(
            Finding(ID, Severity.MAJOR, N_("Left in the source language: “{words}”"), args, start, end)
        )
    return out


def _letters_tell(text: str, lang: Lang) -> bool:
    """Whether the letters alone show that `text` is in `lang`: spares the language model on nearly all targets."""
    scripts = count_scripts(text)
    if lang == "en":
        return scripts.latin > 9 * (scripts.cyrillic + scripts.other)
    if lang == "kk":
        return scripts.kazakh * 20 > scripts.cyrillic and scripts.cyrillic > scripts.latin
    return not scripts.kazakh and scripts.cyrillic > 4 * (scripts.latin + scripts.other)


def _reads_as(text: str, source: Lang, target: Lang) -> bool:
    """Whether `text` is in the source language rather than in words that both share."""
    scores = identify(text).scores
    return scores[source] >= scores[target]


def _carried_over(source: Sequence[str], target: Sequence[str]) -> list[tuple[int, int]]:
    """Index ranges (first, last) of runs of source words in the target that are not names."""
    here = {tuple(source[i : i + _RUN]) for i in range(len(source) - _RUN + 1)}
    runs: list[tuple[int, int]] = []
    for i in range(len(target) - _RUN + 1):
        window = tuple(target[i : i + _RUN])
        if window not in here or sum(w.islower() for w in window) < 2:
            continue
        if runs and i <= runs[-1][1]:
            runs[-1] = (runs[-1][0], i + _RUN - 1)
        else:
            runs.append((i, i + _RUN - 1))
    return runs


check = FunctionCheck(ID, N_("Everything is translated"), find)

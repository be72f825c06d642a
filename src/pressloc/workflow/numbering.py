"""Numbers that a machine changed, put back: 7,865 schools must not become 7 665 школ.

Only digits are put in for digits: what was changed in words, dropped or made up stays for the gate to flag.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressloc.locale.compare import Difference, compare
from pressloc.locale.numbers import format_number
from pressloc.model import Lang
from pressloc.ports import Hypothesis, MTRequest
from pressloc.terms.judging import Accept
from pressloc.terms.swap import replaced

_DIGITS = re.compile(r"\d[\d\s\u00a0\u202f.,]*(?<=\d)")


def with_numbers(items: Sequence[tuple[MTRequest, Hypothesis]], accept: Accept) -> list[Hypothesis]:
    """The hypotheses with changed numbers as their sources have them, where the gate then finds less to say."""
    done = []
    for request, hypothesis in items:
        for difference in reversed(_differences(request, hypothesis.text)):
            mended = _put_back(hypothesis, difference, request.target)
            better = mended is not None and len(_differences(request, mended.text)) < len(_differences(request, hypothesis.text))
            if mended is not None and better and accept(request, mended):
                hypothesis = mended
        done.append(hypothesis)
    return done


def _differences(request: MTRequest, text: str) -> list[Difference]:
    return [d for d in compare(request.text, request.source, text, request.target) if d.kind == "changed"]


def _put_back(hypothesis: Hypothesis, difference: Difference, lang: Lang) -> Hypothesis | None:
    """The hypothesis with the source's number in place of the changed one; None unless both are bare digits of a kind."""
    ours, theirs = difference.source, difference.target
    if ours is None or theirs is None or ours.kind != theirs.kind or (ours.alternatives and lang == "en"):
        return None
    place = _DIGITS.match(theirs.text)
    if not place or not _DIGITS.match(ours.text) or ours.factor != theirs.factor:
        return None
    value = ours.value / ours.factor
    words = str(value) if ours.kind == "year" else format_number(value, lang)
    start, end = theirs.start, theirs.start + place.end()
    text = hypothesis.text[:start] + words + hypothesis.text[end:]
    return replaced(hypothesis, text, (start, end), (start, start + len(words)), hypothesis.score or 0.0)

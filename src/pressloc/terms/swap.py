"""Putting a term into a sentence: candidate texts with the term in each licensed form, neighbours repaired."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from pressloc.model import Lang
from pressloc.ports import Hypothesis
from pressloc.terms.expected import TargetForm

_ARTICLE = re.compile(r"\b(a|an)(\s+)$", re.IGNORECASE)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_ANY_ARTICLE = re.compile(r"\b(?:the|a|an|its|his|her|their|our|this|that|each|every|no|any)\s+$", re.IGNORECASE)
_NEXT = re.compile(r"\s([\w-]+)")
_LONG = 5
_SENTENCE_START = re.compile(r"(?:^|[.!?]\s|[–—-]\s)[«“\"(]*$")


@frozen
class Candidate:
    """A target with the term put in: `text`, where it stands, the form, and the place in the old text that it took."""

    text: str
    start: int
    end: int
    form: TargetForm
    old: tuple[int, int]

    @property
    def prefix(self) -> str:
        """The text up to the term and the mark behind it: a blank or punctuation tells an engine that the word ends
        there, so that it need not try longer words."""
        return self.text[: self.end + 1]

    def replacing(self, hypothesis: Hypothesis, score: float) -> Hypothesis:
        """`hypothesis` with the term put in."""
        return replaced(hypothesis, self.text, self.old, (self.start, self.end), score)


def replaced(
    hypothesis: Hypothesis, text: str, old: tuple[int, int], new: tuple[int, int], score: float
) -> Hypothesis:
    """`hypothesis` with another text, in which the words at `new` stand for those at `old`: its attention stays, the
    spans move along."""
    delta = len(text) - len(hypothesis.text)
    spans = tuple(
        (min(a, new[0]), min(b, new[0])) if b <= old[0] else (a + delta, b + delta) if a >= old[1] else new
        for a, b in hypothesis.spans
    )
    return evolve(hypothesis, text=text, score=score, spans=spans, token_scores=())


def candidates(text: str, start: int, end: int, forms: Sequence[TargetForm], lang: Lang) -> Iterator[Candidate]:
    """`text` with `[start:end)` replaced by each form in turn; sentence case and English articles follow."""
    for form in forms:
        upto = end + _said_again(form.text, text[end:])
        before, after = text[:start], text[upto:]
        for lead in _leads(before, form, lang):
            word = form.text
            if not lead.strip() or _SENTENCE_START.search(lead):
                word = word[:1].upper() + word[1:]
            yield Candidate(lead + word + after, len(lead), len(lead) + len(word), form, (start, upto))


def _said_again(words: str, after: str) -> int:
    """How many characters of `after` say the last of `words` again: Абай Құнанбайұлы | Құнанбайұлыға."""
    last, match = words.split()[-1].lower(), _NEXT.match(after)
    again = match is not None and len(last) >= _LONG and match[1].lower().startswith(last[: max(_LONG, len(last) - 2)])
    return match.end() if match is not None and again else 0


def _leads(before: str, form: TargetForm, lang: Lang) -> Iterator[str]:
    """What may stand before the form: in English `a` or `an` by sound, `the` where the name asks for it or the
    sentence may want it."""
    if lang != "en":
        yield before
        return
    from pressloc.morphology.en_articles import article, indefinite

    match = _ARTICLE.search(before)
    wanted = article(form.term.text, form.term.hints)
    if match:
        for word in (indefinite(form.text), *(("the",) if wanted == "the" else ())):
            yield before[: match.start()] + (word.capitalize() if match[1][0].isupper() else word) + match[2]
    elif form.term.hints.get("article") == "none":
        yield _THE.sub("", before)
    elif wanted == "the" and not _ANY_ARTICLE.search(before):
        yield before + ("The " if _SENTENCE_START.search(before) else "the ")
    else:
        yield before

"""What goes wrong in machine output, one detector each: pure functions from a case to findings.

The failure modes are those of neural translation: hallucination detached from the source (seen in the score),
oscillation (repeated n-grams), copying, another language, dropped or doubled clauses, changed numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from attrs import frozen

from pressloc.i18n import N_
from pressloc.model import CODE_BASE, Finding, Lang, Severity, is_code_char
from pressloc.mt.codes import Restored
from pressloc.mt.pieces import UNKNOWN_SURFACE
from pressloc.mt.thresholds import Thresholds
from pressloc.ports import Hypothesis

_HARDLY = 0.2  # summed attention under which a source word was passed over
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@frozen
class Case:
    """One translation to judge. `source` and `hypothesis.text` are plain; `coded` is the source with its codes."""

    source: str
    hypothesis: Hypothesis
    source_lang: Lang
    target_lang: Lang
    thresholds: Thresholds
    model: str = ""
    coded: str = ""
    restored: Restored | None = None

    @property
    def target(self) -> str:
        """The translation's plain text."""
        return self.hypothesis.text


def empty(case: Case) -> Iterable[Finding]:
    """Nothing came back for a source with something to translate."""
    if case.source.strip() and not case.target.strip():
        yield Finding("mt-empty", Severity.CRITICAL, N_("The engine returned nothing"))


def unknown(case: Case) -> Iterable[Finding]:
    """Pieces the model has no text for."""
    if ("<unk>" in case.target or UNKNOWN_SURFACE in case.target) and UNKNOWN_SURFACE not in case.source:
        at = max(case.target.find("<unk>"), case.target.find(UNKNOWN_SURFACE))
        yield Finding(
            "mt-unknown",
            Severity.MAJOR,
            N_("The engine left a gap it has no letters for"),
            start=at,
            end=at + 1,
        )


def language(case: Case) -> Iterable[Finding]:
    """The text is in another of the three languages."""
    from pressloc.text.langid import identify

    if len(_common_words(case.target)) < case.thresholds.language_words:
        return
    guess = identify(case.target)
    if guess.lang != case.target_lang and guess.confidence >= case.thresholds.language_confidence:
        yield Finding(
            "mt-language",
            Severity.CRITICAL,
            N_("The translation is in {found}, not in {wanted}"),
            {"found": guess.lang, "wanted": case.target_lang},
        )


def script(case: Case) -> Iterable[Finding]:
    """Words with letters that the language does not use, apart from names that the source has itself: major if they
    are much of the text, minor if few."""
    from pressloc.text.scripts import count_scripts, without_neutral

    own = _own_words(case)
    foreign = total = 0
    first: tuple[int, int] | None = None
    for match in _WORD.finditer(without_neutral(case.target)):
        counts = count_scripts(match[0])
        letters = counts.cyrillic + counts.latin + counts.other
        total += letters
        wrong = letters - (counts.latin if case.target_lang == "en" else counts.cyrillic)
        if case.target_lang == "ru" and match[0].islower() and not _quoted(case.target, match.start()):
            wrong += counts.kazakh
        if wrong and match[0].lower() not in own:
            foreign += wrong
            first = first or match.span()
    if first:
        many = foreign > case.thresholds.script_share * total
        severity = Severity.MAJOR if many else Severity.MINOR
        yield Finding("mt-script", severity, N_("Words in a script that the language does not use"), {}, *first)


def _quoted(text: str, at: int) -> bool:
    """Whether `at` is between Russian quotation marks: фонд «Қазақстан халқына»."""
    return text.rfind("«", 0, at) > text.rfind("»", 0, at)


def _own_words(case: Case) -> set[str]:
    """The words of the source that may stand in the target as they are, in lower case: names, but not «Tuesday»."""
    same = case.source_lang == case.target_lang
    words = {word.lower() for word in _WORD.findall(case.source) if same or word[:1].isupper()}
    return words - _calendar() if case.source_lang == "en" else words


@cache
def _calendar() -> frozenset[str]:
    from babel.dates import get_day_names, get_month_names

    names = (*get_day_names("wide", locale="en").values(), *get_month_names("wide", locale="en").values())
    return frozenset(name.lower() for name in names)


def copied(case: Case) -> Iterable[Finding]:
    """The source's own words instead of a translation."""
    if case.source.strip() == case.target.strip() and len(_common_words(case.source)) >= 2:
        yield Finding("mt-copied", Severity.CRITICAL, N_("The source was copied, not translated"))
        return
    words = _common_words(case.target)
    if len(words) < case.thresholds.copied_words:
        return
    both = Counter(words) & Counter(_common_words(case.source))
    if sum(both.values()) / len(words) > case.thresholds.copied_overlap:
        yield Finding("mt-copied", Severity.CRITICAL, N_("The source was copied, not translated"))


def length(case: Case) -> Iterable[Finding]:
    """Too short or too long for its source: a clause dropped or invented; stricter when sentences are missing."""
    from pressloc.text.segment import spans

    if not case.target.strip():
        return
    distance = case.thresholds.length_distance(case.source, case.target, case.source_lang, case.target_lang)
    said, wanted = len(spans(case.target, case.target_lang)), len(spans(case.source, case.source_lang))
    if abs(distance) <= 1 and (said == wanted or abs(distance) <= case.thresholds.sentence_share):
        return
    if distance < 0 and said <= wanted:
        yield Finding(
            "mt-length", Severity.MAJOR, N_("Much shorter than the source: something may be left out")
        )
    elif distance > 0 and said >= wanted:
        yield Finding("mt-length", Severity.MAJOR, N_("Much longer than the source: something may be added"))


def doubled(case: Case) -> Iterable[Finding]:
    """The same sentence, or the same half, said twice."""
    if _twice(case.target, case.target_lang, case.thresholds) and not _twice(
        case.source, case.source_lang, case.thresholds
    ):
        yield Finding("mt-doubled", Severity.MAJOR, N_("The translation says the same thing twice"))


def repetition(case: Case) -> Iterable[Finding]:
    """A loop: an n-gram that comes back far more often than any does in the source."""
    limits = case.thresholds
    here, there = _words(case.target), _words(case.source)
    extra = _top_count(here, limits.ngram) - max(1, _top_count(there, limits.ngram))
    looped = _longest_loop(here) >= max(limits.loop, _longest_loop(there) + 1)
    if extra >= limits.ngram_extra or looped:
        yield Finding("mt-repetition", Severity.MAJOR, N_("The translation repeats itself"))


def numbers(case: Case) -> Iterable[Finding]:
    """A number, date or amount that differs from the source's, by value."""
    from pressloc.locale.compare import compare

    for difference in compare(case.source, case.source_lang, case.target, case.target_lang):
        if difference.kind == "count":
            continue
        yield Finding(
            "mt-number",
            Severity.CRITICAL if difference.kind == "changed" else Severity.MAJOR,
            {
                "changed": N_("Number changed: {source} → {target}"),
                "missing": N_("Number missing: {source}"),
                "extra": N_("Number not in the source: {target}"),
                "unit": N_("Unit changed: {source} → {target}"),
                "sign": N_("Sign changed: {source} → {target}"),
            }[difference.kind],
            {
                "source": difference.source.text if difference.source else "",
                "target": difference.target.text if difference.target else "",
            },
            difference.start,
            difference.end,
        )


def score(case: Case) -> Iterable[Finding]:
    """The model itself finds its output unlikely: the best sign of a detached hallucination without references."""
    value = case.hypothesis.score
    if value is not None and value < case.thresholds.score_floor(
        case.model, case.source_lang, case.target_lang
    ):
        yield Finding(
            "mt-score",
            Severity.MAJOR,
            N_("The engine is unsure of this translation ({score})"),
            {"score": f"{value:.2f}"},
        )


def attention(case: Case) -> Iterable[Finding]:
    """Attention that looks at no words, or past many of them (only for models measured for it)."""
    limits = case.thresholds.attention.get(case.model)
    table, spans = case.hypothesis.attention, case.hypothesis.source_spans
    if limits is None or not table:
        return
    wordy = [j for j, (s, e) in enumerate(spans) if any(c.isalnum() for c in case.source[s:e])]
    if not wordy:
        return
    on_words = sum(row[j] for row in table for j in wordy) / len(table)
    columns = [sum(row[j] for row in table) for j in range(len(spans))]
    looked = [
        sum(columns[j] for j in wordy if spans[j][0] < word.end() and spans[j][1] > word.start())
        for word in re.finditer(r"\w+", case.source)
    ]
    uncovered = sum(value < _HARDLY for value in looked) / max(1, len(looked))
    if 1 - on_words > limits.punctuation or uncovered > limits.uncovered:
        yield Finding("mt-attention", Severity.MINOR, N_("The engine hardly looked at the source's words"))


def lost_codes(case: Case) -> Iterable[Finding]:
    """Inline codes that are gone, or whose place is a guess."""
    if case.restored is None:
        return
    wanted = Counter(c for c in case.coded if is_code_char(c))
    found = Counter(c for c in case.restored.text if is_code_char(c))
    if wanted != found:
        lost = ", ".join(str(ord(c) - CODE_BASE + 1) for c in sorted((wanted - found) + (found - wanted)))
        yield Finding(
            "mt-code", Severity.CRITICAL, N_("Inline codes lost or doubled: {codes}"), {"codes": lost}
        )
    elif case.restored.uncertain:
        first = min(case.restored.text.index(chr(CODE_BASE + i)) for i in case.restored.uncertain)
        yield Finding(
            "mt-code", Severity.MINOR, N_("Check where the inline codes stand"), start=first, end=first + 1
        )


def notes(case: Case) -> Iterable[Finding]:
    """What the engine itself remarked (a sentence translated in parts)."""
    for note in case.hypothesis.notes:
        yield Finding("mt-note", Severity.MINOR, note)


DETECTORS = (
    empty, unknown, language, script, copied, length, doubled, repetition, numbers, score, attention, lost_codes, notes,
)  # fmt: skip


def _words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"\w+", text)]


def _common_words(text: str) -> list[str]:
    """Words that are no names: lower-case ones, of two letters at least."""
    return [word for word in _WORD.findall(text) if word.islower() and len(word) > 1]


def _top_count(words: Sequence[str], n: int) -> int:
    grams = Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))
    return max(grams.values(), default=0)


def _longest_loop(words: Sequence[str]) -> int:
    """How often the same one to three words stand in a row at most."""
    longest = 1 if words else 0
    for n in (1, 2, 3):
        count = 1
        for i in range(n, len(words)):
            # Word i equal to the one n before it: a run of r·n such words is r + 1 repetitions.
            count = count + 1 if words[i] == words[i - n] else 1
            longest = max(longest, (count - 1) // n + 1)
    return longest


def _twice(text: str, lang: Lang, thresholds: Thresholds) -> bool:
    from rapidfuzz.fuzz import ratio

    from pressloc.text.segment import spans

    parts = [_words(text[s:e]) for s, e in spans(text, lang)]
    words = _words(text)
    if len(parts) < 2:
        half = len(words) // 2
        parts = [words[:half], words[half:]]
    kept = [" ".join(part) for part in parts if len(part) >= thresholds.doubled_words]
    pairs = ((a, b) for i, a in enumerate(kept) for b in kept[i + 1 :])
    return any(ratio(a, b) >= 100 * thresholds.doubled_similarity for a, b in pairs)

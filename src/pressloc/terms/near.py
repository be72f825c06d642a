"""Near matches: words in a target that look like a term in a form that the morphology does not give.

Most are errors (`Сенатыға` for `Сенатына`). These are not: a Kazakh chain whose inner word carries suffixes of its
own because it is specified (`комитет төрағасы`: `Заң комитетінің төрағасы`), words put in between (`Мәжілістің он
депутаты`), a form inside a compound (`женщин-парламентариев`), and what good translators make of a single noun:

- Russian adjectives (`инвестиция`: `инвестиционный`, `Астана`: `астанинский`), Kazakh ones in -лық (`мемлекет`:
  `мемлекеттік`);
- the verb beside the noun: English of the same shape (`support`: `supported`), Kazakh beside a noun in -у (`қолдау`:
  `қолдады`), Russian beside a deverbal noun (`поддержка`: `поддержали`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from pressloc.model import Concept, ConceptKind, Lang, Term, TermHit
from pressloc.terms.expected import inflected, target_terms
from pressloc.text.normalise import fold

_WORD = re.compile(r"[\w-]+")
# -ский, also of towns that no dictionary lists (астанинский)
_RELATIONAL = re.compile(r"ск(?:ий|ая|ое|ие|ого|ой|ому|им|ом|ую|их|ими)$")
_LYQ = frozenset(("лық", "лік", "дық", "дік", "тық", "тік"))
# What may follow the stem of a Kazakh verb: passive, then tense, participle or converb.
_FINITE = re.compile(r"(?:ыл|іл|л|ын|ін|н)?(?:[дт][ыі]|[ғгқк][ае]н|[ыі]?п|[аей](?:т[ыі]н|д[ыі])?$|с[аеы])")
_DEVERBAL = ("ние", "тие", "ка", "ция")
_VERBS = frozenset(("VERB", "INFN", "PRTF", "PRTS", "GRND"))
_MIN_STEM = 4
_MAX_TAIL = 5
_MAX_ADJECTIVE_TAIL = 8
_STRANGERS = 2

_Word = tuple[str, int, int]


@frozen
class NearMatch:
    """Words `target[start:end]` that share their stems with a designation; `sound` when nothing is wrong there."""

    start: int
    end: int
    sound: bool


def nearest(target: str, lang: Lang, concept: Concept, hit: TermHit) -> NearMatch | None:
    """The first near match of a designation of `concept` in `target`, sound ones before others; None without any."""
    folded = fold(target)
    words = list(_words(folded.text))
    doubtful: NearMatch | None = None
    for term in target_terms(concept, hit, lang):
        if term.abbreviation or term.demonym:
            continue
        wanted = _WORD.findall(fold(term.text).text)
        for at in range(len(words)):
            run = _run(words, at, wanted, lang)
            if run is None:
                continue
            start, end = folded.span(run[0][1], run[-1][2])
            found = NearMatch(start, end, _sound([w for w, _, _ in run], wanted, term, concept))
            if found.sound:
                return found
            if len(run) == len(wanted) and _adjacent(words, run):
                doubtful = doubtful or found
    return doubtful


def _words(text: str) -> Iterator[_Word]:
    """Words with their places; of a compound (`казахстанско-китайский`) its parts too."""
    for match in _WORD.finditer(text):
        yield match.group(), match.start(), match.end()
        if "-" in match.group():
            at = match.start()
            for part in match.group().split("-"):
                yield part, at, at + len(part)
                at += len(part) + 1


def _run(words: list[_Word], at: int, wanted: list[str], lang: Lang) -> list[_Word] | None:
    """The words from `at` that are like `wanted` in order, with up to two strangers between (`Chair of the Mazhilis
    Committee`)."""
    run: list[_Word] = []
    spare = _STRANGERS if len(wanted) > 1 else 0
    for word in words[at:]:
        if _alike(word[0], wanted[len(run)], lang):
            run.append(word)
            if len(run) == len(wanted):
                return run
        elif not run or not spare:
            return None
        else:
            spare -= 1
    return None


def _adjacent(words: list[_Word], run: list[_Word]) -> bool:
    first = words.index(run[0])
    return words[first:first + len(run)] == run


def _alike(word: str, want: str, lang: Lang) -> bool:
    common = 0
    for a, b in zip(word, want, strict=False):
        if a != b:
            break
        common += 1
    longest_tail = _MAX_ADJECTIVE_TAIL if lang == "ru" and _is_adjective(word) else _MAX_TAIL
    least = max(min(_MIN_STEM, len(want)), len(want) * 2 // 3 - 1)
    return word == want or (common >= least and len(word) - common <= longest_tail)


def _sound(words: list[str], wanted: list[str], term: Term, concept: Concept) -> bool:
    """Whether `words`, which are like `wanted` of `term`, are no mistake."""
    forms = {fold(form.text).text for form in inflected(term, concept)}
    if " ".join(words) in forms:
        return True
    if len(wanted) == 1:
        place = concept.kind == ConceptKind.PLACE
        common = term.text.islower()
        return (common or place) and (_derived(words[0], wanted[0], term.lang) or (common and _verbal(words[0], wanted[0], term.lang)))
    if term.lang == "kk":
        return words[-1] in {_WORD.findall(form)[-1] for form in forms}
    return term.lang == "en" and all(w == want or w == f"{want}s" for w, want in zip(words, wanted, strict=True))


def _derived(word: str, noun: str, lang: Lang) -> bool:
    """Whether `word` is an adjective made of `noun`."""
    if lang == "ru":
        return _is_adjective(word)
    return lang == "kk" and word.startswith(noun) and word[len(noun) :] in _LYQ


def _verbal(word: str, noun: str, lang: Lang) -> bool:
    """Whether `word` is a form of the verb that `noun` is the noun of."""
    if lang == "en":
        from pressloc.morphology.en_verbs import verb_forms

        return word in verb_forms(noun)
    if lang == "kk":
        return noun.endswith("у") and word.startswith(noun[:-1]) and _FINITE.match(word, len(noun) - 1) is not None
    from pressloc.morphology.ru_dictionary import known, part_of_speech

    return noun.endswith(_DEVERBAL) and known(word) and part_of_speech(word) in _VERBS


def _is_adjective(word: str) -> bool:
    from pressloc.morphology.ru_dictionary import part_of_speech

    if _RELATIONAL.search(word):
        return True
    return word[-1:] in "йямеою" + "хюи" and part_of_speech(word) == "ADJF"

"""English articles: `the` with names by rule or by the termbase's word, `a`/`an` by sound."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pressloc.morphology.en_data import words
from pressloc.morphology.en_nouns import head_index, is_plural, pieces

_LETTERS = re.compile(r"^[A-Z][A-Z0-9]+s?$")


def _spelled_out(word: str) -> bool:
    """Whether an abbreviation is read letter by letter (OSCE), not as a word (NATO)."""
    return bool(_LETTERS.match(word)) and word.lower() not in words("articles", "read_as_words")


def article(term: str, hints: Mapping[str, str] | None = None, *, person: bool = False) -> str:
    """The definite article that running text puts before the name `term`: "the" or "".

    The hint `article` (`the`, `none`) decides; without it: none with persons and simple place names, `the` with
    abbreviations read by letters, with names built on a common noun (Ministry of …, … Union) and with plurals.
    """
    said = (hints or {}).get("article") or (hints or {}).get("abbr.article")
    if said:
        return "the" if said == "the" else ""
    parts = pieces(term)
    if person or not parts or parts[0].lower() == "the":
        return ""
    if all(_LETTERS.match(part) for part in parts if part.strip()):
        return "the" if _spelled_out(parts[0]) else ""
    at = head_index(parts)
    if at is None or not term[:1].isupper():
        return ""
    head = parts[at].lower()
    behind = "".join(parts[at + 1 :]).strip().lower()
    if behind.startswith("of ") or is_plural(parts[at]):
        return "the"
    return "the" if head in words("articles", "common_heads") or head in words("articles", "names") else ""


def with_article(term: str, hints: Mapping[str, str] | None = None, *, person: bool = False,
                 sentence_start: bool = False) -> str:  # fmt: skip
    """`term` with the article it takes; capital `The` only at the start of a sentence."""
    found = article(term, hints, person=person)
    if not found:
        return term
    return f"{'The' if sentence_start else 'the'} {term}"


def indefinite(word: str) -> str:
    """ "a" or "an" by the sound that `word` (or phrase) begins with: an OSCE mission, a UN body, an hour, a NATO state."""
    match = re.match(r"[“\"'«(]*([A-Za-zÀ-ž]+(?:['’-][A-Za-z]+)*|\d+)", word)
    if match is None:
        return "a"
    first = re.split(r"[-'’]", match[1])[0]
    if first.isdigit():
        return "an" if first.startswith("8") or re.fullmatch(r"(11|18)(\d{3})*", first) else "a"
    if _spelled_out(first) or len(first) == 1:
        return "an" if first[0].lower() in words("articles", "vowel_letters") else "a"
    lower = first.lower()
    if lower in words("articles", "silent_h"):
        return "an"
    if any(lower.startswith(start) for start in words("articles", "vowel_after_all")):
        return "an"
    if lower in words("articles", "consonant_words"):
        return "a"
    if any(lower.startswith(start) for start in words("articles", "consonant_sound")):
        return "a"
    return "an" if lower[0] in "aeiouéèäöü" else "a"

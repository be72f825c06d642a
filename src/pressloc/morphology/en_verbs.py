"""English verb forms for set phrases (hold a meeting → holds, held, holding): spelling rules and a list of
irregular verbs (New Hart's Rules, 4.2; Quirk et al. 1985, §§ 3.3-3.20)."""

from __future__ import annotations

import re

from pressloc.morphology.en_data import table, words

_VOWELS = "aeiou"


def verb_forms(verb: str) -> tuple[str, ...]:
    """The inflected forms of the lower-case infinitive: third person, past, participle where it differs, -ing.

    sign → signs, signed, signing; hold → holds, held, holding.
    """
    if listed := table("verbs").get(verb):
        return tuple(listed.split())
    third = verb + "s"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = verb + "es"
    stem = verb
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
        return third, past, verb + "ing"
    if verb.endswith("ie"):
        return third, verb + "d", verb[:-2] + "ying"
    if verb.endswith("e"):
        return third, verb + "d", (verb if verb.endswith(("ee", "oe", "ye")) else verb[:-1]) + "ing"
    if verb in words("doubling", "verbs") or re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb):
        stem = verb + verb[-1]
    return third, stem + "ed", stem + "ing"


def is_verb(word: str) -> bool:
    """Whether `word` is a verb that set phrases of press releases begin with (by list: English spelling is mute)."""
    return (
        word in table("verbs") or word in words("phrase_verbs", "verbs") or word in words("doubling", "verbs")
    )


def phrase_variants(term: str) -> tuple[str, ...]:
    """The verb phrase `term` with its verb in each other form; a leading `to` is dropped, adverbs may precede."""
    bare = term.removeprefix("to ")
    parts = bare.split(" ")
    at = next((i for i, part in enumerate(parts[:3]) if not part.endswith("ly")), 0)
    first = parts[at]
    forms = verb_forms(first.lower())
    texts = [bare] if bare != term else []
    texts += [" ".join([*parts[:at], form[:1].upper() + form[1:] if first[:1].isupper() else form, *parts[at + 1 :]])
              for form in forms]  # fmt: skip
    return tuple(dict.fromkeys(texts))

"""English noun phrases: the head, its plural, the possessive (Quirk et al. 1985, §§ 5.73-5.103; New Hart's Rules)."""

from __future__ import annotations

import re

from pressloc.morphology.en_data import table, words

_VOWELS = "aeiou"
_TOKEN = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|\([^)]*\)|[^\s,]+|[\s,]+")


def _cased(form: str, model: str) -> str:
    """`form` with the capitals of `model`: Crisis → Crises, MEMORANDUM → MEMORANDA."""
    if len(model) > 1 and model.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if model[:1].isupper() else form


def _cased_each(form: str, model: str) -> str:
    """`form` with the capitals and the apostrophe of `model` word by word: Chargés d’Affaires."""
    words_ = [_cased_inside(a, b) for a, b in zip(form.split(" "), model.split(" "), strict=False)]
    text = " ".join([*words_, *form.split(" ")[len(words_) :]])
    return text.replace("'", "’") if "’" in model else text


def _cased_inside(form: str, model: str) -> str:
    head, mark, tail = form.partition("'")
    if not mark:
        return _cased(form, model)
    return f"{_cased(head, model)}'{_cased(tail, model.replace('’', chr(39)).partition(chr(39))[2])}"


def plurals(word: str) -> tuple[str, ...]:
    """Plural forms of one noun, the norm first: minister → ministers, memorandum → memorandums, memoranda.

    A hyphenated noun takes the plural on its head: Secretary-General → Secretaries-General.
    """
    if "-" in word.strip("-") and word.lower() not in table("plurals"):
        return _hyphenated_plurals(word)
    lower = word.lower()
    if listed := table("plurals").get(lower):
        return tuple(_cased(form, word) for form in listed.split("|"))
    if lower.endswith(("man", "woman")) and lower not in words("head", "regular_man"):
        return (word[:-2] + "en",)
    if lower.endswith("sis"):
        return (word[:-2] + "es",)
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return (word + "es",)
    if lower.endswith("y") and len(lower) > 1 and lower[-2] not in _VOWELS:
        return (word[:-1] + "ies",)
    return (word + "s",)


def _hyphenated_plurals(word: str) -> tuple[str, ...]:
    parts = word.split("-")
    lower = [part.lower() for part in parts]
    head = next(
        (i - 1 for i, part in enumerate(lower) if i and part in words("head", "stops")), len(parts) - 1
    )
    if head == len(parts) - 1 and lower[head] in words("head", "postposed") and len(parts) > 1:
        head -= 1
    return tuple("-".join([*parts[:head], form, *parts[head + 1 :]]) for form in plurals(parts[head]))


def is_plural(word: str) -> bool:
    """Whether `word` looks like a plural noun (rights, elections, United Nations), irregular ones included."""
    lower = word.lower()
    if lower in words("head", "singular_in_s"):
        return False
    if lower in table("plurals"):
        return False
    if any(lower in forms.split("|") for forms in table("plurals").values()):
        return True
    if word[:1].isupper() and not word.isupper() and lower in words("head", "singular_names"):
        return False
    return len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is", "ics"))


def pieces(term: str) -> list[str]:
    """Words, quotations and the spaces between them; joined they give the term back."""
    return _TOKEN.findall(term)


def head_index(parts: list[str]) -> int | None:
    """The index of the head noun in `parts`: the last word before the first preposition, not counting adjectives
    that follow their noun (Ambassador Extraordinary and Plenipotentiary), numbers and quotations."""
    candidates: list[int] = []
    for index, part in enumerate(parts):
        if not part.strip(" ,\t\n"):
            if "," in part:
                break
            continue
        if candidates and (part in words("head", "stops") or part.lower().startswith(("d'", "d’"))):
            break
        if part[0].isalpha():
            candidates.append(index)
    while len(candidates) > 1 and _is_postposed(parts, candidates):
        candidates.pop()
    return candidates[-1] if candidates else None


def _is_postposed(parts: list[str], candidates: list[int]) -> bool:
    last, before = parts[candidates[-1]].lower(), parts[candidates[-2]].lower()
    if last == "general":
        return before in words("head", "general_heads")
    return last in words("head", "postposed") or (last == "and" and before in words("head", "postposed"))


def phrase_plurals(term: str) -> tuple[str, ...]:
    """Plurals of a noun phrase on its head: Minister of Foreign Affairs → Ministers of Foreign Affairs; empty when
    the head is uncountable or there is none."""
    key = term.lower().replace("’", "'")
    parts = pieces(term)
    if whole := table("phrase_plurals").get(key):
        return tuple(_cased_each(form, term) for form in whole.split("|"))
    at = head_index(parts)
    if at is None or parts[at].lower() in words("head", "uncountable"):
        return ()
    if parts[at].lower().endswith(("ism", "ness", "ship")) and parts[at].lower() not in words(
        "head", "countable"
    ):
        return ()
    return tuple("".join([*parts[:at], form, *parts[at + 1 :]]) for form in plurals(parts[at]))


def possessives(term: str, *, plural: bool, name: bool = False) -> tuple[str, ...]:
    """The possessive after the last word, the norm first: Senate's, Ministers', United Nations'.

    A person's `name` in s takes both: Adams's, Adams'.

    The apostrophe is typographic when the term has one itself, else the straight one (matching folds them).
    """
    mark = "’" if "’" in term else "'"
    if not term[-1:].isalnum():
        return ()
    if term[-1] not in "sS":
        return (f"{term}{mark}s",)
    last = re.split(r"[\s-]", term)[-1]
    if plural or (is_plural(last) and " " in term and not name):
        return (f"{term}{mark}",)
    return (f"{term}{mark}s", f"{term}{mark}")

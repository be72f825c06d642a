"""English spelling variants (British and American) and capitals of titles."""

from __future__ import annotations

import re

from pressloc.morphology.en_data import table, words

_WORD = re.compile(r"[A-Za-zÀ-ž]+(?:-[A-Za-zÀ-ž]+)*")
_ISE = re.compile(r"(?P<stem>[a-z]{3,})(?P<mark>[sz])(?P<end>ation|ations|ational|e|es|ed|er|ers|ing)$")
_YSE = re.compile(r"(?P<stem>[a-z]*(?:anal|paral|catal))y(?P<mark>[sz])(?P<end>e|es|ed|ing)$")
_SMALL = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "by",
        "de",
        "du",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "over",
        "the",
        "to",
        "with",
    )
)


def _cased(form: str, model: str) -> str:
    if len(model) > 1 and model.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if model[:1].isupper() else form


def _respelt(word: str) -> str | None:
    """The other spelling of one lower-case word, or None."""
    for british, american in table("spelling").items():
        for old, new in ((british, american), (american, british)):
            if word == old or (word.startswith(old) and word[len(old) :] in ("s", "d", "r", "rs")):
                return new + word[len(old) :]
    match = _ISE.match(word) if word.endswith(("ation", "ations", "ational")) or "i" in word[-6:] else None
    if match and match["stem"].endswith("i") and not _fixed_ise(word, match["mark"]):
        return f"{match['stem']}{'z' if match['mark'] == 's' else 's'}{match['end']}"
    if match := _YSE.match(word):
        return f"{match['stem']}y{'z' if match['mark'] == 's' else 's'}{match['end']}"
    return None


def _fixed_ise(word: str, mark: str) -> bool:
    """exercise, supervise: the s belongs to the root; size, seize, prize: the z does."""
    key = "always_z" if mark == "z" else "always_s"
    return any(word.startswith(root.removesuffix("e")) for root in words("ise", key))


def spelling_variants(text: str) -> tuple[str, ...]:
    """Other accepted spellings of `text`, each with one word changed: organisation ↔ organization, programme ↔
    program. The official spelling of names is the termbase's matter; this only says what counts as equal."""
    found: list[str] = []
    for match in _WORD.finditer(text):
        other = _respelt(match[0].lower())
        if other and other != match[0].lower():
            found.append(text[: match.start()] + _cased(other, match[0]) + text[match.end() :])
    if len(found) > 1:
        found.append(_WORD.sub(lambda m: _cased(_respelt(m[0].lower()) or m[0], m[0]), text))
    return tuple(dict.fromkeys(found))


def title_case(text: str) -> str:
    """Capitals as in official titles: Deputy Minister of Foreign Affairs; short function words stay small."""
    done: list[str] = []
    for index, word in enumerate(text.split(" ")):
        keep = index and word.lower() in _SMALL
        done.append(word.lower() if keep else "-".join(_capital(part) for part in word.split("-")))
    return " ".join(done)


def _capital(part: str) -> str:
    return part if part.lower() in _SMALL else part[:1].upper() + part[1:]


def lower_case(text: str) -> str:
    """Small letters as in running text (deputy minister of foreign affairs); words that are names of peoples, places
    and abbreviations keep their capitals: only generic words of the list `title_words` are changed."""

    def change(match: re.Match[str]) -> str:
        parts = match[0].split("-")
        generic = all(part.lower() in words("titles", "title_words") or part.islower() for part in parts)
        return match[0].lower() if generic else match[0]

    return _WORD.sub(change, text)


def case_variants(text: str) -> tuple[str, ...]:
    """`text`, then its title-case and lower-case variants where they differ."""
    return tuple(dict.fromkeys((text, title_case(text), lower_case(text))))

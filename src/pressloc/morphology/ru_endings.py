"""Regular noun declension by gender and last letters, for names and for words no dictionary has.

Rules: Русская грамматика (1980), §§ 1176-1220; spelling after velars, sibilants and ц by the Правила of 1956.
"""

from __future__ import annotations

from pressloc.morphology.ru_paradigm import Gender, Paradigm, from_endings, frozen, only

VOWELS = "аеиоуыэюяё"
_KI = "гкхжшчщ"  # и, never ы
_EI = "жшчщц"  # ей, ем, unstressed
_SIBILANT = "жшчщ"


def is_vowel(letter: str) -> bool:
    """Whether `letter` is a Russian vowel letter."""
    return letter.lower() in VOWELS


def syllables(word: str) -> int:
    """The number of vowel letters."""
    return sum(map(is_vowel, word))


def _first(word: str, animate: bool, stem: str) -> Paradigm:
    """Nouns in -а, -я (first declension)."""
    plural_acc = "{gen}" if animate else "{nom}"
    last = stem[-1:]
    if word.endswith("ия"):
        return _both(stem, "я и и ю ей и", "и й ям {acc} ями ях", plural_acc)
    if word.endswith("я"):
        return _both(
            stem, "я и е ю ей е", "и {zero} ям {acc} ями ях", plural_acc, zero="й" if is_vowel(last) else "ь"
        )
    i = "и" if last in _KI else "ы"
    ins = "ей" if last in _EI else "ой"
    return _both(stem, f"а {i} е у {ins} е", f"{i} - ам {{acc}} ами ах", plural_acc)


def _both(stem: str, singular: str, plural: str, accusative: str, zero: str = "-") -> Paradigm:
    plural = plural.format(acc=accusative, zero=zero) if "{" in plural else plural
    nom, gen = plural.split()[:2]
    plural = plural.replace("{gen}", gen).replace("{nom}", nom)
    return {**from_endings(stem, singular, "sg"), **from_endings(stem, plural, "pl")}


def _masculine(word: str, animate: bool, instrumental: str) -> Paradigm:
    acc_plural = "{gen}" if animate else "{nom}"
    if word.endswith("ий"):
        acc = "я" if animate else "й"
        return _both(word[:-1], f"й я ю {acc} ем и", "и ев ям {acc} ями ях", acc_plural)
    if word.endswith("й"):
        acc = "я" if animate else "й"
        return _both(word[:-1], f"й я ю {acc} ем е", "и ев ям {acc} ями ях", acc_plural)
    if word.endswith("ь"):
        acc = "я" if animate else "ь"
        return _both(word[:-1], f"ь я ю {acc} ем е", "и ей ям {acc} ями ях", acc_plural)
    last = word[-1]
    i = "и" if last in _KI else "ы"
    genitive_plural = "ей" if last in _SIBILANT else "ев" if last == "ц" else "ов"
    ins = instrumental or ("ем" if last in _EI else "ом")
    acc = "а" if animate else "-"
    return _both(word, f"- а у {acc} {ins} е", f"{i} {genitive_plural} ам {{acc}} ами ах", acc_plural)


def decline(word: str, gender: Gender, *, animate: bool, instrumental: str = "") -> Paradigm:
    """The regular paradigm of the lower-case noun `word`.

    A word whose last letter fits no declension of its `gender` (a consonant in a feminine, -о -у -и in a masculine)
    is indeclinable. `instrumental` replaces the ending -ом of a masculine (surnames: Токаевым).
    """
    last = word[-1]
    if last in "ая":
        return _first(word, animate, word[:-1])
    if gender == "f":
        if last != "ь":
            return frozen(word)
        return _both(word[:-1], "ь и и ь ью и", "и ей ям {acc} ями ях", "{gen}" if animate else "{nom}")
    if gender == "n":
        if word.endswith(("ие", "ье")):
            return _both(
                word[:-1], f"е я ю е ем {'и' if word.endswith('ие') else 'е'}", "я й ям {acc} ями ях", "{nom}"
            )
        if last == "о":
            return _both(word[:-1], "о а у о ом е", "а - ам {acc} ами ах", "{nom}")
        return frozen(word)
    return frozen(word) if is_vowel(last) or not last.isalpha() else _masculine(word, animate, instrumental)


def plural_only(word: str, *, animate: bool = False) -> Paradigm:
    """The plural paradigm of a plural-only noun in -ы, -и, -а, -я (Чебоксары, Сумы) with a zero genitive."""
    stem, last = word[:-1], word[-1]
    soft = last in "ия" and stem[-1:] not in _KI
    hard = f"{last} - ам {{acc}} ами ах"
    rows = f"{last} {'й' if is_vowel(stem[-1:]) else 'ь'} ям {{acc}} ями ях" if soft else hard
    return only(_both(stem, "- - - - - -", rows, "{gen}" if animate else "{nom}"), "pl")

"""Possessed nouns taken apart: is the head possessed already, is it a plural, and what is its bare stem.

Needed for terms that the termbase does not mark (`px`): заң жобасы is жоба + сы, while бас хатшы, әлеуметтік желі
and Мемлекеттік кеңесші are bare although they end alike. Closed lists are in kk.toml, the rest is phonotactics.
"""

from __future__ import annotations

import re

from attrs import evolve

from pressloc.morphology.kk_lexicon import nouns, possessed_shapes
from pressloc.morphology.kk_loans import plain_stem, stems
from pressloc.morphology.kk_nominal import Stem
from pressloc.morphology.kk_phonology import VOWELS, final_class, sounds
from pressloc.morphology.kk_tables import endings, pattern, words

_PLURAL = re.compile(r"(.{2,})([лдт])(ар|ер)([ыі]?)$")
_PLURAL_LETTER = {"V": "л", "R": "л", "L": "д", "N": "д", "Z": "д", "T": "т"}
_ATTRIBUTE = re.compile(r"[дт](?:ағы|егі)$")
_GENITIVE = re.compile(r".{2,}[ндт][ыі]ң$")


def is_plural(word: str) -> bool:
    """Whether `word` carries the plural suffix, possessed or not (келіссөздер, Штаттары), judged by sound.

    The suffix letter must fit the class of what precedes, and -ер its harmony (Бастер is a name); other look-alikes
    (дәптер, кластер) are listed.
    """
    w = sounds(word)
    found = _PLURAL.fullmatch(w)
    if not found:
        return False
    stem, letter, vowel, possessed = found.groups()
    if w[: len(w) - len(possessed)] in words("number", "not_plural"):
        return False
    if possessed and (possessed == "ы") != (vowel == "ар"):
        return False
    if vowel == "ер" and all(s.back for s in stems(stem)):
        return False
    return _PLURAL_LETTER.get(final_class(stem)) == letter and any(c in VOWELS for c in stem)


def is_patronymic(word: str) -> bool:
    """Құнанбайұлы, Асқарқызы: class P."""
    w = sounds(word)
    return len(w) > 5 and w.endswith(("ұлы", "қызы"))


def is_possessed(term: str, *, person: bool = False) -> bool:
    """Whether the last word of `term` already carries third-person possession.

    One word is bare unless it is a patronymic, a fused compound (Елбасы), a plural (Штаттары), the possessed shape of
    a known noun or a common word in a voiced stop between vowels (бұлағы); in a phrase a head in -ы/-і is possessed
    unless it is an agent in -шы/-ші, an adjective in -лы/-лі … or listed as bare.
    """
    tokens = term.split()
    if not tokens:
        return False
    head = sounds(tokens[-1].strip('«»“”"()'))
    if head[-1:] not in ("ы", "і"):
        return False
    if is_patronymic(head):
        return person or len(tokens) > 1 or tokens[-1][:1].isupper()
    if head in words("bare", "fused"):
        return True
    if person or head in words("bare", "words"):
        return False
    if len(tokens) == 1 or tokens[-1].startswith("«"):
        return is_plural(head) or _shape_is_known(head) or (tokens[-1].islower() and _is_voiced(head))
    if _GENITIVE.fullmatch(sounds(tokens[-2])) or is_plural(head):
        return True
    if head.endswith(("шы", "ші")):
        return head[:-1] in words("bare", "sh_nouns")
    if (
        head.endswith(endings("bare", "name_endings"))
        and tokens[-1][:1].isupper()
        and tokens[-2][:1].isupper()
    ):
        return False
    if not pattern("bare", "patterns").search(head) or head.endswith(endings("bare", "not_patterns")):
        return True
    return _shape_is_known(head)


def _shape_is_known(head: str) -> bool:
    """Whether `head` is the possessed shape of a common noun (төрағасы, министрлігі) and no noun itself (желі)."""
    return head not in nouns() and head in possessed_shapes()


def _is_voiced(head: str) -> bool:
    """Whether a stop stands voiced between vowels before -ы/-і as only possession leaves it: бұлағы, станогы, кітабы.

    Two syllables must precede (бұғы "deer" is bare), and attributes in -дағы/-дегі end alike.
    """
    stem, stop = head[:-2], head[-2:-1]
    if stop not in ("ғ", "г", "б") or sum(c in VOWELS for c in stem) < 2 or _ATTRIBUTE.search(head):
        return False
    return stem[-1] in VOWELS and head not in nouns()


def bare_stem(head: str) -> str:
    """The bare noun of a possessed singular head: министрлігі → министрлік, жобасы → жоба, халқы → халық.

    Of loans the shape before the plural comes back (журналисі → журналис, актісі → акті, модулі → модуль).
    """
    w = sounds(head)
    cut = len(head) - 1
    if w in words("bare", "fused"):
        return head
    if w.endswith(("сы", "сі")) and _vowel_before_s(w):
        return head[: cut - 1]
    base, short = w[:-1], head[:cut]
    for full in words("possession", "drop") | words("possession", "drop_optional"):
        if full[:-2] + full[-1] == base:
            return short[:-1] + full[-2] + short[-1]
    if (base + "ь").endswith(endings("possession", "soft_sign")):
        return short + "ь"
    last = base[-1:]
    if last == "ғ":
        return short[:-1] + "қ"
    if last == "г" and _voices_k(base, w[-1]):
        return short[:-1] + "к"
    if last == "б" and base not in words("possession", "keep_b"):
        return short[:-1] + "п"
    return short


def _voices_k(base: str, vowel: str) -> bool:
    """Whether the final г of `base` before possession in `vowel` is к: көліг-і and станог-ы, not педагог-і, диалог-ы.

    Native words have г after front vowels only; after back vowels loans in г take -і but for those in -лог and -аг.
    """
    if base[:-1] + "к" in nouns():
        return True
    if base[-2:-1] in "иіеүөәй":
        return base not in words("possession", "keep_g")
    return vowel == "ы" and base[-2:-1] in VOWELS and not base.endswith(endings("harmony", "back_endings"))


def _vowel_before_s(w: str) -> bool:
    """Whether -сы/-сі of `w` is the whole suffix (жоба-сы), not the с of the stem + ы/і (кеңес-і)."""
    base, before = w[:-2], w[-3:-2]
    with_s = w[:-1]
    if before in ("я", "ю", "ә", "э"):
        return True
    if before in ("а", "е"):
        return with_s not in words("s_stems", "words") and not with_s.endswith(endings("s_stems", "endings"))
    if before == "о":
        return with_s not in words("s_stems", "o_words")
    if before in ("ы", "і"):
        listed = base.endswith(("шы", "ші", "скі")) or base in words("bare", "words")
        return listed or pattern("bare", "patterns").search(base) is not None
    return False


def possessed_stem(head: str, *, back: bool | None = None) -> Stem:
    """The stem of a head that already carries possession; `possessed` is the head itself (no second suffix).

    A plural head (Штаттары) has itself in the plural too; see kk.inflect.
    """
    harmony = head[-1] in "ыЫ" if back is None else back
    bare = bare_stem(head)
    stem = plain_stem(bare, back=harmony)
    return evolve(stem, nominative=head, possessed=head, back=harmony)

"""From a Kazakh noun to its stems: what happens to the end of the word before suffixes.

Native words voice п к қ before possession (мектебі, министрлігі, одағы) and a few drop a vowel (халқы). Loans drop
a letter of -ст, -зд and doubled consonants (журналиске, съезі, конгресі), link -кт and -ск with і (актіні,
Минскіде) or drop ь before a vowel (модулі). Source: the spelling rules in force, sections on loans.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from pressloc.morphology.kk_nominal import Stem
from pressloc.morphology.kk_phonology import VOWELS, Final, final_class, is_back, sounds
from pressloc.morphology.kk_tables import endings, words

DOUBLED = frozenset("бзклмнпрстф")  # consonants that loans double (конгресс, металл, Бонн)


def _with_possession(word: str, back: bool) -> str:
    """`word` + third-person possession, with the stem changes of native words."""
    w = sounds(word)
    if final_class(word) == "V":
        return word + ("сы" if back else "сі")
    vowel = "ы" if back else "і"
    if w in words("possession", "drop"):
        return word[:-2] + word[-1] + vowel
    if w.endswith("ь"):
        return word[:-1] + vowel
    last, before = w[-1:], w[-2:-1]
    if last == "қ":
        return word[:-1] + "ғ" + vowel
    if last == "к" and before in VOWELS:
        return word[:-1] + "г" + vowel
    if last == "п" and not w.endswith(endings("possession", "keep_p")):
        return word[:-1] + "б" + vowel
    return word + vowel


def plain_stem(word: str, *, back: bool | None = None, final: Final | None = None) -> Stem:
    """The stem of `word` without the changes of loans; `back`/`final` override what spelling tells."""
    harmony = is_back(word) if back is None else back
    klass = final_class(word) if final is None else final
    return Stem(
        word,
        word,
        _with_possession(word, harmony),
        harmony,
        klass,
        open_back=not harmony and sounds(word).endswith("ә"),
    )


def _cut(word: str, length: int, back: bool | None) -> Stem:
    """The stem of a word that loses its last `length` letters before any suffix."""
    short = word[: len(word) - length]
    return evolve(plain_stem(short, back=back), nominative=word)


def _linked(word: str) -> Stem:
    """The stem of a word with linking і (акт, актіні, актісі)."""
    return evolve(plain_stem(word + "і"), nominative=word)


def stems(
    word: str, *, back: bool | None = None, final: Final | None = None, name: bool = False
) -> Iterator[Stem]:
    """The stems of `word` in use: the norm first, then admitted ones (журналистке beside журналиске).

    `back`/`final` override what spelling tells; `name`: a person's name keeps its shape (Франциск, Францискке).
    """
    w = sounds(word)
    if final is not None or not w or not word[-1].isalpha() or word[-1].isascii():
        yield plain_stem(word, back=back, final=final)
        return
    plain = plain_stem(word, back=back)
    changed = _loan_stem(word, w, back)
    if changed is None:
        yield plain
    elif name or w.endswith(("нг", *endings("loans", "unchanged"))):
        yield plain
        yield changed
    else:
        yield changed
        yield plain
    yield from _wavering(word, w, plain, back)


def _loan_stem(word: str, w: str, back: bool | None) -> Stem | None:
    """The stem of a loan whose end changes before suffixes, or None when nothing changes."""
    longer = sum(c in VOWELS for c in w) > 1  # тест and пост keep their т
    if w.endswith("зд") or (w.endswith("ст") and not w.endswith("кст") and longer):
        return _cut(word, 1, back)
    if w.endswith("сть") and longer:
        return _cut(word, 2, False if back is None else back)
    if len(w) > 3 and w[-1] == w[-2] and w[-1] in DOUBLED:
        return _cut(word, 1, back)
    if w.endswith(("кт", "ск", "нг")) and len(w) > 2:
        return _linked(word)
    return None


def _wavering(word: str, w: str, plain: Stem, back: bool | None) -> Iterator[Stem]:
    """Admitted stems of words whose harmony or final class usage has not settled."""
    if back is None and _harmony_wavers(w):
        yield plain_stem(word, back=not plain.back)
    if w.endswith("и") and len(w) > 2:  # Чилидің ~ Чилинің
        yield plain_stem(word, back=plain.back, final="V")
    if w.endswith("у") and len(w) > 3 and w[-2] not in VOWELS:  # Бакудің ~ Бакунің
        yield plain_stem(word, back=plain.back, final="V")
        yield plain_stem(word, back=not plain.back, final="V")
    if w.endswith("ю") and plain.final == "V":  # интервьюнің ~ интервьюдің
        yield plain_stem(word, back=plain.back, final="R")
    if plain.open_back:  # куәға ~ куәге
        yield evolve(plain, open_back=False)
    if w in words("possession", "voice_optional"):  # тарабы ~ тарапы
        yield evolve(plain, possessed=word + ("ы" if plain.back else "і"))
    if w in words("possession", "drop_optional"):  # дауысы ~ даусы
        yield evolve(plain, possessed=word[:-2] + word[-1] + ("ы" if plain.back else "і"))


def _harmony_wavers(w: str) -> bool:
    """Loans for which texts show both harmonies: диалогке ~ диалогқа, Ахметовке ~ Ахметовқа, Бакуде ~ Бакуда."""
    if w.endswith("г"):
        return True
    if len(w) > 3 and w[-1] == "в" and w[-2] in "оеё":
        return not is_back(w)
    if w.endswith("льм"):  # Стокгольмде ~ Стокгольмда
        return True
    if w.endswith("ь"):
        return any(v in "аоуя" for v in w[-4:-1])
    return w.endswith("у") and len(w) > 3 and w[-2] not in VOWELS

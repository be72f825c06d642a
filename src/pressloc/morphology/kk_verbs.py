"""Common forms of Kazakh verbs from the verbal noun in -у, enough to recognise a verb phrase in a text.

өткізу → өткізді, өткізеді, өткізіп, өткізген, өткізілді … Source: "Қазақ грамматикасы" (Astana, 2002), the verb.
"""

from __future__ import annotations

from functools import cache

from pressloc.morphology.kk_phonology import VOWELS, Final, final_class, is_back
from pressloc.morphology.kk_tables import tables

_PARTICIPLE_ENDINGS = (("ы", "і"), ("ын", "ін"), ("ды", "ді"), ("дар", "дер"), ("ға", "ге"), ("да", "де"))


@cache
def _stem_table() -> dict[str, str]:
    """Verbs whose stem the verbal noun hides: оқу → оқы, жабу → жап (compounds share the ending)."""
    return dict(tables()["verbs"]["stems"])


def verb_stem(verbal_noun: str) -> str:
    """The stem of a verbal noun: өткізу → өткіз, бақылау → бақыла, жою → жой, шығу → шық, оқу → оқы.

    Raises ValueError when `verbal_noun` does not end in у or ю.
    """
    lower = verbal_noun.lower()
    if len(lower) < 2 or lower[-1] not in "ую":
        raise ValueError(f"{verbal_noun!r} is no verbal noun in -у")
    if lower in _stem_table():
        return _stem_table()[lower]
    stem = verbal_noun[:-1]
    if lower[-1] == "ю":
        return stem + "й"
    voiced = {"б": "п", "ғ": "қ", "г": "к"}
    return stem[:-1] + voiced[stem[-1]] if stem[-1:] in voiced else stem


def _softened(stem: str) -> str:
    """The stem before a vowel: тап → таб-, шық → шығ-, ек → ег-."""
    voiced = {"п": "б", "қ": "ғ", "к": "г"}
    return stem[:-1] + voiced[stem[-1]] if stem[-1:] in voiced else stem


def _passives(stem: str, back: bool) -> tuple[str, ...]:
    """The passive stem: өткіз-іл, бақыла-н, ал-ын. After а/е both -н and -л are found (қабылда-н, таста-л)."""
    if stem[-1] in "ыі":
        return (stem + "л",)
    if stem[-1] in VOWELS:
        return (stem + "н",) if "л" in stem[-2:] else (stem + "н", stem + "л")
    if stem[-1] == "л":
        return (stem + ("ын" if back else "ін"),)
    return (_softened(stem) + ("ыл" if back else "іл"),)


def _finite(stem: str, back: bool) -> list[str]:
    """Past, present, participles, converbs, conditional, third-person imperative, negated and first-person forms."""
    final: Final = final_class(stem)

    def choose(back_form: str, front_form: str) -> str:
        return back_form if back else front_form

    past = stem + ("т" if final == "T" else "д") + choose("ы", "і")
    present = _present(stem, back)
    converb = stem + "п" if stem[-1] in VOWELS - {"у"} else _converb(stem, back)
    participle = stem + choose("қан" if final == "T" else "ған", "кен" if final == "T" else "ген")
    labial = {"T": "п", "Z": "б", "N": "б"}.get(final, "м")
    negative = stem + labial + choose("а", "е")
    return [
        past,
        past + choose("қ", "к"),
        past + "м",
        present,
        present + choose("ды", "ді"),
        present + choose("мыз", "міз"),
        present + choose("мын", "мін"),
        present + choose("тын", "тін"),
        converb,
        participle,
        *(participle + choose(*pair) for pair in _PARTICIPLE_ENDINGS),
        stem + choose("са", "се"),
        stem + choose("сын", "сін"),
        stem + labial + choose("ақ", "ек"),
        negative + choose("ды", "ді"),
        negative + choose("йды", "йді"),
        negative + choose("ған", "ген"),
        negative + "й",
    ]


def _present(stem: str, back: bool) -> str:
    """The present stem: өткіз-е, бақыла-й, оқи, жоя, көбейе."""
    if stem[-1] in "ыі":
        return stem[:-1] + "и"
    if stem[-1] == "й":
        return stem[:-1] + "я" if back else stem + "е"
    if stem[-1] in VOWELS - {"у"}:
        return stem + "й"
    return _softened(stem) + ("а" if back else "е")


def _converb(stem: str, back: bool) -> str:
    """-ып/-іп; п softens to у (тап: тауып), қ and к to ғ and г (шығып)."""
    if stem.endswith("п"):
        return stem[:-1] + "у" + ("ып" if back else "іп")
    return _softened(stem) + ("ып" if back else "іп")


def verb_forms(verbal_noun: str) -> tuple[str, ...]:
    """Active and passive forms of the verb whose verbal noun is given; the verbal noun itself is not among them."""
    stem = verb_stem(verbal_noun)
    back = is_back(stem)
    forms = _finite(stem, back)
    for passive in _passives(stem, back):
        forms += [passive + "у", *_finite(passive, back)]
    return tuple(dict.fromkeys(f for f in forms if f != verbal_noun))

"""Words and names of the lexicon as leaves: our morphology gives their forms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attrs import evolve, field, frozen

from pressloc.model import Lang
from pressloc.morphology import inflect
from pressloc.mt.training.grammar.want import Traits, Unsayable, Want, counted


@cache
def _forms(
    text: str, lang: Lang, pos: str, hints: tuple[tuple[str, str], ...], abbreviation: bool, person: str
) -> Mapping[tuple[str, str, bool], str]:
    """Norm forms by (case, number, possession)."""
    found: dict[tuple[str, str, bool], str] = {}
    for one in inflect(text, lang, pos=pos, hints=dict(hints), abbreviation=abbreviation, person=person):
        if one.norm:
            found.setdefault((one.form.case, one.form.number, one.form.possessive), one.text)
    return found


@cache
def _russian(text: str) -> Traits:
    """Gender, number and animacy of a Russian noun phrase, from its head."""
    from pressloc.morphology import ru_phrase
    from pressloc.morphology.ru_tokens import tokens

    phrase = ru_phrase.parse(tokens(text))
    if phrase is None:
        return Traits()
    return Traits(phrase.gender or "m", phrase.number, phrase.animate)


@frozen
class Entry:
    """A noun phrase, name or adjective in three languages. `hints` are by language those of the termbase, and
    `gender` (ru) where it cannot be told from the word; `flags`: mass, pl, proper, adj, fixed; deed for a verb phrase,
    which has cases in Kazakh only."""

    texts: Mapping[Lang, str]
    flags: frozenset[str] = frozenset()
    hints: Mapping[str, Mapping[str, str]] = field(factory=dict)
    abbreviation: bool = False
    person: str = ""

    def key(self) -> str:
        """The English text stands for the word."""
        return self.texts["en"]

    def forms(self, lang: Lang) -> Mapping[tuple[str, str, bool], str]:
        """The norm forms of the entry in `lang`."""
        hints = {k: v for k, v in self.hints.get(lang, {}).items() if k != "gender"}
        pos = "adjective" if "adj" in self.flags else "noun-phrase"
        return _forms(self.texts[lang], lang, pos, tuple(sorted(hints.items())), self.abbreviation, self.person)

    def say(self, lang: Lang, want: Want) -> str:
        """The form wanted, in English with its article."""
        if "fixed" in self.flags or ("adj" in self.flags and lang != "ru") or ("deed" in self.flags and lang != "kk"):
            return self.texts[lang]
        if lang == "en":
            return _english(self, want)
        return _russian_form(self, want) if lang == "ru" else _kazakh_form(self, want)

    def traits(self, lang: Lang) -> Traits:
        """Gender and number of the entry."""
        given = self.hints.get(lang, {})
        base = _russian(self.texts["ru"]) if lang == "ru" else Traits()
        number = "pl" if "pl" in self.flags else base.number
        if lang == "en":
            number = "sg" if ("NOM", "sg", False) in self.forms("en") and "pl" not in self.flags else "pl"
        return Traits(
            self.person or given.get("gender", base.gender), given.get("agrees", number), base.animate or bool(self.person),
            "proper" in self.flags, "mass" in self.flags,
        )  # fmt: skip


def _english(entry: Entry, want: Want) -> str:
    forms = entry.forms("en")
    number = "pl" if want.number == "pl" or (want.count is not None and want.count != 1) else "sg"
    if {"mass", "proper", "pl"} & entry.flags or ("NOM", "sg", False) not in forms:  # children's rights has no singular
        number = "sg" if ("NOM", "sg", False) in forms else "pl"
    text = forms.get(("GEN" if want.case == "GEN" else "NOM", number, False))
    if text is None:
        raise Unsayable(f"{entry.key()} {number}")
    return with_article(text, want, entry.traits("en"), plural=number == "pl", hints=entry.hints.get("en", {}))


def with_article(
    text: str, want: Want, traits: Traits, *, plural: bool, hints: Mapping[str, str] | None = None
) -> str:
    """English words with the article wanted: a name its own, a countable singular `a`, `the` as asked."""
    from pressloc.morphology import en_articles

    if want.article == "bare" or want.count is not None:
        return text
    if traits.proper:
        return en_articles.with_article(text, hints)
    if want.article == "the":
        return f"the {text}"
    if want.article == "a" and not (plural or traits.mass or traits.number == "pl"):
        return f"{en_articles.indefinite(text)} {text}"
    return text


def _russian_form(entry: Entry, want: Want) -> str:
    case, number = counted(want)
    forms = entry.forms("ru")
    numbers = [number] if number else ["sg", "pl"]
    if "mass" in entry.flags or "pl" in entry.flags or "proper" in entry.flags:
        numbers = ["sg", "pl"]
    if want.count is not None and (" " in entry.texts["ru"] and (case, number) == ("GEN", "sg") and want.case != "GEN"):
        raise Unsayable(f"{entry.texts['ru']} behind 2")  # the adjective would be in the plural
    if want.count is not None and entry.traits("ru").animate and want.case == "ACC" and case == "GEN":
        numbers = ["pl"]
    for one in numbers:
        text = forms.get((case, one, False))
        if text is not None:
            return text
    raise Unsayable(f"{entry.texts['ru']} {case} {number}")


def _kazakh_form(entry: Entry, want: Want) -> str:
    forms = entry.forms("kk")
    if want.case == "GEN" and "proper" in entry.flags:  # Парламенті Сенатының, not Парламентінің Сенатының
        forms = evolve(entry, texts={**entry.texts, "kk": _unchained(entry.texts["kk"])}).forms("kk")
    number = "pl" if want.number == "pl" and want.count is None and "mass" not in entry.flags else "sg"
    tries = [(number, want.possessive), (number, True), ("pl", want.possessive), ("pl", True)]
    if number == "pl":
        tries = [*tries[:2], ("sg", True)]
    for one, owned in tries:
        text = forms.get((want.case, one, owned))
        if text is not None:
            return local(text, want)
    raise Unsayable(f"{entry.texts['kk']} {want}")


@cache
def _unchained(text: str) -> str:
    """A possessive chain without its inner genitives, as official usage has it before another genitive."""
    from pressloc.morphology.kk import chain_variants

    return min((text, *chain_variants(text)), key=len)


def local(text: str, want: Want) -> str:
    """A Kazakh locative as an attribute when asked (style `adj`): Астанада → Астанадағы."""
    if "adj" not in want.styles or want.case != "LOC":
        return text
    return text + ("ғы" if text[-1] == "а" else "гі")


@frozen
class Person:
    """A person: given name and surname by language, a gender, a title where the termbase knows one."""

    given: Mapping[Lang, str]
    surname: Mapping[Lang, str]
    gender: str
    title: Entry | None = None
    hints: Mapping[str, Mapping[str, str]] = field(factory=dict)

    def key(self) -> str:
        """The English name."""
        return f"{self.given['en']} {self.surname['en']}"

    def say(self, lang: Lang, want: Want) -> str:
        """The full name with the title, or by style: `sur` surname, `ini` initial and surname."""
        if "sur" in want.styles or "ini" in want.styles:
            text = self._entry(self.surname).say(lang, want)
            first = f"{self.given[lang][0]}. " if "ini" in want.styles else ""
            return first + text
        full: dict[Lang, str] = {one: f"{self.given[one]} {self.surname[one]}".strip() for one in self.given}
        name = self._entry(full).say(lang, want)
        if self.title is None or "bare" in want.styles:
            return name
        return f"{self.title.say(lang, want if lang == 'ru' else Want(article='bare'))} {name}"

    def _entry(self, texts: Mapping[Lang, str]) -> Entry:
        return Entry(texts, frozenset({"mass"}), self.hints, person=self.gender)

    def traits(self, lang: Lang) -> Traits:
        """Persons are animate; in English they take no article."""
        return Traits(self.gender, "sg", True, True, True)

"""Numbers, money, dates and times as leaves: digits agree in the three languages, words stand in the right form."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal
from functools import cache
from typing import Any

from attrs import frozen

from pressloc.locale.dates import format_date
from pressloc.locale.numbers import format_number
from pressloc.model import Case, Form, Lang
from pressloc.morphology import kk
from pressloc.morphology.kk_nominal import build
from pressloc.morphology.kk_numerals import numeral_stem, spoken_last_word
from pressloc.mt.training.grammar.entries import Entry, local
from pressloc.mt.training.grammar.numerals import in_words
from pressloc.mt.training.grammar.want import Traits, Value, Want, grammatical

_CASES: dict[str, Case] = {"NOM": "NOM", "GEN": "GEN", "DAT": "DAT", "ACC": "ACC", "LOC": "LOC", "ABL": "ABL", "INS": "INS"}
_DAYS: tuple[tuple[str, str, str], ...] = (  # Russian in the accusative: в среду
    ("Monday", "понедельник", "дүйсенбі"), ("Tuesday", "вторник", "сейсенбі"), ("Wednesday", "среду", "сәрсенбі"),
    ("Thursday", "четверг", "бейсенбі"), ("Friday", "пятницу", "жұма"), ("Saturday", "субботу", "сенбі"),
    ("Sunday", "воскресенье", "жексенбі"),
)  # fmt: skip
_MONTHS: tuple[tuple[str, str, str], ...] = (
    ("January", "январь", "қаңтар"), ("February", "февраль", "ақпан"), ("March", "март", "наурыз"),
    ("April", "апрель", "сәуір"), ("May", "май", "мамыр"), ("June", "июнь", "маусым"), ("July", "июль", "шілде"),
    ("August", "август", "тамыз"), ("September", "сентябрь", "қыркүйек"), ("October", "октябрь", "қазан"),
    ("November", "ноябрь", "қараша"), ("December", "декабрь", "желтоқсан"),
)  # fmt: skip


@cache
def _words(table: tuple[tuple[str, str, str], ...], flag: str) -> tuple[Entry, ...]:
    return tuple(Entry({"en": en, "ru": ru, "kk": kaz}, frozenset({flag})) for en, ru, kaz in table)


def weekday(index: int) -> Entry:
    """Monday is 0; it has one form, the one that adverbs of time need."""
    return _words(_DAYS, "fixed")[index]


def month(index: int) -> Entry:
    """January is 1."""
    return _words(_MONTHS, "mass")[index - 1]


def digits(value: Decimal, lang: Lang, *, plain: bool = False) -> str:
    """The number as the language writes it, with ordinary spaces; `plain` for years and the like."""
    return str(value) if plain else format_number(value, lang).replace("\u00a0", " ").replace("\u202f", " ")


@frozen
class Number:
    """A number in figures."""

    value: Decimal
    plain: bool = False

    def key(self) -> str:
        """Numbers may repeat only as different values."""
        return f"number {self.value}"

    def say(self, lang: Lang, want: Want) -> str:
        """Figures; in Kazakh with the suffixes of case and possession (25-ке, 25-і); style `ord` makes an ordinal (7-й, 7-ші, 7th) without a case,
        `w` writes the number in words."""
        text = digits(self.value, lang, plain=self.plain)
        if "ord" in want.styles:
            return _ordinal(text, lang)
        if "w" in want.styles:
            return in_words(self.value, lang, want)
        if lang != "kk" or (want.case == "NOM" and not want.possessive):
            return text
        stem = numeral_stem(text, spoken_last_word(text))
        return local(build(stem, Form(_CASES[want.case], "sg", want.possessive)), want)

    def traits(self, lang: Lang) -> Traits:
        """A number alone agrees as a neuter."""
        return Traits("n")


def _ordinal(text: str, lang: Lang) -> str:
    if lang == "kk":
        return kk.ordinal(text)
    if lang == "ru":
        return f"{text}-й"
    teen = text[-2:-1] == "1"
    return text + ("th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(text[-1], "th"))


@frozen
class Money:
    """An amount with its magnitude. `full` writes the magnitude in words, `sign` puts $ or € before it in English."""

    amount: Decimal
    magnitude: str
    currency: str
    full: bool = False
    sign: bool = False

    def key(self) -> str:
        """The amount."""
        return f"money {self.amount} {self.magnitude} {self.currency}"

    def say(self, lang: Lang, want: Want) -> str:
        """4.5 billion tenge, 4,5 млрд тенге, 4,5 млрд теңге; the case stands on the Kazakh currency."""
        number, names = digits(self.amount, lang), CURRENCIES[self.currency]
        if lang == "en":
            return f"{names[3]}{number} {self.magnitude}" if self.sign and names[3] else f"{number} {self.magnitude} {names[0]}"
        if lang == "ru":
            return f"{number} {self._russian(want)} {names[1]}"
        word = MAGNITUDES[self.magnitude][1 if self.full else 2]
        currency = Entry({"en": "", "ru": "", "kk": names[2]}, frozenset({"mass"}))
        return f"{number} {word} {currency.say('kk', Want(case=want.case, styles=want.styles))}"

    def _russian(self, want: Want) -> str:
        word, _, short = MAGNITUDES[self.magnitude]
        if not self.full or want.case not in ("NOM", "ACC"):
            return short
        return word + {"one": "", "few": "а", "many": "ов"}[grammatical(self.amount)]

    def traits(self, lang: Lang) -> Traits:
        """An amount agrees as a neuter: выделено 4,5 млрд тенге; in English it is singular."""
        return Traits("n")


CURRENCIES = {
    "KZT": ("tenge", "тенге", "теңге", ""),
    "USD": ("US dollars", "долларов США", "АҚШ доллары", "$"),
    "EUR": ("euros", "евро", "еуро", "€"),
    "RUB": ("Russian roubles", "российских рублей", "Ресей рублі", ""),
}
MAGNITUDES = {  # Russian in full, Kazakh in full, short in both
    "million": ("миллион", "миллион", "млн"),
    "billion": ("миллиард", "миллиард", "млрд"),
    "trillion": ("триллион", "триллион", "трлн"),
}


@frozen
class Date:
    """A day. Styles: none = day, month, year; `dm` day and month; `my` month and year; `w` the weekday with it;
    `ab` the abbreviated year (2025 г., 2025 ж.)."""

    day: datetime.date

    def key(self) -> str:
        """The date in ISO form."""
        return self.day.isoformat()

    def say(self, lang: Lang, want: Want) -> str:
        """As press releases write it."""
        text = {"en": self._english, "ru": self._russian, "kk": self._kazakh}[lang](want)
        if "w" not in want.styles:
            return text
        name = weekday(self.day.weekday())
        if lang == "kk":
            return f"{text}, {name.texts['kk']} күні"
        if lang == "en":
            return f"{name.texts['en']}, {text}"
        return f"{name.texts['ru']}, {text},"

    def _english(self, want: Want) -> str:
        if "my" in want.styles:
            return f"{month(self.day.month).texts['en']} {self.day.year}"
        return self._whole("en", want)

    def _russian(self, want: Want) -> str:
        if "my" in want.styles:
            return f"{month(self.day.month).say('ru', Want(want.case))} {self.day.year} года"
        text = self._whole("ru", want)
        return text.removesuffix("года") + "г." if "ab" in want.styles and "dm" not in want.styles else text

    def _whole(self, lang: Lang, want: Want) -> str:
        return format_date(self.day.day, self.day.month, None if "dm" in want.styles else self.day.year, lang)

    def _kazakh(self, want: Want) -> str:
        text = month(self.day.month).say("kk", Want(want.case, styles=want.styles & {"adj"}))
        if "my" in want.styles:
            return f"{self.day.year} жылғы {text}"
        if "dm" in want.styles:
            return f"{self.day.day} {text}"
        return f"{self.day.year} {'ж.' if 'ab' in want.styles else 'жылғы'} {self.day.day} {text}"

    def traits(self, lang: Lang) -> Traits:
        """Nothing agrees with a date."""
        return Traits("n")


@frozen
class Clock:
    """A time of day."""

    hour: int
    minute: int

    def key(self) -> str:
        """The time."""
        return f"{self.hour}:{self.minute:02}"

    def say(self, lang: Lang, want: Want) -> str:
        """10:30, in Kazakh with its case (10:30-да)."""
        text = self.key()
        if lang != "kk" or want.case == "NOM":
            return text
        spoken = str(self.minute or self.hour)
        return text + kk.attach_to_number(_CASES[want.case], spoken)[len(spoken) :]

    def traits(self, lang: Lang) -> Traits:
        """Nothing agrees with a time."""
        return Traits("n")


def draw(kind: str, table: dict[str, Any], rng: random.Random) -> Value:
    """A random value of a kind that the grammar's settings describe: number, money, date, weekday, month or clock."""
    if kind == "weekday":
        return weekday(rng.randrange(7))
    if kind == "month":
        return month(rng.randrange(1, 13))
    if kind == "number":
        places = int(table.get("decimals", 0))
        scale, step = 10**places, int(table.get("step", 1))
        while True:
            whole = rng.randrange(round(table["low"] * scale), round(table["high"] * scale) + 1, step)
            if places == 0 or whole % 10:
                return Number(Decimal(whole) / scale, bool(table.get("plain", False)))
    if kind == "money":
        magnitude = rng.choice(table["magnitudes"])
        whole = rng.random() < 0.5
        amount = Decimal(rng.randrange(2, 900)) if whole else Decimal(rng.randrange(11, 999)) / 10
        if magnitude == "trillion":
            amount = Decimal(rng.randrange(11, 299)) / 10
        currency = rng.choice(table["currencies"])
        if currency != "KZT" and magnitude == "billion":
            amount = Decimal(rng.randrange(11, 99)) / 10
        return Money(amount, magnitude, currency, rng.random() < 0.25, rng.random() < 0.5)
    if kind == "date":
        first = datetime.date(table["first"], 1, 1)
        return Date(first + datetime.timedelta(days=rng.randrange(365 * (table["last"] - table["first"] + 1))))
    return Clock(rng.randrange(table["low"], table["high"] + 1), rng.choice((0, 15, 30, 45)))

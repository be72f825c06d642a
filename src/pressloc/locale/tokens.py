"""Cuts a text into the tokens that matter for numbers: digits, number words, symbols; all else is only a gap."""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import frozen

from pressloc.locale.lexicon import Lexicon, Word, lexicon
from pressloc.model import Lang

SPACES = (
    " \u00a0\u202f\u2009"  # what may group digits: CLDR kk/ru use U+00A0, typography also U+202F and U+2009
)

# Order matters: addresses first (their digits are no numbers), then dotted dates and clock times, then numbers.
_TOKEN = re.compile(
    rf"""
      (?P<skip>(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]+\.[\w.-]+)
    | (?P<date>(?<![\w.])(?:\d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d\d)|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{4}})(?![\d]|\.\d))
    | (?P<clock>(?<![\w:.])(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:]))
    | (?P<versions>\d+(?:\.\d+){{2,}})
    | (?P<number>
        [1-9]\d{{0,2}}(?:[{SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?
      | [1-9]\d{{0,2}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?
      | [1-9]\d{{0,2}}(?:\.\d{{3}}){{2,}}(?!\d)(?:,\d+)?
      | \d+(?:[.,]\d+)?
      )
    | (?P<roman>(?<![^\W\d_])[IVXLІХ]+(?![^\W\d_]|\.[ \u00a0]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]))
    | (?P<symbol>[%‰$€£¥₸₽½¼¾])
    | (?P<word>[^\W\d_]+)
    """,
    re.VERBOSE,
)
_LOOKALIKE = str.maketrans("ІХ", "IX")  # Cyrillic letters typed for Roman numerals
_ROMAN = re.compile(r"(?:X{0,3}|XL|LX{0,3}|XC)(?:I{1,3}|IV|VI{0,3}|IX|)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_NAME_GOES_ON = re.compile(r"[^\W\d_]\d")  # 4x4
_PERCENT = Word("percent", Decimal(1))


@frozen
class Token:
    """A number, a number word or a unit: `text == source[start:end]`.

    `kind` is `number`, `roman`, `date`, `clock` or `word`; `values` the readings of a number, likeliest first
    ("12,345" has two); `word` the lexicon entry; `glued` marks digits inside a name (G20, B52).
    """

    kind: str
    text: str
    start: int
    end: int
    values: tuple[Decimal, ...] = ()
    word: Word | None = None
    glued: bool = False


def tokenise(text: str, lang: Lang) -> list[Token]:
    """The number-bearing tokens of `text`, in order."""
    words = lexicon(lang)
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "word":
            entry = words.look_up(match[0])
            if entry is not None:
                tokens.append(Token("word", match[0], match.start(), match.end(), word=entry))
        elif kind != "skip":
            tokens.extend(_token(match, kind or "", text, words))
    return tokens


def _token(match: re.Match[str], kind: str, text: str, words: Lexicon) -> list[Token]:
    raw, start, end = match[0], match.start(), match.end()
    if kind in ("date", "clock"):
        return [Token(kind, raw, start, end)]
    if kind == "versions":
        parts = re.finditer(r"\d+", raw)
        return [Token("number", p[0], start + p.start(), start + p.end(), (Decimal(p[0]),)) for p in parts]
    if kind == "number":
        glued = (start > 0 and text[start - 1].isalpha()) or _NAME_GOES_ON.match(text, end) is not None
        return [Token("number", raw, start, end, readings(raw, words.lang), glued=glued)]
    if kind == "roman":
        value = roman(raw)
        return [Token("roman", raw, start, end, (Decimal(value),))] if value else []
    if raw in _FRACTIONS:
        return [Token("number", raw, start, end, (Decimal(_FRACTIONS[raw]),))]
    entry = _PERCENT if raw in "%‰" else words.words.get(raw)
    return [Token("word", raw, start, end, word=entry)] if entry else []


def readings(raw: str, lang: Lang) -> tuple[Decimal, ...]:
    """The values that a digit string may have in `lang`, likeliest first.

    CLDR: en groups with "," and has a decimal "."; kk and ru group with a space and have a decimal ",". A lone
    separator before exactly three digits is ambiguous in mixed-language copy, so both readings are given.
    """
    plain = raw.translate({ord(c): None for c in SPACES})
    commas, dots = plain.count(","), plain.count(".")
    if not commas and not dots:
        return (Decimal(plain),)
    if commas + dots > 1:
        last = max(plain.rfind(","), plain.rfind("."))
        if (commas > 1) != (dots > 1) and 0 in (commas, dots):  # 1,234,567: grouping only
            return (Decimal(plain.replace(",", "").replace(".", "")),)
        whole, part = plain[:last], plain[last + 1 :]
        return (Decimal(f"{whole.replace(',', '').replace('.', '')}.{part}"),)
    separator = "," if commas else "."
    whole, part = plain.split(separator)
    decimal = Decimal(f"{whole}.{part}")
    if len(part) != 3 or plain != raw or whole == "0" or len(whole) > 3:
        return (decimal,)
    grouped = Decimal(whole + part)
    return (grouped, decimal) if separator == "," and lang == "en" else (decimal, grouped)


def roman(raw: str) -> int:
    """The value of a canonical Roman numeral below 90 (0 if it is none); Cyrillic І and Х count as I and X."""
    text = raw.translate(_LOOKALIKE)
    if not _ROMAN.fullmatch(text):
        return 0
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))

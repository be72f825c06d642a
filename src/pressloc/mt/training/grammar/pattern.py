"""Sentence patterns of the template grammar: one pattern a language, parsed into text, slots and agreeing words.

    {label}  {label:GEN.pl}     what the label stands for, in a form; `*` among the features takes over the form that
                                is asked of the whole phrase (its head); `#n` counts it by the number under label n
    <committee>  <комитет:p>    a literal head: a noun that takes over the form asked of the phrase
    <салынды|салынған>          a Kazakh predicate: its finite form, and the participle that other forms are made of
    [принял who]  [новый *]     words that agree with a label or with the phrase's own head (`*`)
    [has|have who]              a choice by number (two words) or by gender and number (four: m, f, n, pl)
    [депутат #n]                a literal noun counted by the number under label n
    [внесена|внесено #n]        a choice by that number: behind 1, 21, 31 the first, else the second

The symbol of a label is the label without the figures at its end: city1 and city2 are two different cities.
"""

from __future__ import annotations

import re

from attrs import field, frozen

CASES = frozenset({"NOM", "GEN", "DAT", "ACC", "LOC", "ABL", "INS"})
_PIECE = re.compile(r"\{([^{}<>\[\]]+)\}|<([^{}<>\[\]]+)>|\[([^{}<>\[\]]+)\]")
_LABEL = re.compile(r"[a-z][a-z_]*\d*")
_STRAY = re.compile(r"[{}<>\[\]]")


@frozen
class Features:
    """What is asked of a slot: a case, a number, possession, an article, a counting label, anything else as styles."""

    case: str = ""
    number: str = ""
    possessive: bool = False
    inherit: bool = False
    count: str = ""
    article: str = ""
    styles: frozenset[str] = frozenset()


@frozen
class Text:
    """Literal text."""

    text: str


@frozen
class Slot:
    """What stands under `label`."""

    label: str
    features: Features = Features()


@frozen
class Head:
    """A literal head; of a predicate `options` are (finite, participle), of a noun (noun,)."""

    options: tuple[str, ...]
    features: Features = Features()


@frozen
class Agree:
    """Words that agree with `label` ("*": the phrase's own head), or one literal noun counted by `features.count`."""

    options: tuple[str, ...]
    label: str
    features: Features = Features()


Piece = Text | Slot | Head | Agree


@frozen
class Pattern:
    """The pieces of one language in order."""

    pieces: tuple[Piece, ...] = field(factory=tuple)

    def labels(self) -> frozenset[str]:
        """All labels that the pattern speaks of, counting ones included."""
        found = set()
        for piece in self.pieces:
            if isinstance(piece, Slot | Agree) and piece.label not in ("", "*"):
                found.add(piece.label)
            if not isinstance(piece, Text) and piece.features.count:
                found.add(piece.features.count)
        return frozenset(found)

    def head(self) -> Slot | Head | None:
        """The part that carries the phrase's form: the last head or slot marked `*`; None in a whole sentence."""
        heads = [p for p in self.pieces if isinstance(p, Head) or (isinstance(p, Slot) and p.features.inherit)]
        return heads[-1] if heads else None


def symbol(label: str) -> str:
    """The symbol of a label: city2 → city."""
    return label.rstrip("0123456789")


def parse(text: str) -> Pattern:
    """Parse a pattern. Raises ValueError with the piece that cannot be understood: a stray bracket, no label."""
    pieces: list[Piece] = []
    last = 0
    for found in _PIECE.finditer(text):
        if found.start() > last:
            pieces.append(_text(text[last : found.start()]))
        slot, head, agree = found.groups()
        pieces.append(_slot(slot) if slot else _head(head) if head else _agree(agree))
        last = found.end()
    if last < len(text):
        pieces.append(_text(text[last:]))
    return Pattern(tuple(pieces))


def _text(text: str) -> Text:
    if _STRAY.search(text):
        raise ValueError(text.strip())
    return Text(text)


def _slot(text: str) -> Slot:
    label, _, features = text.partition(":")
    if not _LABEL.fullmatch(label):
        raise ValueError(f"{{{text}}}")
    return Slot(label, _features(features))


def _head(text: str) -> Head:
    words, _, features = text.partition(":")
    return Head(tuple(words.split("|")), _features(features))


def _agree(text: str) -> Agree:
    words, _, target = text.rpartition(" ")
    if not words:
        raise ValueError(f"[{text}]")
    if target.startswith("#"):
        return Agree(tuple(words.split("|")), "", _features(target))
    label, _, features = target.partition(":")
    if label != "*" and not _LABEL.fullmatch(label):
        raise ValueError(f"[{text}]")
    return Agree(tuple(words.split("|")), label, _features(features))


def _features(text: str) -> Features:
    case = number = count = article = ""
    possessive = inherit = False
    styles = set()
    for one in filter(None, text.split(".")):
        if one in CASES:
            case = one
        elif one in ("sg", "pl"):
            number = one
        elif one == "p":
            possessive = True
        elif one == "*":
            inherit = True
        elif one.startswith("#"):
            count = one[1:]
        elif one in ("a", "the", "bare"):
            article = one
        else:
            styles.add(one)
    return Features(case, number, possessive, inherit, count, article, frozenset(styles))

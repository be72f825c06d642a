"""From a derivation to the sentence of one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from attrs import evolve, frozen

from pressloc.model import Lang
from pressloc.morphology import ru_adjective
from pressloc.morphology.kk_nominal import allomorph
from pressloc.morphology.kk_phonology import final_class, is_back, sounds
from pressloc.mt.training.grammar.agree import agreeing
from pressloc.mt.training.grammar.entries import Entry, with_article
from pressloc.mt.training.grammar.pattern import Agree, Features, Head, Pattern, Slot, Text
from pressloc.mt.training.grammar.values import Number
from pressloc.mt.training.grammar.want import Traits, Unsayable, Value, Want, counted, grammatical, merged

_FIXES: dict[Lang, tuple[tuple[re.Pattern[str], str], ...]] = {
    "en": (
        (re.compile(r"\b([Tt]he) [Tt]he\b"), r"\1"),
        (re.compile(r"\.\.(?!\.)"), "."),
        (re.compile(r"\b([Aa]) (?=(?:8\d?|11|18)\b)"), r"\1n "),
        (re.compile(r",,(?=[,.!?;:]|$)"), ""),  # the comma that closes an apposition goes before other marks
        (re.compile(r",,"), ","),
    ),
    "ru": (
        (re.compile(r"\b([Оо]) (?=[«]?[аоуиэАОУИЭ])"), r"\1б "),
        (re.compile(r"\b([Вв]) (?=[Дд]вор)"), r"\1о "),
        (re.compile(r"\b([Вв]) (?=[«]?[вфВФ][бвгджзклмнпрстфхцчшщБВГДЖЗКЛМНПРСТФХЦЧШЩ])"), r"\1о "),
        (re.compile(r"\b([Сс]) (?=[«]?[сзшжСЗШЖ][бвгджзклмнпрстфхцчшщБВГДЖЗКЛМНПРСТФХЦЧШЩ])"), r"\1о "),
        (re.compile(r"\b([КкСс]) (?=втор|взр|вс[бвгдкпт])"), r"\1о "),
        (re.compile(r",(?=[.,!?»])"), ""),
        (re.compile(r"\.\.(?!\.)"), "."),
    ),
    "kk": ((re.compile(r"\.\.(?!\.)"), "."),),
}  # fmt: skip


@frozen
class Production:
    """One way to expand a symbol: a pattern a language. `where` names file and line, for messages."""

    symbol: str
    patterns: Mapping[Lang, Pattern]
    where: str = ""


@frozen
class Node:
    """A production with what its labels became."""

    production: Production
    children: Mapping[str, Node | Value]


def sentence(node: Node, lang: Lang) -> str:
    """The line of `lang`: capital at the start, prepositions in their shape before what follows. Raises Unsayable."""
    text = " ".join(say(node, lang, Want()).split())
    for pattern, replacement in _FIXES[lang]:
        text = pattern.sub(replacement, text)
    if lang == "en":
        text = _inner_quotes(text)
    start = next((i for i, c in enumerate(text) if c.isalnum()), 0)
    return text[:start] + text[start].upper() + text[start + 1 :]


def _inner_quotes(text: str) -> str:
    """Single quotation marks inside double ones: "We must pass the Law 'On hunting'"."""
    depth, out = 0, []
    for place, char in enumerate(text):
        if char != '"':
            out.append(char)
            continue
        opens = place == 0 or text[place - 1] in ' ("'
        depth += 1 if opens else -1
        out.append("'" if (depth if opens else depth + 1) > 1 else '"')
    return "".join(out)


def say(node: Node | Value, lang: Lang, want: Want) -> str:
    """A node or leaf in the form wanted."""
    if not isinstance(node, Node):
        return node.say(lang, want)
    pattern = node.production.patterns[lang]
    text = "".join(_piece(piece, node, lang, want) for piece in pattern.pieces)
    if lang == "en" and pattern.head() is not None:
        found = traits(node, lang)
        if not found.proper:
            plural = want.number == "pl" or found.number == "pl"
            return with_article(text, want, found, plural=plural)
    return text


def _piece(piece: Text | Slot | Head | Agree, node: Node, lang: Lang, want: Want) -> str:
    if isinstance(piece, Text):
        return piece.text
    count = _count(node, piece.features)
    if isinstance(piece, Slot):
        child = node.children[piece.label]
        asked = merged(want, piece.features, count)
        if lang == "ru" and piece.features.inherit and isinstance(child, Entry) and "adj" in child.flags:
            own = Agree((child.texts["ru"],), "*")
            return _russian_agreement(own, traits(node, lang), _number(node, want), want, own=True)
        if piece.features.inherit and lang == "en" and traits(child, lang).proper and want.article != "bare":
            asked = evolve(asked, article="")
        text = say(child, lang, asked)
        return text[:1].upper() + text[1:] if "cap" in piece.features.styles else text
    if isinstance(piece, Head):
        return _head(piece, lang, merged(want, evolve(piece.features, inherit=True), count))
    return _agreement(piece, node, lang, want)


def _count(node: Node, features: Features) -> Decimal | None:
    if not features.count:
        return None
    number = node.children[features.count]
    if not isinstance(number, Number):
        raise ValueError(f"{node.production.where}: {features.count} is no number")
    return number.value


def _literal(word: str, lang: Lang) -> Entry:
    texts: dict[Lang, str] = {"en": "", "ru": "", "kk": ""}
    texts[lang] = word
    return Entry(texts)


def _head(head: Head, lang: Lang, want: Want) -> str:
    if len(head.options) == 1:
        return _literal(head.options[0], lang).say(lang, evolve(want, article="bare"))
    finite, participle = head.options
    if "part" in want.styles:
        return participle
    if want.case == "NOM" and not want.possessive:
        return finite
    return _literal(participle, lang).say(lang, want)


def _agreement(piece: Agree, node: Node, lang: Lang, want: Want) -> str:
    count = _count(node, piece.features)
    if not piece.label and len(piece.options) == 2 and count is not None:
        return piece.options[grammatical(count) != "one"]
    if not piece.label:
        return _literal(piece.options[0], lang).say(lang, Want(piece.features.case or "NOM", count=count))
    asked = want if piece.label == "*" else merged(want, piece.features, count)
    target = node if piece.label == "*" else node.children[piece.label]
    if lang == "kk":
        text = sounds(say(target, lang, evolve(asked, styles=asked.styles)))
        last = re.findall(r"\w+", text)[-1]
        return allomorph("INS", final_class(last), is_back(last)) if piece.options[0] == "мен" else piece.options[0]
    found = traits(target, lang)
    number = _number(target, asked, lang)
    if lang == "en":
        plural = number == "pl" or (asked.count is not None and asked.count != 1)
        return piece.options[int(plural) if len(piece.options) > 1 else 0]
    return _russian_agreement(piece, found, number, asked, own=piece.label == "*")


def _number(node: Node | Value, want: Want, lang: Lang = "ru") -> str:
    return "pl" if want.number == "pl" or traits(node, lang).number == "pl" else "sg"


def _russian_agreement(piece: Agree, found: Traits, number: str, asked: Want, *, own: bool) -> str:
    long_form = len(piece.options) == 1 and ru_adjective.nominative(piece.options[0]) is not None
    if asked.count is not None and (own or long_form):  # 2 новых закона, 2 новые школы, 5 новых школ
        few = grammatical(asked.count) == "few" and asked.case in ("NOM", "ACC")
        case, number = counted(asked)
        if few:
            case, number = ("NOM" if found.gender == "f" else "GEN"), "pl"
        return agreeing(piece.options[0], evolve(found, number=number), case)
    if asked.count is not None:  # построена 21 школа, построено 5 школ
        found = found if grammatical(asked.count) == "one" else evolve(found, gender="n")
        number = "sg"
    if len(piece.options) == 2:
        return piece.options[int(number == "pl")]
    if len(piece.options) == 4:
        return piece.options[3 if number == "pl" else "mfn".index(found.gender)]
    return agreeing(piece.options[0], evolve(found, number=number), asked.case)


def traits(node: Node | Value, lang: Lang) -> Traits:
    """What agrees with a node: the traits of its head. A phrase without a head agrees as a neuter."""
    if not isinstance(node, Node):
        return node.traits(lang)
    head = node.production.patterns[lang].head()
    if head is None:
        return Traits("n")
    if isinstance(head, Head):
        found = _literal(head.options[0], lang).traits(lang)
    else:
        found = traits(node.children[head.label], lang)
    return evolve(found, number="pl") if head.features.number == "pl" else found


__all__ = ["Node", "Production", "Unsayable", "say", "sentence", "traits"]

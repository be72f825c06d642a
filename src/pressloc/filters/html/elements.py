"""The stack of open elements: enough of the HTML tree to know languages, kinds and what is not translated."""

from __future__ import annotations

from collections import Counter

from attrs import define, field, frozen

from pressloc.filters.html.rules import CLOSES_P, IMPLIED_END, KINDS, VOID
from pressloc.filters.html.scanner import Token
from pressloc.model import UnitKind

_NO = frozenset(("no", "No", "NO", "nO"))


@frozen
class Element:
    """An open element with what it inherits: `lang` (primary subtag), the mark of that declaration, `translate`."""

    name: str
    lang: str | None
    lang_mark: int | None
    translate: bool


@define
class Elements:
    """The open elements, innermost last. `start` and `end` follow the tags, however unbalanced they are."""

    stack: list[Element] = field(factory=lambda: [Element("", None, None, True)])
    _open: Counter[str] = field(factory=Counter)

    @property
    def current(self) -> Element:
        return self.stack[-1]

    def start(self, token: Token, lang_mark: int | None) -> None:
        """Open the element of a start tag; `lang_mark` is the number of its own language mark, if it has one."""
        if token.name in CLOSES_P:
            self._close(frozenset(("p",)), frozenset(("button", "td", "th", "caption", "object")))
        if token.name in IMPLIED_END:
            self._close(*IMPLIED_END[token.name])
        element = self._element(token, lang_mark)
        if token.name not in VOID:
            self.stack.append(element)
            self._open[token.name] += 1

    def inherited(self, token: Token, lang_mark: int | None) -> Element:
        """The element of `token` as it would stand here, without opening it."""
        return self._element(token, lang_mark)

    def end(self, name: str) -> None:
        """Close up to the nearest open `name`; a stray end tag changes nothing."""
        if self._open[name]:
            self._close(frozenset((name,)), frozenset())

    def kind(self) -> UnitKind:
        """What text here is: the innermost heading, list item or cell that it stands in."""
        return next((KINDS[e.name] for e in reversed(self.stack) if e.name in KINDS), UnitKind.PARAGRAPH)

    def _element(self, token: Token, lang_mark: int | None) -> Element:
        parent, declared = self.current, language(token)
        flag = token.attribute("translate")
        translate = parent.translate if flag is None else flag.raw not in _NO
        if declared is None:
            return Element(token.name, parent.lang, parent.lang_mark, translate)
        return Element(token.name, declared or None, lang_mark, translate)

    def _close(self, names: frozenset[str], boundary: frozenset[str]) -> None:
        if not any(self._open[name] for name in names):
            return
        for at in range(len(self.stack) - 1, 0, -1):
            if self.stack[at].name in boundary:
                return
            if self.stack[at].name in names:
                for element in self.stack[at:]:
                    self._open[element.name] -= 1
                del self.stack[at:]
                return


def language(token: Token) -> str | None:
    """The primary subtag that a tag's `lang` or `xml:lang` declares; None without one."""
    attribute = token.attribute("lang") or token.attribute("xml:lang")
    return None if attribute is None else attribute.raw.strip().lower().replace("_", "-").split("-")[0]

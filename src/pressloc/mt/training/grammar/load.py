"""Read a grammar from its folder: grammar.toml (settings), templates/*.tsv, lexicon/*.tsv, names.tsv, terms.tsv.

Templates: symbol, en, ru, kk. Lexicon: symbol, en, ru, kk, flags. Names: kind, en, ru, kk. Terms: symbol, ids of termbase
concepts. Lines that begin with # and blank lines are for readers.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import field, frozen

from pressloc.errors import InputError
from pressloc.i18n import _
from pressloc.model import LANGS, Lang
from pressloc.mt.training.grammar.entries import Entry
from pressloc.mt.training.grammar.names import Names, read_names
from pressloc.mt.training.grammar.pattern import parse, symbol
from pressloc.mt.training.grammar.speak import Production
from pressloc.mt.training.grammar.terms import term_leaves
from pressloc.mt.training.grammar.want import Value

_FLAGS = frozenset({"mass", "pl", "proper", "adj", "fixed"})


@frozen
class Grammar:
    """What lines are derived from: for each symbol its productions and leaves, or the settings of drawn values."""

    productions: Mapping[str, tuple[Production, ...]]
    leaves: Mapping[str, tuple[Value, ...]]
    drawn: Mapping[str, Mapping[str, Any]]
    names: Names
    roots: Mapping[str, float]
    capitals: Mapping[str, float] = field(factory=dict)

    def size(self) -> tuple[int, int]:
        """(templates, words and names of the lexicon)."""
        return sum(map(len, self.productions.values())), sum(map(len, self.leaves.values()))


def load_grammar(folder: Path, termbase: Sequence[Path] = ()) -> Grammar:
    """Read and check a grammar; the terms it names come from the TBX files `termbase`, or from the built-in termbase.

    Raises InputError naming file and line for a broken pattern, an unknown symbol, or labels that a language lacks.
    """
    settings = _settings(folder / "grammar.toml")
    productions: dict[str, list[Production]] = {}
    for path in sorted((folder / "templates").glob("*.tsv")):
        for where, cells in _lines(path, 4):
            production = _production(cells, where)
            productions.setdefault(production.symbol, []).append(production)
    leaves: dict[str, list[Value]] = {}
    for path in sorted((folder / "lexicon").glob("*.tsv")):
        for where, cells in _lines(path, 4):
            leaves.setdefault(cells[0], []).append(_entry(cells, where))
    for name, values in term_leaves(_concept_ids(folder / "terms.tsv"), settings.get("places", {}), settings.get("kinds", {}), termbase).items():
        leaves.setdefault(name, []).extend(values)
    names = read_names(_lines(folder / "names.tsv", 4))
    grammar = Grammar(
        {name: tuple(found) for name, found in productions.items()},
        {name: tuple(found) for name, found in leaves.items()},
        settings.get("values", {}), names, settings["roots"], settings.get("capitals", {}),
    )  # fmt: skip
    _check(grammar, folder)
    return grammar


def _settings(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(_("the grammar cannot be read: {error}", error=error), where=str(path), do=_("Correct the file")) from error


def _lines(path: Path, least: int) -> Iterator[tuple[str, list[str]]]:
    """(file:line, cells) of each line that says something."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(_("the grammar cannot be read: {error}", error=error), where=str(path), do=_("Correct the file")) from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        where = f"{path.name}:{number}"
        if len(cells) < least or not all(cells[:least]):
            raise InputError(
                _("a line of the grammar needs {count} columns", count=least), where=where, do=_("Separate the columns by tabs")
            )
        yield where, cells


def _concept_ids(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _where, (name, ids, *_rest) in _lines(path, 2):
        found.setdefault(name, []).extend(ids.split())
    return found


def _production(cells: Sequence[str], where: str) -> Production:
    texts: dict[Lang, str] = {"en": cells[1], "ru": cells[2], "kk": cells[3]}
    try:
        return Production(cells[0], {lang: parse(text) for lang, text in texts.items()}, where)
    except ValueError as error:
        raise _fault(where, str(error)) from error


def _entry(cells: Sequence[str], where: str) -> Entry:
    flags, hints = set(), dict[str, dict[str, str]]()
    for flag in cells[4].split() if len(cells) > 4 else ():
        key, equals, value = flag.partition("=")
        lang, _dot, hint = key.partition(".")
        if equals and lang in LANGS:
            hints.setdefault(lang, {})[hint] = value.replace("_", " ")
        elif flag in _FLAGS:
            flags.add(flag)
        else:
            raise _fault(where, flag)
    return Entry({"en": cells[1], "ru": cells[2], "kk": cells[3]}, frozenset(flags), hints)


def _fault(where: str, what: str) -> InputError:
    return InputError(_("the grammar is broken: {what}", what=what), where=where, do=_("Correct the line"))


def _check(grammar: Grammar, folder: Path) -> None:
    """Every label has a symbol, and stands in all three patterns unless it only counts."""
    known = {*grammar.productions, *grammar.leaves, *grammar.drawn, *grammar.names.kinds}
    for name in grammar.roots:
        if name not in grammar.productions:
            raise _fault(str(folder / "grammar.toml"), f"roots: {name}")
    for production in (one for many in grammar.productions.values() for one in many):
        labels = {lang: pattern.labels() for lang, pattern in production.patterns.items()}
        everywhere = frozenset.union(*labels.values())
        for label in sorted(everywhere):
            if symbol(label) not in known:
                raise _fault(production.where, f"{{{label}}}?")
            for lang in LANGS:
                if label not in labels[lang]:
                    raise _fault(production.where, f"{lang}: {{{label}}} –")

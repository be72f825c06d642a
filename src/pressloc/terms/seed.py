"""Making the TBX files of glossary/ from the tab-separated seed tables (`python -m pressloc.terms.seed FROM TO`).

Run once; since then the TBX files are the source of truth. Kept so that anyone can see how they came about, and
for offices that hold their own terms in such tables (columns: see glossary/README.md). Deterministic: the same
tables give the same bytes.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from attrs import evolve

from pressloc.errors import InputError
from pressloc.i18n import _
from pressloc.model import Concept, ConceptKind, Lang, Term, TermStatus
from pressloc.terms.tbx import write_tbx

Row = Mapping[str, str]
_LANGS: tuple[Lang, ...] = ("en", "ru", "kk")
_AMENDED_POS = {"demonym": "adjective", "demonym-noun": "noun", "adjective": "adjective", "verb": "verb-phrase"}
_ONE_WORD_KINDS = {"persons": "noun-phrase", "places": "noun-phrase"}


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file with a header line and no quoting. Raises InputError with `file:line`."""
    lines = path.read_text(encoding="utf-8").split("\n")
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            raise InputError(
                _("{found} cells instead of {wanted}", found=len(cells), wanted=len(header)),
                where=f"{path}:{number}", do=_("Separate the columns by tabs"),
            )  # fmt: skip
        rows.append(dict(zip(header, cells, strict=True)))
    return rows


class _Hints:
    """The inflection hints of forms.tsv, by entry and language, and the Kazakh heads known to carry possession."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self._given: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for row in rows:
            self._given[row["id"], row["lang"]][row["key"]] = row["value"]

    def full(self, entry: str, lang: str) -> dict[str, str]:
        """Hints of the preferred form."""
        return {k: v for k, v in self._given[entry, lang].items() if not k.startswith("abbr.")}

    def abbreviation(self, entry: str, lang: str) -> dict[str, str]:
        """Hints of the abbreviation, without the prefix."""
        given = self._given[entry, lang].items()
        return {k.removeprefix("abbr."): v for k, v in given if k.startswith("abbr.")}

    def variant(self, entry: str, lang: str, preferred: str, text: str) -> dict[str, str]:
        """Hints of another designation: the preferred form's where only ё/е differs or the head is the same."""
        own = self.full(entry, lang)
        if text.replace("ё", "е") == preferred.replace("ё", "е"):
            return own
        if lang != "kk":
            return {k: v for k, v in own.items() if k in ("article", "surname.indeclinable", "given.indeclinable")}
        if text.split()[-1] == preferred.split()[-1]:
            return {k: v for k, v in own.items() if k in ("px", "harmony", "final")}
        return {}


def _list(cell: str) -> list[str]:
    return [item for item in cell.split("|") if item]


def _terms(row: Row, pos: str, hints: _Hints) -> Iterator[Term]:
    """The designations of a row in table order: preferred, abbreviations, admitted, demonyms, deprecated."""
    entry = row["id"]
    for lang in _LANGS:
        preferred = row[lang]
        yield Term(preferred, lang, pos=pos, hints=hints.full(entry, lang))
        for text in _list(row.get(f"{lang}_abbr", "")):
            yield Term(text, lang, abbreviation=True, pos=pos, hints=hints.abbreviation(entry, lang))
        for text in _list(row.get(f"{lang}_variants", "")):
            yield Term(text, lang, TermStatus.ADMITTED, abbreviation=_is_abbreviation(text, lang), pos=pos,
                       hints=hints.variant(entry, lang, preferred, text))
        if row.get(f"{lang}_demonym"):
            yield Term(row[f"{lang}_demonym"], lang, demonym=True, pos="adjective")
        for text in _list(row.get(f"{lang}_deprecated", "")):
            yield Term(text, lang, TermStatus.DEPRECATED, pos=pos, hints=hints.variant(entry, lang, preferred, text))


def _is_abbreviation(text: str, lang: str) -> bool:  # noqa: ARG001 - one rule for the three languages
    """A single word of capitals (`МИД`); `МИД РК` declines by its first word and counts as a phrase."""
    letters = [c for c in text if c.isalpha()]
    return " " not in text and 1 < len(letters) <= 6 and all(c.isupper() for c in letters)


def _concept(table: str, row: Row, hints: _Hints) -> Concept:
    kinds = {"organisations": ConceptKind.ORGANISATION, "places": ConceptKind.PLACE, "persons": ConceptKind.PERSON,
             "phrases": ConceptKind.PHRASE}
    pos = row.get("pos") or _ONE_WORD_KINDS.get(table) or ("verb-phrase" if row["en"].startswith("to ") else "phrase")
    titles = {f"title.{lang}": row[f"{lang}_title"] for lang in _LANGS if row.get(f"{lang}_title")}
    period = {"period": row["period"]} if row.get("period") else {}
    return Concept(
        id=row["id"], domain=row.get("domain", table), kind=kinds.get(table, ConceptKind.TERM),
        terms=_distinct(_terms(row, pos, hints)), note=row.get("note", ""), gender=row.get("gender", ""),
        place_kind=row.get("kind", ""), properties={**titles, **period},
    )


def _distinct(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Each designation once, the first as given (an abbreviation also listed as a variant stays one)."""
    found: dict[tuple[str, str, bool], Term] = {}
    for term in terms:
        found.setdefault((term.lang, term.text, term.demonym), term)
    return tuple(found.values())


def _amend(concept: Concept, rows: list[dict[str, str]]) -> Concept:
    """`concept` with the rows of amendments.tsv: further designations, another preferred one, one that is no
    designation after all, properties, or hints for the preferred term."""
    terms, properties = list(concept.terms), dict(concept.properties)
    for row in rows:
        what, value = row["what"], row["value"]
        if what == "concept":
            continue
        if what == "property":
            properties[row["key"]] = value
            continue
        lang: Lang = row["key"]  # type: ignore[assignment]
        own = [t for t in terms if t.lang == lang]
        given = dict(pair.split("=") for pair in row["hints"].split())
        if what == "remove":
            terms = [t for t in terms if t.lang != lang or t.text != value]
        elif what == "hint":
            terms[terms.index(own[0])] = evolve(own[0], hints={**own[0].hints, **given})
        elif what == "preferred" and own:
            kept = [t for t in terms if t is own[0] or t.lang != lang or t.text != value]
            kept[kept.index(own[0])] = evolve(own[0], text=value, hints=given or own[0].hints)
            terms = kept
        else:
            first = own[0].pos if own else concept.terms[0].pos if concept.terms else _new_pos(rows)
            extra = Term(
                value, lang, TermStatus.PREFERRED if what == "preferred" else TermStatus(row["status"] or "admitted"),
                abbreviation=what == "abbreviation", demonym=what.startswith("demonym"),
                pos=_AMENDED_POS.get(what, first), hints=given,
            )  # fmt: skip
            terms.insert(terms.index(own[-1]) + 1 if own else len(terms), extra)
    return evolve(concept, terms=_distinct(terms), properties=properties)


def _new_pos(rows: list[dict[str, str]]) -> str:
    return next((row["status"] for row in rows if row["what"] == "concept"), "") or "noun"


def _new_concepts(further: Mapping[str, list[dict[str, str]]]) -> list[Concept]:
    """The concepts that amendments.tsv adds, yet without terms."""
    return [
        Concept(id=row["id"], domain=row["key"], kind=ConceptKind.TERM, terms=(), note=row["value"])
        for rows in further.values() for row in rows if row["what"] == "concept"
    ]  # fmt: skip


def seed(source: Path, amendments: Path) -> dict[str, tuple[Concept, ...]]:
    """TBX file stem → its concepts: one file a domain for terms and bodies, one each for places, persons, phrases.

    Raises InputError for a broken table or an amendment to an unknown entry.
    """
    hints = _Hints(read_table(source / "forms.tsv"))
    concepts = [
        _concept(table, row, hints)
        for table in ("terms", "organisations", "places", "persons", "phrases")
        for row in read_table(source / f"{table}.tsv")
    ]
    further: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_table(amendments):
        further[row["id"]].append(row)
    concepts += _new_concepts(further)
    unknown = sorted(set(further) - {c.id for c in concepts})
    if unknown:
        raise InputError(
            _("amendments to unknown entries: {names}", names=", ".join(unknown)), where=str(amendments)
        )
    files: dict[str, list[Concept]] = defaultdict(list)
    for concept in concepts:
        files[concept.domain].append(_amend(concept, further[concept.id]))
    return {name: tuple(sorted(files[name], key=lambda c: c.id)) for name in sorted(files)}


def main(arguments: list[str]) -> int:
    """Write one `NAME.tbx` a file into the second directory; amendments.tsv is looked for there."""
    source, target = Path(arguments[0]), Path(arguments[1])
    for name, concepts in seed(source, target / "amendments.tsv").items():
        data = write_tbx(concepts, title=f"pressloc glossary: {name}", source="Compiled for pressloc; CC0")
        (target / f"{name}.tbx").write_bytes(data)
        print(f"{name}.tbx\t{len(concepts)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

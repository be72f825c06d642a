"""The nouns of pressloc, as frozen values. Names are those of XLIFF 2, TBX and TMX.

Inline codes stand in `text` as single private-use characters: code number i of a unit is `chr(CODE_BASE + i)`.
A filter that meets such a character in its input must protect it as an inline code of its own, so that the
range never carries meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from attrs import field, frozen

Lang = Literal["kk", "ru", "en"]
LANGS: tuple[Lang, ...] = ("kk", "ru", "en")

CODE_BASE = 0xE000
CODE_LIMIT = 0xF8FF  # end of the BMP private-use area: 6,400 codes a unit


def code_char(index: int) -> str:
    """The character that stands for inline code `index` (0-based) of a unit."""
    if not 0 <= index <= CODE_LIMIT - CODE_BASE:
        raise ValueError(f"a unit holds at most {CODE_LIMIT - CODE_BASE + 1} inline codes, not number {index}")
    return chr(CODE_BASE + index)


def is_code_char(char: str) -> bool:
    """Whether `char` stands for an inline code."""
    return CODE_BASE <= ord(char) <= CODE_LIMIT


class CodeKind(StrEnum):
    """XLIFF 2: a start or end of a spanning code, or a standalone placeholder."""

    OPEN = "open"
    CLOSE = "close"
    ALONE = "standalone"


@frozen
class InlineCode:
    """One piece of protected markup. `data` is written back verbatim.

    `pair` is the index of the other half of a spanning code (None for standalone or unbalanced ones);
    `display` is what a translator sees (`b`, `a`, `br`, `{name}`); `equiv` is the plain text it stands for
    (`&amp;` → `&`, a soft break → a space), used by segmentation, MT and TM in place of the code.
    """

    kind: CodeKind
    data: str
    display: str = ""
    equiv: str = ""
    pair: int | None = None
    can_delete: bool = False


class UnitKind(StrEnum):
    """What a unit is in its document; segmentation and MT treat headings differently from running text."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    CELL = "cell"
    ATTRIBUTE = "attribute"
    TITLE = "title"
    MESSAGE = "message"  # an entry of a string catalogue (PO)


@frozen
class Unit:
    """A piece of a document that is translated as a whole (a paragraph, a heading, an attribute value).

    `text` holds inline codes as private-use characters, indices into `codes`. `lang` is what the document itself
    declares for it, if anything. `target` is an existing translation that the format carries (PO), kept unless
    `fill` is True (empty or fuzzy). `notes` are shown to the translator.
    """

    id: str
    text: str
    codes: tuple[InlineCode, ...] = ()
    kind: UnitKind = UnitKind.PARAGRAPH
    lang: str | None = None
    target: str | None = None
    fill: bool = True
    notes: tuple[str, ...] = ()


@frozen
class Document:
    """A file taken apart: `units` to translate and the `skeleton` that the same filter needs to write it back.

    `encoding` names how the bytes were decoded (`utf-8`, `utf-8-sig`, `utf-16-le`, `cp1251`), `warnings` are
    one-line remarks for the user (an unusual encoding kept, hidden text skipped).
    """

    name: str
    format: str
    units: tuple[Unit, ...]
    skeleton: object
    encoding: str = "utf-8"
    lang: str | None = None
    warnings: tuple[str, ...] = ()


@frozen
class Segment:
    """A sentence (or heading, list item, caption) of a unit: `text` is `unit.text[start:end]`.

    `id` is `UNIT_ID:N`, N from 1. `codes` are the unit's codes (same indices as the characters in `text`).
    `before` and `after` are the texts of the neighbouring segments in the document ("" at the ends): the context
    of an in-context match.
    """

    id: str
    unit: str
    text: str
    start: int
    end: int
    lang: Lang
    codes: tuple[InlineCode, ...] = ()
    kind: UnitKind = UnitKind.PARAGRAPH
    before: str = ""
    after: str = ""


class State(StrEnum):
    """XLIFF 2 states of a target."""

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"


class Origin(StrEnum):
    """Where a target came from."""

    TM = "tm"
    MT = "mt"
    COPY = "copy"
    HUMAN = "human"
    NONE = "none"


@frozen
class Signature:
    """What made a suggestion, printable and comparable: `engine:model@version options`."""

    engine: str
    model: str = ""
    version: str = ""
    options: str = ""

    def __str__(self) -> str:
        model = f":{self.model}" if self.model else ""
        version = f"@{self.version}" if self.version else ""
        options = f" {self.options}" if self.options else ""
        return f"{self.engine}{model}{version}{options}"


# --- terminology -----------------------------------------------------------------------------------------------

Case = Literal["NOM", "GEN", "DAT", "ACC", "LOC", "ABL", "INS"]
Number = Literal["sg", "pl"]


@frozen
class Form:
    """A grammatical slot. `possessive` means third-person possession (Kazakh); English uses NOM and GEN ('s).

    Notation: Kazakh cases NOM GEN DAT ACC LOC ABL INS; Russian NOM GEN DAT ACC INS LOC (prepositional).
    """

    case: Case = "NOM"
    number: Number = "sg"
    possessive: bool = False


@frozen
class InflectedForm:
    """One surface form of a term in one slot. `norm` is False for an accepted variant that a generator avoids."""

    form: Form
    text: str
    norm: bool = True


class TermStatus(StrEnum):
    """Administrative status of a term in its concept (TBX-Basic)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"


class ConceptKind(StrEnum):
    TERM = "term"
    ORGANISATION = "organisation"
    PLACE = "place"
    PERSON = "person"
    PHRASE = "phrase"


@frozen
class Term:
    """One designation of a concept in one language.

    `hints` are per-entry overrides of regular inflection (keys of termbase/forms.tsv such as `px`, `harmony`,
    `indeclinable`, `gen`), without the language prefix; abbreviations have them with the `abbr.` prefix removed.
    """

    text: str
    lang: Lang
    status: TermStatus = TermStatus.PREFERRED
    abbreviation: bool = False
    demonym: bool = False
    pos: str = "noun-phrase"
    hints: Mapping[str, str] = field(factory=dict, hash=False)


@frozen
class Concept:
    """A concept with its terms in all languages; `id` is unique over the termbase. First preferred term = lemma.

    `properties` holds what else a termbase knows of it: `title.LANG` and `period` of a person's post,
    `surname.LANG` where the surname is not the last word of the name ("-" = never alone).
    """

    id: str
    domain: str
    kind: ConceptKind
    terms: tuple[Term, ...]
    note: str = ""
    gender: str = ""  # persons: m or f
    place_kind: str = ""  # places: country, capital, city …
    properties: Mapping[str, str] = field(factory=dict, hash=False)

    def preferred(self, lang: Lang) -> Term | None:
        """The preferred full term of `lang`, or None."""
        return next(
            (t for t in self.terms if t.lang == lang and t.status == TermStatus.PREFERRED
             and not t.abbreviation and not t.demonym), None)


@frozen
class TermHit:
    """A termbase concept found in a text: `text == source[start:end]`, in the grammatical slot `form`.

    `term` is the designation that matched; `forms` are all slots that this surface form can have (ambiguous
    endings), `form` the likeliest.
    """

    concept: str
    lang: Lang
    text: str
    start: int
    end: int
    term: Term
    form: Form = Form()
    forms: tuple[Form, ...] = ()


class TermVerdict(StrEnum):
    OK = "ok"
    INFLECTED = "inflected"
    MISSING = "missing"
    FORBIDDEN = "forbidden"
    INCONSISTENT = "inconsistent"


@frozen
class TermResult:
    """What became of one source term in the target: the contract's `terms` objects.

    `expected` are the admissible target forms, most fitting first; `found` what stands there ("" if nothing);
    `start`/`end` the place of `found` in the target (-1 when missing); `step` the enforcement step that fired
    ("model", "nbest", "swap", "prefix", "flag"; "" when nothing was enforced).
    """

    concept: str
    source: str
    expected: tuple[str, ...]
    found: str
    status: TermVerdict
    step: str = ""
    start: int = -1
    end: int = -1


# --- findings --------------------------------------------------------------------------------------------------


class Severity(StrEnum):
    """MQM severities, in ascending order; see `severity_rank`."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


_RANK = {s: i for i, s in enumerate(Severity)}


def severity_rank(severity: Severity) -> int:
    """0 (neutral) to 3 (critical)."""
    return _RANK[severity]


@frozen
class Finding:
    """One remark of a check or of the MT gate on a target. `start`/`end` are offsets in the target (0, 0 = whole).

    `message` is an English msgid with `{name}` fields filled from `args`, so that it can be shown in any
    interface language (see i18n). `fix` is the whole corrected target when the check is certain of it, else None.
    """

    check: str
    severity: Severity
    message: str
    args: Mapping[str, str] = field(factory=dict, hash=False)
    start: int = 0
    end: int = 0
    fix: str | None = None


@frozen
class Suggestion:
    """A proposed target for a segment. `match` 101 = in-context, 100 = exact, 1-99 = fuzzy, 0 = not from TM.

    `score` is the engine's mean log-probability per token (nats; None outside MT).
    """

    text: str
    origin: Origin
    match: int = 0
    signature: str = ""
    score: float | None = None
    terms: tuple[TermResult, ...] = ()
    findings: tuple[Finding, ...] = ()

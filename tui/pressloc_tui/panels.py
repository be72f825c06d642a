"""What the side panels say, as plain values: a head line and a body per item, and what using the item inserts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import attrs
from attrs import frozen

from pressloc.i18n import N_, _
from pressloc.model import Finding, Lang, Suggestion, TermResult, TermVerdict
from pressloc.store.memory import MemoryEntry
from pressloc.store.records import CommentRow
from pressloc.workflow.review.context import Paragraph, Version
from pressloc.workflow.review.diff import Change, around, word_diff
from pressloc.workflow.review.judge import TermLine
from pressloc.workflow.review.names import Person
from pressloc.workflow.review.session import Session
from pressloc.workflow.review.suggest import Match
from pressloc_tui.paint import Span, diff_spans

_ACTIONS = {
    "pretranslate": N_("pretranslated"), "confirm": N_("approved"), "final": N_("approved as final"),
    "reject": N_("rejected"), "revert": N_("brought back"), "undo": N_("taken back"), "propagate": N_("repetition"),
    "split": N_("split"), "join": N_("joined"), "translate": N_("translated"),
}  # fmt: skip


_FORMS = 4  # forms of a term that are offered


@frozen
class Item:
    """One entry of a panel. `insert` replaces the target (`whole`) or what stands at `place` in it, else goes in at the
    cursor; `version` can be brought back; `finding` can be set aside."""

    head: tuple[Span, ...]
    body: tuple[Span, ...] = ()
    insert: str | None = None
    whole: bool = False
    version: Version | None = None
    place: tuple[int, int] | None = None
    finding: Finding | None = None

    @property
    def usable(self) -> bool:
        """Whether there is something to do with it: only such items can be marked."""
        return self.insert is not None or self.version is not None or self.finding is not None


def nothing(message: str) -> tuple[Item, ...]:
    """A panel that has only something to say."""
    return (Item((("dim", message),)),)


def matches(found: Sequence[Match], source: str) -> tuple[Item, ...]:
    """Memory matches: percentage, origin, date, the source with its differences, the target."""
    items: list[Item] = []
    for match in found:
        entry = match.entry
        head = (("head", f"{match.percent} %"), ("dim", f"  {entry.origin}  {entry.at[:10]}  {entry.who}"))
        differs = (*diff_spans(word_diff(entry.source, source)), ("", "\n")) if match.percent < 100 else ()
        items.append(Item(head, (*differs, ("new", match.target)), match.target, True))
    return tuple(items) or nothing(_("The memory has nothing like this segment."))


def terms(
    lines: Sequence[TermLine], results: Sequence[TermResult], persons: Sequence[Person] = (), target: str = ""
) -> tuple[Item, ...]:
    """Terms with the form each needs and what stands in the target now, then persons that are no terms."""
    verdicts = {(result.concept, result.source): result for result in results}
    items: list[Item] = []
    for line in lines:
        result = verdicts.get((line.hit.concept, line.hit.text))
        head: list[Span] = [("term", line.hit.text), ("dim", " → "), ("head", line.expected[0])]
        stands = result is not None and result.status in (TermVerdict.OK, TermVerdict.INFLECTED)
        if result is not None and stands:
            head += [("reviewed", "  ✓ "), ("reviewed", result.found if result.found != line.expected[0] else "")]
        elif result is not None:
            head += [("major", "  ! "), ("major", result.found or _("missing"))]
        items.append(Item(tuple(head), (), line.expected[0]))
        if not stands:  # what stands needs no choice of forms
            items += _other_forms(line.expected)
    for person in persons:
        place = person.place_in(target)
        written = target[slice(*place)] if place else ""
        head = [("", person.text), ("dim", " → "), ("head", person.forms[0])]
        head += [] if person.certain else [("minor", "  ?")]
        head += [("reviewed", "  ✓ ")] if written == person.forms[0] else [("minor", "  ! "), ("minor", written)] if written else []
        forms = person.forms[:1] if written == person.forms[0] else person.forms
        items += [Item(tuple(head), (), forms[0], place=place)]
        items += [attrs.evolve(item, place=place) for item in _other_forms(forms)]
    return tuple(items) or nothing(_("The termbase knows no term of this segment."))


def _other_forms(forms: Sequence[str]) -> list[Item]:
    return [Item((("dim", "   " + form),), (), form) for form in forms[1:_FORMS]]


def findings(found: Sequence[Finding], waived: frozenset[str], current: str) -> tuple[Item, ...]:
    """Findings with what their correction changes in the `current` text; those set aside stand dim."""
    items: list[Item] = []
    for finding in found:
        message = _(finding.message, **finding.args)
        dim = finding.check in waived
        head: tuple[Span, ...] = (
            ("dim" if dim else str(finding.severity), _SEVERITY_SIGNS[str(finding.severity)] + " "),
            ("dim" if dim else "", message), ("dim", f"  [{finding.check}]"), ("dim", "  " + _("set aside") if dim else ""),
        )  # fmt: skip
        body: tuple[Span, ...] = ()
        if finding.fix is not None:
            body = (("new", "   → "), *diff_spans(around(word_diff(current, finding.fix))))
        items.append(Item(head, body, finding.fix, True, finding=finding))
    return tuple(items) or nothing(_("The checks find nothing."))


_SEVERITY_SIGNS = {"critical": "‼", "major": "!", "minor": "·", "neutral": "·"}


def machines(found: Sequence[Suggestion], failed: Sequence[str], current: str) -> tuple[Item, ...]:
    """Machine translations with what made them; differences against the text as it stands."""
    items: list[Item] = []
    signature = ""
    for suggestion in found:
        if suggestion.signature != signature:  # said once for all that it made
            signature = suggestion.signature
            items.append(Item((("dim", signature),)))
        score: tuple[Span, ...] = (("dim", f"{suggestion.score:.2f}  "),) if suggestion.score is not None else ()
        items.append(Item((*score, *_against(current, suggestion.text)), (), suggestion.text, True))
    items += [Item((("major", line),)) for line in failed]
    return tuple(items) or nothing(_("No engine translates this direction."))


def _against(current: str, proposal: str) -> tuple[Span, ...]:
    """A proposal as what it would change; as it is where little would stay."""
    pieces = word_diff(current, proposal)
    same = sum(len(piece.text) for piece in pieces if piece.change == Change.SAME)
    return tuple(diff_spans(pieces)) if 2 * same > len(proposal) else (("", proposal),)


def history(versions: Sequence[Version], comments: Sequence[CommentRow]) -> tuple[Item, ...]:
    """Comments, then the versions of the target, newest first."""
    items = [Item((("flag", "c "), ("dim", f"{local_time(c.at)}  {c.who}  {c.lang}")), (("", "   " + c.text),)) for c in comments]
    for version in versions:
        event = version.event
        what = _(_ACTIONS.get(event.action, event.action))
        note = local_time(event.note) if event.action == "revert" else event.note
        head = ((str(event.state), f"{local_time(event.at)}  {event.who}  {what}"), ("dim", f"  {note}" if note else ""))
        changed = any(piece.change != Change.SAME for piece in version.pieces)
        items.append(Item(head, tuple(diff_spans(version.pieces)) if changed else (), None, True, version))
    return tuple(items) or nothing(_("Nothing has happened here yet."))


def local_time(at: str) -> str:
    """A time of the store (UTC) as a clock on the wall here shows it, to the minute."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def concordance(words: str, found: Sequence[MemoryEntry], hits: Sequence[tuple[str, str]]) -> tuple[Item, ...]:
    """Termbase entries, then pairs of the memory that have the words, which stand out in them."""
    items = [Item((("term", source), ("dim", " → "), ("head", target)), (), target) for source, target in hits]
    items += [Item(_marked(entry.source, words, ""), _marked("   " + entry.target, words, "new"), entry.target) for entry in found]
    return tuple(items) or nothing(_("“{words}” stands neither in the memory nor in the termbase.", words=words))


def _marked(text: str, words: str, style: str) -> tuple[Span, ...]:
    """`text` with the places of `words` marked; letter case does not matter."""
    spans: list[Span] = []
    last = 0
    for match in re.finditer(re.escape(words), text, re.IGNORECASE):
        spans += [(style, text[last : match.start()]), ("mark", match[0])]
        last = match.end()
    return (*spans, (style, text[last:]))


def preview(paragraphs: Sequence[Paragraph], index: int) -> tuple[Item, ...]:
    """The target document around the segment; gaps show the source, dim."""
    items: list[Item] = []
    for paragraph in paragraphs:
        spans: list[Span] = []
        for number, text, translated in paragraph.parts:
            name = "mark" if number == index else "" if translated else "dim"
            spans += [(name or ("head" if paragraph.kind in ("heading", "title") else ""), text), ("", " ")]
        items.append(Item(tuple(spans)))
        items.append(Item((("", ""),)))
    return tuple(items)


def changes(proposed: str | None, current: str) -> tuple[Item, ...]:
    """The proposal against the text as it stands."""
    if not proposed:
        return nothing(_("Nothing was proposed for this segment."))
    if proposed == current:
        return nothing(_("The text is the proposal, unchanged."))
    return (Item((("dim", _("What went and what came, against the proposal:")),), tuple(diff_spans(word_diff(proposed, current)))),)


def session(figures: Session, now: float, left: int, lang: Lang) -> tuple[Item, ...]:
    """Figures of the session."""
    rows = (
        (_("segments approved"), f"{figures.segments}"),
        (_("segments an hour"), f"{figures.per_hour(now):.0f}"),
        (_("words an hour"), f"{figures.words_per_hour(now):.0f}"),
        (_("proposals taken over unchanged"), f"{figures.untouched} / {figures.machine}"),
        (_("mean share edited"), f"{figures.mean_edit:.0%}".replace("%", " %")),
        (_("words left in {lang}", lang=lang), f"{left}"),
    )
    return tuple(Item((("head", f"{value:>8}  "), ("", label))) for label, value in rows)

"""The one table of actions: what can be done, under which keys, where. Keys are Latin; the Cyrillic twins are added.

Everything else is made from it: bindings, command palette, help, the line of hints, the guide. `[keys]` in
pressloc.toml rebinds by id.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
from attrs import frozen

from pressloc.errors import UsageError
from pressloc.i18n import N_, _
from pressloc_tui.layouts import both

ANYWHERE, QUEUE, EDITOR, LIST = "anywhere", "queue", "editor", "list"


@frozen
class Action:
    """Something a user can do. `scope` is where: anywhere, in the queue, in the editor, on the segment list only.

    `label` and `tip` are English msgids; `hint` puts it into the line of hints at the bottom.
    """

    id: str
    scope: str
    keys: str
    label: str
    tip: str
    hint: bool = False

    @property
    def bound(self) -> str:
        """All keys, both layouts."""
        return both(self.keys)

    @property
    def first_key(self) -> str:
        return self.keys.split(",")[0]


_A = Action
TABLE: tuple[Action, ...] = (
    _A("help", ANYWHERE, "f1", N_("Help"), N_("What you can do here, and why something cannot be done now"), True),
    _A("palette", ANYWHERE, "ctrl+p", N_("Commands"), N_("Find any command by its name"), True),
    _A("jump", ANYWHERE, "ctrl+o", N_("Jump"), N_("Mark every place on the screen with a letter and go to one")),
    _A("theme", ANYWHERE, "f10", N_("Next theme"), N_("Dark, light, high contrast, no colour")),
    _A("quit", ANYWHERE, "ctrl+q", N_("Quit"), N_("Leave; everything typed is kept")),
    # queue
    _A("open", QUEUE, "enter", N_("Open"), N_("Review this article"), True),
    _A("queue_filter", QUEUE, "slash,ctrl+f", N_("Filter"), N_("Show articles by name, language or reviewer"), True),
    _A("sort", QUEUE, "s", N_("Sort"), N_("By deadline, name, words left, findings"), True),
    _A("reload", QUEUE, "r", N_("Reload"), N_("Read the queue anew"), True),
    _A("queue_export", QUEUE, "e,f12", N_("Export"), N_("Write this article in this language, in the format it came in"), True),
    # moving
    _A("confirm", EDITOR, "enter,ctrl+s,ctrl+enter", N_("Confirm"), N_("Approve the text and go to the next open segment"), True),
    _A("next", EDITOR, "ctrl+down", N_("Next"), N_("Go to the next segment")),
    _A("previous", EDITOR, "ctrl+up", N_("Previous"), N_("Go to the previous segment")),
    _A("next_open", EDITOR, "ctrl+n", N_("Next open"), N_("Go to the next segment that nobody has approved")),
    _A("previous_open", EDITOR, "alt+p", N_("Previous open"), N_("Go back to the last segment that nobody has approved")),
    _A("next_finding", EDITOR, "ctrl+e", N_("Next finding"), N_("Go to the next finding, here or in another segment; its place is selected")),
    _A("first", EDITOR, "ctrl+home", N_("First segment"), N_("Go to the first segment shown")),
    _A("last", EDITOR, "ctrl+end", N_("Last segment"), N_("Go to the last segment shown")),
    _A("page_down", EDITOR, "pagedown", N_("Page down"), N_("Go a screenful down")),
    _A("page_up", EDITOR, "pageup", N_("Page up"), N_("Go a screenful up")),
    _A("goto", EDITOR, "ctrl+g", N_("Go to number"), N_("Go to a segment by its number")),
    _A("find", EDITOR, "ctrl+r", N_("Find"), N_("Find words in source or target; again for the next place")),
    _A("filter", EDITOR, "ctrl+f", N_("Filter"), N_("Show only segments that meet a condition: is:open has:finding …")),
    _A("back", EDITOR, "ctrl+b", N_("Queue"), N_("Back to the queue of articles")),
    _A("switch", EDITOR, "tab", N_("Switch"), N_("Take over the completion; else go to the other target or the list")),
    _A("to_list", EDITOR, "escape", N_("List"), N_("Between the list of segments and the editor")),
    _A("down", LIST, "j", N_("Down"), N_("Go to the next segment")),
    _A("up", LIST, "k", N_("Up"), N_("Go to the previous segment")),
    _A("approve", LIST, "space", N_("Approve"), N_("Approve the text as it stands and go to the next open segment")),
    # deciding
    _A("final", EDITOR, "ctrl+l", N_("Final"), N_("Approve the text as final and go on")),
    _A("reject", EDITOR, "alt+r", N_("Reject"), N_("Send the segment back with a reason")),
    _A("approve_all", EDITOR, "alt+a", N_("Approve all shown"), N_("Approve every shown segment as it stands; one undo")),
    _A("undo_change", EDITOR, "alt+z", N_("Take back"), N_("Take back the last approval, rejection or bulk change"), True),
    _A("discard", EDITOR, "alt+d", N_("Discard typing"), N_("Drop what you typed here and show the stored text")),
    _A("comment", EDITOR, "alt+o", N_("Comment"), N_("Leave a remark on this segment")),
    _A("fix", EDITOR, "alt+e", N_("Fix"), N_("Correct a finding whose correction is certain: the marked one of the panel, else the first")),
    _A("waive", EDITOR, "alt+w", N_("Set aside"), N_("Set a finding aside with a reason: the marked one of the panel, else the first; a marked one that was set aside counts again")),
    _A("split", EDITOR, "alt+x", N_("Split"), N_("Split the segment: the source at a word, the target at the cursor")),
    _A("join", EDITOR, "alt+j", N_("Join"), N_("Join with the next segment of the paragraph")),
    _A("export", EDITOR, "f12", N_("Export"), N_("Write the article in this language, in the format it came in")),
    # writing
    _A("select_all", EDITOR, "ctrl+a", N_("Select all"), N_("Select the whole target")),
    _A("copy_source", EDITOR, "alt+c", N_("Copy source"), N_("Put the source into the target")),
    _A("insert_code", EDITOR, "alt+t", N_("Insert code"), N_("Insert the next inline code that the target lacks, around the selection if it is a pair")),
    _A("insert_number", EDITOR, "alt+n", N_("Insert number"), N_("Insert the next number of the source, as this language writes it")),
    _A("insert_term", EDITOR, "alt+g", N_("Insert term"), N_("Insert the next term that the target lacks, in the form it needs")),
    _A("insert_name", EDITOR, "alt+s", N_("Insert name"), N_("Insert the next person's name that the target lacks, spelled and in the form it needs")),
    _A("quotes", EDITOR, "alt+q", N_("Quotes"), N_("Put the selection into this language's quotation marks")),
    _A("dash", EDITOR, "alt+h", N_("Dash"), N_("Insert this language's dash with its spaces")),
    _A("no_break", EDITOR, "alt+y", N_("No-break space"), N_("Insert a space that keeps a line together")),
    _A("line_break", EDITOR, "alt+enter", N_("Line break"), N_("Insert a line break")),
    _A("case", EDITOR, "alt+u", N_("Change case"), N_("small, Capital, ALL CAPITALS: of the selection or the word")),
    _A("completion", EDITOR, "alt+k", N_("Completion"), N_("Switch the suggestion of how to go on, on or off")),
    _A("accept_word", EDITOR, "alt+right", N_("Take one word"), N_("Take over the next word of the completion")),
    # panels
    _A("matches", EDITOR, "f2", N_("Memory"), N_("Similar segments approved before, with their differences"), True),
    _A("terms", EDITOR, "f3", N_("Terms"), N_("Terms of the segment in the form they need here"), True),
    _A("findings", EDITOR, "f4", N_("Findings"), N_("What the checks say of the text"), True),
    _A("machines", EDITOR, "f5", N_("Machine"), N_("Other translations by all configured engines")),
    _A("history", EDITOR, "f6", N_("History"), N_("Who changed what when, and the comments")),
    _A("concordance", EDITOR, "f7", N_("Concordance"), N_("How the selected words were translated before")),
    _A("preview", EDITOR, "f8", N_("Preview"), N_("The paragraphs around, as they will read")),
    _A("changes", EDITOR, "f9", N_("Changes"), N_("The proposal against the text as it stands now")),
    _A("session", EDITOR, "alt+i", N_("Session"), N_("Segments an hour, and how much had to be edited")),
    _A("close_panel", EDITOR, "alt+v", N_("Close panel"), N_("Close the side panel")),
    _A("third", EDITOR, "alt+l", N_("Third language"), N_("Show the other target language beside this one, editable")),
    _A("mark_down", EDITOR, "alt+down", N_("Next item"), N_("Mark the next item of the panel")),
    _A("mark_up", EDITOR, "alt+up", N_("Previous item"), N_("Mark the previous item of the panel")),
    _A("use_item", EDITOR, "alt+m", N_("Use item"), N_("Put the marked item of the panel into the target")),
    _A("use_nth", EDITOR, ",".join(f"alt+{n}" for n in range(1, 10)), N_("Use by number"), N_("Put the panel's item of this number into the target")),
    _A("add_term", EDITOR, "ctrl+t", N_("Add term"), N_("Add a term to the project's termbase, from the selection")),
)


def actions(keys: Mapping[str, str]) -> tuple[Action, ...]:
    """The table with a project's own `keys` (id → comma-separated keys).

    Raises UsageError for an unknown id, or a key given to two actions of one place.
    """
    known = {action.id for action in TABLE}
    unknown = sorted(set(keys) - known)
    if unknown:
        raise UsageError(_("[keys] names no action: {name}", name=unknown[0]), do=_("docs/guide/review.md lists the actions"))
    table = tuple(attrs.evolve(action, keys=keys.get(action.id, action.keys)) for action in TABLE)
    for scopes in ((ANYWHERE, QUEUE), (ANYWHERE, EDITOR, LIST)):
        taken: dict[str, str] = {}
        for action in table:
            if action.scope not in scopes:
                continue
            for key in action.bound.split(","):
                if key in taken:
                    raise UsageError(
                        _("[keys] {key} stands for both {one} and {other}", key=key, one=taken[key], other=action.id),
                        do=_("Give one of them another key"),
                    )
                taken[key] = action.id
    return table

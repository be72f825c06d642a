"""The table of keys in review.md, made from the app's action table.

    python docs/guide/make_review_keys.py [--check]
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pressloc_tui.actions import ANYWHERE, EDITOR, LIST, QUEUE, TABLE
from pressloc_tui.layouts import shown, twin

PAGE = Path(__file__).with_name("review.md")
TITLES = {ANYWHERE: "Anywhere", QUEUE: "In the queue", EDITOR: "In the editor", LIST: "On the list of segments"}
BETWEEN = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)


def table() -> str:
    lines: list[str] = []
    for scope, title in TITLES.items():
        lines += [f"**{title}**", "", "| Keys | Cyrillic layout | Action | id |", "| --- | --- | --- | --- |"]
        for action in TABLE:
            if action.scope == scope:
                keys = action.keys.split(",")
                others = [shown(other) for key in keys if (other := twin(key))]
                lines.append(f"| {', '.join(map(shown, keys))} | {', '.join(others)} | {action.label}. {action.tip} | `{action.id}` |")
        lines.append("")
    return "\n".join(lines)


def with_table(page: str) -> str:
    return BETWEEN.sub(lambda match: match[1] + "\n" + table() + match[2], page)


if __name__ == "__main__":
    page = PAGE.read_text("utf-8")
    new = with_table(page)
    if "--check" in sys.argv:
        sys.exit(int(new != page))
    PAGE.write_text(new, "utf-8")

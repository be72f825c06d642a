"""The pictures of the guide's page on the review app, made from the running app over the demo article.

    python docs/guide/make_review_pictures.py [FOLDER]      writes review-*.png (needs cairosvg; without it .svg)
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from pressloc.i18n import set_ui
from pressloc.workflow.review.demo import DEMO_ARTICLE, open_demo

HERE = Path(__file__).parent
# name: (interface language, size, article, keys)
PICTURES = {
    "review-queue-kk": ("kk", (100, 20), None, ()),
    "review-editor-en": ("en", (150, 40), DEMO_ARTICLE, ("ctrl+e", "f4")),
    "review-editor-ru": ("ru", (150, 40), DEMO_ARTICLE, ("ctrl+s", "ctrl+s", "ctrl+g", "8", "enter", "f2")),
    "review-editor-kk": ("kk", (150, 40), DEMO_ARTICLE, ("ctrl+down", "f3", "alt+l")),
    "review-small-en": ("en", (80, 24), DEMO_ARTICLE, ("ctrl+down", "ctrl+down")),
}


async def take(name: str, folder: Path, office: Path) -> None:
    from pressloc.workflow.project import find_project
    from pressloc_tui.app import ReviewApp

    ui, size, article, keys = PICTURES[name]
    set_ui(ui)
    project = find_project(office)
    assert project is not None
    app = ReviewApp(project, article)
    app.tools.who = "aida"
    async with app.run_test(size=size) as pilot:
        for key in ("", *keys):
            if key:
                await pilot.press(key)
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
        svg = app.export_screenshot(title=f"pressloc review ({ui})")
    if not find_spec("cairosvg"):
        (folder / f"{name}.svg").write_text(svg, "utf-8")
        return
    import cairosvg  # type: ignore[import-not-found]

    plain = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace("Fira Code", "DejaVu Sans Mono")
    plain = re.sub(r"[①-⑳]+", lambda match: f'<tspan font-family="DejaVu Sans">{match[0]}</tspan>', plain)
    cairosvg.svg2png(plain.encode(), write_to=str(folder / f"{name}.png"), output_width=1400)


def main(folder: Path) -> None:
    for name in PICTURES:
        with tempfile.TemporaryDirectory() as temporary:
            office = Path(temporary) / "office"
            open_demo(office)
            asyncio.run(take(name, folder, office))
            print(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else HERE)

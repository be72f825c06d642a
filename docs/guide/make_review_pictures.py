"""The pictures of the guide's page on the review app, made from the running app over the demo article.

    python docs/guide/make_review_pictures.py [FOLDER]      writes review-*.png by Chromium (without it .svg)
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pressloc.i18n import set_ui
from pressloc.workflow.review.demo import DEMO_ARTICLE, open_demo

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH = 1400
# name: (interface language, size, article, keys)
PICTURES = {
    "review-queue-kk": ("kk", (100, 20), None, ()),
    "review-editor-en": ("en", (150, 40), DEMO_ARTICLE, ("ctrl+e", "f4")),
    "review-editor-ru": ("ru", (150, 40), DEMO_ARTICLE, ("ctrl+s", "ctrl+s", "ctrl+g", "8", "enter", "f2")),
    "review-editor-kk": ("kk", (150, 40), DEMO_ARTICLE, ("ctrl+down", "f3", "alt+l")),
    "review-names-ru": ("ru", (110, 30), DEMO_ARTICLE, ("ctrl+g", "6", "enter", "f3")),
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
    drawn = folder / f"{name}.svg"
    drawn.write_text(_own_fonts(svg), "utf-8")
    if paint(drawn, folder / f"{name}.png"):
        drawn.unlink()


def _own_fonts(svg: str) -> str:
    """Without the fonts of a foreign server; circled numbers in a font that has them."""
    plain = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace("Fira Code", "DejaVu Sans Mono")
    return re.sub(r"[①-⑳]+", lambda match: f'<tspan font-family="DejaVu Sans">{match[0]}</tspan>', plain)


def paint(drawing: Path, picture: Path) -> bool:
    """Paint an SVG file as PNG, WIDTH pixels wide; False without a Chromium to do it."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing.read_text("utf-8"))
    if browser is None or box is None:
        return False
    width, height = (float(size) for size in box.groups())
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--force-device-scale-factor={WIDTH / width:.4f}"]
    size = f"--window-size={round(width)},{round(height)}"
    command = [browser, *options, size, f"--screenshot={picture}", drawing.resolve().as_uri()]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return True


def main(folder: Path) -> None:
    for name in PICTURES:
        with tempfile.TemporaryDirectory() as temporary:
            office = Path(temporary) / "office"
            open_demo(office)
            asyncio.run(take(name, folder, office))
            print(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else HERE)

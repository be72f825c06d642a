"""Verbs of the review app: review, serve."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressloc.cli.base import LANG
from pressloc.errors import UsageError
from pressloc.i18n import _, ui
from pressloc.model import Lang

if TYPE_CHECKING:
    from pressloc.workflow.project import Project


@click.command(help=_("Review translations in the terminal: ARTICLE, or the queue of all. Without a project: a ready demo article."))
@click.argument("article", metavar=_("[ARTICLE]"), required=False)
@click.option("--to", "to", type=LANG, help=_("Target language to review first (default: the article's first)."))
@click.option("--demo", is_flag=True, help=_("Make (or reopen) the demo project in ./pressloc-demo without asking."))
def review(article: str | None, to: Lang | None, demo: bool) -> None:
    project, first = _project(article, demo)
    in_browser = "TEXTUAL_DRIVER" in os.environ  # set by textual-serve, which is no terminal
    if not (in_browser or (sys.stdin.isatty() and sys.stdout.isatty())):
        raise UsageError(_("the review app needs a terminal"), do=_("For scripts there are: pressloc status, check, export"))
    from pressloc_tui.app import ReviewApp

    welcome = _("Enter approves and goes on to the next open segment · F4 what the checks found · F12 writes the file · F1 help")
    ReviewApp(project, article or first, to, welcome=welcome if first else "").run()


def _project(article: str | None, demo: bool) -> tuple[Project, str | None]:
    """The project here, or the demo project if that is wanted; and the article to open first."""
    from pressloc.workflow.project import find_project, need_project
    from pressloc.workflow.review.demo import DEMO_ARTICLE, open_demo

    folder = Path.cwd() / "pressloc-demo"
    if demo:
        return open_demo(folder), DEMO_ARTICLE
    project = find_project()
    if project is not None:
        return project, None
    if article is not None or not sys.stdin.isatty():
        need_project()
    click.echo(_("This folder belongs to no project (pressloc init makes one)."))
    if not click.confirm(_("Try it on a ready article? That makes the folder {path}", path=folder), default=True):
        raise click.Abort
    return open_demo(folder), DEMO_ARTICLE


@click.command(help=_("Review in a browser on this machine: the same app at http://127.0.0.1:PORT, reachable from nowhere else."))
@click.argument("article", metavar=_("[ARTICLE]"), required=False)
@click.option("--port", default=8000, show_default=True, metavar=_("NUMBER"), type=click.IntRange(1, 65535), help=_("Port to listen on."))
@click.option("--demo", is_flag=True, help=_("Make (or reopen) the demo project in ./pressloc-demo without asking."))
def serve(article: str | None, port: int, demo: bool) -> None:
    import shlex

    try:
        from pressloc_tui.serve import LocalServer
    except ImportError as error:
        raise UsageError(_("serving needs textual-serve"), do=_("Install it with: {command}", command="pip install 'pressloc[serve]'")) from error
    from pressloc.workflow.project import need_project

    if not demo:
        need_project()
    command = [sys.executable, "-m", "pressloc", "--ui", ui(), "review", *(["--demo"] if demo else []), *([article] if article else [])]
    click.echo(_("Open http://127.0.0.1:{port} (Ctrl+C ends)", port=port))
    LocalServer(shlex.join(command), port).serve()

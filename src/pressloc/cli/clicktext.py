"""click's own words (“Usage:”, “Missing option …”) in the interface language.

click looks its messages up through the standard library's gettext, in its default domain. Pointing that domain at
pressloc's catalogs makes them translatable like all others; the lists here bring them into the catalogs. A test
compares them with the installed click, so that an update that words something anew is noticed.
"""

from __future__ import annotations

import gettext
import os

from pressloc.i18n import DOMAIN, N_, NN_, ui
from pressloc.resources import data_path

MESSAGES = (
    N_("Usage:"),
    N_("Options"),
    N_("Positional arguments"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("default: {default}"),
    N_("required"),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing command."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Choose from:\n\t{choices}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("file"),
    N_("directory"),
    N_("path"),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
)
PLURALS = (
    NN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    NN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    NN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    NN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)


def translate_click() -> None:
    """Make click speak the interface language from here on; for a process that has one language, like a command.

    LANGUAGE is what gettext asks first, whatever the locale is.
    """
    os.environ["LANGUAGE"] = ui()
    gettext.bindtextdomain(DOMAIN, str(data_path("locales")))
    gettext.textdomain(DOMAIN)

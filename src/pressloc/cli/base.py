"""What all verbs share: lazy loading, errors as one line with the right exit code, JSON, languages."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

import click

from pressloc.errors import PresslocError, visible
from pressloc.i18n import _, os_reason
from pressloc.model import LANGS, Lang

INTERRUPTED = 130
Command = TypeVar("Command", bound=Callable[..., Any])


class LazyGroup(click.Group):
    """A group whose commands live in modules that are imported only when the command is called.

    `verbs` maps a verb to (module below `package`, one-line help); the command is the module's attribute of the
    verb's name with `suffix`.
    """

    def __init__(self, *args: Any, verbs: Mapping[str, tuple[str, str]], package: str, suffix: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verbs, self.package, self.suffix = verbs, package, suffix

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.verbs:
            return None
        module = importlib.import_module(f"{self.package}.{self.verbs[cmd_name][0]}")
        command = cast("click.Command", getattr(module, cmd_name.replace("-", "_") + self.suffix))
        command.options_metavar = _("[OPTIONS]")
        return command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [_("[OPTIONS]"), _("COMMAND [ARGS]...")]

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.verbs and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], self.verbs, 1)
            hint = " " + _("Did you mean “{verb}”?", verb=near[0]) if near else ""
            ctx.fail(_("there is no verb “{verb}”.", verb=args[0]) + hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(verb, _(text)) for verb, (_module, text) in self.verbs.items()])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for parameter in self.params:
            if isinstance(parameter, click.Option) and parameter.help:
                parameter.help = _(parameter.help)
        super().format_options(ctx, formatter)


def run(command: click.Command) -> int:
    """Run `command` on the process's arguments; gives the exit code. Errors become one line on standard error."""
    try:
        result = command.main(prog_name="pressloc", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.UsageError as error:
        complain(error.format_message() + _hint(error.ctx))
        return 2
    except click.ClickException as error:
        complain(error.format_message())
        return 2
    except PresslocError as error:
        complain(error.line())
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        complain(_("interrupted; what was finished is kept"))
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left; say nothing at exit either
        return 0
    except OSError as error:
        complain(f"{error.filename or ''}: {os_reason(error)}".lstrip(": "))
        return 3
    return result if isinstance(result, int) else 0


def _hint(context: click.Context | None) -> str:
    return " " + _("Try “{command} --help”.", command=context.command_path) if context else ""


def complain(line: str) -> None:
    """One line on standard error, with control characters made visible."""
    click.echo(f"pressloc: {visible(line)}", err=True)


def say(text: str = "") -> None:
    """A result for people on standard output; what a file's text or name hides in it is made visible."""
    click.echo(visible(text, keep="\n\t"))


def print_json(value: Mapping[str, Any]) -> None:
    """One JSON document on standard output, in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))




class LangType(click.ParamType[Lang]):
    """A language option: kk, ru or en."""

    name = "lang"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return _("LANG")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Lang:
        code = str(value).lower()
        if code not in LANGS:
            self.fail(_("no language “{code}”; there are kk, ru and en.", code=value), param, ctx)
        return code


LANG = LangType()


def json_option(function: Command) -> Command:
    """The option --json; made for each verb, for its help is in the language known by then."""
    return click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))(function)

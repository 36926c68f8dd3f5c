"""The command `kg`: one module a command, imported only when that command runs."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from typing import Any, NoReturn

import click

from kg.cli import _streams
from kg.errors import KGError

CLOSED_PIPE = 141  # what a shell reports of a program that the closed pipe ended


class Commands(click.Group):
    """Finds its commands among the modules of this package, so that `kg --help` imports nothing heavy."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted."""
        return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None; its module holds a click command named `command`."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"{__name__}.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; where nobody reads its output any more (`| head`), stop without a word."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the flush at the end
            ctx.exit(CLOSED_PIPE)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="kg", prog_name="kg")
def group() -> None:
    """Turn news articles into a knowledge graph that one can trust."""


def main() -> None:
    """Run the command line and exit: 0 done, 1 mistake in the input, 2 wrong use, 130 stopped by Ctrl-C.

    Whatever goes wrong is one line on stderr.
    """
    _streams.prepare()
    try:
        code = group(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("stopped", code=130)
    except KGError as error:
        _fail(str(error), code=1)
    except OSError as error:
        _fail(f"{error.filename or 'input or output'}: {error.strerror or error}", code=1)


def _fail(complaint: str, *, code: int) -> NoReturn:
    click.secho(f"kg: {complaint}", fg="red", err=True)
    sys.exit(code)

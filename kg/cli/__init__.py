"""The command `kg`: one module a command, imported only when that command runs."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import click

from kg.errors import KGError


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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="kg")
def group() -> None:
    """Turn news articles into a knowledge graph that one can trust."""


def main() -> None:
    """Run the command line; a `KGError` becomes one red line on stderr and exit code 1."""
    try:
        group(standalone_mode=True)
    except KGError as error:
        click.secho(f"kg: {error}", fg="red", err=True)
        sys.exit(1)

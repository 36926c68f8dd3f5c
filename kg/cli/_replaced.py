"""What the commands that fill a store say of articles that took the place of others."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kg.graph.replaced import Replaced

MOST = 20


def warn(others: Sequence[Replaced]) -> None:
    """One line on stderr for each article that another replaced; beyond MOST they are counted."""
    for each in others[:MOST]:
        click.secho(f"kg: {each}", fg="yellow", err=True)
    if len(others) > MOST:
        click.secho(f"kg: {len(others) - MOST:,} more articles were replaced so", fg="yellow", err=True)

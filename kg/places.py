"""Where the package's own files lie: beside `kg/` in a checkout, inside it when installed as a wheel."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KGError

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `ontology` or `seeds`; raises KGError where an installation lacks it."""
    for place in (PACKAGE / f"_{name}", PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise KGError(f"the folder {name!r} is missing from this installation of kg; install it again")

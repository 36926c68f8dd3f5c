"""Which parts may know which: checked on the imports written in the source."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

KG = Path(__file__).parent.parent / "kg"

GROUND = {"errors", "model", "facts", "files", "store", "places", "ontology"}
NAMING = {"names", "seeds"}
# Each part, and the parts it may import. A new part must be given its place here.
# The command line, and what `python -m kg` runs.
COMMANDS = ("cli", "__main__")
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "model": set(),
    "facts": {"errors", "model"},
    "files": {"errors"},
    "store": {"errors"},
    "places": {"errors"},
    "ontology": {"errors", "model", "places"},
    "names": GROUND,
    "seeds": GROUND | {"names"},
    "articles": {"errors", "model"},
    "english": GROUND | NAMING,
    "learned": GROUND | {"articles", "english", "evaluate"},
    "lm": GROUND | NAMING | {"english", "learned"},
    # Finds readers by the text of their entry points, and so knows none.
    "readers": {"errors", "model"},
    "resolve": GROUND | NAMING,
    # Right of the facts: no language, no articles but as values.
    "graph": GROUND,
    "sparql": GROUND,
    "queries": GROUND,
    "query": GROUND | {"sparql", "queries"},
    "tables": GROUND | {"query"},
    "ask": GROUND | {"names", "query"},
    "workers": GROUND | {"sparql", "ask"},
    "lookup": GROUND | {"graph", "page", "queries", "query", "sparql", "workers"},
    "agents": GROUND | {"lookup", "query", "tables", "workers"},
    "serve": GROUND | {"lookup", "page", "queries", "query", "sparql", "stats", "workers"},
    "stats": GROUND | {"query", "tables"},
    "export": GROUND | {"graph"},
    "verify": GROUND | {"sparql", "queries", "query"},
    "page": GROUND | {"graph"},
    "validate": GROUND | {"graph", "export"},
    "evaluate": GROUND | {"names"},
    # Goes back from the graph to the words of the articles.
    "audit": GROUND | {"english", "graph", "names"},
    "pipeline": GROUND | {"articles", "graph", "readers", "resolve", "seeds"},
    "processes": {"errors", "model", "articles", "pipeline", "readers"},
    "report": GROUND | {"articles"},
}
HEAVY = ("spacy", "thinc", "pyvis", "trafilatura", "pyshacl", "IPython", "sklearn", "openai")


def modules() -> list[Path]:
    return sorted(path for path in KG.rglob("*.py") if "_ontology" not in path.parts)


def part(path: Path) -> str:
    return path.relative_to(KG).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """The parts of kg that a module imports, anywhere in it, relative imports resolved."""
    package = ("kg", *path.relative_to(KG).parent.parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            origin = ".".join([*above, *filter(None, [node.module])])
            names = [f"{origin}.{alias.name}" for alias in node.names] if origin == "kg" else [origin]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("kg."))


def allowed(path: Path) -> set[str]:
    """The command line may know all parts; the top-level package must know none, so as to load fast."""
    if path == KG / "__init__.py":
        return set()
    own = part(path)
    return set(MAY_IMPORT) | {"cli"} if own in COMMANDS else MAY_IMPORT[own] | {own}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(KG)))
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    if path != KG / "__init__.py":
        assert part(path) in {*MAY_IMPORT, *COMMANDS}, f"{part(path)} has no layer; give it one in MAY_IMPORT"
    assert set(imports(path)) <= allowed(path)


def test_layers_have_no_cycle() -> None:
    left = dict(MAY_IMPORT)
    while free := [name for name, below in left.items() if not below & left.keys()]:
        for name in free:
            del left[name]
    assert not left


def loaded(code: str) -> set[str]:
    """The heavy packages that are loaded after running some code in a new interpreter."""
    show = f"import sys; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    command = [sys.executable, "-c", f"{code}\n{show}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=KG.parent)
    return set(done.stdout.splitlines()[-1].split())


def call(*arguments: str) -> str:
    return f"from click.testing import CliRunner\nfrom kg.cli import group\nprint(CliRunner().invoke(group, {list(arguments)!r}).output)"


def test_help_loads_nothing_heavy() -> None:
    assert loaded(call("--help")) == set()


@pytest.mark.parametrize("name", ["kg.articles", "kg.pipeline", "kg.report", "kg.ontology", "kg.graph"])
def test_importing_a_part_loads_nothing_heavy(name: str) -> None:
    assert loaded(f"import {name}") == set()


def test_querying_loads_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("<https://example.org/a> a <https://example.org/B> .")
    code = call("query", str(tmp_path / "graph.ttl"), "SELECT * { ?s ?p ?o }")
    assert loaded(code) == set()
    assert (
        "example.org"
        in subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=KG.parent
        ).stdout
    )

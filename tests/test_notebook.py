"""The notebooks run from top to bottom, and what is committed of their output is small and of no one machine."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.name)
def notebook(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_it_runs(notebook: Path, tmp_path: Path) -> None:
    for package in ("nbclient", "nbformat", "ipykernel", "matplotlib", "pandas", "kg.english.reader"):
        pytest.importorskip(package, reason=f"{package} is not installed")
    import nbformat
    from nbclient import NotebookClient

    cells = nbformat.read(notebook, as_version=4)
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(cells, timeout=300, kernel_name="python3", resources=resources).execute()
    assert (tmp_path / "out" / "graph.html").stat().st_size > 0


def test_its_outputs_are_committed_and_small(notebook: Path) -> None:
    text = notebook.read_text("utf-8")
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    assert sum(bool(cell["outputs"]) for cell in cells) > len(cells) / 2
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert len(text) < 150_000
    assert not re.search(r"/(home|root|tmp|work|Users)/", text)


def test_its_pictures_exist(notebook: Path) -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", notebook.read_text("utf-8"))
    assert all((notebook.parent / picture).is_file() for picture in pictures)

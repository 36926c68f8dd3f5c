"""The wheel and the source archive hold what an installed `kg` needs, and the wheel works on its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder)
    return folder


@pytest.fixture(scope="module")
def installed(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment with the wheel, which borrows its dependencies from this one."""
    place = tmp_path_factory.mktemp("venv")
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    (wheel,) = dist.glob("*.whl")
    python = place / "bin" / "python"
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        "--quiet",
        wheel,
    )
    (library,) = place.glob("lib/python*/site-packages")
    # A path in a .pth file adds the packages there but not what their own .pth files add: this checkout.
    (library / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return place / "bin"


def run(*command: object, cwd: Path = ROOT) -> str:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "name",
    [
        "_ontology/kg.ttl",
        "_seeds/entities.ttl",
        "py.typed",
        "names.toml",
        "graph/shortcuts.rq",
        "english/money.toml",
    ],
)
def test_wheel_holds(dist: Path, name: str) -> None:
    (wheel,) = dist.glob("*.whl")
    assert f"kg/{name}" in zipfile.ZipFile(wheel).namelist()


def test_wheel_holds_every_file_of_the_package(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    tracked = set(run("git", "ls-files", "kg").split()) if (ROOT / ".git").exists() else set()
    assert tracked <= set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.parametrize(
    "name", ["ontology/kg.ttl", "seeds/entities.ttl", "README.md", "LICENSE", "requirements.lock"]
)
def test_source_archive_holds(dist: Path, name: str) -> None:
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        assert name in {member.partition("/")[2] for member in tar.getnames()}


def test_installed_command_runs(installed: Path, tmp_path: Path) -> None:
    assert "build" in run(installed / "kg", "--help", cwd=tmp_path)
    assert run(installed / "kg", "--version", cwd=tmp_path).startswith("kg")


def test_installed_package_finds_its_own_files(installed: Path, tmp_path: Path) -> None:
    code = (
        "import kg.places as p; print(p.folder('ontology').is_relative_to(p.PACKAGE), p.folder('seeds').name)"
    )
    assert run(installed / "python", "-c", code, cwd=tmp_path).split() == ["True", "_seeds"]


def test_lock_names_no_registry_and_has_a_hash_for_all() -> None:
    for lock in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / lock).read_text()
        assert "://" not in text
        assert "\n-" not in text
        pins = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
        assert len(pins) > 50
        assert all(line.endswith("\\") for line in pins), "a pin without a hash"


def test_both_locks_agree() -> None:
    run_lock, test_lock = (
        {
            line.rstrip(" \\").split(" ;")[0]  # the same pin may be for more machines where more needs it
            for line in (ROOT / lock).read_text().splitlines()
            if not line.startswith(" ")
        }
        for lock in ("requirements.lock", "requirements-test.lock")
    )
    assert run_lock <= test_lock


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_says_what_python_is_missing(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "old").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "old").chmod(0o755)
    command = ["make", "PYTHON=./old", ".venv/bin/python"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "No Python 3.11 or newer among: ./old" in done.stderr

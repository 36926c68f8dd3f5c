"""The command line: what is printed and written, and the exit codes; with a reader that takes no time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from kg.cli import group, main
from kg.model import Article, Entity, Evidence, Fact, Status

ROOT = Path(__file__).parent.parent
PATHS = f"{ROOT}:{ROOT / 'tests'}"


class Words:
    """A reader that finds one hire in each article that has an X."""

    def read(self, article: Article) -> list[Fact]:
        if "stop" in article.text:
            raise KeyboardInterrupt
        found = article.text.find("X")
        if found < 0:
            return []
        evidence = Evidence(article.id, found, found + 1, "X", "test")
        return [
            Fact("hired", Entity("Company", "Initech"), Entity("Person", "Ada Byron"), Status.DONE, evidence)
        ]


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kg.learned.reader", SimpleNamespace(load_both=lambda model: Words()))


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    folder = tmp_path / "stories"
    folder.mkdir()
    for name, text in {"b": "B said X.", "a": "A said X.", "c": "Nothing."}.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


class Kg:
    """Runs the command line in this process: its exit code, and what it printed."""

    def __init__(self, patch: pytest.MonkeyPatch, printed: pytest.CaptureFixture[str]) -> None:
        self.patch, self.printed = patch, printed

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        self.patch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        assert isinstance(left.value.code, int)
        return left.value.code, *self.printed.readouterr()


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kg:
    return Kg(monkeypatch, capsys)


def test_help_names_the_commands(kg: Kg) -> None:
    code, out, _ = kg("--help")
    assert code == 0
    assert {"build", "extract"} <= set(out.split())


@pytest.mark.parametrize("command", group.list_commands(click.Context(group)))
def test_help_of_a_command_has_examples(kg: Kg, command: str) -> None:
    code, out, _ = kg(command, "--help")
    example = '"command": "kg"' if command == "mcp" else f"kg {command}"
    assert code == 0
    assert example in out.partition("\n  Example")[2]


def test_extract_in_the_order_of_ids(kg: Kg, stories: Path) -> None:
    code, out, err = kg("extract", stories / "b.txt", stories)
    assert (code, err) == (0, "")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["article"] for line in lines] == ["a", "b"]
    assert lines[0]["evidence"] == "X"


def test_extract_to_a_file(kg: Kg, stories: Path, tmp_path: Path) -> None:
    assert kg("extract", stories, "-o", tmp_path / "new" / "facts.jsonl") == (0, "", "")
    assert len((tmp_path / "new" / "facts.jsonl").read_text().splitlines()) == 2


def test_a_dash_is_standard_output(
    kg: Kg, stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kg("extract", stories, "-o", "-") == kg("extract", stories)
    code, out, err = kg("build", stories, "-o", "-")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == "Error: a build is several files; give their folder with -o"
    assert [each.name for each in tmp_path.iterdir()] == ["stories"]


def test_what_is_skipped_is_said_and_the_rest_is_done(kg: Kg, stories: Path) -> None:
    (stories / "a.txt").write_text("")
    code, out, err = kg("extract", stories, stories / "nix")
    assert code == 1
    assert len(out.splitlines()) == 1
    assert err.splitlines() == [
        f"kg: skipped {stories / 'a.txt'}: is empty",
        f"kg: skipped {stories / 'nix'}: no such file or folder",
    ]


def test_extract_of_nothing_readable_is_an_error(kg: Kg, tmp_path: Path) -> None:
    code, out, err = kg("extract", tmp_path)
    assert (code, out) == (1, "")
    assert "no articles in this folder" in err


@pytest.mark.parametrize("command", [["extract"], ["build", "-o", "out"], ["build", "x.txt"], ["nix"]])
def test_wrong_use(kg: Kg, command: list[str]) -> None:
    code, out, err = kg(*command)
    assert (code, out) == (2, "")
    assert "Error: " in err


def test_build_writes_all_files_and_a_report(kg: Kg, stories: Path, tmp_path: Path) -> None:
    code, out, err = kg("build", stories, "-o", tmp_path / "out")
    assert (code, err) == (0, "")
    assert out.startswith("3 articles, 2 entities (1 Company, 1 Person)\n")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "graph.ttl",
        "graph.trig",
        "graph.html",
        "facts.jsonl",
    }
    assert len((tmp_path / "out" / "facts.jsonl").read_text().splitlines()) == 2


def test_build_reports_as_json(kg: Kg, stories: Path, tmp_path: Path) -> None:
    (stories / "c.txt").write_bytes(b"")
    code, out, _ = kg("build", stories, "-o", tmp_path / "out", "--json")
    found = json.loads(out)
    assert code == 1
    assert found["facts"] == {"hired": {"done": 2}}
    assert [each["reason"] for each in found["skipped"]] == ["is empty"]
    assert len(found["files"]) == 4


def test_build_quietly(kg: Kg, stories: Path, tmp_path: Path) -> None:
    assert kg("build", stories, "-o", tmp_path / "out", "--quiet") == (0, "", "")


def test_build_gives_the_same_bytes_whatever_the_order(kg: Kg, stories: Path, tmp_path: Path) -> None:
    kg("build", stories, "-o", tmp_path / "one")
    kg("build", *sorted(stories.iterdir(), reverse=True), "-o", tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize("output", ["out", "stories/out", "stories"])
def test_a_build_does_not_read_what_it_wrote(kg: Kg, stories: Path, tmp_path: Path, output: str) -> None:
    first = kg("build", stories, "-o", tmp_path / output)
    assert first[0] == 0
    assert kg("build", stories, "-o", tmp_path / output) == first
    assert kg("build", f"{stories}/**", "-o", tmp_path / output) == first


def test_a_page_in_the_folder_of_a_build_is_no_article(kg: Kg, stories: Path) -> None:
    first = kg("build", stories, "-o", stories / "out")
    (stories / "out" / "picture.html").write_text("<html><p>A picture of the graph.")
    assert kg("build", stories, "-o", stories / "out") == first
    (stories / "out" / "picture.html").unlink()
    assert kg("build", *sorted(stories.iterdir()), "-o", stories / "out") == first


def test_extract_does_not_read_what_it_wrote(kg: Kg, stories: Path) -> None:
    output = stories / "facts.jsonl"
    for inputs in (stories, f"{stories}/*"):
        assert kg("extract", stories, "-o", output) == (0, "", "")
        assert kg("extract", inputs, "-o", output) == (0, "", "")
    code, _, err = kg("extract", stories / "a.txt", output, "-o", output)
    assert code == 1
    assert f"skipped {output}, line 1" in err


def test_audit_does_not_read_the_graph_as_an_article(kg: Kg, stories: Path) -> None:
    kg("build", stories, "-o", stories / "out")
    for graph in (stories / "out", stories / "out" / "graph.ttl"):
        assert kg("audit", graph, stories)[2] == ""


def test_build_with_another_base(kg: Kg, stories: Path, tmp_path: Path) -> None:
    kg("build", stories, "-o", tmp_path / "out", "--base", "https://example.org/id/")
    assert "https://example.org/id/" in (tmp_path / "out" / "graph.ttl").read_text()


def test_build_of_nothing_readable_writes_nothing(kg: Kg, stories: Path, tmp_path: Path) -> None:
    for path in stories.iterdir():
        path.write_bytes(b"")
    code, out, err = kg("build", stories, "-o", tmp_path / "out")
    assert (code, out) == (1, "")
    assert "no article could be read" in err.splitlines()[-1]
    assert "is empty" in err
    assert not list((tmp_path / "out").iterdir())


def test_a_folder_that_cannot_be_written_is_one_line(kg: Kg, stories: Path) -> None:
    code, _, err = kg("build", stories, "-o", stories / "a.txt")
    assert code == 1
    assert err.splitlines() == [f"kg: {stories / 'a.txt'}: File exists"]


def test_a_folder_without_permission_is_one_line(
    kg: Kg, stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    code, _, err = kg("build", stories, "-o", tmp_path)
    assert code == 1
    assert err.splitlines() == [f"kg: cannot write to the folder {tmp_path}; choose another with -o"]


def test_ctrl_c_is_one_line(kg: Kg, stories: Path) -> None:
    (stories / "a.txt").write_text("stop")
    code, _, err = kg("extract", stories)
    assert (code, err.strip()) == (130, "kg: stopped")


@pytest.fixture
def many(tmp_path: Path) -> list[str]:
    """The command, for a process of its own, that writes half a megabyte of facts to standard output."""
    lines = tmp_path / "lines.jsonl"
    lines.write_text("".join(f'{{"text": "X{n}"}}\n' for n in range(2000)))
    code = "import sys, test_cli as t; from types import SimpleNamespace as S\n"
    code += "sys.modules['kg.learned.reader'] = S(load_both=lambda model: t.Words()); t.main()"
    return [sys.executable, "-c", code, "extract", str(lines)]


@pytest.mark.parametrize("settings", [{}, {"PYTHONUNBUFFERED": "1"}])
def test_a_closed_pipe_is_no_mistake(many: list[str], settings: dict[str, str]) -> None:
    env = {"PYTHONPATH": PATHS} | settings
    with subprocess.Popen(many, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 141


@pytest.mark.skipif(sys.platform == "win32", reason="no limits")
@pytest.mark.parametrize("settings", [{}, {"PYTHONUNBUFFERED": "1"}])
@pytest.mark.parametrize("command", ["export GRAPH --format nt", "query GRAPH 'SELECT * { ?s ?p ?o }'"])
def test_output_that_cannot_be_written_whole_is_a_mistake(
    tmp_path: Path, settings: dict[str, str], command: str
) -> None:
    graph, cut = tmp_path / "graph.ttl", tmp_path / "cut"
    graph.write_text("".join(f"<urn:x:{n}> a <urn:x:thing> .\n" for n in range(2000)))
    shell = f"ulimit -f 1; {sys.executable} -m kg {command} > {cut}".replace("GRAPH", str(graph))
    env = {
        "PYTHONPATH": PATHS,
        "PYTHONDONTWRITEBYTECODE": "1",
    } | settings  # or the limit would cut what it caches
    done = subprocess.run(["bash", "-c", shell], stderr=subprocess.PIPE, text=True, env=env)
    assert (done.returncode, done.stderr) == (1, "kg: input or output: File too large\n")


def closed(command: str, streams: str) -> tuple[int, str]:
    """The exit code and the errors of a command that is started without some streams."""
    shell = f"exec {sys.executable} -m kg {command} {streams}"
    done = subprocess.run(["bash", "-c", shell], stderr=subprocess.PIPE, text=True, env={"PYTHONPATH": PATHS})
    return done.returncode, done.stderr


@pytest.mark.parametrize("command", ["extract -", "query GRAPH -", "ask GRAPH", "explain -", "mcp GRAPH"])
def test_standard_input_that_is_closed_is_one_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "graph.ttl").write_text("<urn:x:1> a <urn:x:thing> .\n")
    code, err = closed(command.replace("GRAPH", str(tmp_path / "graph.ttl")), "<&-")
    assert (code, err) == (1, f"kg: {'skipped ' * (command == 'extract -')}standard input: is closed\n")


@pytest.mark.parametrize(
    "command", ["query GRAPH models", "export GRAPH --format nt", "stats GRAPH", "queries"]
)
def test_standard_output_that_is_closed_is_one_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "graph.ttl").write_text("<urn:x:1> a <urn:x:thing> .\n")
    command = command.replace("GRAPH", str(tmp_path / "graph.ttl"))
    assert closed(command, ">&-") == (1, "kg: standard output: is closed\n")


def test_what_is_written_with_streams_closed_is_a_file_as_ever(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text("<urn:x:1> a <urn:x:thing> .\n")
    assert closed(f"export {graph} -o {tmp_path / 'one.nt'}", "") == (0, "")
    assert closed(f"export {graph} -o {tmp_path / 'two.nt'}", "<&- >&-") == (0, "")
    assert closed(f"export {graph} -o {tmp_path / 'three.nt'}", "2>&-") == (0, "")
    assert closed("nix", "2>&-") == (2, "")
    assert len({path.read_bytes() for path in tmp_path.glob("*.nt")}) == 1


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("kg, version")

"""Files are written whole; what is no file is written to, not replaced."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from kg import files


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "facts.jsonl"
    for content in ("Zoë\n", b"bytes"):
        files.write(path, content)
        assert path.read_bytes() == (content.encode("utf-8") if isinstance(content, str) else content)
    assert [each.name for each in path.parent.iterdir()] == ["facts.jsonl"]


def test_a_link_goes_on_pointing_where_it_does(tmp_path: Path) -> None:
    target, link = tmp_path / "kept" / "graph.ttl", tmp_path / "graph.ttl"
    target.parent.mkdir()
    link.symlink_to(target)
    for content in ("first", "second"):
        files.write(link, content)
        assert link.is_symlink()
        assert target.read_text("utf-8") == content


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    files.write(pipe, "facts")
    reader.join(timeout=10)
    assert read == ["facts"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_stays_one() -> None:
    files.write(Path(os.devnull), "facts")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        files.write(tmp_path, "facts")

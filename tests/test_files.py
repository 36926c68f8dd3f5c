"""Files are written whole; what is no file is written to, not replaced."""

from __future__ import annotations

import errno
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


def test_a_file_keeps_its_mode_and_a_new_one_follows_the_umask(tmp_path: Path) -> None:
    private, new = tmp_path / "private", tmp_path / "new"
    private.touch()
    private.chmod(0o600)
    before = os.umask(0o027)
    try:
        files.write(private, "facts")
        files.write(new, "facts")
    finally:
        os.umask(before)
    assert [stat.S_IMODE(each.stat().st_mode) for each in (private, new)] == [0o600, 0o640]


def test_an_error_has_the_name_that_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    Path("loop").symlink_to("loop")
    for name in ("file/facts", "loop", "x" * 300):
        with pytest.raises(OSError, match=r"Not a dir|Too many levels|too long") as caught:
            files.write(Path(name), "facts")
        assert caught.value.filename == name
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space") as caught:
        files.write(Path("new"), "facts")
    assert caught.value.filename == "new"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "loop"]


def test_a_folder_that_may_not_be_written_is_named_by_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str | Path, *rest: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError) as caught:
        files.write(tmp_path / "facts", "facts")
    assert caught.value.filename == str(tmp_path / "facts")

"""Writing files so that a reader sees the old bytes or the new ones, never half of them."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path


def write(path: Path, content: str | bytes) -> None:
    """Write to a temporary file beside `path`, sync it, and rename it over `path`; text as UTF-8.

    A file that is there keeps its mode and, where that may be given, its owner; a new one has the mode that the
    umask leaves. A link goes on pointing where it does, to the new bytes. What is no file, such as /dev/null or a pipe,
    is written to. Raises OSError with the name that was given.
    """
    content = content.encode("utf-8") if isinstance(content, str) else content
    try:
        state = _state(path)
        if state and not stat.S_ISREG(state.st_mode):
            path.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(path)), content, state)
    except FileExistsError as error:  # what should be a folder above it is a file
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path)) from error
    except OSError as error:
        error.filename = str(path)
        raise


def _state(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _replace(path: Path, content: bytes, state: os.stat_result | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".kg-{secrets.token_hex(8)}")
    # Nobody else may read what comes in place of a private file, not even before it has that file's mode.
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if state else 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if state:
            with suppress(OSError):
                os.chown(beside, state.st_uid, state.st_gid)
            os.chmod(beside, stat.S_IMODE(state.st_mode))
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise

"""Answers kept on disk, so that nothing is asked twice and a second run gives the same facts."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import files
from kg.errors import KGError, StoppedError


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder with one file for each question; without a folder nothing is kept."""

    folder: Path | None

    def get(self, key: str) -> str | None:
        """The answer that was kept, or None; a file that is damaged counts as none."""
        if self.folder is None:
            return None
        try:
            kept = json.loads(self._path(key).read_text("utf-8"))["answer"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return kept if isinstance(kept, str) else None

    def put(self, key: str, answer: str, model: str) -> None:
        """Keep an answer; raises StoppedError where the folder cannot be written."""
        if self.folder is None:
            return
        line = json.dumps({"model": model, "answer": answer}, ensure_ascii=False)
        try:
            files.write(self._path(key), f"{line}\n")
        except OSError as error:
            raise StoppedError(self._unwritable(error)) from error

    def check(self) -> None:
        """Raise KGError where the folder cannot be written: before anything is asked, not after it."""
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KGError(self._unwritable(error)) from error
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise KGError(self._unwritable(PermissionError(errno.EACCES, "Permission denied")))

    def _unwritable(self, error: OSError) -> str:
        said = error.strerror or type(error).__name__
        return f"cannot write to the cache {self.folder} ({said}); name another folder in KG_LM_CACHE, or off"

    def _path(self, key: str) -> Path:
        assert self.folder is not None
        return self.folder / key[:2] / f"{key}.json"


def key(*parts: Any) -> str:
    """The name under which the answer to a question is kept: a hash of all that it depends on.

    >>> key("model", {"a": 1}) == key("model", {"a": 1}) != key("model", {"a": 2})
    True
    """
    whole = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()

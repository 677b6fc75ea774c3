"""Puts a file of records in its place: all of it or nothing, and only where nobody changed it since it was read."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import ModuleType

from metrics.problems import Problem, Problems, YamlPlace
from playbook.services.recording import wording
from playbook.yaml_text.source import decoded

fcntl: ModuleType | None = None
with suppress(ImportError):  # there is none on Windows: one process still writes one file at a time
    fcntl = import_module("fcntl")

_WRITING = Lock()
_MARK = b"\xef\xbb\xbf"


def replace_text(folder: Path, file: str, before: str, after: str) -> None:
    """Writes `after` to `records/….yaml` in the folder of records, where `before` still stands in it.

    Raises Problems (one sentence) where it changed meanwhile or cannot be written; then nothing was changed."""
    path = (folder / Path(file).name).resolve()
    try:
        with _one_at_a_time(folder):
            content = path.read_bytes() if path.exists() else b""
            if decoded(content, file) != before:
                raise Problems([Problem(YamlPlace(file), *wording.CHANGED_MEANWHILE)])
            mark = _MARK if content.startswith(_MARK) else b""
            _put(path, mark + after.encode("utf-8"))
    except OSError as reason:
        full = reason.errno in (errno.ENOSPC, errno.EDQUOT)
        raise Problems([Problem(YamlPlace(file), *wording.not_written(reason.strerror or "", full=full))]) from reason


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Between the look at the file and its replacement no other writer of this program comes in."""
    with _WRITING:
        if fcntl is None:
            yield
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _put(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    growing = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644
        growing.chmod(mode)
        growing.replace(path)
    except BaseException:
        with suppress(OSError):
            growing.unlink()
        raise

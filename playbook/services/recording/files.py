"""Puts a file of records in its place: all of it or nothing, and only where nobody changed it since it was read."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import ModuleType

from metrics.problems import Problem, Problems, YamlPlace
from playbook.services.recording import wording
from playbook.whole_file import write_whole
from playbook.yaml_text.source import decoded

fcntl: ModuleType | None = None
with suppress(ImportError):  # there is none on Windows: one process still writes one file at a time
    fcntl = import_module("fcntl")

_WRITING = Lock()
_MARK = b"\xef\xbb\xbf"


def replace_text(folder: Path, file: str, before: str, after: str | None) -> None:
    """Writes `after` to `records/….yaml` in the folder of records, where `before` still stands in it; None takes the
    file away.

    Raises Problems (one sentence) where it changed meanwhile or cannot be written; then nothing was changed."""
    path = (folder / Path(file).name).resolve()
    try:
        with _one_at_a_time(folder):
            content = _unchanged(path, file, before)
            if after is None:
                path.unlink(missing_ok=True)
                return
            mark = _MARK if content.startswith(_MARK) else b""
            # an editor asks for no lock: what it saves while the new text reaches the disk is looked for once more
            write_whole(path, mark + after.encode("utf-8"), last_look=partial(_unchanged, path, file, before))
    except OSError as reason:
        full = reason.errno in (errno.ENOSPC, errno.EDQUOT)
        raise Problems([Problem(YamlPlace(file), *wording.not_written(reason.strerror or "", full=full))]) from reason


def _unchanged(path: Path, file: str, before: str) -> bytes:
    content = path.read_bytes() if path.exists() else b""
    if decoded(content, file) != before:
        raise Problems([Problem(YamlPlace(file), *wording.CHANGED_MEANWHILE)])
    return content


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

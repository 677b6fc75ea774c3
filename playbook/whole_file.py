"""Writes a file whole or not at all: beside its place first, then into it in one step. A link stays a link."""

import os
import stat
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Puts `content` at `path`, over what stood there. Raises OSError, and then what stood there still stands."""
    path = path.resolve()
    growing = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with growing.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            growing.chmod(stat.S_IMODE(path.stat().st_mode))
        growing.replace(path)
    except OSError:
        with suppress(OSError):
            growing.unlink(missing_ok=True)
        raise

"""Writes a file whole or not at all: beside its place first, then into it in one step. A link stays a link."""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

_KEPT_OF_NAME = 40
"""Characters of a file's name in that of the growing one, so that a long name never gets too long."""
RIGHTS = 0o666
"""What a new file may be, less what the person's own setting (`umask`) takes away."""


def write_whole(
    path: Path, content: bytes, rights: int = RIGHTS, *, last_look: Callable[[], object] = lambda: None
) -> None:
    """Puts `content` at `path`, over what stood there, whose rights stay; a new file gets `rights`. Of several writers
    at once the last one stands, unless a `last_look` just before the step raises. Raises OSError, and then what stood
    there still stands."""
    path = path.resolve()
    if path.exists() and not path.is_file() and not path.is_dir():  # a pipe, a terminal: nothing takes its place
        path.write_bytes(content)
        return
    # a name that nobody can know before and no other writer has; what lies there already is never written into
    growing = path.with_name(f".{path.name[:_KEPT_OF_NAME]}.{token_hex(6)}.tmp")
    try:
        with os.fdopen(os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, rights), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            growing.chmod(stat.S_IMODE(path.stat().st_mode))
        last_look()
        growing.replace(path)
    except BaseException:
        with suppress(OSError):
            growing.unlink(missing_ok=True)
        raise

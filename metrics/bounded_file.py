"""A file that somebody names, read within bounds: what is a device or a pipe may never end."""

import errno
from pathlib import Path

LARGEST = 200 * 1024 * 1024
"""Bytes of a file of a week."""


def read_bounded(path: Path, most: int = LARGEST) -> bytes:
    """The bytes of a file; raises OSError where it cannot be read or goes on beyond `most`."""
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"it goes on beyond {most // (1024 * 1024):,} MB")
    return content

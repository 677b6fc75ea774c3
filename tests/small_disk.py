"""A disk that is full after a few megabytes, where one may be mounted."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(disk: Path, megabytes: int = 6) -> Iterator[Path]:
    """A disk of its own at a folder that is made; skips the test where none may be mounted."""
    disk.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    command = [str(mount), "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)]
    if not mount or not unmount or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here; other tests fill a file up to a limit")
    try:
        yield disk
    finally:
        subprocess.run([unmount, "-l", str(disk)], check=True)


def fill(disk: Path, left: int = 0) -> Path:
    """Something else takes all the room but so many bytes; the file that takes it."""
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - left)))
    return ballast

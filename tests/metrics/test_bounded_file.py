"""What goes on for ever is let go, a pipe that ends is read."""

import os
import threading
from pathlib import Path

import pytest

from metrics.bounded_file import read_bounded

pytestmark = pytest.mark.skipif(os.name == "nt", reason="this system has no such devices")


def test_what_goes_on_beyond_the_bound_is_not_read() -> None:
    with pytest.raises(OSError, match="it goes on beyond 1 MB"):
        read_bounded(Path("/dev/zero"), 1 << 20)


@pytest.mark.parametrize("size", [0, 1, 99_999, 100_000])
def test_what_a_pipe_holds_is_read_whole(tmp_path: Path, size: int) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(b"x" * size))
    writer.start()
    assert len(read_bounded(pipe, 100_000)) == size
    writer.join()

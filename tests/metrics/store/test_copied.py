"""A store that is copied while it is being written: whole uploads, or a sentence."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from metrics.store.location import StoreUnavailable
from metrics.store.store import open_store
from tests.long_run import times
from tests.metrics.store.test_disk import add, assert_whole

COPY = "import shutil, sys; [shutil.copyfile(sys.argv[1] + end, sys.argv[2] + end) for end in ('', '.wal')]"


@pytest.mark.skipif(sys.platform == "win32", reason="the lock of an open file forbids it there")
def test_a_copy_made_while_the_store_is_written_is_whole_or_refused_with_a_sentence(tmp_path: Path) -> None:
    path, done, acknowledged = tmp_path / "store.duckdb", threading.Event(), list[str]()
    with open_store(str(path)) as store:

        def write() -> None:
            week = 0
            while not done.is_set():
                acknowledged.append(add(store, week))
                week += 1

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for number in range(times(6)):
                copy = tmp_path / f"copy{number}.duckdb"
                # by another process, as a backup program would: closing the file here would let go of its lock
                subprocess.run([sys.executable, "-c", COPY, str(path), str(copy)], capture_output=True, check=False)
                assert is_whole_or_refused(str(copy), acknowledged)
        finally:
            done.set()
            writer.join()
        assert assert_whole(store) == set(acknowledged)
    with open_store(str(path)) as store:
        assert assert_whole(store) == set(acknowledged)


def is_whole_or_refused(copy: str, acknowledged: list[str]) -> bool:
    """A copy that can be opened holds whole uploads and no others; one that cannot says what to do."""
    try:
        with open_store(copy, create=False) as store:
            held = assert_whole(store)
    except StoreUnavailable as refused:
        return bool(refused.problem.remedy)
    return len(held - set(acknowledged)) <= 1  # the one that is just being acknowledged

"""The log beside a store's file: damaged, foreign or of another day it is told as what it is, and remedies lead on."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from metrics.store.journal import is_damaged
from metrics.store.location import StoreUnavailable
from metrics.store.store import open_store
from tests.metrics.snapshots import a_snapshot, moment
from tests.paths import ROOT

AND_IS_KILLED = """
import os, sys
from metrics.store.store import open_store
from tests.metrics.snapshots import a_snapshot, moment
store = open_store(sys.argv[1])
for day in map(int, sys.argv[2:]):
    store.add(a_snapshot((str(day), "m", 0, 0.1)), source="weekly export", actor="lead-ai-engineer", now=moment(day))
os._exit(0)
"""
DAMAGED = "the log beside the store's file, 'store.duckdb.wal', is damaged, or no log of a store at all"
FOREIGN = "the log beside the store's file, 'store.duckdb.wal', belongs to another database"
MOVE = "move 'store.duckdb.wal' away and keep it"


def add_and_be_killed(store: Path, *days: int) -> None:
    """Uploads that stay in the log, for nobody closed the store."""
    subprocess.run([sys.executable, "-c", AND_IS_KILLED, str(store), *map(str, days)], cwd=ROOT, check=True)


def uploads_in(store: Path) -> int:
    with open_store(str(store)) as opened:
        return len(opened.uploads())


def refusal(store: Path) -> str:
    with pytest.raises(StoreUnavailable) as refused:
        open_store(str(store)).close()
    return refused.value.problem.sentence


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A file with one upload, and the log with two more."""
    store = tmp_path_factory.mktemp("killed") / "store.duckdb"
    with open_store(str(store)) as opened:
        opened.add(a_snapshot(("1", "m", 0, 0.1)), source="weekly export", actor="x", now=moment(1))
    file = store.read_bytes()
    add_and_be_killed(store, 2, 3)
    return file, (store.parent / "store.duckdb.wal").read_bytes()


@pytest.fixture
def lay(tmp_path: Path, killed: tuple[bytes, bytes]) -> Callable[[bytes | None], Path]:
    """Lays the file down with another log, or with none."""

    def laid(log: bytes | None) -> Path:
        (tmp_path / "store.duckdb").write_bytes(killed[0])
        (tmp_path / "store.duckdb.wal").unlink(missing_ok=True)
        if log is not None:
            (tmp_path / "store.duckdb.wal").write_bytes(log)
        return tmp_path / "store.duckdb"

    return laid


Lay = Callable[[bytes | None], Path]


def test_a_whole_log_is_replayed(lay: Lay, killed: tuple[bytes, bytes]) -> None:
    assert uploads_in(lay(killed[1])) == 3


def test_a_log_that_a_crash_cut_short_keeps_what_is_whole(lay: Lay, killed: tuple[bytes, bytes]) -> None:
    seen = [uploads_in(lay(killed[1][:length])) for length in range(0, len(killed[1]), 41)]
    assert seen == sorted(seen)
    assert set(seen) == {1, 2}


def test_no_byte_of_a_log_can_be_wrong_without_a_word(lay: Lay, killed: tuple[bytes, bytes]) -> None:
    log = killed[1]
    # every byte of the head and of the frames behind it, and some of the rest; the last entry may be a torn one
    for place in (*range(100), *range(100, len(log) - 40, 53)):
        for bit in (0, 3, 7):
            wrong = bytearray(log)
            wrong[place] ^= 1 << bit
            said = refusal(lay(bytes(wrong)))
            assert "the log beside the store's file" in said, (place, bit)
            assert MOVE in said


@pytest.mark.parametrize("log", [b"the last uploads\n" * 20, bytes(4096), b"\x64\x00\x62\x65\x00\xfe" + bytes(100)])
def test_what_is_no_log_is_reported_and_left_as_it_is(lay: Lay, log: bytes) -> None:
    store = lay(log)
    assert DAMAGED in refusal(store)
    assert (store.parent / "store.duckdb.wal").read_bytes() == log


def test_the_log_of_another_store_is_reported(lay: Lay, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    add_and_be_killed(other, 5)
    store = lay((tmp_path / "other.duckdb.wal").read_bytes())
    assert FOREIGN in refusal(store)
    assert MOVE in refusal(store)


def test_a_log_of_another_form_is_left_to_duckdb(tmp_path: Path) -> None:
    log = tmp_path / "store.duckdb.wal"
    for version, damaged in ((1, False), (3, False), (0, True), (200, True)):
        log.write_bytes(b"\x64\x00\x62\x65\x00" + bytes([version]) + bytes(100))
        assert is_damaged(log) is damaged


def test_every_remedy_leads_to_a_store_that_opens(lay: Lay, killed: tuple[bytes, bytes], tmp_path: Path) -> None:
    file, log = killed
    journal, aside = tmp_path / "store.duckdb.wal", tmp_path / "aside"
    store = lay(bytes(len(log)))
    # the file is taken for the fault and moved away, against what was said
    store.rename(aside)
    assert "put the file back" in refusal(store)
    aside.rename(store)
    assert MOVE in refusal(store)
    journal.rename(aside)
    assert uploads_in(store) == 1

    # a damaged file beside a whole log: both are moved away, and a backup is put in the file's place
    store = lay(log)
    store.write_bytes(file[:9000])
    assert "move 'store.duckdb' and 'store.duckdb.wal' beside it away; then put the last backup" in refusal(store)
    store.write_bytes(file)
    journal.unlink()
    assert uploads_in(store) == 1

    # an older backup is put back, and the newer log is forgotten beside it
    add_and_be_killed(store, 6)
    assert uploads_in(store) == 2
    add_and_be_killed(store, 7)
    store.write_bytes(file)
    assert "belongs to newer contents of it than the file has" in refusal(store)
    assert MOVE in refusal(store)
    journal.unlink()
    assert uploads_in(store) == 1

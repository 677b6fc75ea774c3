"""A store that is locked, read-only, missing, broken or from another version: a sentence, and nothing lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest

from metrics.store.location import StoreUnavailable
from metrics.store.migrations import NEWEST
from metrics.store.store import open_store
from metrics.store.uploads import Upload
from tests.metrics.snapshots import Row, a_large_snapshot, a_snapshot, moment
from tests.paths import ROOT

NOBODY = 65534


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store with one upload in it, closed."""
    url = str(tmp_path / "store.duckdb")
    add(url, ("copilot", "m", 0, 0.1))
    return url


def add(url: str, *rows: Row) -> Upload:
    with open_store(url) as store:
        return store.add(a_snapshot(*rows), source="weekly export", actor="lead-ai-engineer", now=moment(14))


def refusal(url: str, *, create: bool = True) -> str:
    with pytest.raises(StoreUnavailable) as refused:
        open_store(url, create=create).close()
    assert refused.value.problem.remedy
    return refused.value.problem.sentence


def uploads_in(url: str) -> int:
    with open_store(url, create=False) as store:
        return len(store.uploads())


def run(code: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


# somebody else has it


HOLD = """
import sys
from metrics.store.store import open_store
with open_store(sys.argv[1]):
    print("open", flush=True)
    sys.stdin.readline()
"""


def test_a_second_process_meets_the_lock_as_a_sentence_with_the_owners_number(url: str) -> None:
    with run(HOLD, url) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "open\n"
        sentence = refusal(url)
        owner.communicate("\n", timeout=30)
    assert f"in use by another process (PID {owner.pid})" in sentence
    assert "if it is the dashboard, use its pages or stop it" in sentence
    assert uploads_in(url) == 1


def test_asking_whether_the_store_is_there_does_not_let_go_of_its_lock(url: str) -> None:
    with open_store(url):
        assert "open already" in refusal(url)
        assert "open already" in refusal(url, create=False)
        code = "import sys; from metrics.store.store import open_store; open_store(sys.argv[1])"
        second = subprocess.run(
            [sys.executable, "-c", code, url], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
        )
    assert "StoreUnavailable" in second.stderr
    assert f"(PID {os.getpid()})" in second.stderr


# the file is not what it should be


def test_a_store_from_a_newer_version_is_refused_and_left_alone(url: str) -> None:
    with duckdb.connect(url) as newer:
        newer.execute("INSERT INTO schema_step SELECT ?, 'from tomorrow', TIMESTAMP '2027-01-01'", [NEWEST + 1])
    before = Path(url).read_bytes()
    assert f"newer version of this program (schema {NEWEST + 1}); expected schema {NEWEST} or older" in refusal(url)
    assert Path(url).read_bytes() == before


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    url = str(tmp_path / "other.duckdb")
    with duckdb.connect(url) as other:
        other.execute("CREATE TABLE invoice AS SELECT 1 AS number")
    assert "holds other tables, it is not a metric store" in refusal(url)
    with duckdb.connect(url) as other:
        assert other.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("invoice",)]


@pytest.mark.parametrize("content", [b"week,product,value\n", b"x" * 100_000, b"SQLite format 3\x00" + bytes(5000)])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.duckdb"
    path.write_bytes(content)
    assert "this is not a DuckDB file" in refusal(str(path))
    assert path.read_bytes() == content


@pytest.mark.parametrize("kept", [100, 4096, 12288, 100_000])
def test_a_file_that_was_cut_short_is_refused_with_what_to_do(url: str, kept: int) -> None:
    path = Path(url)
    path.write_bytes(path.read_bytes()[:kept])
    assert "damaged or cut short; move 'store.duckdb' away; then put the last backup" in refusal(url)


def test_a_file_with_a_broken_header_is_refused_with_what_to_do(url: str) -> None:
    path = Path(url)
    content = bytearray(path.read_bytes())
    for place in (4096 + 30, 8192 + 30):
        content[place] ^= 255
    path.write_bytes(content)
    assert "damaged or cut short" in refusal(url)


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    path.touch()
    add(str(path), ("copilot", "m", 0, 0.1))
    assert uploads_in(str(path)) == 1


# the place is not what it should be


def test_a_missing_store_is_made_on_first_use_or_said_to_be_missing(tmp_path: Path) -> None:
    url = str(tmp_path / "store.duckdb")
    assert "there is no store here yet; upload a first file to make it" in refusal(url, create=False)
    assert not Path(url).exists()
    open_store(url).close()
    assert uploads_in(url) == 0


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert f"there is no folder '{tmp_path / 'nowhere'}'" in refusal(str(tmp_path / "nowhere" / "store.duckdb"))


def test_a_folder_is_not_a_store(tmp_path: Path) -> None:
    assert "this is a folder; expected a file" in refusal(str(tmp_path))


def test_a_journal_without_its_file_is_not_thrown_away(url: str) -> None:
    path = Path(url)
    path.rename(path.with_name("elsewhere"))
    journal = path.with_name("store.duckdb.wal")
    journal.write_bytes(b"the last uploads")
    assert "put the file back" in refusal(url)
    assert journal.read_bytes() == b"the last uploads"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("postgres:dbname=lake", "a store of the unknown kind 'postgres:…'"),
        ("https://example.org/store", "a store of the unknown kind 'https:…'"),
        (":memory:", "a store of the unknown kind ':memory:'"),
        ("", "no address of a store"),
        ("md:", "a MotherDuck store without a database name"),
        ("ducklake:postgres:dbname=lake?color=red", "'?color' behind the lake's address"),
    ],
)
def test_an_address_of_an_unknown_kind_lists_the_known_ones(url: str, found: str) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        open_store(url)
    assert refused.value.problem.found == found
    assert "ducklake:postgres:" in refused.value.problem.expected


# reading without writing


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the powers of the root user, where the tests run as root; file modes mean nothing to it."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach, unlike the ones of pytest."""
    with TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o777)
        yield path
        path.chmod(0o777)


def test_a_file_that_may_only_be_read_is_read_and_says_so_when_written(open_folder: Path) -> None:
    url = str(open_folder / "store.duckdb")
    add(url, ("copilot", "m", 0, 0.1))
    Path(url).chmod(0o444)
    with as_nobody(), open_store(url) as store:
        assert store.read_only
        (upload,) = store.uploads()
        with pytest.raises(StoreUnavailable, match="may be read here but not written"):
            store.add(a_snapshot(("copilot", "m", 0, 0.2)), source="s", actor="a", now=moment(15))
        with pytest.raises(StoreUnavailable, match="may be read here but not written"):
            store.revoke(upload.upload_id, actor="a", now=moment(15))
        assert len(store.uploads()) == 1


def test_a_folder_that_may_not_be_written_keeps_the_store_readable(open_folder: Path) -> None:
    url = str(open_folder / "store.duckdb")
    add(url, ("copilot", "m", 0, 0.1))
    Path(url).chmod(0o666)
    open_folder.chmod(0o555)
    with as_nobody(), open_store(url) as store:
        with pytest.raises(StoreUnavailable, match="may be read here but not written"):
            store.add(a_snapshot(("copilot", "m", 0, 0.2)), source="s", actor="a", now=moment(15))
        assert len(store.uploads()) == 1


def test_a_folder_that_may_not_be_written_takes_no_new_store(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    with as_nobody():
        assert "this user may not open the store's file" in refusal(str(open_folder / "store.duckdb"))


def test_a_file_that_may_not_even_be_read_says_so(open_folder: Path) -> None:
    url = str(open_folder / "store.duckdb")
    add(url, ("copilot", "m", 0, 0.1))
    Path(url).chmod(0o000)
    with as_nobody():
        assert "this user may not open the store's file" in refusal(url)


# no room

FILL = """
import resource, sys
from pathlib import Path
from metrics.store.location import StoreUnavailable
from metrics.store.store import open_store
from tests.metrics.snapshots import a_large_snapshot, moment
rows = int(sys.argv[2])
with open_store(sys.argv[1]) as store:
    room = Path(sys.argv[1]).stat().st_size + 100_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    acknowledged = 1
    for week in range(40):
        try:
            store.add(a_large_snapshot(rows, week), source="s", actor="a", now=moment(15))
            acknowledged += 1
        except StoreUnavailable as full:
            print(full.problem.sentence)
            break
    assert len(store.uploads()) == acknowledged
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(acknowledged)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are set the POSIX way")
@pytest.mark.parametrize("rows", [500, 200_000])
def test_a_full_disk_keeps_every_upload_it_had_acknowledged_and_no_part_of_another(url: str, rows: int) -> None:
    with run(FILL, url, str(rows)) as filling:
        said, _ = filling.communicate(timeout=120)
    assert filling.returncode == 0
    sentence, acknowledged = said.splitlines()
    assert "no room left to write the store; nothing of this upload was kept; make room" in sentence
    assert uploads_in(url) == int(acknowledged)
    with open_store(url) as store:
        assert sum(len(rows) for rows in store.book().rows.values()) == 1 + rows * (int(acknowledged) - 1)
        store.add(a_large_snapshot(10), source="s", actor="a", now=moment(16))

"""kill -9 in a backup, an import, an upkeep or a migration: whole or untouched, and the same again works."""

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from metrics.problems import Problems
from metrics.store import migrations
from metrics.store.backup import export_store, import_store
from metrics.store.backup_files import read_backup
from metrics.store.migrations import NEWEST, STEPS
from metrics.store.store import Store, open_store
from metrics.store.upkeep import tidy
from tests.long_run import times
from tests.metrics.snapshots import a_large_snapshot, moment
from tests.paths import ROOT
from tests.stores import ON_THE_LAKE, new_url

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
ROWS, UPLOADS, KILLS = 3_000, 6, 4
BEGIN = """
import sys
from datetime import datetime
from pathlib import Path
from metrics.store.backup import export_store, import_store
from metrics.store.store import open_store
from metrics.store.upkeep import tidy
url, folder, now = sys.argv[1], Path(sys.argv[2]), datetime(2026, 9, 20)
"""
WORK = {
    "export": "store = open_store(url); print('ready', flush=True); export_store(store, folder, now=now)",
    "import": "store = open_store(url); print('ready', flush=True); import_store(store, folder)",
    "tidy": "store = open_store(url); print('ready', flush=True); tidy(store, hours=0)",
    "migration": "print('ready', flush=True); open_store(url).close()",
}


def filled(url: str) -> None:
    """Some uploads, one of them withdrawn."""
    with open_store(url) as store:
        for week in range(UPLOADS):
            uploaded = store.add(a_large_snapshot(ROWS, week), source="s", actor="a", now=moment(14))
        store.revoke(uploaded.upload_id, actor="a", now=moment(15))


def content(store: Store) -> object:
    """What a store says."""
    rows = Counter(row.upload_id for kept in store.book().rows.values() for row in kept)
    uploads = [(one.upload_id, one.digest, one.revoked_at, one.counting_rows) for one in store.uploads()]
    return uploads, sorted(rows.items()), len(store.latest())


def killed(work: str, url: str, folder: Path, after: float) -> tuple[bool, float]:
    """Whether the work came to its end before it was killed, and how long it was let."""
    command = [sys.executable, "-c", f"{BEGIN}\n{WORK[work]}", url, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as working:
        assert working.stdout is not None
        assert working.stderr is not None
        assert working.stdout.readline() == "ready\n", working.stderr.read()
        begun = time.perf_counter()
        try:
            working.wait(after)
        except subprocess.TimeoutExpired:
            working.kill()
        said = working.stderr.read()
        working.wait()
        assert "Traceback" not in said, said
        return working.returncode == 0, time.perf_counter() - begun


def moments(work: str, url: str, folder: Path, dice: Random) -> list[float]:
    """Seconds after which it is killed, spread over as long as all of it takes."""
    done, whole = killed(work, url, folder, after=300)
    assert done
    return [dice.uniform(0, 1.1) * whole for _ in range(times(KILLS))]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store with uploads."""
    url = new_url(tmp_path)
    filled(url)
    return url


def test_a_backup_is_whole_or_not_there(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        before = content(store)
    for number, after in enumerate(moments("export", url, tmp_path / "first", Random(1))):  # noqa: S311
        folder = tmp_path / f"backup-{number}"
        killed("export", url, folder, after)
        if folder.exists():
            assert read_backup(folder).rows("upload") == UPLOADS
        else:
            with open_store(url) as store:
                export_store(store, folder, now=moment(20))
        with open_store(url) as store:
            assert content(store) == before
        other = new_url(tmp_path)
        with open_store(other) as store:
            import_store(store, folder)
            assert content(store) == before


def test_a_backup_that_was_read_in_is_there_whole_or_not_at_all(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        before = content(store)
        export_store(store, tmp_path / "backup", now=moment(20))
    for after in moments("import", new_url(tmp_path), tmp_path / "backup", Random(2)):  # noqa: S311
        other = new_url(tmp_path)
        done, _ = killed("import", other, tmp_path / "backup", after)
        with open_store(other) as store:
            if store.uploads():
                assert content(store) == before
                with pytest.raises(Problems, match=r"already|holds"):
                    import_store(store, tmp_path / "backup")
            else:
                assert not done
                import_store(store, tmp_path / "backup")
                assert content(store) == before


def test_a_store_that_is_tidied_says_the_same_all_along(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        before = content(store)
    for number, after in enumerate(moments("tidy", url, tmp_path, Random(3))):  # noqa: S311
        killed("tidy", url, tmp_path, after)
        with open_store(url) as store:
            assert content(store) == before
            if number % 2:
                tidy(store, hours=0)
                assert content(store) == before
            added = store.add(a_large_snapshot(ROWS, 50 + number), source="s", actor="a", now=moment(16))
            assert added.counting_rows == ROWS
            before = content(store)


@pytest.mark.skipif(ON_THE_LAKE, reason="the first schema was never on a lake; its steps are the same statements")
def test_a_migration_is_done_or_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def old() -> str:
        url = new_url(tmp_path)
        with monkeypatch.context() as patched:
            patched.setattr(migrations, "STEPS", STEPS[:1])
            patched.setattr("metrics.store.connection.NEWEST", 1)
            with open_store(url) as store, store.writing() as cursor:
                cursor.execute("INSERT INTO upload VALUES ('u1', 'd', 'a', 's', 'a', TIMESTAMP '2026-09-14', 300000)")
                cursor.execute(
                    "INSERT INTO observation SELECT 'u1', 'p' || (i % 300), 'm' || (i % 1000), DATE '2026-09-07' "
                    "+ CAST(7 * (i // 3000) AS INTEGER), DATE '2026-09-13' + CAST(7 * (i // 3000) AS INTEGER), "
                    "i, NULL, NULL FROM range(300000) AS t(i)"
                )
        return url

    for after in moments("migration", old(), tmp_path, Random(4)):  # noqa: S311
        url = old()
        killed("migration", url, tmp_path, after)
        with open_store(url) as store, store.reading() as cursor:
            ((rows,),) = cursor.execute("SELECT count(*) FROM observation").fetchall()
            steps = cursor.execute("SELECT step FROM schema_step ORDER BY step").fetchall()
        assert rows == 300_000
        assert steps == [(number,) for number in range(1, NEWEST + 1)]

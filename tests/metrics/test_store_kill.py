"""kill -9 in the middle of uploads: each is there in whole or not at all, and every acknowledged one is there."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from metrics.store import open_store

ROOT = Path(__file__).parents[2]
ROWS = 10_000
UPLOADING = f"""
import sys
from metrics.store import open_store
from tests.metrics.snapshots import a_large_snapshot, moment
first = int(sys.argv[2])
snapshots = [a_large_snapshot({ROWS}, week=first + number) for number in range(40)]
with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    for snapshot in snapshots:
        print(store.add(snapshot, source="s", actor="a", now=moment(14)).upload_id, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
def test_ten_kills_in_mid_upload_lose_no_acknowledged_upload_and_keep_no_part_of_one(tmp_path: Path) -> None:
    url = str(tmp_path / "store.duckdb")
    acknowledged: set[str] = set()
    kills = 0
    for kill in range(10):
        uploading = subprocess.Popen(
            [sys.executable, "-c", UPLOADING, url, str(40 * kill)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        with uploading:
            assert uploading.stdout is not None
            assert uploading.stdout.readline() == "ready\n"
            # a little later each time, so that the signal falls into every part of an upload
            time.sleep(0.01 + 0.013 * kill)
            uploading.send_signal(signal.SIGKILL)
            acknowledged |= {line.strip() for line in uploading.stdout if line.endswith("\n")}
        kills += uploading.returncode == -signal.SIGKILL
        with open_store(url, create=False) as store:
            uploads = {upload.upload_id: upload for upload in store.uploads()}
            counted: dict[str, int] = {}
            for rows in store.book().rows.values():
                for row in rows:
                    counted[row.upload_id] = counted.get(row.upload_id, 0) + 1
            assert acknowledged <= set(uploads)
            assert counted == dict.fromkeys(uploads, ROWS)
            # different weeks, so every row of every upload counts, and the kept table stands at the newest week
            assert all(upload.counting_rows == ROWS for upload in uploads.values())
            assert len(store.latest()) == (ROWS if uploads else 0)
    assert kills == 10

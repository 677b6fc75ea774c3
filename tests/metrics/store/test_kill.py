"""kill -9 in the middle of uploads: each is there in whole or not at all, and every acknowledged one is there."""

import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from metrics.store.store import open_store
from tests.long_run import times
from tests.paths import ROOT
from tests.stores import new_url

ROWS = 5_000
UPLOADING = f"""
import sys
from metrics.store.store import open_store
from tests.long_run import times
from tests.stores import new_url
from tests.metrics.snapshots import a_large_snapshot, moment
first = int(sys.argv[2])
snapshots = [a_large_snapshot({ROWS}, week=first + number) for number in range(40)]
with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    for snapshot in snapshots:
        print(store.add(snapshot, source="s", actor="a", now=moment(14)).upload_id, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
def test_kills_in_mid_upload_lose_no_acknowledged_upload_and_keep_no_part_of_one(tmp_path: Path) -> None:
    url, chance = new_url(tmp_path), Random(20260914)  # noqa: S311 - the same chances in every run
    acknowledged: set[str] = set()
    rounds = times(10)
    for kill in range(rounds):
        acknowledged |= killed_while_uploading(url, first=40 * kill, chance=chance)
        with open_store(url, create=False) as store:
            uploads = {upload.upload_id: upload for upload in store.uploads()}
            counted = Counter(row.upload_id for rows in store.book().rows.values() for row in rows)
            assert acknowledged <= set(uploads)
            assert counted == dict.fromkeys(uploads, ROWS)
            # different weeks, so every row of every upload counts, and the kept table stands at the newest week
            assert all(upload.counting_rows == ROWS for upload in uploads.values())
            assert len(store.latest()) == ROWS
    assert len(acknowledged) >= rounds


def killed_while_uploading(url: str, first: int, chance: Random) -> set[str]:
    """Uploads one after the other, killed somewhere in one of them; what was acknowledged until then."""
    uploading = subprocess.Popen(
        [sys.executable, "-c", UPLOADING, url, str(first)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with uploading:
        assert uploading.stdout is not None
        assert uploading.stdout.readline() == "ready\n"
        acknowledged = set()
        for _ in range(chance.randint(1, 3)):
            begun = time.perf_counter()
            acknowledged.add(uploading.stdout.readline().strip())
        time.sleep(chance.uniform(0, 1.1) * (time.perf_counter() - begun))
        uploading.send_signal(signal.SIGKILL)
        acknowledged |= {line.strip() for line in uploading.stdout if line.endswith("\n")}
    assert uploading.returncode == -signal.SIGKILL
    return acknowledged

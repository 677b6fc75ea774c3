"""Many uploaders and readers at once: nothing lost, nothing twice, nothing seen in half."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from metrics.store.store import open_store
from tests.long_run import times
from tests.metrics.crowd import ROWS, Crowd, Report
from tests.paths import ROOT
from tests.stores import ON_THE_LAKE, new_url

UPLOADERS, READERS, REPLICAS = 8, 20, 4
OWN, COMMON = 2, 2


def test_eight_uploaders_and_twenty_readers_lose_nothing_double_nothing_and_see_no_halves(tmp_path: Path) -> None:
    url, own = new_url(tmp_path), times(OWN)
    reports = replicas(url, own) if ON_THE_LAKE else [one_app(url, own)]
    assert [error for report in reports for error in report.errors] == []
    assert [torn for report in reports for torn in report.torn] == []
    assert sum(report.went_back for report in reports) == 0
    assert all(report.reads for report in reports)
    acknowledged = [upload_id for report in reports for upload_id in report.acknowledged]
    with open_store(url, create=False) as store:
        uploads = store.uploads()
        rows = Counter(row.upload_id for kept in store.book().rows.values() for row in kept)
        assert len(store.latest()) == ROWS
    assert sorted(acknowledged) == sorted(upload.upload_id for upload in uploads)
    assert rows == dict.fromkeys(acknowledged, ROWS)
    assert len({upload.digest for upload in uploads}) == len(uploads) == UPLOADERS * own + COMMON
    # whoever came second with the same content was given the upload that stands
    assert {upload_id for report in reports for upload_id in report.known_already} <= set(acknowledged)
    assert len({upload.received_at for upload in uploads}) == len(uploads)


def one_app(url: str, own: int) -> Report:
    """A file belongs to one process: everybody comes through it."""
    with open_store(url) as store:
        return Crowd(store, own, COMMON).run(range(UPLOADERS), READERS)


def replicas(url: str, own: int) -> list[Report]:
    """Several processes on one lake, which is new to all of them."""
    share, readers = UPLOADERS // REPLICAS, READERS // REPLICAS
    started = []
    for number in range(REPLICAS):
        arguments = [url, number * share, (number + 1) * share, readers, own, COMMON]
        command = [sys.executable, "-m", "tests.metrics.crowd", *map(str, arguments)]
        started.append(subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
    for replica in started:
        assert replica.stdout is not None
        assert replica.stdout.readline() == "ready\n"
    for replica in started:  # only now do they all begin
        assert replica.stdin is not None
        replica.stdin.write("\n")
        replica.stdin.flush()
    printed = [replica.communicate(timeout=600)[0] for replica in started]
    assert [replica.returncode for replica in started] == [0] * REPLICAS
    return [Report(**json.loads(line)) for line in printed]

"""kill -9 of the whole app under people who send again with their keys: nothing lost, nothing doubled, nothing half.

Longer with PLAYBOOK_LONG_RUN: 200 times as long is 1,000 kills.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random

import pytest

from metrics.store.store import open_store
from playbook.services.tokens.tokens import Scope
from tests import worlds
from tests.free_port import free_port
from tests.long_run import times
from tests.paths import ROOT
from tests.playbook.api_client import token_for
from tests.playbook.served import wait_for
from tests.stores import new_url
from tests.worlds import World

UPLOADERS, KILLS = 4, 5
WEEKS = ("2026-W41", "2026-W42", "2026-W43", "2026-W44")
HEAD = "week,product,metric,value,numerator,denominator\n"
TOGETHER = 3
"""Files of every second request: the others are one file."""


@dataclass
class Uploader:
    """Sends requests one after the other, each with its key until it is answered; what was acknowledged."""

    number: int
    port: int
    token: str
    over: threading.Event
    requests: dict[str, list[str]] = field(default_factory=dict)
    sent_again: int = 0
    odd: list[str] = field(default_factory=list)

    def work(self) -> None:
        """Until it is over and the last request is answered."""
        sent = 0
        while not self.over.is_set():
            sent += 1
            self._until_answered(f"uploader-{self.number}-{sent}", sent)

    def _until_answered(self, key: str, sent: int) -> None:
        while True:
            try:
                status, answer = self._ask(key, sent)
            except (OSError, HTTPException):
                self.sent_again += 1
                time.sleep(0.05)
                continue
            if status in (200, 201):
                self.requests[key] = [entry["upload_id"] for entry in json.loads(answer)["files"]]
                return
            if status != 503:  # busy, or the catalog keeps the lock of the killed one for a moment
                self.odd.append(f"{status}: {answer[:300]!r}")
                return
            time.sleep(0.05)

    def _ask(self, key: str, sent: int) -> tuple[int, bytes]:
        files = [content(self.number, sent, part) for part in range(TOGETHER if sent % 2 else 1)]
        boundary = "a-line-between-files"
        body = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{part}.csv"\r\n\r\n{text}\r\n'
            for part, text in enumerate(files)
        )
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Idempotency-Key": key,
        }
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", "/api/snapshots", f"{body}--{boundary}--\r\n".encode(), headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


def content(uploader: int, sent: int, part: int) -> str:
    """A file that no other is like; all of them speak of the same weeks, so that each replaces what came before."""
    count = 1 + uploader + UPLOADERS * (part + TOGETHER * sent)
    rows = [f"{week},support-copilot,hallucination_rate,,{count},{1_000_000 + count}" for week in WEEKS]
    return HEAD + "\n".join(rows) + "\n"


def begin(world: World, url: str, port: int, log: Path) -> "subprocess.Popen[bytes]":
    """The app in a process of its own."""
    place = ["--playbook", str(world.folder), "--store", url]
    command = [sys.executable, "-m", "playbook.cli.main", *place, "serve", "--port", str(port)]
    with log.open("ab") as out:
        return subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"PLAYBOOK_RATE": "1000000"}, stdout=out, stderr=out
        )


def wait_for_work(uploaders: Sequence[Uploader], chance: Random) -> None:
    """Returns somewhere in the middle of requests: most times after some were answered, else while the app warms up."""
    until = time.monotonic() + (60 if chance.random() < 0.8 else chance.uniform(0, 2))
    wanted = sum(len(uploader.requests) for uploader in uploaders) + chance.randint(2, 12)
    while sum(len(uploader.requests) for uploader in uploaders) < wanted and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(chance.uniform(0, 0.2))


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
def test_kills_of_the_app_lose_nothing_double_nothing_and_leave_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, url, chance = worlds.on_track(tmp_path / "on_track"), new_url(tmp_path), Random(20261129)  # noqa: S311
    monkeypatch.setenv("PLAYBOOK_TOKENS", str(tmp_path / "tokens"))
    port = free_port()
    log, health = tmp_path / "log", f"http://127.0.0.1:{port}/api/health"
    over = threading.Event()
    uploaders = [
        Uploader(number, port, token_for(world, Scope.UPLOAD, name=f"job-{number}"), over)
        for number in range(UPLOADERS)
    ]
    threads = [threading.Thread(target=uploader.work) for uploader in uploaders]
    app = begin(world, url, port, log)
    try:
        wait_for(health, app)
        for thread in threads:
            thread.start()
        for _ in range(times(KILLS)):
            wait_for_work(uploaders, chance)
            app.send_signal(signal.SIGKILL)
            app.wait()
            app = begin(world, url, port, log)
            wait_for(health, app)
        wait_for_work(uploaders, chance)
        over.set()
        for thread in threads:
            thread.join(timeout=120)
    finally:
        over.set()
        app.send_signal(signal.SIGTERM)
        app.wait(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    assert [odd for uploader in uploaders for odd in uploader.odd] == []
    requests = {key: ids for uploader in uploaders for key, ids in uploader.requests.items()}
    acknowledged = Counter(upload for ids in requests.values() for upload in ids)
    with open_store(url, create=False) as store:
        stored = {upload.upload_id: upload for upload in store.uploads()}
        rows = Counter(row.upload_id for kept in store.book().rows.values() for row in kept)
    assert acknowledged.keys() <= stored.keys(), "lost"
    assert len(stored) == sum(1 + (TOGETHER - 1) * (int(key.rpartition("-")[2]) % 2) for key in requests), "doubled"
    assert acknowledged == Counter(stored.keys())
    assert rows == dict.fromkeys(stored, len(WEEKS)), "half"
    assert sum(uploader.sent_again for uploader in uploaders), "no kill cut anybody off"
    assert len(requests) > KILLS
    assert "Traceback" not in log.read_text("utf-8")

"""Readers at the page and uploads for a while: memory stays flat; and a start under load is ready soon.

A few readers and 100 uploads; with PLAYBOOK_LONG_RUN=20 there are 30 readers for ten minutes and 2,000 uploads.
"""

import asyncio
import json
import signal
import threading
import time
from http.client import HTTPConnection
from pathlib import Path

import numpy as np
import pytest

from playbook.services.tokens.tokens import Scope
from tests import worlds
from tests.benchmarks.bench_viewers import viewer
from tests.benchmarks.serving import Served
from tests.free_port import free_port
from tests.long_run import times
from tests.playbook.api_client import token_for
from tests.playbook.served import wait_for
from tests.playbook.test_kill_app import begin
from tests.worlds import World

READERS, UPLOADS, WARM_UPLOADS = min(30, times(3)), times(100), 30
MOST_KILOBYTES_AN_UPLOAD = 400
"""Of growth after the first uploads: what is kept of an upload in memory is a few hundred bytes."""
HEAD = "week,product,metric,value,numerator,denominator\n"


def memory(process: int) -> float:
    """What a process holds now, in kilobytes."""
    text = Path(f"/proc/{process}/status").read_text("utf-8")
    return next(float(line.split()[1]) for line in text.splitlines() if line.startswith("VmRSS:"))


def upload(port: int, token: str, number: int) -> int:
    """Sends a file that no other is like; all speak of the same week."""
    text = f"{HEAD}2026-W44,support-copilot,hallucination_rate,,{number + 1},{1_000_000 + number}\n"
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "text/csv", "Idempotency-Key": f"crowd-{number}"}
        connection.request("POST", f"/api/snapshots?name={number}.csv", text.encode(), headers)
        answer = connection.getresponse()
        json.loads(answer.read())
        return answer.status
    finally:
        connection.close()


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world with numbers; its tokens lie beside it."""
    built = worlds.on_track(tmp_path / "on_track")
    built.receive_all()
    monkeypatch.setenv("PLAYBOOK_TOKENS", str(tmp_path / "tokens"))
    return built


@pytest.fixture
def port() -> int:
    """One that is free."""
    return free_port()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not say how much memory is used")
def test_memory_is_flat_under_readers_and_uploads(
    world: World, port: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    token = token_for(world, Scope.UPLOAD, name="crowd")
    app = begin(world, world.store_url, port, tmp_path / "log")
    over = threading.Event()

    def read(number: int) -> None:
        while not over.is_set():
            asyncio.run(viewer(Served(port, app.pid), 3, 0.2, number / READERS))

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    try:
        wait_for(f"http://127.0.0.1:{port}/api/health", app)
        for reader in readers:
            reader.start()
        held = []
        for number in range(UPLOADS):
            assert upload(port, token, number) in (200, 201)
            held.append(memory(app.pid))
    finally:
        over.set()
        for reader in readers:
            reader.join(timeout=120)
        app.send_signal(signal.SIGTERM)
        app.wait(timeout=60)
    settled = held[min(WARM_UPLOADS, UPLOADS // 3) :]
    slope = float(np.polyfit(np.arange(len(settled)), settled, 1)[0])
    with capsys.disabled():
        print(f"\n{READERS} readers, {UPLOADS} uploads: {slope:.1f} kB an upload, {held[-1] / 1024:.0f} MB at the end")  # noqa: T201
    assert slope < MOST_KILOBYTES_AN_UPLOAD
    assert "Traceback" not in (tmp_path / "log").read_text("utf-8")


def test_after_a_kill_under_load_the_page_answers_again_and_says_how_soon(
    world: World, port: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    token = token_for(world, Scope.UPLOAD, name="crowd")
    health = f"http://127.0.0.1:{port}/api/health"
    app = begin(world, world.store_url, port, tmp_path / "log")
    over = threading.Event()
    sent: list[int] = []

    def send() -> None:
        while not over.is_set():
            try:
                sent.append(upload(port, token, len(sent)))
            except OSError:
                time.sleep(0.05)

    sender = threading.Thread(target=send)
    try:
        wait_for(health, app)
        sender.start()
        seconds = []
        for _ in range(times(1)):
            before = len(sent)
            while len(sent) < before + 3:
                time.sleep(0.05)
            app.send_signal(signal.SIGKILL)
            app.wait()
            begun = time.monotonic()
            app = begin(world, world.store_url, port, tmp_path / "log")
            wait_for(health, app)
            seconds.append(time.monotonic() - begun)
    finally:
        over.set()
        sender.join(timeout=120)
        app.send_signal(signal.SIGTERM)
        app.wait(timeout=60)
    with capsys.disabled():
        print(f"\nready after {np.median(seconds):.1f} s (median of {len(seconds)})")  # noqa: T201
    assert set(sent) <= {200, 201, 503}

"""A served app for benchmarks: started in a process of its own, asked over HTTP, its share of the processor read."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Self

import httpx

from metrics.definition import Kind
from tests.free_port import free_port
from tests.paths import ROOT
from tests.worlds import World


@dataclass(frozen=True)
class Served:
    """A running app."""

    port: int
    process: int

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def worked(self) -> float:
        """Seconds of processor time that it has used so far; 0 where the system does not say."""
        try:
            numbers = Path(f"/proc/{self.process}/stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")

    def most_memory(self) -> float:
        """The most memory that it ever had, in megabytes; 0 where the system does not say."""
        try:
            text = Path(f"/proc/{self.process}/status").read_text("utf-8")
        except OSError:
            return 0.0
        return next(int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("VmHWM:"))


@contextmanager
def served(world: World, log: Path, store: str | None = None) -> Iterator[Served]:
    """The app on a world, with another store than the world's own where one is named."""
    port = free_port()
    place = ["--playbook", str(world.folder), *(["--store", store] if store else [])]
    command = [sys.executable, "-m", "playbook.cli.main", *place, "serve", "--port", str(port)]
    environment = os.environ | {"PLAYBOOK_RATE": "1000000"}
    with log.open("wb") as out, subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out) as app:
        found = Served(port, app.pid)
        try:
            while not _answers(found):
                if app.poll() is not None:
                    raise SystemExit(log.read_text("utf-8", "replace"))
                time.sleep(0.3)
            yield found
        finally:
            app.send_signal(signal.SIGTERM)
            try:
                app.wait(timeout=60)
            except subprocess.TimeoutExpired:
                app.kill()


def _answers(app: Served) -> bool:
    try:
        return httpx.get(f"{app.address}/api/health", timeout=60).is_success
    except httpx.HTTPError:
        return False


class Client:
    """One client with a connection that stays open; it costs next to nothing beside what it asks for."""

    def __init__(self, app: Served, token: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", app.port, timeout=600)
        self._headers = {"Authorization": f"Bearer {token}"}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def get(self, path: str) -> None:
        """Asks, and reads the whole answer."""
        self._ask("GET", path, None, {}, 200)

    def send(self, content: bytes, *, packed: bool = False) -> None:
        """One file as the whole body; it must be stored."""
        headers = {"Content-Type": "text/csv", **({"Content-Encoding": "gzip"} if packed else {})}
        self._ask("POST", "/api/snapshots?name=week.csv", content, headers, 201)

    def send_in_vain(self, content: bytes) -> None:
        """One file that is refused by what is said beside it: received, and its token checked, but not read."""
        self._ask("POST", "/api/snapshots?product=no-such", content, {"Content-Type": "text/csv"}, 422)

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str], wanted: int) -> None:
        self._connection.request(method, path, body, {**self._headers, **headers})
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status != wanted:
            raise SystemExit(f"{answer.status}: {text[:500].decode('utf-8', 'replace')}")


class WeeklyFiles:
    """Files of so many rows that a world takes: every share that it measures, as far back as that needs."""

    def __init__(self, world: World, rows: int) -> None:
        playbook = world.playbook()
        self._product = playbook.records.products.products[0].id
        self._metrics = [metric.id for metric in playbook.metrics.values() if metric.kind is Kind.RATE]
        sunday = world.today - timedelta(days=world.today.weekday() + 1)
        self._ends = [(sunday - timedelta(weeks=week)).isoformat() for week in range(rows // len(self._metrics))]
        self._made = 0

    def take(self, count: int) -> list[bytes]:
        """So many files, with numbers that no file before had."""
        self._made += count
        return [self._file(number) for number in range(self._made - count, self._made)]

    def _file(self, number: int) -> bytes:
        rows = [
            f"{end},{self._product},{metric},,{10 + number},{100_000 + number}"
            for end in self._ends
            for metric in self._metrics
        ]
        return ("\n".join(["date,product,metric,value,numerator,denominator", *rows]) + "\n").encode()


def at_once(contents: Sequence[bytes], senders: Sequence[Callable[[bytes], object]]) -> float:
    """Seconds until every sender has sent its share, all of them at the same time."""
    shares = [contents[number :: len(senders)] for number in range(len(senders))]

    def send(sender: Callable[[bytes], object], share: Sequence[bytes]) -> None:
        for content in share:
            sender(content)

    begun = time.perf_counter()
    with ThreadPoolExecutor(len(senders)) as pool:
        for _ in pool.map(send, senders, shares):
            pass
    return time.perf_counter() - begun

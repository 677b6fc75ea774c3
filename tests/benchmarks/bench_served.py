"""A running app under load: viewers of the page, and files over HTTP beside the same rows sent without it.

`python -m tests.benchmarks.bench_served` prints ratios of one run: the 95th percentile of a rerun with 1, 5, 20 and 50
simultaneous viewers (websocket clients, each asking again as soon as it was answered), and uploads a second of 300-row
files by 1, 4 and 8 clients.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from metrics.definition import Kind
from tests import worlds
from tests.benchmarks.bench_store_writers import percentile, say
from tests.playbook.door import token_for
from tests.worlds import World

ROOT = Path(__file__).parents[2]
VIEWERS, RERUNS = (1, 5, 20, 50), 6
CLIENTS, UPLOADS, ROWS = (1, 4, 8), 5, 300


def main() -> None:
    """Both, on worlds of their own."""
    with TemporaryDirectory() as folder:
        world = worlds.on_track(Path(folder) / "world")
        world.receive_all()
        alone = worlds.on_track(Path(folder) / "alone")
        token = token_for(world, name="bench")
        with served(world, Path(folder) / "log") as address:
            viewers(address)
            uploads(address, token, alone)
    say(
        "what limits: viewers share one interpreter, so that each waits for the others; uploads share it too, and "
        "then wait for the one writer"
    )


@contextmanager
def served(world: World, log: Path) -> Iterator[str]:
    """The app in a process of its own; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "playbook.cli", "--playbook", str(world.folder), "serve", "--port", str(port)]
    environment = os.environ | {"PLAYBOOK_RATE": "1000000"}
    with log.open("wb") as out, subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out) as app:
        address = f"http://127.0.0.1:{port}"
        try:
            while app.poll() is None:
                try:
                    if httpx.get(f"{address}/api/health", timeout=10).is_success:
                        break
                except httpx.HTTPError:
                    time.sleep(0.3)
            yield address
        finally:
            app.send_signal(signal.SIGTERM)
            app.wait(timeout=60)


def viewers(address: str) -> None:
    """Reruns of the overview."""
    asyncio.run(together(address, 1))  # the first visitor's share of the work is done once
    alone = 0.0
    for count in VIEWERS:
        late = percentile(asyncio.run(together(address, count)))
        alone = alone or late
        say(f"  {count:2} viewers: 95th percentile of a rerun {1000 * late:7.0f} ms = {late / alone:5.1f} x one viewer")


async def together(address: str, count: int) -> list[float]:
    """Seconds of each rerun of each of so many viewers."""
    told = await asyncio.gather(*(viewer(address) for _ in range(count)))
    return [seconds for each in told for seconds in each]


async def viewer(address: str) -> list[float]:
    """One open page that is run again and again; seconds of each run."""
    from websockets.asyncio.client import connect  # noqa: PLC0415 - uvicorn's own, needed only here

    stream = address.replace("http://", "ws://") + "/_stcore/stream"
    seconds = []
    async with connect(stream, subprotocols=["streamlit"], origin=address, max_size=None) as page:  # type: ignore[arg-type,list-item]
        for number in range(RERUNS + 1):
            begun = time.perf_counter()
            ask = BackMsg()
            ask.rerun_script.query_string = ""
            await page.send(ask.SerializeToString())
            while True:
                message = ForwardMsg()
                message.ParseFromString(await page.recv())
                if message.WhichOneof("type") == "script_finished":
                    break
            if number:  # the first run of a page also brings its session up
                seconds.append(time.perf_counter() - begun)
    return seconds


class Files:
    """Weekly files of about 300 rows that a world takes: every share that it measures, as far back as that needs."""

    def __init__(self, world: World) -> None:
        with world.workspace() as workspace:
            playbook = workspace.playbook().playbook
        self._product = playbook.records.products.products[0].id
        self._metrics = [metric.id for metric in playbook.metrics.values() if metric.kind is Kind.RATE]
        sunday = world.today - timedelta(days=world.today.weekday() + 1)
        self._ends = [(sunday - timedelta(weeks=week)).isoformat() for week in range(ROWS // len(self._metrics))]

    def __call__(self, number: int) -> bytes:
        """A file with numbers that no other has."""
        rows = [
            f"{end},{self._product},{metric},,{10 + number},{100_000 + number}"
            for end in self._ends
            for metric in self._metrics
        ]
        return ("\n".join(["date,product,metric,value,numerator,denominator", *rows]) + "\n").encode()


def uploads(address: str, token: str, alone: World) -> None:
    """Small files, through the door and without it."""
    files, number = Files(alone), 0
    for clients in CLIENTS:
        contents = [files(number + place) for place in range(clients * UPLOADS)]
        number += len(contents)
        rates = {
            "over HTTP": len(contents) / at_once(clients, contents, partial(post, address, token)),
            "directly": 0.0,
        }
        with alone.workspace() as workspace:
            send = partial(workspace.receive, "week.csv", source="bench", actor="bench")
            rates["directly"] = len(contents) / at_once(clients, contents, send)
        over, direct = rates.values()
        say(
            f"  {clients} clients: {over:6.1f} files a second over HTTP = {over / direct:.2f} x the same in one process"
        )


def at_once(clients: int, contents: list[bytes], send: Callable[[bytes], object]) -> float:
    """Seconds for all files, so many of them at a time."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        for _ in pool.map(send, contents):
            pass
    return time.perf_counter() - begun


def post(address: str, token: str, content: bytes) -> None:
    """One file as the whole body; it must be stored."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "text/csv"}
    answer = httpx.post(f"{address}/api/snapshots?name=week.csv", content=content, headers=headers, timeout=600)
    if answer.status_code != 201:
        raise SystemExit(answer.text)


if __name__ == "__main__":
    main()

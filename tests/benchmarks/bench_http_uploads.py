"""Uploads of 300 rows over HTTP by 1, 4 and 8 clients on both stores, beside SQLite in WAL mode and PostgreSQL by COPY.

`python -m tests.benchmarks.bench_http_uploads` prints ratios of one run: uploads a second, how long readers wait while
others upload, and where the time of one upload goes. The two databases store as many rows and do nothing else: no
HTTP, no file to read and check, no look whether it counts already, no table of the latest.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from metrics.store.upkeep import tidy
from playbook.services.tokens.tokens import Scope
from playbook.workspace.workspace import Workspace
from tests import postgres, worlds
from tests.benchmarks.bench_store_writers import UPLOADS, prepare, together
from tests.benchmarks.both_stores import new_stores, on_both_stores
from tests.benchmarks.measuring import percentile, ranked, say
from tests.benchmarks.serving import Client, Served, WeeklyFiles, at_once, served
from tests.benchmarks.upload_stages import flush_seconds, watched
from tests.playbook.api_client import token_for
from tests.worlds import World

CLIENTS, ROWS = (1, 4, 8), 300
STATUS = "/api/status"
RECEIVING = "HTTP, token and body"
PAUSE = 0.2
"""Seconds between two questions of a reader."""
Rates = dict[tuple[str, int], float]


@dataclass(frozen=True)
class Place:
    """A store, and a world whose app runs on it."""

    name: str
    world: World
    url: str
    token: str


def main() -> None:
    """Databases and stores in turn, for each number of clients; then readers, then one upload's time."""
    on_both_stores(report)


def report(folder: Path, server: postgres.Server | None) -> None:
    """All that is measured."""
    say(f"{UPLOADS} uploads of {ROWS} rows by each client, {os.cpu_count()} cores")
    os.environ["PLAYBOOK_TOKENS"] = str(folder / "tokens")
    rates = databases(folder, server)
    for place in places(folder, server):
        files = WeeklyFiles(place.world, ROWS)
        with served(place.world, folder / f"{place.name}.log", place.url) as app:
            uploads(place, app, files, rates)
            readers(place, app, files)
            received = in_vain(place, app, files)
        stages(place, files, received)
    say(f"  a page's flush to this disk: {1000 * flush_seconds(folder):.1f} ms")


def databases(folder: Path, server: postgres.Server | None) -> Rates:
    """Uploads a second into the two plain databases."""
    rates: Rates = {}
    for clients in CLIENTS:
        addresses = {"SQLite": str(folder / f"{clients}.sqlite")}
        if server is not None:
            addresses["PostgreSQL"] = server.address(server.new_database())
        for name, address in addresses.items():
            prepare(name, address)
            rates[name, clients] = UPLOADS * clients / together(name, address, clients)
            say(f"  {name:10} {clients} clients: {rates[name, clients]:7.1f} uploads a second, without HTTP")
    return rates


def places(folder: Path, server: postgres.Server | None) -> Iterator[Place]:
    """Both stores; the shared one where there is a server for it."""
    for name, url in new_stores(folder, server).items():
        world = worlds.on_track(folder / name)
        yield Place(name, world, url, token_for(world, *Scope, name=name))


def uploads(place: Place, app: Served, files: WeeklyFiles, rates: Rates) -> None:
    """Uploads a second by so many clients."""
    for clients in CLIENTS:
        with ExitStack() as opened:
            senders = [opened.enter_context(Client(app, place.token)) for _ in range(clients)]
            at_once(files.take(clients), [sender.send for sender in senders])
            worked, begun = app.worked(), time.perf_counter()
            took = at_once(files.take(UPLOADS * clients), [sender.send for sender in senders])
            busy = (app.worked() - worked) / (time.perf_counter() - begun)
        rate = UPLOADS * clients / took
        rates[place.name, clients] = rate
        beside = [f"{rate / rates[name, clients]:.2f} x {name}" for name, other in rates if other == clients]
        beside = [reported for reported in beside if not reported.endswith(f" x {place.name}")]
        beside.append(f"{rate / rates[place.name, CLIENTS[0]]:.2f} x 1 client")
        say(
            f"  {place.name:10} {clients} clients: {rate:7.1f} uploads a second over HTTP = {', '.join(beside)}; "
            f"{busy:.2f} cores"
        )


def timing(send: Callable[[bytes], object], times: list[float]) -> Callable[[bytes], object]:
    """The same, and how long each took."""

    def timed(content: bytes) -> None:
        begun = time.perf_counter()
        send(content)
        times.append(time.perf_counter() - begun)

    return timed


def readers(place: Place, app: Served, files: WeeklyFiles) -> None:
    """How long the whole assessment takes to read while 4 clients upload; after each upload it is worked out anew."""
    with ExitStack() as opened:
        reader, *writers = (opened.enter_context(Client(app, place.token)) for _ in range(5))
        reader.get(STATUS)
        kept, anew, busy = list[float](), list[float](), list[float]()
        read = timing(lambda _: reader.get(STATUS), kept)
        for _ in range(40):
            read(b"")
        read = timing(lambda _: reader.get(STATUS), anew)
        for content in files.take(15):
            writers[0].send(content)
            read(b"")
        done = threading.Event()
        read = timing(lambda _: reader.get(STATUS), busy)

        def keep_reading() -> None:
            while not done.wait(PAUSE):
                read(b"")

        thread = threading.Thread(target=keep_reading)
        thread.start()
        at_once(files.take(60), [writer.send for writer in writers])
        done.set()
        thread.join()
    late, calm, new = percentile(busy), percentile(kept), percentile(anew)
    say(
        f"  {place.name:10} a reader of the whole assessment, 95th percentile: "
        f"{1000 * calm:.0f} ms when nothing changes, {1000 * new:.0f} ms after an upload, {1000 * late:.0f} ms with "
        f"4 uploaders at work = {late / new:.1f} x after an upload"
    )


def in_vain(place: Place, app: Served, files: WeeklyFiles) -> float:
    """Median seconds of an upload that is received and not read."""
    seconds: list[float] = []
    with Client(app, place.token) as client:
        send = timing(client.send_in_vain, seconds)
        for content in files.take(25):
            send(content)
    return median(seconds)


def stages(place: Place, files: WeeklyFiles, received: float) -> None:
    """Where the time of one upload goes; of a lake also once its many small files are one."""
    with Workspace.find(place.world.folder, place.url, {}) as workspace:
        watched(workspace, files.take(3))  # the first one also imports what reading needs
        reported(place, len(workspace.uploads()), {RECEIVING: received, **watched(workspace, files.take(15))})
        if place.name == "lake":
            tidy(workspace.store(), hours=0)
            reported(place, 0, {RECEIVING: received, **watched(workspace, files.take(15))})


def reported(place: Place, uploads_before: int, parts: dict[str, float]) -> None:
    """One line with every part."""
    whole = sum(parts.values())
    say(
        f"  {place.name:10} what limits: of the {1000 * whole:.1f} ms of one upload "
        f"({f'after {uploads_before} others' if uploads_before else 'after playbook store tidy'}), {ranked(parts)}"
    )


if __name__ == "__main__":
    main()

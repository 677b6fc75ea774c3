"""Uploads a second by 1, 4 and 8 clients, and how long readers wait meanwhile: a file, a lake, and two databases.

`python -m tests.benchmarks.bench_store_writers` prints ratios of one run. SQLite and plain PostgreSQL (by its own
client `psql`) store the same rows and do nothing else: no look whether the rows count already, no table of the latest.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Self

from metrics.intake import keep
from metrics.snapshot.snapshot import Snapshot
from metrics.store.store import Store, open_store
from tests import postgres
from tests.benchmarks.both_stores import new_stores, on_both_stores
from tests.benchmarks.measuring import percentile, ranked, say, timed
from tests.benchmarks.upload_stages import Watch, flush_seconds, stages_of
from tests.metrics.snapshots import a_large_snapshot, moment
from tests.paths import ROOT

ROWS, UPLOADS, CLIENTS = 300, 8, (1, 4, 8)
ROW = "upload_id TEXT, product TEXT, metric TEXT, period_start DATE, period_end DATE, value DOUBLE PRECISION"
COLUMNS = "product", "metric", "period_start", "period_end", "value"


def main() -> None:
    """All places in turn for each number of clients; or one client of one place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--client", nargs=4, metavar=("PLACE", "ADDRESS", "FIRST", "LAST"))
    arguments = parser.parse_args()
    if arguments.client:
        place, address, first, last = arguments.client
        client(place, address, range(int(first), int(last)))
        return
    on_both_stores(report)


def report(folder: Path, server: postgres.Server | None) -> None:
    """A line for each place and number of clients."""
    say(f"{UPLOADS} uploads of {ROWS} rows by each client, {os.cpu_count()} cores")
    rates: dict[tuple[str, int], float] = {}
    for clients in CLIENTS:
        for place, address in places(folder / str(clients), server).items():
            prepare(place, address)
            rates[place, clients] = UPLOADS * clients / together(place, address, clients)
            rate = f"{rates[place, clients]:7.1f} uploads a second"
            say(f"  {place:10} {clients} clients: {rate}{beside(rates, place, clients)}")
    for place, address in new_stores(folder / "readers", server).items():
        readers(place, address)
        limits(place, address)
    say(f"  a page's flush to this disk: {1000 * flush_seconds(folder):.1f} ms")


def beside(rates: dict[tuple[str, int], float], place: str, clients: int) -> str:
    """The rate in terms of the others'."""
    others = [(other, rates[other, clients]) for other in ("SQLite", "PostgreSQL") if (other, clients) in rates]
    reported = [f"{rates[place, clients] / rate:.2f} x {other}" for other, rate in others if other != place]
    reported.append(f"{rates[place, clients] / rates[place, CLIENTS[0]]:.2f} x 1 client")
    return " = " + ", ".join(reported)


def places(folder: Path, server: postgres.Server | None) -> dict[str, str]:
    """Addresses of new stores, the ones to compare with first."""
    stores = new_stores(folder, server)
    found = {"SQLite": str(folder / "plain.sqlite")}
    if server is not None:
        found["PostgreSQL"] = server.address(server.new_database())
    return found | stores


def prepare(place: str, address: str) -> None:
    """Makes the tables."""
    if place in ("file", "lake"):
        open_store(address).close()
    elif place == "SQLite":
        with closing(sqlite3.connect(address)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"CREATE TABLE observation ({ROW})")
            connection.execute("CREATE TABLE upload (upload_id TEXT, received_at TEXT)")
    else:
        with Psql(address) as client:
            client.run(
                f"CREATE TABLE observation ({ROW}); CREATE TABLE upload (upload_id TEXT, received_at TIMESTAMP);"
            )


def together(place: str, address: str, clients: int) -> float:
    """Seconds for all uploads of all clients: processes, or threads where a file allows only one process."""
    shares = [range(number * UPLOADS, (number + 1) * UPLOADS) for number in range(clients)]
    if place == "file":
        with open_store(address) as store:
            uploads = [[a_large_snapshot(ROWS, week, ROWS) for week in share] for share in shares]
            threads = [threading.Thread(target=upload_all, args=(store, mine)) for mine in uploads]
            return timed(lambda: run_all(threads))
    started = []
    for share in shares:
        command = [sys.executable, "-m", "tests.benchmarks.bench_store_writers", "--client"]
        arguments = [place, address, str(share.start), str(share.stop)]
        started.append(
            subprocess.Popen([*command, *arguments], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    return timed(lambda: finish_all(started))


def run_all(threads: list[threading.Thread]) -> None:
    """Starts all and waits for all."""
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def finish_all(processes: "list[subprocess.Popen[str]]") -> None:
    """Tells all clients to begin, and waits until each has uploaded everything."""
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "done\n"
        process.communicate()


def client(place: str, address: str, weeks: range) -> None:
    """One client in a process of its own: connected and ready before it is told to begin."""
    snapshots = [a_large_snapshot(ROWS, week, ROWS) for week in weeks]
    if place in ("file", "lake"):
        with open_store(address) as store:
            store.uploads()
            begin(lambda: upload_all(store, snapshots))
        return
    rows = [
        [
            (str(week), *row)
            for row in snapshot.frame[list(COLUMNS)]
            .astype({"period_start": str, "period_end": str})
            .itertuples(index=False)
        ]
        for week, snapshot in zip(weeks, snapshots, strict=True)
    ]
    if place == "SQLite":
        with closing(sqlite3.connect(address, timeout=60, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            begin(lambda: deque(map(partial(into_sqlite, connection), rows), maxlen=0))
        return
    with Psql(address) as connected:
        begin(lambda: deque(map(partial(into_postgres, connected), rows), maxlen=0))


def begin(work: Callable[[], object]) -> None:
    """Says that it is ready, waits, works, says that it is done."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    work()
    sys.stdout.write("done\n")
    sys.stdout.flush()


def upload_all(store: Store, snapshots: list[Snapshot]) -> None:
    """One after another, as the API does it: not at all where every row counts already, else all of it."""
    for snapshot in snapshots:
        keep(snapshot, store, source="bench", actor="bench", now=moment(14))


def into_sqlite(connection: sqlite3.Connection, rows: list[Any]) -> None:
    """One transaction."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO upload VALUES (?, ?)", (rows[0][0], "2026-09-14 09:00:00"))
    connection.executemany("INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")


class Psql:
    """PostgreSQL's own client, connected once and told what to do as its input comes."""

    def __init__(self, address: str) -> None:
        found = postgres.programs()
        assert found is not None
        command = [str(found / "psql"), "-d", address, "-Xqtv", "ON_ERROR_STOP=1"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(self, script: str) -> None:
        """Waits until it is done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{script}\n\\echo done\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"


def into_postgres(client: Psql, rows: list[Any]) -> None:
    """One transaction, the rows by COPY."""
    lines = "\n".join("\t".join(map(str, row)) for row in rows)
    upload = f"COPY upload FROM STDIN;\n{rows[0][0]}\t2026-09-14 09:00:00\n\\.\n"
    client.run(f"BEGIN;\n{upload}COPY observation FROM STDIN;\n{lines}\n\\.\nCOMMIT;")


def readers(place: str, address: str) -> None:
    """How long the portfolio query takes while 4 clients upload, beside the same when nobody does."""
    with open_store(address) as store:
        upload_all(store, [a_large_snapshot(ROWS, week, ROWS) for week in range(8)])
        quiet = [timed(store.latest) for _ in range(60)]
        done, busy = threading.Event(), list[float]()

        def read() -> None:
            while not done.is_set():
                busy.append(timed(store.latest))

        def write(number: int) -> None:
            upload_all(store, [a_large_snapshot(ROWS, 100 + 10 * number + week, ROWS) for week in range(UPLOADS)])

        reader = threading.Thread(target=read)
        writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
        for thread in [reader, *writers]:
            thread.start()
        for thread in writers:
            thread.join()
        done.set()
        reader.join()
    late, calm = percentile(busy), percentile(quiet)
    say(
        f"  {place:10} portfolio query, 95th percentile: {late / calm:.1f} x with 4 uploaders at work "
        f"({1000 * late:.0f} ms beside {1000 * calm:.0f} ms; median {median(busy) / median(quiet):.1f} x)"
    )


def limits(place: str, address: str) -> None:
    """Where the time of one upload goes; of several at once, the store takes one after the other."""
    snapshots = [a_large_snapshot(ROWS, week, ROWS) for week in range(200, 215)]
    with open_store(address) as store:

        def upload(snapshot: Snapshot, _: Watch) -> None:
            upload_all(store, [snapshot])

        stages = stages_of([partial(upload, snapshot) for snapshot in snapshots])
    say(
        f"  {place:10} what limits: one writer at a time{' over all processes' if place == 'lake' else ''}; of the "
        f"{1000 * sum(stages.values()):.1f} ms of one upload, {ranked(stages)}"
    )


if __name__ == "__main__":
    main()

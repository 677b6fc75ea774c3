"""Uploaders and readers at once on one store, in threads; run as a program it is one replica of an app."""

import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from metrics.intake import keep
from metrics.store.store import Store, open_store
from tests.metrics.snapshots import a_large_snapshot, moment

ROWS = 300


@dataclass
class Report:
    """What a crowd saw. `acknowledged` are ids of uploads; `torn` are reads that saw a part of an upload."""

    acknowledged: list[str] = field(default_factory=list)
    known_already: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    went_back: int = 0
    reads: int = 0
    errors: list[str] = field(default_factory=list)


class Crowd:
    """Each uploader sends `own` snapshots that nobody else has, and between them the `common` ones that all have."""

    def __init__(self, store: Store, own: int, common: int) -> None:
        self.report = Report()
        self._store, self._own, self._common = store, own, common
        self._done = threading.Event()

    def run(self, uploaders: range, readers: int) -> Report:
        """All of them at once, until the last uploader is through."""
        writing = [threading.Thread(target=self._guarded, args=(self._upload, number)) for number in uploaders]
        reading = [threading.Thread(target=self._guarded, args=(self._read, number)) for number in range(readers)]
        for thread in [*writing, *reading]:
            thread.start()
        for thread in writing:
            thread.join()
        self._done.set()
        for thread in reading:
            thread.join()
        return self.report

    def _guarded(self, work: Callable[[int], None], number: int) -> None:
        try:
            work(number)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test is told
            self.report.errors.append(f"{type(error).__name__}: {error}")

    def _upload(self, number: int) -> None:
        weeks = [1000 + week for week in range(self._common)]
        for place in range(self._own):
            weeks.insert(2 * place, number * self._own + place)
        for week in weeks:
            snapshot = a_large_snapshot(ROWS, week=week, products=ROWS)
            receipt = keep(snapshot, self._store, source="crowd", actor=f"uploader-{number}", now=moment(14))
            stored = receipt.state == "stored"
            (self.report.acknowledged if stored else self.report.known_already).append(receipt.upload.upload_id)

    def _read(self, _: int) -> None:
        seen = 0
        while not self._done.is_set():
            rows = Counter(row.upload_id for kept in self._store.book().rows.values() for row in kept)
            self.report.torn.extend(f"{name}: {count}" for name, count in rows.items() if count != ROWS)
            if len(self._store.latest()) not in (0, ROWS):
                self.report.torn.append("latest")
            self.report.went_back += len(rows) < seen
            seen = len(rows)
            self.report.reads += 1
            time.sleep(0.05)


def main() -> None:
    """One replica: opens the store, says so, waits to be told to begin, and reports."""
    url, first, last, readers, own, common = sys.argv[1], *map(int, sys.argv[2:])
    with open_store(url) as store:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        report = Crowd(store, own, common).run(range(first, last), readers)
    sys.stdout.write(json.dumps(asdict(report)) + "\n")


if __name__ == "__main__":
    main()

"""Where the time of one upload goes, as measured: each statement of the store and each word with the catalog server."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from metrics.store.connection import StoreConnection
from metrics.store.lake import WriterLock
from playbook.workspace.workspace import Workspace

READING, LOCK, LOOKING, ROWS, COMMIT, REST = (
    "reading and checking the file",
    "the writers' lock",
    "looking up what is there",
    "the rows and what is newest",
    "the commit",
    "everything else in Python",
)
STAGES = (READING, LOCK, LOOKING, ROWS, COMMIT, REST)


class Watch:
    """Seconds by stage, of the upload that is under way."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Counts the block to a stage."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] += time.perf_counter() - begun


class WatchedCursor:
    """A cursor whose statements are timed."""

    def __init__(self, cursor: Any, watch: Watch) -> None:
        self._cursor = cursor
        self._watch = watch

    def execute(self, statement: str, *more: Any) -> Any:
        """As the cursor's own."""
        first = statement.split(maxsplit=1)[0].upper()
        name = {"COMMIT": COMMIT, "INSERT": ROWS, "DELETE": ROWS, "MERGE": ROWS, "UPDATE": ROWS}.get(first, LOOKING)
        with self._watch.stage(name):
            return self._cursor.execute(statement, *more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


def watched(workspace: Workspace, contents: list[bytes]) -> dict[str, float]:
    """Median seconds of each stage of an upload, these files one after another."""

    def upload(content: bytes, watch: Watch) -> None:
        with watch.stage(READING):
            snapshot = workspace.read("week.csv", content)
            assert snapshot.incoming is not None
        workspace.keep(snapshot, source="bench", actor="bench")

    return stages_of([partial(upload, content) for content in contents])


def stages_of(uploads: list[Callable[[Watch], object]]) -> dict[str, float]:
    """Median seconds of each stage of these uploads, done one after another."""
    cursor_of, ask = StoreConnection.cursor, WriterLock._ask
    watch = Watch()

    @contextmanager
    def cursor(connection: StoreConnection) -> Iterator[Any]:
        with cursor_of(connection) as found:
            yield WatchedCursor(found, watch)

    def requested(*given: Any) -> list[tuple[object, ...]]:
        with watch.stage(LOCK):
            return ask(*given)

    stages = []
    with patch.object(StoreConnection, "cursor", cursor), patch.object(WriterLock, "_ask", staticmethod(requested)):
        for upload in uploads:
            watch.seconds = dict.fromkeys(STAGES, 0.0)
            begun = time.perf_counter()
            upload(watch)
            watch.seconds[REST] = time.perf_counter() - begun - sum(watch.seconds.values())
            stages.append(dict(watch.seconds))
    return {name: median(each[name] for each in stages) for name in STAGES}


def flush_seconds(folder: Path, times: int = 30) -> float:
    """Median seconds until a page that was written stands on the disk of a folder."""
    took = []
    with (folder / "flushed").open("wb", buffering=0) as file:
        for _ in range(times):
            begun = time.perf_counter()
            file.write(b"\0" * 4096)
            os.fsync(file.fileno())
            took.append(time.perf_counter() - begun)
    return median(took)

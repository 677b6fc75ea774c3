"""Where the stores of the tests are: in a file, or, when asked by a setting, on a shared store of their own."""

import atexit
import os
from functools import cache
from pathlib import Path
from uuid import uuid4

from tests.postgres import Server

ON_THE_LAKE = os.environ.get("PLAYBOOK_TEST_STORE") == "lake"
"""True in the runs of tests/test_lake.py, which has the same tests run once more on the other kind of store."""


@cache
def server() -> Server:
    """The catalog server of this process, started when it is first asked for."""
    started = Server()
    atexit.register(started.remove)
    return started


def new_url(folder: Path) -> str:
    """Address of a store that is not there yet; its files come into `folder`."""
    name = uuid4().hex[:12]
    return lake_url(server().new_database(), folder / name) if ON_THE_LAKE else str(folder / f"{name}.duckdb")


def lake_url(database: str, data_path: Path) -> str:
    """Address of a lake on the server of the tests."""
    return f"ducklake:postgres:{server().address(database)}?data_path={data_path}"

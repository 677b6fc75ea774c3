"""Benchmarks on both stores: a file, and where PostgreSQL is installed a lake whose catalog it keeps.

A benchmark calls `on_both_stores` from its `main`. It is then started anew with DuckDB's extensions in front, so that
both stores run on the same DuckDB, and gets a folder and a server of its own, which go away with it.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import lake_extensions, postgres
from tests.benchmarks.measuring import say
from tests.paths import ROOT


def on_both_stores(report: Callable[[Path, postgres.Server | None], None]) -> None:
    """Runs `report` in a folder of its own, with the server for lakes, or None where there cannot be one."""
    extensions = lake_extensions.folder(_cache()) if postgres.programs() is not None else None
    if extensions is not None and str(extensions) not in sys.path:
        environment = os.environ | {"PYTHONPATH": lake_extensions.path_with(extensions)}
        command = [sys.executable, *sys.orig_argv[1:]]
        sys.exit(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode)
    if extensions is None:
        say("only the store in a file is measured: the lake needs PostgreSQL's server, pip and the extra 'lake'")
    server = postgres.Server(durable=True) if extensions is not None else None
    try:
        with TemporaryDirectory() as folder:
            report(Path(folder), server)
    finally:
        if server is not None:
            server.remove()


def new_stores(folder: Path, server: postgres.Server | None) -> dict[str, str]:
    """Addresses of stores that are not there yet, by `file` and `lake`; their files come into `folder`."""
    folder.mkdir(exist_ok=True)
    found = {"file": str(folder / "store.duckdb")}
    if server is not None:
        found["lake"] = f"ducklake:postgres:{server.address(server.new_database())}?data_path={folder / 'lake-files'}"
    return found


def _cache() -> Path:
    """Where the tests keep the extensions, too."""
    folder = ROOT / ".pytest_cache" / "d" / "lake"
    folder.mkdir(parents=True, exist_ok=True)
    return folder

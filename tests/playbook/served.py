"""A running app in a process of its own that owns a world's store, and the command beside it."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from tests import worlds
from tests.free_port import free_port
from tests.paths import ROOT
from tests.worlds import World


@dataclass(frozen=True)
class Served:
    """A world that a running app owns, and the same world that nobody has opened."""

    world: World
    alone: World
    address: str
    process: int


@contextmanager
def serving(folder: Path, base: str = "", *options: str, **settings: str) -> Iterator[Served]:
    """The app on the world that slips, its page below a path where one is named."""
    world = worlds.slipping(folder / "here")
    world.receive_all()
    shutil.copytree(world.folder, folder / "alone")
    port = free_port()
    arguments = ["--playbook", str(world.folder), "serve", "--port", str(port), *options]
    command = [sys.executable, "-m", "playbook.cli.main", *arguments]
    environment = os.environ | {"STREAMLIT_SERVER_BASE_URL_PATH": base} | settings
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as page,
    ):
        address = f"http://127.0.0.1:{port}{base}"
        try:
            wait_for(f"{address}/api/health", page)
            yield Served(world, World("slipping", folder / "alone", world.today), address, page.pid)
        finally:
            os.kill(page.pid, signal.SIGTERM)
            page.wait(timeout=20)


def wait_for(url: str, page: "subprocess.Popen[bytes]") -> None:
    """Returns once the app answers there."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - an address of this machine
                return
        except OSError:
            assert page.poll() is None
            time.sleep(0.2)
    pytest.fail("the app did not start")


def run(world: World | None, *arguments: str | Path, **environment: str) -> Result:
    """The command on a world, or with what the arguments name."""
    place = [] if world is None else ["--playbook", str(world.folder)]
    return CliRunner(env=environment).invoke(app, [*place, *map(str, arguments)])


def parts(result: Result) -> tuple[int, str, str]:
    """What a person sees of a command."""
    return result.exit_code, result.stdout, result.stderr


def file(folder: Path, name: str, text: str) -> Path:
    """A file to send."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path

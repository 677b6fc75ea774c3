"""Clients that go away in mid-upload: a line in the log, no traceback, nothing kept, and the next one is answered."""

import socket
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from playbook.services.tokens.tokens import Scope
from tests.playbook.api_client import token_for
from tests.playbook.served import Served, serving

GOING = [
    ("POST /api/snapshots", "text/csv"),
    ("POST /api/snapshots", "multipart/form-data; boundary=x"),
    ("PUT /_stcore/upload_file/a/b", "multipart/form-data; boundary=x"),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    """An app, and its log."""
    folder = tmp_path_factory.mktemp("gone")
    with serving(folder) as found:
        yield found, folder / "log"


def reported(log: Path) -> list[str]:
    """What stands in the log, but for the questions whether the app is there: their lines come when they want."""
    return [line for line in log.read_text("utf-8").splitlines() if 'route="/api/health"' not in line]


@pytest.mark.parametrize(("line", "kind"), GOING)
def test_one_line_in_the_log_and_nothing_else(served: tuple[Served, Path], line: str, kind: str) -> None:
    app, log = served
    token = token_for(app.world, Scope.UPLOAD, name=f"job-{GOING.index((line, kind))}")
    before = len(reported(log))
    address = urlsplit(app.address)
    with socket.create_connection((address.hostname, address.port or 0), timeout=20) as going:
        head = f"{line} HTTP/1.1\r\nHost: {address.netloc}\r\nAuthorization: Bearer {token}\r\n"
        going.sendall(f"{head}Content-Type: {kind}\r\nContent-Length: 1000000\r\n\r\n".encode())
        going.sendall(b'--x\r\nContent-Disposition: form-data; name="file"; filename="w.csv"\r\n\r\nweek,product')
        time.sleep(0.5)
    for _ in range(100):
        if reported(log)[before:] or "PUT" in line:
            break
        time.sleep(0.1)
    time.sleep(0.5)
    lines = reported(log)[before:]
    assert len(lines) <= 1, lines
    if "POST" in line:
        assert "status=499" in lines[0]
    with urllib.request.urlopen(f"{app.address}/api/health", timeout=20) as answer:  # noqa: S310 - of this machine
        assert answer.status == 200
